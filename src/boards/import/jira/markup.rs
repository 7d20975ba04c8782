//! Jira's marks as markdown: the common ones. What is not known stays as it is written.

/// A text in Jira's wiki notation as markdown.
pub fn to_markdown(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut inside = Inside::Text;
    for line in text.lines() {
        match (inside, block(line)) {
            (Inside::Code, Some(Block::Code(_))) => {
                lines.push("```".to_owned());
                inside = Inside::Text;
            }
            (Inside::Code, _) => lines.push(line.to_owned()),
            (_, Some(Block::Code(language))) => {
                lines.push(format!("```{language}"));
                inside = Inside::Code;
            }
            (Inside::Text, Some(Block::Quote)) => inside = Inside::Quote,
            (Inside::Quote, Some(Block::Quote)) => inside = Inside::Text,
            (Inside::Quote, None) => lines.push(format!("> {}", inline(line))),
            (Inside::Text, None) => lines.extend(whole_line(line)),
        }
    }
    if inside == Inside::Code {
        lines.push("```".to_owned());
    }
    lines.join("\n")
}

#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Text,
    Code,
    Quote,
}

enum Block<'a> {
    /// With its language.
    Code(&'a str),
    Quote,
}

/// A line that begins or ends a block.
fn block(line: &str) -> Option<Block<'_>> {
    let mark = line.trim().strip_prefix('{')?.strip_suffix('}')?;
    let (name, about) = mark.split_once(':').unwrap_or((mark, ""));
    match name {
        "code" => Some(Block::Code(about.split('|').find(|part| !part.contains('=')).unwrap_or_default())),
        "noformat" => Some(Block::Code("")),
        "quote" => Some(Block::Quote),
        _ => None,
    }
}

fn whole_line(line: &str) -> Vec<String> {
    let text = line.trim_start();
    if let Some((level, rest)) = heading(text) {
        return vec![format!("{} {}", "#".repeat(level), inline(rest))];
    }
    if let Some(rest) = text.strip_prefix("bq. ") {
        return vec![format!("> {}", inline(rest))];
    }
    if text == "----" {
        return vec!["---".to_owned()];
    }
    if let Some(cells) = text.strip_prefix("||") {
        let cells: Vec<String> = cells.trim_end_matches('|').split("||").map(|cell| inline(cell.trim())).collect();
        return vec![format!("| {} |", cells.join(" | ")), format!("|{}", " --- |".repeat(cells.len()))];
    }
    match item(text) {
        Some((mark, depth, rest)) => vec![format!("{}{mark} {}", "   ".repeat(depth - 1), inline(rest))],
        None => vec![inline(line)],
    }
}

/// `h2. Title`
fn heading(text: &str) -> Option<(usize, &str)> {
    let (level, rest) = text.strip_prefix('h')?.split_once(". ")?;
    let level: usize = level.parse().ok()?;
    (1..=6).contains(&level).then_some((level, rest))
}

/// `** a point`, two deep.
fn item(text: &str) -> Option<(&'static str, usize, &str)> {
    let marks = text.find(|c| !matches!(c, '*' | '#' | '-'))?;
    let rest = text[marks..].strip_prefix(' ')?;
    let mark = match text[..marks].chars().last()? {
        '#' => "1.",
        _ => "-",
    };
    Some((mark, marks.min(8), rest))
}

/// The marks within a line.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let at_word_start = !out.ends_with(char::is_alphanumeric);
        if let Some((said, after)) = span(rest, at_word_start) {
            out.push_str(&said);
            rest = after;
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// What begins here, as markdown, and what comes after it.
fn span(text: &str, at_word_start: bool) -> Option<(String, &str)> {
    for (mark, end) in [("{{", "}}"), ("{code}", "{code}"), ("{noformat}", "{noformat}")] {
        if let Some(rest) = text.strip_prefix(mark) {
            let (code, after) = cut(rest, end)?;
            return Some((format!("`{code}`"), after));
        }
    }
    if let Some(rest) = text.strip_prefix("{color") {
        return cut(rest, "}").filter(|(about, _)| about.len() < 20).map(|(_, after)| (String::new(), after));
    }
    if let Some(rest) = text.strip_prefix('[') {
        let (link, after) = cut(rest, "]")?;
        return linked(link).map(|said| (said, after));
    }
    let (mark, said) =
        [('*', "**"), ('_', "*"), ('-', "~~"), ('+', "")].into_iter().find(|(mark, _)| text.starts_with(*mark))?;
    let (inner, after) = cut(&text[1..], mark.encode_utf8(&mut [0; 4]))?;
    let fits = at_word_start
        && !inner.is_empty()
        && inner.trim() == inner
        && !after.starts_with(|c: char| c.is_alphanumeric() || c == mark);
    fits.then(|| (format!("{said}{}{said}", inline(inner)), after))
}

/// What comes before and after `end`, which is looked for nearby only: there may be a mark at every place of a long
/// text.
fn cut<'a>(text: &'a str, end: &str) -> Option<(&'a str, &'a str)> {
    let at = text[..text.floor_char_boundary(2_000)].find(end)?;
    Some((&text[..at], &text[at + end.len()..]))
}

/// `name|address`, `address` or `~user`, without the brackets.
fn linked(link: &str) -> Option<String> {
    if let Some(user) = link.strip_prefix('~') {
        return Some(format!("@{}", user.strip_prefix("accountid:").unwrap_or(user)));
    }
    let is_address = |text: &str| ["http://", "https://", "mailto:"].iter().any(|start| text.starts_with(start));
    match link.split_once('|') {
        Some((name, address)) => {
            let address = address.split('|').next().unwrap_or_default();
            is_address(address).then(|| format!("[{name}](<{address}>)"))
        }
        None => is_address(link).then(|| format!("<{link}>")),
    }
}

#[cfg(test)]
mod tests {
    use super::to_markdown;

    #[test]
    fn common_marks_become_markdown() {
        for (jira, markdown) in [
            ("h2. Why", "## Why"),
            ("*bold* and _leaning_, {{code}}", "**bold** and *leaning*, `code`"),
            ("* one\n** two\n# three", "- one\n   - two\n1. three"),
            ("bq. said", "> said"),
            ("{quote}\nsaid *so*\n{quote}\nafter", "> said **so**\nafter"),
            ("{code:java}\nint *a*;\n{code}\n*b*", "```java\nint *a*;\n```\n**b**"),
            ("{noformat}\nx", "```\nx\n```"),
            ("[Docs|https://a.test/x] [https://b.test] [~ada]", "[Docs](<https://a.test/x>) <https://b.test> @ada"),
            ("||A||B||\n|1|2|", "| A | B |\n| --- | --- |\n|1|2|"),
            ("{color:red}late{color}", "late"),
            ("-gone- and +new+", "~~gone~~ and new"),
            ("well-known, snake_case_name, 2 * 3 * 4", "well-known, snake_case_name, 2 * 3 * 4"),
            ("{code}x * y{code}", "`x * y`"),
            ("----", "---"),
            ("[not a link] \u{2600}", "[not a link] \u{2600}"),
        ] {
            assert_eq!(to_markdown(jira), markdown, "{jira}");
        }
    }

    /// How many times as long a text takes that is four times as long: about 4, and 16 where work grows with the square.
    fn growth(piece: &str) -> f64 {
        let best = |length: usize| {
            let text = piece.repeat(length / piece.len());
            let time = || {
                let start = std::time::Instant::now();
                to_markdown(&text);
                start.elapsed().as_secs_f64()
            };
            (0..3).map(|_| time()).fold(f64::INFINITY, f64::min)
        };
        best(40_000) / best(10_000)
    }

    #[test]
    fn a_longer_text_takes_longer_in_proportion() {
        for piece in ["*", "_a", "[", "{{", "{color", "-a-", "h1. ", "|"] {
            let growth = growth(piece);
            assert!(growth < 9.0, "{piece}: {growth}");
        }
    }
}

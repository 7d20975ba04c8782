//! Blocks, written as markdown.

use super::{Link, Named, escape, span, span::Writing, table};
use crate::wiki::document::node::{Block, CalloutKind, Image, ListItem};

pub(super) type Links<'a> = &'a dyn Fn(Named<'_>) -> Option<Link>;

/// Blocks with an empty line between them. Those that say nothing in markdown, such as an empty paragraph, are left out.
pub(super) fn blocks(blocks: &[Block], link: Links<'_>) -> String {
    let mut out = String::new();
    let mut list_before = false;
    let mut other_sign = false;
    for block in blocks {
        let is_list = matches!(block, Block::BulletList(_) | Block::OrderedList { .. } | Block::TaskList(_));
        other_sign = is_list && list_before && !other_sign;
        let text = written(block, other_sign, link);
        if text.is_empty() {
            continue;
        }
        list_before = is_list;
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(&text);
    }
    out
}

fn written(block: &Block, other_sign: bool, link: Links<'_>) -> String {
    let writing = Writing { link, in_table: false, one_line: false };
    match block {
        Block::Paragraph(content) => escape::paragraph(&writing.line(content)),
        Block::Heading { level, content } => {
            let text = escape::heading(&Writing { one_line: true, ..writing }.line(content));
            let signs: String = std::iter::repeat_n('#', usize::from(*level)).collect();
            if text.is_empty() { signs } else { format!("{signs} {text}") }
        }
        Block::BulletList(list) => {
            let sign = if other_sign { "+ " } else { "- " };
            items(list.iter().map(|ListItem(content)| (sign.to_owned(), String::new(), content.as_slice())), link)
        }
        Block::TaskList(list) => {
            let sign = if other_sign { "+ " } else { "- " };
            let mark = |checked| if checked { "[x] " } else { "[ ] " };
            items(
                list.iter().map(|item| (sign.to_owned(), mark(item.checked).to_owned(), item.content.as_slice())),
                link,
            )
        }
        Block::OrderedList { start, items: list, .. } => {
            let sign = if other_sign { ')' } else { '.' };
            let number = |n: u32| format!("{}{sign} ", n.min(999_999_999));
            items((*start..).zip(list).map(|(n, item)| (number(n), String::new(), item.0.as_slice())), link)
        }
        Block::Quote(content) => quoted(&blocks(content, link)),
        Block::Callout { kind, content } => {
            let content = blocks(content, link);
            let sign = alert(*kind);
            quoted(&if content.is_empty() { sign.to_owned() } else { format!("{sign}\n{content}") })
        }
        Block::Code { language, text } => code(language.as_deref(), text),
        Block::Math(latex) => math(latex),
        Block::Divider => "***".to_owned(),
        Block::Image(image) => picture(image),
        Block::File { src, name, .. } => link_to(name, src),
        Block::Embed { src } => link_to(src, src),
        Block::Table(rows) => table::table(rows, link),
    }
}

/// Items, each a sign, what stands before its text, and its blocks.
fn items<'a>(list: impl Iterator<Item = (String, String, &'a [Block])>, link: Links<'_>) -> String {
    let mut written = Vec::new();
    for (sign, mark, content) in list {
        let (first, rest) = match content {
            [Block::Paragraph(first), rest @ ..] => (blocks(&[Block::Paragraph(first.clone())], link), rest),
            rest => (String::new(), rest),
        };
        let below = blocks(rest, link);
        let text = match (mark.is_empty() && first.is_empty(), below.is_empty()) {
            (true, _) => below,
            (false, true) => format!("{mark}{first}"),
            (false, false) => {
                let gap = if joins(&below) { "\n" } else { "\n\n" };
                format!("{mark}{first}{gap}{below}")
            }
        };
        let indent: String = std::iter::repeat_n(' ', sign.len()).collect();
        written.push(format!("{sign}{}", indented(&text, &indent)).trim_end_matches(' ').to_owned());
    }
    written.join("\n")
}

/// A list that can follow a paragraph without an empty line and is not taken for a part of it.
fn joins(below: &str) -> bool {
    let line = below.lines().next().unwrap_or_default();
    ["- ", "+ ", "1. "].iter().any(|sign| line.strip_prefix(sign).is_some_and(|text| !text.trim().is_empty()))
}

/// All lines but the first, and none of those that are empty.
fn indented(text: &str, indent: &str) -> String {
    let mut lines = text.split('\n');
    let first = lines.next().unwrap_or_default().to_owned();
    lines.fold(first, |out, line| if line.is_empty() { out + "\n" } else { out + "\n" + indent + line })
}

fn quoted(text: &str) -> String {
    text.split('\n')
        .map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") })
        .collect::<Vec<_>>()
        .join("\n")
}

fn alert(kind: CalloutKind) -> &'static str {
    match kind {
        CalloutKind::Note => "[!NOTE]",
        CalloutKind::Tip => "[!TIP]",
        CalloutKind::Important => "[!IMPORTANT]",
        CalloutKind::Warning => "[!WARNING]",
        CalloutKind::Caution => "[!CAUTION]",
    }
}

fn code(language: Option<&str>, text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}");
    let language = escape::plain(language.unwrap_or_default());
    let language = language.trim().replace('\\', "\\\\").replace('&', "\\&");
    let sign = if language.contains('`') { '~' } else { '`' };
    let fence = escape::fence(sign, 3, &text);
    format!("{fence}{language}\n{text}{}{fence}", if text.is_empty() { "" } else { "\n" })
}

fn math(latex: &str) -> String {
    let latex = latex.trim();
    let one_line = !latex.contains(['\n', '\r']) && span::is_simple_math(latex);
    if one_line { format!("$$\n{latex}\n$$") } else { code(Some("math"), latex) }
}

fn picture(image: &Image) -> String {
    let alt = image.alt.as_deref().unwrap_or_default().trim();
    if let Some(width) = image.width {
        let title =
            image.title.as_ref().map(|title| format!(" title=\"{}\"", escape::attribute(title))).unwrap_or_default();
        let [src, alt] = [image.src.as_str(), alt].map(escape::attribute);
        return format!("<img src=\"{src}\" alt=\"{alt}\"{title} width=\"{width}\">");
    }
    let title = escape::title(image.title.as_deref(), false);
    format!("![{}]({}{title})", escape::text(alt, false), escape::address(&image.src, false))
}

fn link_to(text: &str, address: &str) -> String {
    format!("[{}]({})", escape::text(text.trim(), false), escape::address(address, false))
}

//! What the lines between `---` (or `+++`) at the beginning of a file say about its page.

use crate::wiki::tag::{MOST_TAGS, parse_name};

#[derive(Debug, Default, PartialEq, Eq)]
pub struct FrontMatter<'a> {
    pub title: Option<&'a str>,
    /// In their order, as they can be kept.
    pub tags: Vec<String>,
}

/// What is said, and what comes after it. Lines that nothing ends are the text itself.
pub fn read(source: &str) -> (FrontMatter<'_>, &str) {
    let fence = match source.get(..4) {
        Some("---\n") => "---",
        Some("+++\n") => "+++",
        _ => return (FrontMatter::default(), source),
    };
    let mut at = 4;
    let mut said = FrontMatter::default();
    let mut tags = Vec::new();
    let mut lists_tags = false;
    for line in source[4..].split_inclusive('\n') {
        at += line.len();
        if line.trim_end() == fence {
            said.tags = kept(&tags);
            return (said, &source[at..]);
        }
        let item = line.trim_start().strip_prefix("- ").filter(|_| lists_tags);
        if let Some(item) = item {
            tags.push(item);
            continue;
        }
        let value = |key: &str| line.strip_prefix(key)?.trim_start().strip_prefix([':', '=']).map(str::trim);
        lists_tags = false;
        if let Some(title) = value("title") {
            said.title.get_or_insert(unquoted(title));
        } else if let Some(list) = value("tags") {
            lists_tags = list.is_empty();
            tags.extend(list.trim_start_matches('[').trim_end_matches(']').split(','));
        }
    }
    (FrontMatter::default(), source)
}

fn kept(said: &[&str]) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for name in said.iter().map(|name| unquoted(name.trim()).trim_start_matches('#')) {
        let Ok(name) = parse_name(name) else { continue };
        if tags.len() < MOST_TAGS && !tags.iter().any(|tag| tag.to_lowercase() == name.to_lowercase()) {
            tags.push(name);
        }
    }
    tags
}

fn unquoted(value: &str) -> &str {
    let quoted = |sign: char| value.strip_prefix(sign).and_then(|rest| rest.strip_suffix(sign));
    quoted('"').or_else(|| quoted('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn tags_are_read_in_each_way_that_they_are_written_and_kept_once() {
        for (source, wanted) in [
            ("---\ntags: [tea, \"Green tea\"]\ntitle: x\n---\n", vec!["tea", "Green tea"]),
            ("---\ntags:\n  - tea\n  - '#cake'\nother:\n  - no\n---\n", vec!["tea", "cake"]),
            ("---\ntags: tea, Tea , , cake\n---\n", vec!["tea", "cake"]),
            ("+++\ntags = ['tea']\n+++\n", vec!["tea"]),
            ("---\ntags: []\n---\n", vec![]),
            ("---\ntags: never ended\n", vec![]),
            ("tags: text\n", vec![]),
        ] {
            assert_eq!(read(source).0.tags, wanted, "{source:?}");
        }
        let many = (0..40).map(|n| format!("t{n}")).collect::<Vec<_>>().join(",");
        assert_eq!(read(&format!("---\ntags: {many}\n---\n")).0.tags.len(), 30);
        assert_eq!(read(&format!("---\ntags: {}\n---\nText", "x".repeat(60))), (super::FrontMatter::default(), "Text"));
    }
}

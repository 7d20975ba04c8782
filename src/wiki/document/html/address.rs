//! Addresses that a page may lead to.

/// The address, when it is relative or of a scheme that runs nothing. Browsers ignore spaces and control characters
/// within a scheme, so an address with such is none.
pub fn safe(address: &str) -> Option<String> {
    let address = address.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    if address.is_empty() || address.chars().any(char::is_control) {
        return None;
    }
    let end = address.find(['/', '?', '#']).unwrap_or(address.len());
    let scheme = address[..end].split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    let known = |scheme: String| matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel");
    scheme.is_none_or(known).then(|| address.to_owned())
}

/// Whether it leads to another site.
pub(super) fn is_elsewhere(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    lower.starts_with("http:")
        || lower.starts_with("https:")
        || address.starts_with("//")
        || address.starts_with(['\\'])
        || address.starts_with("/\\")
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn only_addresses_that_run_nothing_are_safe() {
        for address in [
            "https://x.org/a?b#c",
            "HTTP://x",
            "/w/a",
            "a.md#b:c",
            "#x",
            "?q=a:b",
            "//x.org",
            "mailto:a@b.c",
            " https://x ",
            "a/b:c",
        ] {
            assert!(safe(address).is_some(), "{address:?}");
        }
        for address in [
            "javascript:alert(1)",
            "JavaScript:x",
            "java\tscript:x",
            " javascript:x",
            "\u{1}javascript:x",
            "vbscript:x",
            "data:text/html,x",
            "blob:x",
            "file:///etc/passwd",
            "",
            " ",
            "https\n://x",
            "person:1",
            "javascript\u{0}:x",
            "x:y",
            "\u{a0}javascript:x",
        ] {
            assert_eq!(safe(address), None, "{address:?}");
        }
    }
}

/// Where to go after signing in: only a path of this server, never another site.
pub fn local_path(next: &str) -> String {
    let mut letters = next.chars();
    // Browsers take dots and doubled slashes out of a path, and could be left with another host's.
    let path = next.split(['?', '#']).next().unwrap_or_default();
    let local = letters.next() == Some('/')
        && !matches!(letters.next(), Some('/' | '\\'))
        && !next.chars().any(|c| c.is_control() || c == '\\')
        && next.is_ascii()
        && !path.contains("//")
        && !path.contains("/.");
    if local { next.to_owned() } else { "/".to_owned() }
}

/// A link that keeps where to go after it.
pub fn keeping(path: &str, next: &str) -> String {
    if next.is_empty() || next == "/" {
        return path.to_owned();
    }
    format!("{path}?next={}", encode(next))
}

/// A text as it may stand in the query of an address.
pub fn encode(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.extend(format!("%{byte:02X}").chars());
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::{keeping, local_path};

    #[test]
    fn only_paths_of_this_server_are_followed() {
        assert_eq!(local_path("/w/north/p/WEB?x=1"), "/w/north/p/WEB?x=1");
        for elsewhere in [
            "",
            "//evil.test",
            "/\\evil.test",
            "https://evil.test",
            "w/north",
            "/a\r\nb",
            "/a\\b",
            "/.//evil.test",
            "/..//evil.test",
            "/a//b",
        ] {
            assert_eq!(local_path(elsewhere), "/", "{elsewhere:?}");
        }
    }

    #[test]
    fn what_comes_next_is_kept_in_the_link() {
        assert_eq!(keeping("/sign-up", "/"), "/sign-up");
        assert_eq!(keeping("/sign-up", "/invite/a?b&c"), "/sign-up?next=/invite/a%3Fb%26c");
    }
}

//! Addresses of the wiki.

pub use atrium::wiki::address::page;

use crate::identity::next::encode;

pub fn space(workspace: &str, slug: &str) -> String {
    format!("/w/{workspace}/spaces/{slug}")
}

/// What goes by a tag.
pub fn tag(workspace: &str, name: &str) -> String {
    format!("/w/{workspace}/wiki?tag={}", encode(name))
}

/// The number in front of the words.
pub fn number(segment: &str) -> Option<i32> {
    let digits = segment.split('-').next().unwrap_or_default();
    digits.parse().ok().filter(|number| *number > 0)
}

#[cfg(test)]
mod tests {
    use super::{number, tag};

    #[test]
    fn a_tag_stands_in_its_address_whatever_it_is_called() {
        assert_eq!(tag("north", "R&D caf\u{e9}"), "/w/north/wiki?tag=R%26D%20caf%C3%A9");
    }

    #[test]
    fn of_an_address_the_number_alone_counts() {
        assert_eq!(number("12-a-roast-day"), Some(12));
        assert_eq!(number("12"), Some(12));
        for none in ["", "-", "a-12", "0", "-1", "99999999999"] {
            assert_eq!(number(none), None, "{none}");
        }
    }
}

//! Names of headings in addresses.

use std::collections::HashMap;

/// Gives every heading of a page a name of its own.
#[derive(Default)]
pub(in crate::wiki::document) struct Slugs(HashMap<String, usize>);

impl Slugs {
    /// The words of the heading; a second one of the same name gets `-2`.
    pub fn of(&mut self, text: &str) -> String {
        let slug = slug(text);
        let mut name = slug.clone();
        let mut count = self.0.get(&slug).copied().unwrap_or_default();
        loop {
            count += 1;
            if count > 1 {
                name = format!("{slug}-{count}");
            }
            if count == 1 || !self.0.contains_key(&name) {
                break;
            }
        }
        self.0.insert(slug, count);
        self.0.entry(name.clone()).or_insert(1);
        name
    }
}

fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars().flat_map(char::to_lowercase).take(100) {
        if c.is_alphanumeric() || c == '_' {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "section".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::Slugs;

    #[test]
    fn every_heading_has_a_name_of_its_own() {
        let mut slugs = Slugs::default();
        let names =
            ["Set-up & use!", "Set up use", "Set-up-use-2", "set up USE", "", "?", "\u{dc}ber \u{4f60}\u{597d}"]
                .map(|text| slugs.of(text));
        assert_eq!(
            names,
            [
                "set-up-use",
                "set-up-use-2",
                "set-up-use-2-2",
                "set-up-use-3",
                "section",
                "section-2",
                "\u{fc}ber-\u{4f60}\u{597d}"
            ]
        );
    }
}

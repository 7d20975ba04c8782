use crate::{Error, Result};

const LONGEST: usize = 40;

/// The address a name suggests: small letters, digits and single hyphens. Empty where the name has
/// none of them.
pub fn slug_of(name: &str) -> String {
    let mut slug = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') && c != '\'' {
            slug.push('-');
        }
        if slug.len() == LONGEST {
            break;
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// An address that a person chose.
pub fn parse_slug(text: &str) -> Result<String> {
    let text = text.trim();
    let fits = (1..=LONGEST).contains(&text.len())
        && !text.starts_with('-')
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if fits {
        Ok(text.to_owned())
    } else {
        Err(Error::invalid("slug", "Please use 1 to 40 small letters, digits and hyphens, such as north-wind."))
    }
}

#[cfg(test)]
mod tests {
    use super::{parse_slug, slug_of};

    #[test]
    fn a_name_suggests_an_address() {
        assert_eq!(slug_of("North & Wind, Inc."), "north-wind-inc");
        assert_eq!(slug_of("  Ada's  Space "), "adas-space");
        assert_eq!(slug_of("山田"), "");
        assert!(slug_of(&"ab ".repeat(40)).len() <= 40);
    }

    #[test]
    fn what_is_suggested_can_be_chosen() {
        for name in ["A", "North & Wind", "9 lives", &"x y".repeat(30)] {
            assert!(parse_slug(&slug_of(name)).is_ok(), "{name}");
        }
        for bad in ["", "-a", "A", "a b", "a/b", &"a".repeat(41)] {
            assert!(parse_slug(bad).is_err(), "{bad}");
        }
    }
}

//! Where a page is. It goes by its number, so that a link holds when the page is renamed or moved; the words behind it are
//! for people.

/// As much of a title as an address shows.
const LONGEST: usize = 60;

/// Such as `/w/larkspur/wiki/12-a-roast-day`.
pub fn page(workspace: &str, number: i32, title: &str) -> String {
    let words = words(title);
    if words.is_empty() {
        format!("/w/{workspace}/wiki/{number}")
    } else {
        format!("/w/{workspace}/wiki/{number}-{words}")
    }
}

/// Letters of any language, in small, with a hyphen between two words.
fn words(title: &str) -> String {
    let mut words = String::new();
    for letter in title.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            words.push(letter);
        } else if !words.is_empty() && !words.ends_with('-') && letter != '\'' && letter != '\u{2019}' {
            words.push('-');
        }
        if words.len() >= LONGEST {
            break;
        }
    }
    words.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn an_address_has_the_number_and_the_words_of_the_title() {
        assert_eq!(page("north", 12, "A roast day, hour by hour"), "/w/north/wiki/12-a-roast-day-hour-by-hour");
        assert_eq!(page("north", 3, "What\u{2019}s new?"), "/w/north/wiki/3-whats-new");
        assert_eq!(page("north", 4, "\u{8c46}\u{306e}\u{8a71}"), "/w/north/wiki/4-\u{8c46}\u{306e}\u{8a71}");
        assert_eq!(page("north", 5, " ?! "), "/w/north/wiki/5");
    }
}

//! What somebody asks for, taken apart.

/// More words than these do not make it clearer.
const MOST_WORDS: usize = 8;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Patterns of SQL's `like`, each of which has to fit somewhere, in small letters.
    pub anywhere: Vec<String>,
    /// Patterns for the first word at the beginning, and at the beginning of a later word.
    pub at_start: Vec<String>,
    /// The first word as it is, in small letters.
    pub first: String,
    /// All that was asked for, in small letters and with one space between the words: what is called just so.
    pub whole: String,
    /// The ATR of ATR-42, in capitals; a number can stand alone.
    pub project_key: Option<String>,
    pub number: Option<i32>,
}

impl Wanted {
    pub fn read(text: &str) -> Self {
        let words: Vec<String> =
            text.split_whitespace().take(MOST_WORDS).map(|word| pattern(&word.to_lowercase())).collect();
        let (project_key, number) = key(text);
        Self {
            at_start: words.first().map(|word| vec![format!("{word}%"), format!("% {word}%")]).unwrap_or_default(),
            first: text.split_whitespace().next().unwrap_or_default().replace('\0', "").to_lowercase(),
            whole: text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\0', "").to_lowercase(),
            anywhere: words.iter().map(|word| format!("%{word}%")).collect(),
            project_key,
            number,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.anywhere.is_empty()
    }
}

/// The word as it is, whatever `like` means by its signs.
fn pattern(word: &str) -> String {
    let mut pattern = String::with_capacity(word.len());
    for c in word.chars().filter(|c| *c != '\0') {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

fn key(text: &str) -> (Option<String>, Option<i32>) {
    let text = text.trim();
    if let Some(number) = number(text.trim_start_matches('#')) {
        return (None, Some(number));
    }
    match text.split_once(['-', ' ']) {
        Some((key, rest)) if !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric()) => {
            match number(rest.trim()) {
                Some(number) => (Some(key.to_uppercase()), Some(number)),
                None => (None, None),
            }
        }
        _ => (None, None),
    }
}

/// Of digits alone: a sign before them means something else.
fn number(text: &str) -> Option<i32> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn a_key_is_seen_in_what_is_asked_for() {
        let key = |text: &str| {
            let wanted = Wanted::read(text);
            (wanted.project_key, wanted.number)
        };
        assert_eq!(key("atr-42"), (Some("ATR".to_owned()), Some(42)));
        assert_eq!(key(" ATR 42 "), (Some("ATR".to_owned()), Some(42)));
        assert_eq!(key("#42"), (None, Some(42)));
        for text in ["fix the till", "atr-", "-42", "a b 3", "99999999999", ""] {
            assert_eq!(key(text), (None, None), "{text}");
        }
    }

    #[test]
    fn a_word_means_itself() {
        let wanted = Wanted::read("100% a_b\\");
        assert_eq!(wanted.anywhere, [r"%100\%%", r"%a\_b\\%"]);
        assert_eq!(wanted.at_start, [r"100\%%", r"% 100\%%"]);
        assert!(Wanted::read("  ").is_empty());
    }

    #[test]
    fn a_name_is_all_words_however_they_are_spaced() {
        assert_eq!(Wanted::read(" The  OLD\ttill_ ").whole, "the old till_");
        assert_eq!(Wanted::read("a b c d e f g h i j").whole, "a b c d e f g h i j");
    }
}

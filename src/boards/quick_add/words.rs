//! The words of a text and where they stand.

/// A word, without the spaces around it.
#[derive(Clone, Copy, Debug)]
pub struct Word<'a> {
    /// Its first byte in the text, an escape included.
    pub start: usize,
    pub text: &'a str,
    /// Meant as it is written.
    pub literal: bool,
    /// A backslash before it was taken off.
    escaped: bool,
}

impl<'a> Word<'a> {
    pub fn end(&self) -> usize {
        self.start + self.text.len() + usize::from(self.escaped)
    }

    /// What comes after a backslash.
    pub fn unescaped(&self) -> Option<&'a str> {
        self.text.strip_prefix('\\').filter(|rest| !rest.is_empty())
    }

    pub fn take_escape(&mut self) {
        if let Some(rest) = self.unescaped() {
            (self.text, self.escaped) = (rest, true);
        }
        self.literal = true;
    }
}

pub fn split(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        if length == 0 {
            break;
        }
        let start = text.len() - rest.len();
        words.push(Word { start, text: &rest[..length], literal: false, escaped: false });
        rest = &rest[length..];
    }
    quote(&mut words);
    words
}

/// Words from one that begins with a quotation mark to one that ends with it are meant as they are written.
fn quote(words: &mut [Word<'_>]) {
    let mut at = 0;
    while at < words.len() {
        let first = words[at].text;
        let Some(close) = closing(first) else {
            at += 1;
            continue;
        };
        let ends = |index: usize, word: &Word<'_>| {
            let text = word.text.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
            text.ends_with(close) && (index > 0 || text.len() > first.chars().next().map_or(1, char::len_utf8))
        };
        match words[at..].iter().enumerate().position(|(index, word)| ends(index, word)) {
            Some(last) => {
                words[at..=at + last].iter_mut().for_each(|word| word.literal = true);
                at += last + 1;
            }
            None => at += 1,
        }
    }
}

fn closing(word: &str) -> Option<char> {
    match word.chars().next()? {
        '"' => Some('"'),
        '\u{201c}' => Some('\u{201d}'),
        _ => None,
    }
}

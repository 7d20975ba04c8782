//! The name of a file, as far as it can be kept. A name is mended and not refused: who uploads it seldom chose it.

use crate::text;

/// The longest name, in characters.
const MOST: usize = 150;
/// Of a name that is cut, so much at its end stays: what the file is called by.
const ENDING: usize = 12;

/// The last part of a path, without what cannot be seen or turns text around, at most 150 characters.
pub fn clean_name(given: &str) -> String {
    let last = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen = last.chars().filter(|c| {
        !c.is_control()
            && !text::turns_around(*c)
            && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
    });
    let name: String = seen.collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_matches(['.', ' ']);
    match name.chars().count() {
        0 => "file".to_owned(),
        n if n <= MOST => name.to_owned(),
        n => shortened(name, n),
    }
}

fn shortened(name: &str, length: usize) -> String {
    let ending: String = match name.rsplit_once('.') {
        Some((_, ending)) if ending.chars().count() <= ENDING => format!(".{ending}"),
        _ => name.chars().skip(length - ENDING).collect(),
    };
    let start: String = name.chars().take(MOST - 1 - ending.chars().count()).collect();
    format!("{}\u{2026}{ending}", start.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{MOST, clean_name};

    #[test]
    fn a_path_traversal_name_is_its_last_part_and_nothing_hidden_is_left_in_it() {
        for (given, kept) in [
            ("roof.pdf", "roof.pdf"),
            ("../../etc/passwd", "passwd"),
            ("..\\..\\windows\\system.ini", "system.ini"),
            ("C:\\Users\\ann\\Plan.docx", "Plan.docx"),
            ("/", "file"),
            ("..", "file"),
            (".htaccess", "htaccess"),
            ("a\0b\r\nSet-Cookie: x.txt", "abSet-Cookie: x.txt"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
            ("two  \u{a0} spaces.txt", "two spaces.txt"),
            ("\u{200b}", "file"),
            ("Übersicht 2026 \u{1f4c8}.xlsx", "Übersicht 2026 \u{1f4c8}.xlsx"),
        ] {
            assert_eq!(clean_name(given), kept, "{given:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = clean_name(&format!("{}.tar.gz", "ä".repeat(400)));
        assert_eq!(name.chars().count(), MOST);
        assert!(name.ends_with("\u{2026}.gz"));
        assert_eq!(clean_name(&"x".repeat(400)).chars().count(), MOST);
    }
}

//! Several lines at once, as they come from a document or a mail.

/// As many tasks as are made in one go.
pub const MOST: usize = 100;

/// The lines with something in them, without the marks of a list before them.
pub fn of(text: &str) -> Vec<String> {
    text.lines().map(without_mark).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Of one task: in one line.
pub fn together(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_mark(line: &str) -> &str {
    let line = line.trim();
    for mark in ["- [ ] ", "- [x] ", "* ", "- ", "\u{2022} "] {
        if let Some(rest) = line.strip_prefix(mark) {
            return rest.trim_start();
        }
    }
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    match digits.strip_prefix(". ").or_else(|| digits.strip_prefix(") ")) {
        Some(rest) if digits.len() < line.len() => rest.trim_start(),
        _ => line,
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_list_loses_its_marks() {
        let list = "- Sweep\n\n* Mop\n  1. Count the till\n12) Lock up\n- [ ] Order milk\n3 boxes\n";
        assert_eq!(of(list), ["Sweep", "Mop", "Count the till", "Lock up", "Order milk", "3 boxes"]);
        assert_eq!(of(" one "), ["one"]);
        assert!(of("\n \n").is_empty());
    }
}

use crate::{Error, Result};

/// The shortest and the longest password, in characters.
const LENGTH: std::ops::RangeInclusive<usize> = 8..=200;

/// The passwords that are tried first everywhere: eight characters or more, the rest is too short anyway.
const COMMON: &str = include_str!("common_passwords.txt");

/// Whether a password may be chosen by the person of that address and name. Length is what counts
/// (NIST SP 800-63B): no rules about kinds of characters.
pub fn check_password(field: &str, password: &str, email: &str, name: &str) -> Result<()> {
    let refuse = |message: &str| Err(Error::invalid(field, message));
    let length = password.chars().count();
    if length < *LENGTH.start() {
        return refuse("Please use at least 8 characters. A few words are easy to remember.");
    }
    if length > *LENGTH.end() {
        return refuse("Please use at most 200 characters.");
    }
    let lowered = password.to_lowercase();
    let local = email.split('@').next().unwrap_or_default();
    if [email, local, name].iter().any(|known| !known.is_empty() && lowered == known.to_lowercase()) {
        return refuse("Please choose something other than your own name or address.");
    }
    let one_character = lowered.chars().all(|c| lowered.starts_with(c));
    if one_character || COMMON.lines().any(|common| common == lowered) {
        return refuse("This is among the first passwords that anybody tries. Please choose another.");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check_password;

    fn allowed(password: &str) -> bool {
        check_password("password", password, "ada.lovelace@example.org", "Ada Lovelace").is_ok()
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert!(!allowed("short77"));
        assert!(allowed("eight888"));
        assert!(allowed("密码密码密码密码"));
        assert!(allowed(&"long ".repeat(40)));
        assert!(!allowed(&"long ".repeat(41)));
    }

    #[test]
    fn what_is_guessed_first_is_refused() {
        for guess in [
            "password",
            "Password1",
            "12345678",
            "qwertyuiop",
            "aaaaaaaaaa",
            "Ada Lovelace",
            "ada.lovelace",
            "ADA.lovelace@example.org",
        ] {
            assert!(!allowed(guess), "{guess}");
        }
    }
}

use std::{env, fs, path::PathBuf};

/// Compares with a file of this folder; `ATRIUM_RENEW_GOLDEN=1` writes it instead.
pub fn compare(file: &str, actual: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it").join(file);
    if env::var_os("ATRIUM_RENEW_GOLDEN").is_some() {
        fs::write(&path, actual).expect("the golden file can be written");
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let changed: Vec<String> = expected
        .lines()
        .filter(|line| !actual.lines().any(|other| other == *line))
        .map(|line| format!("- {line}"))
        .chain(
            actual.lines().filter(|line| !expected.lines().any(|other| other == *line)).map(|line| format!("+ {line}")),
        )
        .collect();
    assert!(
        expected == actual,
        "{file} says otherwise. If the change is meant, run again with ATRIUM_RENEW_GOLDEN=1.\n{}",
        changed.join("\n")
    );
}

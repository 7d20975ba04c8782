//! The README leads people through the house: what it names must be there.

use std::path::Path;

#[test]
fn every_path_that_the_readme_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the checkout");
    let readme = std::fs::read_to_string(root.join("README.md")).expect("README.md");
    let mut seen = 0;
    for word in readme.split(|c: char| c.is_whitespace() || "`(),;".contains(c)) {
        let word = word.trim_end_matches(['.', ':']);
        let folders = ["src/", "app/", "server/", "style/", "migrations/", "end2end/", "bin/", "public/", "frontend/"];
        let named = folders.iter().any(|folder| word.starts_with(folder)) && !word.contains(['<', '*', '{']);
        if named {
            let below_server =
                ["src/api/", "src/realtime/", "src/collab/", "src/postgres/", "src/commands/", "tests/it/"];
            let base = if below_server.contains(&word) { root.join("server") } else { root.to_owned() };
            assert!(base.join(word).exists(), "the README names {word}, which is not there");
            seen += 1;
        }
    }
    assert!(seen > 20, "only {seen} paths were found: the README is read wrongly");
}

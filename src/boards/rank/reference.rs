//! Against the npm package `fractional-indexing`: the same key for every insertion of many series.
//! Where node or the package is not at hand, the comparison is skipped and says so.

use super::between;
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

/// Reads a pair of neighbours a line, empty where there is none, and writes the key between them.
const SCRIPT: &str = r#"
import { readFileSync } from "node:fs";
import { generateKeyBetween } from "fractional-indexing";
const pairs = readFileSync(0, "utf8").trimEnd().split("\n");
console.log(pairs.map((pair) => {
  const [low, high] = pair.split(" ").map((key) => key || null);
  return generateKeyBetween(low, high);
}).join("\n"));
"#;

/// Where in a list each of the next keys goes: anywhere, or again and again at one end.
fn series() -> impl Strategy<Value = Vec<f64>> {
    let places = prop_oneof![Just(0.0), Just(1.0), 0.0f64..=1.0, Just(0.5)];
    prop::collection::vec(places, 1..300)
}

fn insert(places: &[f64], asked: &mut Vec<(String, String)>, answered: &mut Vec<String>) {
    let mut ranks: Vec<String> = Vec::new();
    for place in places {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a place in a short list"
        )]
        let at = (place * ranks.len() as f64) as usize;
        let low = at.checked_sub(1).map(|i| ranks[i].clone());
        let high = ranks.get(at).cloned();
        let rank = between(low.as_deref(), high.as_deref()).unwrap();
        asked.push((low.unwrap_or_default(), high.unwrap_or_default()));
        answered.push(rank.clone());
        ranks.insert(at, rank);
    }
}

#[test]
fn every_key_is_the_one_that_the_reference_makes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("end2end");
    if !folder.join("node_modules/fractional-indexing").is_dir() {
        eprintln!("skipped: the npm package fractional-indexing is not installed (bin/setup installs it)");
        return;
    }
    let mut runner = TestRunner::new(Config::default());
    let (mut asked, mut answered) = (Vec::new(), Vec::new());
    for _ in 0..60 {
        insert(&series().new_tree(&mut runner).unwrap().current(), &mut asked, &mut answered);
    }
    let node = Command::new("node")
        .args(["--input-type=module", "-e", SCRIPT])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut node) = node else {
        eprintln!("skipped: there is no node");
        return;
    };
    let lines: Vec<_> = asked.iter().map(|(low, high)| format!("{low} {high}\n")).collect();
    node.stdin.take().unwrap().write_all(lines.concat().as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "node could not make the keys");
    let reference = String::from_utf8(output.stdout).unwrap();
    assert_eq!(reference.lines().count(), asked.len());
    for (((low, high), ours), theirs) in asked.iter().zip(&answered).zip(reference.lines()) {
        assert_eq!(ours, theirs, "between {low:?} and {high:?}");
    }
}

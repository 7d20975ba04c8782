use clap::{Parser, ValueEnum};
use std::path::PathBuf;

/// Measures Atrium and prints each figure beside its budget.
#[derive(Debug, Parser)]
#[command(name = "bin/bench")]
pub struct Options {
    /// Which parts to measure; without any, all of them.
    #[arg(value_enum, value_name = "PART")]
    chosen: Vec<Part>,
    /// The folder of the built program and its site.
    #[arg(long, value_name = "DIR")]
    pub program: PathBuf,
    /// How long each load lasts.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=600))]
    pub seconds: u32,
    /// Live clients whose memory is measured.
    #[arg(long, default_value_t = 5_000, value_parser = clap::value_parser!(u32).range(1..=50_000))]
    pub clients: u32,
    /// Live clients on the board while cards are moved.
    #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=50_000))]
    pub watchers: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    Board,
    Wiki,
    Api,
    Memory,
    Live,
    Offline,
    Browser,
    Crash,
}

impl Part {
    pub fn title(self) -> &'static str {
        match self {
            Self::Board => "board pages under load",
            Self::Wiki => "a wiki page under load",
            Self::Api => "API under load",
            Self::Memory => "memory",
            Self::Live => "card moves seen by others",
            Self::Offline => "a client that was away",
            Self::Browser => "pages in a browser",
            Self::Crash => "writes while processes are killed",
        }
    }
}

impl Options {
    /// In the order that lets memory be read after the load.
    pub fn parts(&self) -> Vec<Part> {
        let all = Part::value_variants().iter().copied();
        all.filter(|part| self.chosen.is_empty() || self.chosen.contains(part)).collect()
    }

    pub fn most_clients(&self) -> u64 {
        self.parts()
            .iter()
            .map(|part| match part {
                Part::Memory => self.clients.into(),
                Part::Live => self.watchers.into(),
                _ => 0,
            })
            .max()
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(words: &[&str]) -> Options {
        Options::parse_from(["bench", "--program", "dist"].iter().chain(words))
    }

    #[test]
    fn without_a_choice_every_part_is_measured() {
        assert_eq!(options(&[]).parts(), Part::value_variants());
    }

    #[test]
    fn the_order_is_kept_whatever_was_said_first() {
        let chosen = options(&["crash", "board", "board"]);
        assert_eq!(chosen.parts(), [Part::Board, Part::Crash]);
        assert_eq!(chosen.most_clients(), 0);
        assert_eq!(options(&["live", "--watchers", "7"]).most_clients(), 7);
    }
}

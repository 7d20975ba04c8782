use super::view::FileProblem;

/// So many are told.
const MOST: usize = 200;
/// As much of a reason is.
const LONGEST: usize = 300;

/// What cannot be kept, or not as it was: all of it is counted, and the first of it told, however much a file has of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    pub told: Vec<FileProblem>,
    pub count: i32,
}

impl Problems {
    /// `path` is empty where it is about the import as a whole.
    pub fn say(&mut self, path: &str, reason: &str) {
        self.count = self.count.saturating_add(1);
        if self.told.len() < MOST {
            let reason = match reason.char_indices().nth(LONGEST) {
                Some((end, _)) => format!("{}\u{2026}", &reason[..end]),
                None => reason.to_owned(),
            };
            self.told.push(FileProblem { path: path.to_owned(), reason });
        }
    }

    pub fn add(&mut self, others: Self) {
        self.count = self.count.saturating_add(others.count);
        self.told.extend(others.told);
        self.told.truncate(MOST);
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, MOST, Problems};

    #[test]
    fn all_are_counted_and_few_told_at_no_great_length() {
        let mut problems = Problems::default();
        (0..1_000).for_each(|_| problems.say("a.md", &"\u{e4}".repeat(1_000)));
        assert_eq!((problems.count, problems.told.len()), (1_000, MOST));
        assert_eq!(problems.told[0].reason.chars().count(), LONGEST + 1);
        problems.add(problems.clone());
        assert_eq!((problems.count, problems.told.len()), (2_000, MOST));
    }
}

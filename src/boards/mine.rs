//! What one person has to do, in every workspace they stand in.

use super::task::ListedTask;
use crate::{day::Day, ids::ColumnId};
use serde::{Deserialize, Serialize};

/// An open task that is assigned to the reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct MyTask {
    #[serde(flatten)]
    pub task: ListedTask,
    /// The address of its workspace.
    pub workspace: String,
    pub workspace_name: String,
    pub project: String,
    pub version: i32,
    pub column_id: ColumnId,
    /// Whether the reader may give it another date, and complete it.
    pub can_edit: bool,
}

/// The tasks by due date, those without one last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct MyWork {
    pub tasks: Vec<MyTask>,
    /// Today, where the reader is.
    #[cfg_attr(feature = "ssr", schema(value_type = String, format = Date))]
    pub today: Day,
}

/// Where a due date lies, seen from today. A week ends on Sunday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum When {
    Late,
    Today,
    ThisWeek,
    Later,
    None,
}

impl When {
    pub const ALL: [Self; 5] = [Self::Late, Self::Today, Self::ThisWeek, Self::Later, Self::None];

    pub fn name(self) -> &'static str {
        match self {
            Self::Late => "Late",
            Self::Today => "Today",
            Self::ThisWeek => "This week",
            Self::Later => "Later",
            Self::None => "No date",
        }
    }

    pub fn of(due: Option<Day>, today: Day) -> Self {
        let Some(due) = due else { return Self::None };
        match (due.0 - today.0).whole_days() {
            ..0 => Self::Late,
            0 => Self::Today,
            days if days <= days_left(today) => Self::ThisWeek,
            _ => Self::Later,
        }
    }

    /// The day that a task gets that is planned for then: the next Friday of this week or else its last day, the next
    /// Monday. Nothing can be planned to be late, nor for a week that ends today.
    pub fn plan(self, today: Day) -> Option<Option<Day>> {
        let left = days_left(today);
        let in_days = |days: i64| today.0.checked_add(time::Duration::days(days)).map(Day).map(Some);
        match self {
            Self::Late => None,
            Self::Today => Some(Some(today)),
            Self::ThisWeek if left == 0 => None,
            Self::ThisWeek => in_days(if left > 2 { left - 2 } else { left }),
            Self::Later => in_days(left + 1),
            Self::None => Some(None),
        }
    }
}

/// Until Sunday.
fn days_left(today: Day) -> i64 {
    6 - i64::from(today.0.weekday().number_days_from_monday())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_lies_in_one_group() {
        let wednesday = day("2026-11-18");
        let of = |due: &str| When::of(Some(day(due)), wednesday);
        assert_eq!(of("2026-11-17"), When::Late);
        assert_eq!(of("2026-11-18"), When::Today);
        assert_eq!(of("2026-11-22"), When::ThisWeek);
        assert_eq!(of("2026-11-23"), When::Later);
        assert_eq!(When::of(None, wednesday), When::None);
    }

    #[test]
    fn what_is_planned_for_a_group_lands_in_it() {
        for today in ["2026-11-16", "2026-11-18", "2026-11-20", "2026-11-21", "2026-11-22"].map(day) {
            for when in When::ALL {
                if let Some(planned) = when.plan(today) {
                    assert_eq!(When::of(planned, today), when, "{today} {when:?}");
                }
            }
        }
        assert_eq!(When::ThisWeek.plan(day("2026-11-18")), Some(Some(day("2026-11-20"))), "Friday");
        assert_eq!(When::ThisWeek.plan(day("2026-11-22")), None, "on a Sunday there is no more of this week");
        assert_eq!(When::Late.plan(day("2026-11-18")), None);
    }
}

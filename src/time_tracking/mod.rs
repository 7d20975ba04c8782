//! How long people worked on tasks: entries, a timer, and totals.
//!
//! Invariants:
//! - An entry is of one person, on one task, on one day where that person is, and at most a day long.
//! - A person has at most one timer running in a workspace. Starting another one stops it, in the same transaction.
//! - A timer counts when it is stopped. What runs is in no total.
//! - Whoever may edit tasks writes down their own time there. Owners and admins put that of others right.
//! - Guests see their own time and nobody else's: how long a team works is not for those it works for.

mod entry;
mod report;
mod spent;

#[cfg(feature = "ssr")]
mod commands;
#[cfg(feature = "ssr")]
mod queries;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod table;

pub use entry::{NewTime, Running, TaskTime, TimeEdit, TimeEntry};
pub use report::{DayTime, PersonTime, ProjectTime, Span, TaskTotal, TimeReport};
pub use spent::{LONG, MOST_MINUTES, clock_face, hours, parse_minutes};

#[cfg(feature = "ssr")]
pub use commands::{
    entries::{add_time, edit_time, remove_time, restore_time},
    timer::{start_timer, stop_timer},
};
#[cfg(feature = "ssr")]
pub(crate) use queries::of_task;
#[cfg(feature = "ssr")]
pub use queries::{Of, report, running, running_on, task_time};
#[cfg(feature = "ssr")]
pub use table::TimeTable;

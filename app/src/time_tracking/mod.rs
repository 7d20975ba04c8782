//! How long people worked: the section of the task panel, the timer in the frame, and the reports.

pub mod api;
mod clock;
mod edit_form;
mod entries;
mod report;
mod section;
mod start_button;

pub use clock::RunningTimer;
pub use report::{MyTimePage, ProjectTimePage};
pub use section::TimeSection;
pub use start_button::TimerButton;

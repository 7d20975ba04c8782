//! Templates: what a project or a task is made from, and how one is kept.

pub mod api;
mod from_template;
mod list;
mod save_project;
mod save_task;
mod start_from;

pub use from_template::FromTemplate;
pub use list::TemplateList;
pub use save_project::TemplateSection;
pub use save_task::SaveAsTemplate;
pub use start_from::StartFrom;

//! What a task is made of, on a real database: when it starts, how long it takes, its checklist,
//! its parts, and the tasks it is related to.

mod blocked;
mod checklist;
mod editors;
mod fields;
mod planning;
mod relations;
mod scene;
mod strangers;
mod subtasks;

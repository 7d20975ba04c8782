//! What a task is made of, on a real database: when it starts, how long it takes, its checklist, its
//! parts.

mod checklist;
mod planning;
mod scene;
mod subtasks;

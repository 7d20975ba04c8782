//! What a task is made of, on a real database: when it starts, how long it takes, its checklist.

mod checklist;
mod planning;
mod scene;

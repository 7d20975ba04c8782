//! What a task is made of, on a real database: when it starts and how long it takes.

mod planning;
mod scene;

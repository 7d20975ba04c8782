//! Who gets what, by every way in there is. What each of them was answered is in a golden file a test.

mod cast;
mod function_inputs;
mod functions;
mod matrix;
mod operation_inputs;
mod operations;
mod pages;
mod topics;
mod twice;
mod ways_in;
mod wiki_inputs;

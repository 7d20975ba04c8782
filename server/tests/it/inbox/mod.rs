//! Who is told what, and what each makes of it.

mod due;
mod live;
mod mailed;
mod pushed;
mod rights;
mod scene;
mod settings;
mod shelves;
mod talk;
mod telling;

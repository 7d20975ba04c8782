//! Files on their way to the server. They are known to the page and not to the panel, so that they arrive also while
//! somebody looks at another task.

mod drive;
mod row;
mod tus;

pub use row::Uploads;

use super::Shelf;
use atrium::ids::TaskId;
use leptos::prelude::*;
use web_sys::File;

/// One file on its way.
#[derive(Clone)]
pub struct Upload {
    pub number: u32,
    pub task_id: TaskId,
    pub name: String,
    /// In bytes, as JavaScript counts them.
    pub size: f64,
    pub sent: ArcRwSignal<f64>,
    pub state: ArcRwSignal<State>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Until those before it are there.
    Waiting,
    Sending,
    /// The line is cut; it goes on by itself.
    Offline,
    /// Why not. Somebody may try again.
    Refused(String),
    Cancelled,
}

thread_local! {
    /// Empty on the server, which sends nothing.
    static ALL: ArcRwSignal<Vec<Upload>> = ArcRwSignal::new(Vec::new());
}

fn all() -> ArcRwSignal<Vec<Upload>> {
    ALL.with(Clone::clone)
}

/// Puts a file at the end of those on their way.
pub fn start(shelf: Shelf, file: File) {
    let all = all();
    let upload = Upload {
        number: all.with_untracked(|all| all.last().map_or(0, |last| last.number + 1)),
        task_id: shelf.task_id,
        name: file.name(),
        size: file.size(),
        sent: ArcRwSignal::new(0.0),
        state: ArcRwSignal::new(State::Waiting),
    };
    all.update(|all| all.push(upload.clone()));
    let address = shelf.address();
    leptos::task::spawn_local(async move {
        if drive::to_the_end(&upload, &file, &address).await {
            // The panel may show another task by now.
            shelf.reload.try_run(());
        }
        all.update(|all| all.retain(|one| one.number != upload.number));
    });
}

impl Upload {
    /// Whether all before it are there, or wait for somebody.
    fn has_its_turn(&self) -> bool {
        let held_up = |one: &Upload| matches!(one.state.get_untracked(), State::Refused(_) | State::Cancelled);
        all().with_untracked(|all| all.iter().find(|one| !held_up(one)).is_none_or(|first| first.number == self.number))
    }
}

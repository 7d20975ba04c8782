//! The frame around every page behind the sign-in: sidebar, top bar, and on a phone the bottom bar.

mod api;
mod not_found;
mod parts;
mod sidebar;

pub use not_found::{Excuse, NotFound};
pub use parts::Frame;

use crate::{
    failure::Failure,
    wire::{Loading, load},
};
use api::{FrameView, load_frame};
use atrium::ids::PersonId;
use leptos::prelude::*;
use leptos_router::{hooks::use_location, location::Location};

const MY_WORK: &str = "/my-work";

/// What the sidebar shows. It lives beside the pages, so that it stays while they change.
#[derive(Clone, Copy)]
pub struct FrameData {
    view: Loading<Option<Result<FrameView, Failure>>>,
    /// The slug of the workspace in the address, if there is one.
    pub workspace: Memo<Option<String>>,
}

impl FrameData {
    /// Loads the sidebar anew, after a project came or went.
    pub fn refresh(self) {
        self.view.refetch();
    }
}

pub fn provide_frame() {
    let Location { pathname: path, query, .. } = use_location();
    let workspace = Memo::new(move |_| {
        path.with(|path| match path.strip_prefix("/w/") {
            Some(rest) => rest.split('/').next().map(str::to_owned),
            // A page about all workspaces keeps the frame of the one that somebody comes from.
            None if path == MY_WORK => query.with(|query| query.get("in")),
            None => None,
        })
    });
    let own = |path: &String| path == "/" || path == MY_WORK || path.starts_with("/settings");
    let inside = Memo::new(move |_| workspace.get().is_some() || path.with(own));
    let view = load(
        move || (inside.get(), workspace.get()),
        |(inside, workspace)| async move {
            if inside { Some(load_frame(workspace.unwrap_or_default()).await) } else { None }
        },
    );
    provide_context(FrameData { view, workspace });
}

/// Who is signed in, as soon as the frame knows.
pub fn use_me() -> Option<PersonId> {
    use_context::<FrameData>()?.view.get_untracked()??.ok().map(|view| view.me.person_id)
}

/// The slug of the workspace in the address, or nothing.
pub fn use_workspace() -> String {
    use_context::<FrameData>().and_then(|data| data.workspace.get_untracked()).unwrap_or_default()
}

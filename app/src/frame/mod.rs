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
use leptos::prelude::*;
use leptos_router::hooks::use_location;

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
    let path = use_location().pathname;
    let workspace = Memo::new(move |_| {
        path.with(|path| path.strip_prefix("/w/").and_then(|rest| rest.split('/').next()).map(str::to_owned))
    });
    let inside =
        Memo::new(move |_| workspace.get().is_some() || path.with(|path| path == "/" || path.starts_with("/settings")));
    let view = load(
        move || (inside.get(), workspace.get()),
        |(inside, workspace)| async move {
            if inside { Some(load_frame(workspace.unwrap_or_default()).await) } else { None }
        },
    );
    provide_context(FrameData { view, workspace });
}

/// The slug of the workspace in the address, or nothing.
pub fn use_workspace() -> String {
    use_context::<FrameData>().and_then(|data| data.workspace.get_untracked()).unwrap_or_default()
}

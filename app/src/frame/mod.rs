//! The frame around every page behind the sign-in: sidebar, top bar, and on a phone the bottom bar.

mod api;
mod not_found;
mod parts;
#[cfg(feature = "ssr")]
mod places;
mod sidebar;

pub use not_found::{Excuse, NotFound};
pub use parts::Frame;

use crate::{
    failure::Failure,
    hydration::once_awake,
    live,
    wire::{Loading, load},
};
use api::{FrameView, load_frame};
use atrium::{
    ids::PersonId,
    realtime::{Tell, Topic},
};
use leptos::prelude::*;
use leptos_router::{hooks::use_location, location::Location};

const MY_WORK: &str = "/my-work";

/// What the sidebar shows. It lives beside the pages, so that it stays while they change.
#[derive(Clone, Copy)]
pub struct FrameData {
    view: Loading<Option<Result<FrameView, Failure>>>,
    /// The slug of the workspace in the address, if there is one.
    pub workspace: Memo<Option<String>>,
    /// What was told of the inbox since the page was loaded.
    pub news: RwSignal<News>,
    /// How often something was said of one's timer since the page was loaded, and whether it runs then.
    timer_said: RwSignal<u32>,
    timer_runs: RwSignal<bool>,
}

/// What is known of one's inbox beyond what came with the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// How often something was told.
    pub told: u32,
    /// Tasks with something unread.
    pub unread: Option<i64>,
}

impl FrameData {
    /// Loads the sidebar anew, after a project came or went.
    pub fn refresh(self) {
        self.view.refetch();
    }

    /// Who is signed in, as soon as it is known.
    pub fn me(self) -> Option<PersonId> {
        self.view.last()??.ok().map(|view| view.me)
    }

    /// One's timer was started, perhaps on another task, or stopped.
    pub fn timer_runs(self, runs: bool) {
        self.timer_runs.try_set(runs);
        self.timer_said.try_update(|said| *said += 1);
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
    let news = RwSignal::new(News::default());
    let (timer_said, timer_runs) = (RwSignal::new(0), RwSignal::new(false));
    provide_context(FrameData { view, workspace, news, timer_said, timer_runs });
    Effect::new(move |before: Option<()>| {
        let slug = workspace.get();
        if before.is_some() {
            news.set(News::default());
            timer_said.set(0);
        }
        if let Some(workspace) = slug {
            once_awake(move || listen(workspace, news));
        }
    });
}

/// Keeps the number of what is unread as the server has it.
fn listen(workspace: String, news: RwSignal<News>) {
    let hear = move |tell| {
        if let Tell::Inbox { unread } = tell {
            news.update(|news| *news = News { told: news.told + 1, unread: Some(unread) });
        }
    };
    live::listen(Topic::Inbox { workspace }, || 0, hear);
}

/// Who is signed in, as soon as the frame knows.
pub fn use_me() -> Option<PersonId> {
    use_context::<FrameData>()?.me()
}

/// The slug of the workspace in the address, or nothing.
pub fn use_workspace() -> String {
    use_context::<FrameData>().and_then(|data| data.workspace.get_untracked()).unwrap_or_default()
}

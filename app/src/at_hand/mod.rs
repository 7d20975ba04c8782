//! What is in reach on every page: writing a task in one line, the palette, the list of shortcuts, taking back,
//! and one's timer while it runs. All of it is one part, which the browser fetches when somebody first reaches for some of it.

#[cfg(feature = "hydrate")]
mod keys;
pub mod private;

#[cfg(feature = "hydrate")]
use keys::listen;

use crate::{
    boards::quick_add::{NewTask, WriteCard, Writing},
    palette::{Palette, Scope},
    routes::Part,
    shortcuts::ShortcutSheet,
    time_tracking::RunningTimer,
    ui::{Toasts, use_toasts},
    undo::{self, Turn},
};
use leptos::prelude::*;

/// A window over the page. At most one is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    NewTask,
    Palette,
    /// The palette with pages alone.
    FindPage,
    Shortcuts,
}

/// What the part is asked for.
#[derive(Clone)]
pub enum Errand {
    Open(Tool),
    /// The field at the end of a column.
    Write(Writing),
    Take(Turn),
    /// One's timer, in the frame.
    Timer,
}

#[cfg_attr(feature = "split", lazy(fallible))]
async fn at_hand(errand: Errand) -> Part {
    Ok(match errand {
        Errand::Open(Tool::NewTask) => view! { <NewTask/> }.into_any(),
        Errand::Open(Tool::Palette) => view! { <Palette scope=Scope::Everything/> }.into_any(),
        Errand::Open(Tool::FindPage) => view! { <Palette scope=Scope::Pages/> }.into_any(),
        Errand::Open(Tool::Shortcuts) => view! { <ShortcutSheet/> }.into_any(),
        Errand::Timer => view! { <RunningTimer/> }.into_any(),
        Errand::Write(writing) => view! { <WriteCard writing=writing/> }.into_any(),
        Errand::Take(turn) => {
            undo::take(turn).await;
            ().into_any()
        }
    })
}

/// Runs an errand. Where the part does not arrive, nothing is shown but the reason.
pub async fn run(errand: Errand, toasts: Toasts) -> AnyView {
    at_hand(errand).await.unwrap_or_else(|_| {
        toasts.error("This did not arrive. Look at your connection and try again.");
        ().into_any()
    })
}

#[derive(Clone, Copy)]
pub struct Reach(RwSignal<Option<Tool>>);

impl Reach {
    pub fn open(self, tool: Tool) {
        // A window that is open closes before the next one, since both are modal.
        self.0.set(Some(tool));
    }

    pub fn close(self) {
        self.0.set(None);
    }

    pub fn is_open(self) -> bool {
        self.0.with_untracked(Option::is_some)
    }
}

pub fn provide_reach() {
    provide_context(Reach(RwSignal::new(None)));
}

pub fn use_reach() -> Reach {
    use_context().unwrap_or_else(|| Reach(RwSignal::new(None)))
}

/// The server presses no keys.
#[cfg(not(feature = "hydrate"))]
fn listen(_: Reach) {}

/// Where the open window stands; once, after the pages.
#[component]
pub fn InReach() -> impl IntoView {
    let reach = use_reach();
    listen(reach);
    let toasts = use_toasts();
    move || reach.0.get().map(|tool| Suspend::new(run(Errand::Open(tool), toasts)))
}

//! The page's end of the live socket: one line for all that listens on the page. It opens again by itself and resumes
//! where it stopped.

use atrium::realtime::Tell;
use leptos::prelude::*;

#[cfg(feature = "hydrate")]
mod socket;

/// How it stands between this page and the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    Connecting,
    Live,
    Offline,
}

/// The state of the line, for the foot of the sidebar.
#[derive(Clone, Copy)]
pub struct LinkState(pub RwSignal<Link>);

pub fn provide_link() -> LinkState {
    let state = LinkState(RwSignal::new(Link::Connecting));
    provide_context(state);
    state
}

/// Listens to a topic while the calling component lives. `after` gives the newest event number that
/// is known, each time the line is opened; `hear` gets what the server tells.
#[cfg(feature = "hydrate")]
pub fn listen(topic: atrium::realtime::Topic, after: impl Fn() -> i64 + 'static, hear: impl Fn(Tell) + 'static) {
    socket::listen(topic, Box::new(after), Box::new(hear));
}

#[cfg(not(feature = "hydrate"))]
pub fn listen(_: atrium::realtime::Topic, _: impl Fn() -> i64 + 'static, _: impl Fn(Tell) + 'static) {}

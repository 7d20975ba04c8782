use leptos::prelude::*;

use super::{Icon, IconName};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NoticeKind {
    #[default]
    Information,
    Success,
    Warning,
    Error,
}

/// A sentence that belongs to a form or a page.
#[component]
pub fn Notice(#[prop(optional)] kind: NoticeKind, #[prop(into)] sentence: String) -> impl IntoView {
    let (class, icon, role) = match kind {
        NoticeKind::Information => ("notice", IconName::Info, "status"),
        NoticeKind::Success => ("notice success", IconName::CircleCheck, "status"),
        NoticeKind::Warning => ("notice warning", IconName::TriangleAlert, "status"),
        NoticeKind::Error => ("notice error", IconName::CircleAlert, "alert"),
    };
    view! { <p class=class role=role><Icon name=icon/><span>{sentence}</span></p> }
}

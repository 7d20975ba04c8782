//! What was said about a task, between what happened to it.

mod comment;
mod reactions;
mod write;

use super::OpenTask;
use crate::ui::{Icon, IconName, Time};
use atrium::boards::task::HistoryEntry;
use comment::CommentItem;
use leptos::prelude::*;

pub use write::WriteComment;

/// Comments and history as one stream, oldest first.
#[component]
pub fn Stream(open: OpenTask) -> impl IntoView {
    let (comments, history) = open.with(|task| (task.comments_list.clone(), task.history.clone()));
    let mut items: Vec<(String, AnyView)> = Vec::new();
    for entry in history.into_iter().filter(|entry| entry.what != "commented") {
        items.push((entry.when.at.clone(), view! { <HistoryItem entry=entry/> }.into_any()));
    }
    for comment in comments {
        items.push((comment.created.at.clone(), view! { <CommentItem comment=comment open=open/> }.into_any()));
    }
    items.sort_by(|a, b| a.0.cmp(&b.0));
    view! { <ol class="stream">{items.into_iter().map(|(_, view)| view).collect_view()}</ol> }
}

#[component]
fn HistoryItem(entry: HistoryEntry) -> impl IntoView {
    view! {
        <li class="event">
            <Icon name=IconName::History/>
            <p><strong>{entry.who}</strong>" "{entry.what}" "<Time at=entry.when.at text=entry.when.text/></p>
        </li>
    }
}

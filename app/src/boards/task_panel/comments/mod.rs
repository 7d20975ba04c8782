//! What was said about a task, between what happened to it.

mod comment;
mod reactions;
mod write;

use super::OpenTask;
use crate::ui::{Icon, IconName, Time};
use atrium::boards::{
    comment::Comment,
    task::{HistoryEntry, TaskDetail},
};
use comment::CommentItem;
use leptos::prelude::*;

pub use write::WriteComment;

/// One thing in the stream.
#[derive(Clone, Debug, PartialEq)]
enum Entry {
    Happened(HistoryEntry),
    Said(Comment),
}

impl Entry {
    fn at(&self) -> &str {
        match self {
            Self::Happened(entry) => &entry.when.at,
            Self::Said(comment) => &comment.created.at,
        }
    }

    /// A comment is drawn anew when its words change. The signs under it look after themselves.
    fn key(&self) -> (String, i32) {
        match self {
            Self::Happened(entry) => (entry.seq.to_string(), 0),
            Self::Said(comment) => (comment.id.to_string(), comment.version),
        }
    }
}

/// Oldest first.
fn entries(task: &TaskDetail) -> Vec<Entry> {
    let happened = task.history.iter().filter(|entry| entry.what != "commented").cloned().map(Entry::Happened);
    let mut entries: Vec<_> = happened.chain(task.comments_list.iter().cloned().map(Entry::Said)).collect();
    entries.sort_by(|a, b| a.at().cmp(b.at()));
    entries
}

/// Comments and history as one stream, oldest first. What somebody is writing in it stays when the rest changes.
#[component]
pub fn Stream(open: OpenTask) -> impl IntoView {
    view! {
        <ol class="stream">
            <For each=move || open.watch(entries) key=Entry::key let:entry>
                {match entry {
                    Entry::Happened(entry) => view! { <HistoryItem entry=entry/> }.into_any(),
                    Entry::Said(comment) => view! { <CommentItem comment=comment open=open/> }.into_any(),
                }}
            </For>
        </ol>
    }
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

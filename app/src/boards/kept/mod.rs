//! What the browser's worker (`public/sw.js`) has written down because the server could not be reached: shown over
//! what the server last said, on the board and in the panel, until it is sent.

mod board;
mod task;

use super::{
    api::{Draft, Edit, Place},
    state::BoardState,
};
use crate::wire::decode;
use atrium::{
    boards::{
        field::{Values, say},
        task::Card,
    },
    day::Day,
    ids::{ColumnId, CommentId, ProjectId, TaskId},
};
use leptos::{ev::Custom, prelude::*};
use serde::Deserialize;
use web_sys::CustomEvent;

#[cfg(all(feature = "hydrate", feature = "split"))]
pub use board::__preload_foresee;
pub use board::foresee;
pub use task::lay_over;

/// A write on its way, by the server function that it asks.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "name", content = "args", rename_all = "snake_case")]
enum Deed {
    /// The task goes by its key until the server has named it.
    CreateTask {
        project_id: ProjectId,
        column_id: ColumnId,
        task: Draft,
        key: TaskId,
    },
    MoveTask {
        task_id: TaskId,
        to: Place,
    },
    EditTask {
        task_id: TaskId,
        edit: Edit,
    },
    ArchiveTask {
        task_id: TaskId,
    },
    AddComment {
        task_id: TaskId,
        body: String,
        key: CommentId,
    },
}

impl Deed {
    fn task_id(&self) -> TaskId {
        match self {
            Self::CreateTask { key: task_id, .. }
            | Self::MoveTask { task_id, .. }
            | Self::EditTask { task_id, .. }
            | Self::ArchiveTask { task_id }
            | Self::AddComment { task_id, .. } => *task_id,
        }
    }
}

/// What `public/offline.js` tells of one write that is not kept any more.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum News {
    Sent {
        /// That of the creation, if it was one.
        #[serde(default)]
        key: Option<TaskId>,
        /// The task as it is now, where the answer says it.
        said: Option<Box<Card>>,
    },
    /// It was given up, and the server's word counts again.
    GivenUp,
}

/// What is on its way, oldest first.
fn kept(state: BoardState) -> Vec<Deed> {
    state.told.try_with_value(|told| decode(told).ok()).flatten().unwrap_or_default()
}

/// Listens to what the worker keeps and sends while this board is shown.
pub fn listen(state: BoardState) {
    let words = |event: CustomEvent| event.detail().as_string().unwrap_or_default();
    let kept = window_event_listener(Custom::new("atrium-kept"), move |event: CustomEvent| {
        state.told.set_value(words(event));
        again(state);
    });
    let sent = window_event_listener(Custom::new("atrium-sent"), move |event: CustomEvent| {
        leptos::task::spawn_local(async move { drop(foresee(state, Some(words(event))).await) });
    });
    on_cleanup(move || {
        kept.remove();
        sent.remove();
    });
    if let Ok(ask) = web_sys::Event::new("atrium-kept-ask") {
        let _ = window().dispatch_event(&ask);
    }
}

/// Lays what is kept over what the server has said since. Nothing is fetched for it where nothing is kept.
pub fn again(state: BoardState) {
    if state.told.with_value(|told| !told.is_empty()) {
        leptos::task::spawn_local(async move { drop(foresee(state, None).await) });
    }
}

impl Edit {
    /// Changes a card as the server will.
    fn show_in(&self, card: &mut Card) {
        if let Some(title) = &self.title {
            card.title.clone_from(title);
        }
        if let Some(description) = &self.description {
            card.described = !description.is_empty();
        }
        card.priority = self.priority.unwrap_or(card.priority);
        for (wanted, day) in [(&self.due_on, &mut card.due_on), (&self.start_on, &mut card.start_on)] {
            if let Some(wanted) = wanted {
                *day = wanted.parse::<Day>().ok();
            }
        }
        if let Some(estimate) = &self.estimate {
            card.estimate = estimate.parse().ok();
        }
        if let Some(people) = &self.assignees {
            card.assignees.clone_from(people);
        }
        if let Some(labels) = &self.labels {
            card.labels.clone_from(labels);
        }
        if let Some(fields) = &self.fields {
            say(&mut card.fields, fields);
        }
    }
}

/// A task that the server does not know yet. It has no number, and comes last in its column.
fn new_card(key: TaskId, column_id: ColumnId, draft: Draft, turn: usize) -> Card {
    Card {
        id: key,
        number: 0,
        column_id,
        rank: format!("~{turn:04}"),
        title: draft.title,
        priority: draft.priority,
        due_on: draft.due_on,
        start_on: None,
        estimate: None,
        assignees: draft.assignees,
        labels: draft.labels,
        fields: Values::new(),
        comments: 0,
        checklist: None,
        subtasks: None,
        parent: None,
        blocked: false,
        attachments: 0,
        described: false,
        repeats: false,
        version: 0,
    }
}

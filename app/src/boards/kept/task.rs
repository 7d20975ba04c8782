use super::{super::state::BoardState, Deed, kept};
use atrium::{
    boards::{
        comment::Comment,
        task::{Moment, TaskDetail},
    },
    ids::{CommentId, PersonId},
};

/// A comment that is not sent has no version yet.
const UNSENT: i32 = 0;

/// Shows a task in its panel as it will be. Twice is once.
pub fn lay_over(task: &mut TaskDetail, state: BoardState) {
    task.comments_list.retain(|comment| comment.version != UNSENT);
    let id = task.card.id;
    for deed in kept(state).iter().filter(|deed| deed.task_id() == id) {
        match deed {
            Deed::EditTask { edit, .. } => {
                edit.show_in(&mut task.card);
                if let Some(description) = &edit.description {
                    task.description.clone_from(description);
                    task.description_html = as_written(description);
                }
            }
            // Only its answer was lost, where it is the last word already.
            Deed::AddComment { body, .. } if is_said(task, body) => {}
            Deed::AddComment { body, key, .. } => task.comments_list.push(unsent(*key, body)),
            Deed::ArchiveTask { .. } => task.archived = true,
            Deed::CreateTask { .. } | Deed::MoveTask { .. } => {}
        }
    }
}

fn is_said(task: &TaskDetail, body: &str) -> bool {
    task.comments_list.last().is_some_and(|last| last.can_edit && last.body == body)
}

fn unsent(key: CommentId, body: &str) -> Comment {
    Comment {
        id: key,
        author_id: PersonId(key.uuid()),
        author: "You".to_owned(),
        author_hue: 0,
        body: body.to_owned(),
        body_html: as_written(body),
        // After all that was said: the server will say when.
        created: Moment { at: "9999-12-31T00:00:00Z".to_owned(), text: "kept here, to be sent".to_owned() },
        edited: false,
        version: UNSENT,
        reactions: Vec::new(),
        can_edit: false,
        can_remove: false,
    }
}

/// Markdown is made into HTML by the server. Until then it stands as it was written.
fn as_written(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<p>{}</p>", text.replace('\n', "<br>"))
}

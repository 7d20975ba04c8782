use super::{Said, edits::edited, on};
use serde_json::Value;

pub(super) fn of_task(kind: &str, said: &Said<'_>, this: &str) -> Option<String> {
    let (from, to) = (said.text("from"), said.text("to"));
    Some(match kind {
        "task.created" => format!("added {this} to {}", said.text("column")),
        "task.moved" if from == to => format!("moved {this} within {to}"),
        "task.moved" => format!("moved {this} from {from} to {to}"),
        "task.edited" => edited(said, this),
        "task.nested" => format!("made {this} a part of {}", said.text_or("parent", "another task")),
        "task.detached" => format!("made {this} a task of its own"),
        "task.archived" => format!("archived {this}"),
        "task.restored" => format!("restored {this}"),
        "task.repeats" => format!("let {this} repeat {}", said.text("words")),
        "task.repeats_no_more" => format!("let {this} repeat no more"),
        "task.came_again" => format!("brought {this} again after {}", said.text("after")),
        "comment.added" if this == "this" => "commented".to_owned(),
        "comment.added" => format!("commented on {this}"),
        "comment.edited" => on("edited a comment", this),
        "comment.removed" => on("removed a comment", this),
        "comment.reacted" => on("answered a comment with a sign", this),
        "comment.unreacted" => on("took a sign back from a comment", this),
        "attachment.added" => format!("attached {} to {this}", said.text_or("name", "a file")),
        "attachment.removed" => format!("took {} off {this}", said.text_or("name", "a file")),
        "watch.begun" => format!("began to watch {this}"),
        "watch.ended" => format!("stopped watching {this}"),
        _ => return None,
    })
}

pub(super) fn of_checklist(kind: &str, said: &Said<'_>, this: &str) -> Option<String> {
    let item = match said.text("item") {
        "" => "an item".to_owned(),
        item => format!("\u{201c}{item}\u{201d}"),
    };
    let count = said.0.and_then(|data| data.get("items")).and_then(Value::as_i64).unwrap_or(1);
    let act = match kind {
        "checklist.added" if count > 1 => format!("added {count} items to the checklist"),
        "checklist.added" => format!("added {item} to the checklist"),
        "checklist.edited" => format!("changed a checklist item to {item}"),
        "checklist.ticked" => format!("ticked {item}"),
        "checklist.unticked" => format!("unticked {item}"),
        "checklist.moved" => format!("moved {item} in the checklist"),
        "checklist.removed" => format!("removed {item} from the checklist"),
        _ => return None,
    };
    Some(on(&act, this))
}

/// Who worked on it, but not for how long: guests read this too.
pub(super) fn of_time(kind: &str, this: &str) -> Option<String> {
    Some(match kind {
        "time.started" => format!("began to work on {this}"),
        "time.recorded" => format!("wrote down time spent on {this}"),
        "time.corrected" => format!("corrected the time spent on {this}"),
        "time.removed" => format!("removed time spent on {this}"),
        "time.restored" => format!("put back time spent on {this}"),
        _ => return None,
    })
}

pub(super) fn of_relation(kind: &str, said: &Said<'_>, this: &str) -> Option<String> {
    let (relation, other) = (said.text("relation"), said.text("other"));
    Some(match kind {
        // Of another project, which the reader may not see.
        "relation.added" | "relation.removed" if other.is_empty() => format!("changed what {this} is related to"),
        "relation.added" => format!("noted that {this} {relation} {other}"),
        "relation.removed" => format!("took back that {this} {relation} {other}"),
        _ => return None,
    })
}

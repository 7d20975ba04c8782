use serde_json::Value;

/// An event without its subject, such as `moved this from To do to Done`.
pub fn sentence(kind: &str, data: Option<&Value>) -> String {
    let text = |name: &str| data.and_then(|data| data.get(name)).and_then(Value::as_str).unwrap_or_default();
    match kind {
        "task.created" => format!("added this to {}", text("column")),
        "task.moved" if text("from") == text("to") => format!("moved this within {}", text("to")),
        "task.moved" => format!("moved this from {} to {}", text("from"), text("to")),
        "task.edited" => edited(data),
        "task.archived" => "archived this".to_owned(),
        "task.restored" => "restored this".to_owned(),
        "comment.added" => "commented".to_owned(),
        "comment.edited" => "edited a comment".to_owned(),
        "comment.removed" => "removed a comment".to_owned(),
        other => other.replace('.', " "),
    }
}

fn edited(data: Option<&Value>) -> String {
    let Some(changes) = data.and_then(|data| data.get("changes")).and_then(Value::as_object) else {
        return "edited this".to_owned();
    };
    let said: Vec<String> = changes
        .iter()
        .map(|(field, change)| {
            let to = change.get(1).and_then(Value::as_str);
            match (field.as_str(), to) {
                ("title", Some(to)) => format!("renamed this to \u{201c}{to}\u{201d}"),
                ("description", _) => "changed the description".to_owned(),
                ("priority", Some(to)) => format!("set the priority to {to}"),
                ("due_on", Some(to)) => format!("set the due date to {to}"),
                ("due_on", None) => "took the due date away".to_owned(),
                ("assignees", _) => "changed who works on this".to_owned(),
                ("labels", _) => "changed the labels".to_owned(),
                (field, _) => format!("changed {field}"),
            }
        })
        .collect();
    said.join(", ")
}

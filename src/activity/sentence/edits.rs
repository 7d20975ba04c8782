use super::Said;
use serde_json::Value;

pub(super) fn edited(said: &Said<'_>, this: &str) -> String {
    let Some(changes) = said.0.and_then(|data| data.get("changes")).and_then(Value::as_object) else {
        return format!("edited {this}");
    };
    let parts: Vec<String> = changes
        .iter()
        .map(|(field, change)| {
            let to = change.get(1).and_then(Value::as_str);
            match (field.as_str(), to) {
                ("title", Some(to)) => format!("renamed this to \u{201c}{to}\u{201d}"),
                ("description", _) => "changed the description".to_owned(),
                ("priority", Some(to)) => format!("set the priority to {to}"),
                ("due_on", Some(to)) => format!("set the due date to {to}"),
                ("due_on", None) => "took the due date away".to_owned(),
                ("start_on", Some(to)) => format!("set the start to {to}"),
                ("start_on", None) => "took the start away".to_owned(),
                ("estimate", Some(to)) => format!("set the estimate to {to}"),
                ("estimate", None) => "took the estimate away".to_owned(),
                ("assignees", _) => "changed who works on this".to_owned(),
                ("labels", _) => "changed the labels".to_owned(),
                ("fields", _) => said_in_fields(change.get(1)),
                (field, _) => format!("changed {field}"),
            }
        })
        .collect();
    let what = parts.join(", ");
    if this == "this" { what } else { format!("edited {this}: {what}") }
}

/// By name, what each field says now.
fn said_in_fields(now: Option<&Value>) -> String {
    let fields = now.and_then(Value::as_object).into_iter().flatten();
    let parts = fields.map(|(name, value)| match value {
        Value::String(value) => format!("set {name} to {value}"),
        Value::Bool(true) => format!("ticked {name}"),
        Value::Bool(false) => format!("unticked {name}"),
        Value::Null => format!("emptied {name}"),
        _ => format!("changed {name}"),
    });
    parts.collect::<Vec<_>>().join(", ")
}

pub(super) fn of_tasks(kind: &str, said: &Said<'_>) -> Option<String> {
    if kind != "tasks.edited" {
        return None;
    }
    let changes = said.0.and_then(|data| data.get("changes")).and_then(Value::as_object);
    let parts: Vec<String> = changes
        .into_iter()
        .flatten()
        .map(|(field, to)| match (field.as_str(), to.as_str(), to.as_bool()) {
            ("to", Some(to), _) => format!("moved them to {to}"),
            ("to", ..) => "moved them".to_owned(),
            ("priority", Some(to), _) => format!("set the priority to {to}"),
            ("due_on", Some(to), _) => format!("set the due date to {to}"),
            ("due_on", None, None) => "took the due date away".to_owned(),
            ("due_on", ..) => "changed the due dates".to_owned(),
            ("start_on", Some(to), _) => format!("set the start to {to}"),
            ("start_on", None, None) => "took the start away".to_owned(),
            ("start_on", ..) => "changed the starts".to_owned(),
            ("assignees", ..) => "changed who works on them".to_owned(),
            ("archived", _, Some(false)) => "restored them".to_owned(),
            ("archived", ..) => "archived them".to_owned(),
            (field, ..) => format!("changed the {field}"),
        })
        .collect();
    let what = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
    Some(format!("edited {} at once{what}", said.tasks("count")))
}

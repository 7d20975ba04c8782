use serde_json::Value;

/// What was done, beside its subject, such as `moved this from To do to Done`.
pub fn sentence(kind: &str, data: Option<&Value>) -> String {
    say(kind, &Said(data), "this")
}

/// What was done, where the reader does not see to what, such as `moved ATR-42 “Mend the roof” from To do
/// to Done`.
pub fn sentence_about(kind: &str, data: Option<&Value>) -> String {
    let said = Said(data);
    let (key, title) = (said.text("key"), said.text("title"));
    match (key, title) {
        ("", "") => say(kind, &said, "this"),
        (key, "") => say(kind, &said, key),
        (key, title) => say(kind, &said, format!("{key} \u{201c}{title}\u{201d}").trim()),
    }
}

/// The data of an event, of which any part may be missing or redacted.
struct Said<'a>(Option<&'a Value>);

impl<'a> Said<'a> {
    fn text(&self, name: &str) -> &'a str {
        self.0.and_then(|data| data.get(name)).and_then(Value::as_str).unwrap_or_default()
    }

    fn tasks(&self, name: &str) -> String {
        match self.0.and_then(|data| data.get(name)).and_then(Value::as_i64) {
            Some(1) => "1 task".to_owned(),
            Some(count) => format!("{count} tasks"),
            None => "tasks".to_owned(),
        }
    }

    fn text_or(&self, name: &str, otherwise: &'a str) -> &'a str {
        Some(self.text(name)).filter(|text| !text.is_empty()).unwrap_or(otherwise)
    }
}

fn say(kind: &str, said: &Said<'_>, this: &str) -> String {
    match kind.split_once('.').map_or("", |(subject, _)| subject) {
        "checklist" => of_checklist(kind, said, this),
        "relation" => of_relation(kind, said, this),
        "time" => of_time(kind, this),
        "task" | "comment" | "watch" | "attachment" => of_task(kind, said, this),
        "tasks" => of_tasks(kind, said),
        "project" | "column" | "label" | "field" | "guest" | "share" | "view" | "template" => of_project(kind, said),
        "import" => of_import(kind, said),
        "workspace" | "member" | "invitation" | "team" => of_workspace(kind, said),
        "webhook" => of_webhook(kind, said),
        "person" | "profile" | "session" | "password" | "token" | "calendar" | "notifications" | "push" => {
            of_account(kind, said)
        }
        _ => None,
    }
    .unwrap_or_else(|| kind.replace(['.', '_'], " "))
}

fn of_task(kind: &str, said: &Said<'_>, this: &str) -> Option<String> {
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

fn of_checklist(kind: &str, said: &Said<'_>, this: &str) -> Option<String> {
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
fn of_time(kind: &str, this: &str) -> Option<String> {
    Some(match kind {
        "time.started" => format!("began to work on {this}"),
        "time.recorded" => format!("wrote down time spent on {this}"),
        "time.corrected" => format!("corrected the time spent on {this}"),
        "time.removed" => format!("removed time spent on {this}"),
        "time.restored" => format!("put back time spent on {this}"),
        _ => return None,
    })
}

fn of_relation(kind: &str, said: &Said<'_>, this: &str) -> Option<String> {
    let (relation, other) = (said.text("relation"), said.text("other"));
    Some(match kind {
        // Of another project, which the reader may not see.
        "relation.added" | "relation.removed" if other.is_empty() => format!("changed what {this} is related to"),
        "relation.added" => format!("noted that {this} {relation} {other}"),
        "relation.removed" => format!("took back that {this} {relation} {other}"),
        _ => return None,
    })
}

fn on(act: &str, this: &str) -> String {
    if this == "this" { act.to_owned() } else { format!("{act} on {this}") }
}

fn edited(said: &Said<'_>, this: &str) -> String {
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

fn of_tasks(kind: &str, said: &Said<'_>) -> Option<String> {
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

fn of_project(kind: &str, said: &Said<'_>) -> Option<String> {
    let name = said.text("name");
    Some(match kind {
        "project.created" if !said.text("template").is_empty() => {
            format!("started the project {name} from the template {}", said.text("template"))
        }
        "template.saved" => format!("kept the template {name}"),
        "template.renamed" => format!("renamed a template to {name}"),
        "template.removed" => format!("removed the template {name}"),
        "template.used" => format!("added {} from the template {name}", said.tasks("tasks")),
        "project.created" => format!("started the project {name}"),
        "project.edited" => format!("edited the project {name}"),
        "project.archived" => format!("archived the project {name}"),
        "project.restored" => format!("restored the project {name}"),
        "column.created" => format!("added the column {name}"),
        "column.edited" if said.text("from") != name => {
            format!("renamed the column {} to {name}", said.text("from"))
        }
        "column.edited" => format!("changed the column {name}"),
        "column.moved" => format!("moved the column {name}"),
        "column.removed" => format!("removed the column {name}"),
        "label.created" => format!("added the label {name}"),
        "label.edited" => format!("changed the label {name}"),
        "label.removed" => "removed a label".to_owned(),
        "field.created" => format!("added the field {name}"),
        "field.edited" => format!("changed the field {name}"),
        "field.moved" => format!("moved the field {name}"),
        "field.archived" => format!("put the field {name} aside"),
        "field.restored" => format!("brought the field {name} back"),
        "field.removed" => format!("removed the field {name}"),
        "share.made" => format!("made a public link to the board of {name}"),
        "share.revoked" => format!("revoked a public link to the board of {name}"),
        "view.saved" if name.is_empty() => "saved a view".to_owned(),
        "view.saved" => format!("saved the view {name} for everybody"),
        "view.edited" if name.is_empty() => "changed a view".to_owned(),
        "view.edited" => format!("changed the view {name}"),
        "view.removed" if name.is_empty() => "removed a view".to_owned(),
        "view.removed" => format!("removed the view {name}"),
        "view.default_set" => "chose how to see a project".to_owned(),
        "guest.changed" if said.text("level").is_empty() => "stopped sharing the project with a guest".to_owned(),
        "guest.changed" => "shared the project with a guest".to_owned(),
        _ => return None,
    })
}

fn of_import(kind: &str, said: &Said<'_>) -> Option<String> {
    let source = said.text_or("source", "a file");
    Some(match kind {
        "import.started" => format!("began to import {source}"),
        "import.done" => format!("imported {} from {source}", said.tasks("made")),
        "import.failed" => format!("could not import {source}"),
        "import.undone" => format!("undid the import of {source}: {} taken away", said.tasks("removed")),
        _ => return None,
    })
}

fn of_workspace(kind: &str, said: &Said<'_>) -> Option<String> {
    let (name, team) = (said.text_or("name", "somebody"), said.text_or("team", "a team"));
    let (from, role) = (said.text("from"), said.text("role"));
    let lead = said.0.and_then(|data| data.get("lead")).and_then(Value::as_bool).unwrap_or_default();
    Some(match kind {
        "workspace.created" => format!("made the workspace {name}"),
        "workspace.renamed" => format!("renamed the workspace from {from} to {name}"),
        "workspace.billing_changed" => "changed the billing record".to_owned(),
        "workspace.deleted" => format!("deleted the workspace {name}"),
        "workspace.restored" => format!("restored the workspace {name}"),
        "member.joined" => format!("joined as {role}"),
        "member.left" => "left the workspace".to_owned(),
        "member.role_changed" => format!("changed the role of {name} from {from} to {role}"),
        "member.suspended" => format!("suspended {name}"),
        "member.reinstated" => format!("let {name} in again"),
        "member.manager_set" => match said.text("manager") {
            "" => format!("noted that {name} reports to nobody"),
            manager => format!("noted that {name} reports to {manager}"),
        },
        "invitation.created" => format!("invited {} as {role}", said.text_or("email", "whoever has the link")),
        "invitation.revoked" => "revoked an invitation".to_owned(),
        "team.created" => format!("made the team {team}"),
        "team.renamed" => format!("renamed the team {from} to {team}"),
        "team.deleted" => format!("dissolved the team {team}"),
        "team.member_added" => format!("added {name} to the team {team}"),
        "team.member_removed" => format!("took {name} out of the team {team}"),
        "team.lead_set" if lead => format!("made {name} a lead of the team {team}"),
        "team.lead_set" => format!("made {name} no longer a lead of the team {team}"),
        _ => return None,
    })
}

fn of_webhook(kind: &str, said: &Said<'_>) -> Option<String> {
    let name = said.text_or("name", said.text_or("address", "a webhook"));
    Some(match kind {
        "webhook.created" => format!("made the webhook {name}"),
        "webhook.edited" => format!("changed the webhook {name}"),
        "webhook.enabled" => format!("switched the webhook {name} on"),
        "webhook.disabled" => format!("switched the webhook {name} off"),
        "webhook.switched_off" if said.text("because") == "gone" => {
            format!("switched the webhook {name} off, because its address is gone")
        }
        "webhook.switched_off" => format!("switched the webhook {name} off, because nothing arrived there"),
        "webhook.secret_rotated" => format!("made a new secret for the webhook {name}"),
        "webhook.tested" => format!("tried the webhook {name}"),
        "webhook.replayed" => match said.0.and_then(|data| data.get("count")).and_then(Value::as_i64) {
            Some(1) | None => format!("sent a delivery of the webhook {name} again"),
            Some(count) => format!("sent {count} deliveries of the webhook {name} again"),
        },
        "webhook.removed" => format!("removed the webhook {name}"),
        _ => return None,
    })
}

fn of_account(kind: &str, said: &Said<'_>) -> Option<String> {
    let name = said.text("name");
    Some(match kind {
        "person.signed_up" => "signed up".to_owned(),
        "person.made_instance_owner" => "became an owner of this instance".to_owned(),
        "profile.changed" => "changed their profile".to_owned(),
        "notifications.set" => "chose how they are told".to_owned(),
        "notifications.mail_stopped" => "stopped mails about tasks by a link".to_owned(),
        "push.begun" => "let messages be pushed to a device".to_owned(),
        "push.ended" => "let no more messages be pushed to a device".to_owned(),
        "profile.theme_set" => format!("chose the {} theme", said.text("theme")),
        "session.started" => match said.text("device") {
            "" => "signed in".to_owned(),
            device => format!("signed in with {device}"),
        },
        "session.ended" => "signed out a device".to_owned(),
        "session.others_ended" => "signed out every other device".to_owned(),
        "password.changed" => "changed their password".to_owned(),
        "password.reset" => "set a new password by a mailed link".to_owned(),
        "password.set_by_operator" => "got a new password from the operator".to_owned(),
        "token.created" => format!("made the API token {name}"),
        "calendar.made" => of_calendar("made a secret address for the calendar", name),
        "calendar.revoked" => of_calendar("revoked the secret address of the calendar", name),
        "token.revoked" => format!("revoked the API token {name}"),
        _ => return None,
    })
}

/// Of a project, or of one's own tasks.
fn of_calendar(act: &str, project: &str) -> String {
    if project.is_empty() { format!("{act} of their tasks") } else { format!("{act} of {project}") }
}

#[cfg(test)]
mod tests {
    use super::{sentence, sentence_about};
    use serde_json::json;

    #[test]
    fn a_move_reads_as_one_beside_the_card_and_away_from_it() {
        let data = json!({ "key": "ATR-4", "title": "Mend the roof", "from": "To do", "to": "Done" });
        assert_eq!(sentence("task.moved", Some(&data)), "moved this from To do to Done");
        assert_eq!(
            sentence_about("task.moved", Some(&data)),
            "moved ATR-4 \u{201c}Mend the roof\u{201d} from To do to Done"
        );
    }

    #[test]
    fn what_a_task_says_in_its_fields_is_told_by_name() {
        let data = json!({ "changes": { "fields": [{}, {
            "Cost": "12.5", "Paid": true, "Reviewer": { "person_id": "x" }, "Stage": null,
        }] } });
        assert_eq!(
            sentence("task.edited", Some(&data)),
            "set Cost to 12.5, ticked Paid, changed Reviewer, emptied Stage"
        );
    }

    #[test]
    fn many_tasks_read_as_one_act() {
        let data =
            json!({ "count": 12, "changes": { "due_on": null, "labels": true, "priority": "high", "to": "Done" } });
        assert_eq!(
            sentence_about("tasks.edited", Some(&data)),
            "edited 12 tasks at once: took the due date away, changed the labels, set the priority to high, moved them to Done"
        );
        assert_eq!(sentence("tasks.edited", None), "edited tasks at once");
    }

    #[test]
    fn people_are_called_by_name() {
        let data = json!({ "name": "Bo", "from": "member", "role": "admin" });
        assert_eq!(sentence_about("member.role_changed", Some(&data)), "changed the role of Bo from member to admin");
    }

    #[test]
    fn a_relation_names_the_other_task_where_the_event_does() {
        let data = json!({ "key": "ATR-4", "title": "Paint", "relation": "is blocked by", "other": "ATR-1" });
        assert_eq!(sentence("relation.added", Some(&data)), "noted that this is blocked by ATR-1");
        let data = json!({ "key": "ATR-4", "title": "Paint", "relation": "is blocked by", "other": null });
        assert_eq!(sentence("relation.removed", Some(&data)), "changed what this is related to");
    }

    #[test]
    fn redacted_and_unknown_events_still_read() {
        assert_eq!(sentence_about("member.suspended", None), "suspended somebody");
        assert_eq!(sentence_about("robot.switched_on", None), "robot switched on");
    }

    #[test]
    fn an_import_says_what_it_brought_and_from_where() {
        let data = json!({ "source": "boat.csv", "made": 1, "problems": 2 });
        assert_eq!(sentence_about("import.done", Some(&data)), "imported 1 task from boat.csv");
        assert_eq!(sentence_about("import.undone", None), "undid the import of a file: tasks taken away");
    }
}

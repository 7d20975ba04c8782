use super::Said;
use serde_json::Value;

pub(super) fn of_project(kind: &str, said: &Said<'_>) -> Option<String> {
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

pub(super) fn of_import(kind: &str, said: &Said<'_>) -> Option<String> {
    let source = said.text_or("source", "a file");
    Some(match kind {
        "import.started" => format!("began to import {source}"),
        "import.done" => format!("imported {} from {source}", said.tasks("made")),
        "import.failed" => format!("could not import {source}"),
        "import.undone" => format!("undid the import of {source}: {} taken away", said.tasks("removed")),
        _ => return None,
    })
}

pub(super) fn of_workspace(kind: &str, said: &Said<'_>) -> Option<String> {
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

pub(super) fn of_webhook(kind: &str, said: &Said<'_>) -> Option<String> {
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

pub(super) fn of_account(kind: &str, said: &Said<'_>) -> Option<String> {
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
pub(super) fn of_calendar(act: &str, project: &str) -> String {
    if project.is_empty() { format!("{act} of their tasks") } else { format!("{act} of {project}") }
}

use super::cast::Persona;
use crate::stage::{Person, Stage, Things, new_device};
use atrium::identity::TokenScope;
use serde_json::{Value, json};

/// A good body for an operation that takes one.
pub async fn body_of(operation: &str, stage: &Stage, things: &Things, who: &Persona) -> Value {
    match operation {
        "add_column" | "create_space" | "create_team" | "edit_space" | "rename_team" | "rename_workspace"
        | "create_workspace" => {
            json!({ "name": format!("New {}", things.project.key) })
        }
        "add_checklist_items" | "edit_checklist_item" => json!({ "text": "Mask the hinges" }),
        "add_time" | "edit_time" => json!({ "minutes": 45 }),
        "save_project_template" | "save_task_template" | "rename_template" => {
            json!({ "name": format!("Kept {}", things.project.key) })
        }
        "create_project_from_template" => json!({
            "template": "hiring", "key": things.project.key.replace('P', "H"), "name": "Hiring", "starts_on": "2026-12-01",
        }),
        "add_from_template" => json!({ "starts_on": "2026-12-01" }),
        "create_page" => json!({ "title": "Prices", "place": { "space_id": things.wiki.space.id } }),
        "rename_page" => json!({ "title": "Prices" }),
        "move_page" => json!({ "parent_id": things.wiki.other_page.id }),
        "set_page_access" => {
            json!({ "narrow": true, "grants": [{ "to": { "person": things.colleague.id() }, "level": "view" }] })
        }
        "set_space_access" => {
            json!({ "everyone": "view", "grants": [{ "to": { "team": things.team }, "level": "edit" }] })
        }
        "start_thread" | "reply_to_thread" | "edit_page_comment" => json!({ "body": "From nine." }),
        "make_page_share" | "make_share" => json!({ "days": 7 }),
        "name_page_version" | "save_page_template" | "edit_tag" => {
            json!({ "name": format!("Kept {}", things.wiki.space.name) })
        }
        "set_page_tags" | "set_task_tags" => json!({ "tags": ["shop", things.project.key] }),
        "start_timer" => json!({ "note": "Sanding" }),
        "add_comment" | "edit_comment" => json!({ "body": "Blue." }),
        "add_label" | "edit_label" => json!({ "name": "house", "hue": 1 }),
        "change_password" => json!({
            "old": who.person.as_ref().map_or("", |person| person.password.as_str()),
            "new": "another quiet harbour lantern",
        }),
        "change_role" | "invite" => json!({ "role": "viewer" }),
        "create_project" => json!({ "key": things.project.key.replace('P', "N"), "name": "New" }),
        "create_task" | "edit_task" => json!({ "title": "Paint the door" }),
        "create_webhook" => json!({ "address": "https://example.org/hooks", "name": "Robot" }),
        "edit_webhook" => json!({ "name": "Robot", "kinds": ["task"] }),
        "replay_failed_deliveries" => json!({ "since": "2026-01-01T00:00:00Z" }),
        "save_view" => json!({ "name": format!("Late {}", things.project.key), "query": "view=list&due=late" }),
        "edit_view" => json!({ "query": "view=table" }),
        "set_default_view" => json!({ "view_id": null }),
        "edit_tasks" => json!({ "changes": [{ "tasks": [things.task.id], "set": { "priority": "high" } }] }),
        "quick_add_task" => json!({ "text": "Paint the door today" }),
        "create_token" => json!({ "name": "robot", "scope": "read", "days": 1 }),
        "dry_run_import" => json!({ "content": "title\nBuy brushes\n" }),
        "start_import" => json!({ "source": "b.csv", "content": "title\nBuy brushes\n" }),
        "edit_billing" => json!({ "plan": "self-hosted" }),
        "edit_column" => json!({ "name": "Later" }),
        "add_field" => json!({ "name": "Cost", "kind": "number" }),
        "edit_field" => json!({ "name": "Weight" }),
        "edit_project" => json!({ "name": "House and garden" }),
        "edit_profile" => json!({ "name": "X", "time_zone": "UTC", "working_days": 31, "theme": "dark" }),
        "request_reset" => json!({ "email": who.person.as_ref().unwrap_or(&stage.founder).email }),
        "reset_password" => {
            let forgetful = Person::new(&stage.db, "Forgetful").await;
            json!({ "token": forgetful.reset_token(&stage.db).await, "password": "another quiet harbour lantern" })
        }
        "sign_in" => {
            let other = Person::new(&stage.db, "Other").await;
            json!({ "email": other.email, "password": other.password })
        }
        "sign_up" => json!({
            "email": format!("{}@example.test", uuid::Uuid::now_v7().simple()),
            "name": "New", "password": "another quiet harbour lantern",
        }),
        "mark_inbox" => json!({ "tasks": [things.task.id], "pages": [things.wiki.page.id], "mark": "done" }),
        "snooze_inbox" => json!({ "tasks": [things.task.id], "until": "tomorrow" }),
        "add_device" => new_device(),
        "set_notification_settings" => json!({
            "in_app": ["mentioned"], "mail": [], "push": [], "reminders": { "on_the_day": true, "hour": 9 },
            "quiet": { "from": "22:00", "until": "07:00" }, "quiet_days": [5, 6], "digest_hour": null,
        }),
        "set_theme" => json!({ "theme": "light" }),
        "relate_tasks" => json!({ "kind": "blocks", "other_id": things.other_task.id }),
        "nest_task" => json!({ "parent_id": things.other_task.id }),
        "move_column" | "move_field" | "move_checklist_item" => json!({}),
        "move_task" => json!({ "column_id": things.empty_column.id }),
        "repeat_task" => json!({ "rule": "FREQ=WEEKLY;BYDAY=FR" }),
        "set_manager" => json!({ "manager_id": null }),
        "set_team_lead" => json!({ "lead": true }),
        "share_by_address" => json!({ "email": things.guest.email, "level": "view" }),
        "share_project" => json!({ "level": "view" }),
        other => panic!("This test does not know a body for the operation {other}: please add it."),
    }
}

/// The path of the description, with the ids of these things.
pub async fn path_of(template: &str, stage: &Stage, things: &Things, who: &Persona) -> String {
    let mut path = template.strip_prefix("/api/v1").expect("under /api/v1").to_owned();
    let of_page = path.contains("/pages/");
    let attachment = if of_page { things.wiki.page_attachment } else { things.attachment };
    for (name, value) in [
        ("workspace", stage.slug.to_owned()),
        ("project", things.project.id.to_string()),
        ("key", things.project.key.clone()),
        ("number", things.task.number.to_string()),
        ("column", things.empty_column.id.to_string()),
        ("task", things.task.id.to_string()),
        ("field", things.field.to_string()),
        ("label", things.label.id.to_string()),
        ("comment", things.comment.to_string()),
        ("item", things.checklist_item.to_string()),
        ("relation", things.relation.to_string()),
        ("reaction", "agree".to_owned()),
        ("space", things.wiki.space.id.to_string()),
        ("page", things.wiki.page.id.to_string()),
        ("page_number", things.wiki.page.number.to_string()),
        ("thread", things.wiki.thread.to_string()),
        ("page_comment", things.wiki.page_comment.to_string()),
        ("page_share", things.wiki.page_share.to_string()),
        ("page_version", things.wiki.page_version.to_string()),
        ("page_template", things.wiki.page_template.to_string()),
        ("tag", things.wiki.tag.to_string()),
        ("team", things.team.to_string()),
        ("person", things.colleague.id().to_string()),
        ("import", things.import.to_string()),
        ("page_import", things.wiki.page_import.to_string()),
        ("attachment", attachment.to_string()),
        ("share", things.share.to_string()),
        ("webhook", things.webhook.to_string()),
        ("template", things.template.to_string()),
        ("entry", things.time_entry.to_string()),
        ("delivery", things.delivery.to_string()),
        ("view", things.view.to_string()),
        ("invitation", things.invitation.to_string()),
        ("invitation_token", things.invitation_secret.clone()),
    ] {
        path = path.replace(&format!("{{{name}}}"), &value);
    }
    let own = who.person.as_ref().unwrap_or(&stage.founder);
    if path.contains("{session}") {
        path = path.replace("{session}", &own.sign_in(&stage.db).await.0.to_string());
    }
    if path.contains("{token}") {
        path = path.replace("{token}", &own.token(&stage.db, TokenScope::Read).await.0.to_string());
    }
    if path.contains("{device}") {
        path = path.replace("{device}", &stage.device(own).await.to_string());
    }
    if path.contains("{upload}") {
        // An upload is known to nobody but whoever began it.
        let holder = if of_page { things.wiki.page.id.into() } else { things.task.id.into() };
        let id = stage.begin(own, holder, 2).await;
        path = path.replace("{upload}", &id.unwrap_or_default().to_string());
    }
    assert!(!path.contains('{'), "This test does not know all parameters of {template}: please add them.");
    path
}

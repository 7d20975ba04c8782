use super::{cast::Persona, wiki_inputs::of_wiki};
use crate::stage::{Person, Stage, Things, new_device};
use atrium::identity::TokenScope;
use serde_json::{Map, Value, json};

/// What a server function is sent.
pub enum Input {
    Form(Value),
    Json(Value),
}

/// A good input for a server function, with the ids of these things.
pub async fn input_of(label: &str, stage: &Stage, things: &Things, who: &Persona) -> Input {
    match label.split('/').next() {
        Some("boards") if label.starts_with("boards/templates/") => of_templates(label, things, stage.slug),
        Some("boards") if label.starts_with("boards/task_panel/") || label.starts_with("boards/views/") => {
            of_board_parts(label, things, stage.slug)
        }
        Some("boards") => of_boards(label, things, stage.slug),
        Some("time_tracking") => of_time(label, things, stage.slug),
        Some("inbox") => of_inbox(label, stage, things, who).await,
        Some("webhooks") => Input::Form(in_workspace(stage.slug, of_webhooks(label, things))),
        Some("files") => of_files(label, things, stage.slug),
        Some("wiki") => of_wiki(label, things, stage.slug),
        Some("workspace") => Input::Form(in_workspace(stage.slug, of_workspace(label, things, who))),
        Some("identity") => Input::Form(of_identity(label, stage, who).await),
        _ => Input::Form(of_others(label, stage.slug)),
    }
}

pub fn unknown(label: &str) -> ! {
    panic!("This test does not know an input for the server function {label}: please add it.")
}

pub fn in_workspace(slug: &str, mut fields: Value) -> Value {
    let map = fields.as_object_mut().expect("an object");
    map.entry("workspace").or_insert_with(|| slug.into());
    fields
}

fn of_boards(label: &str, things: &Things, slug: &str) -> Input {
    let (project, task) = (things.project.id, things.task.id);
    let column = things.empty_column.id;
    let form = |fields| Input::Form(in_workspace(slug, fields));
    let json = |body| Input::Json(in_workspace(slug, body));
    match label {
        "boards/api/add_column" => json(json!({ "project_id": project, "name": "Later" })),
        "boards/api/add_comment" => form(json!({ "task_id": task, "body": "Blue.", "key": "" })),
        "boards/api/add_label" => json(json!({ "project_id": project, "name": "house", "hue": 1 })),
        "boards/api/archive_task"
        | "boards/api/complete_task"
        | "boards/api/restore_task"
        | "boards/api/stop_repeating" => json(json!({ "task_id": task })),
        "boards/api/create_project" => {
            form(json!({ "key": things.project.key.replace('P', "N"), "name": "New", "description": "" }))
        }
        "boards/api/create_task" => {
            let key = uuid::Uuid::now_v7();
            let draft = json!({
                "title": "Paint the door", "due_on": null, "priority": "none", "assignees": [], "labels": [],
            });
            json(json!({ "project_id": project, "column_id": column, "task": draft, "key": key }))
        }
        "boards/api/edit_comment" => json(json!({ "comment_id": things.comment, "body": "Red.", "version": 1 })),
        "boards/api/edit_task" => {
            json(json!({ "task_id": task, "edit": { "title": "Paint the door" }, "expected": null }))
        }
        "boards/api/load_board"
        | "boards/api/load_desk"
        | "boards/api/load_project_settings"
        | "boards/calendar/api/load_calendar"
        | "boards/share/api/load_shares" => form(json!({ "project": things.project.key })),
        "boards/api/quick_add" => form(json!({ "project_id": project, "column_id": column, "text": "Paint it today" })),
        "boards/api/load_projects" => form(json!({ "archived": false })),
        "boards/api/load_task" => form(json!({ "project": things.project.key, "number": things.task.number })),
        "boards/api/repeat_task" => {
            json(json!({ "task_id": task, "rule": "FREQ=WEEKLY;BYDAY=FR", "cadence": "dates" }))
        }
        "boards/api/move_task" => {
            json(json!({ "task_id": task, "to": { "column_id": column, "after": null, "before": null } }))
        }
        "boards/api/move_task_to" => form(json!({ "task_id": task, "column_id": column })),
        "boards/api/react" => json(json!({ "comment_id": things.comment, "reaction": "agree", "on": true })),
        "boards/api/watch_task" => json(json!({ "task_id": task, "watching": true })),
        "boards/api/remove_comment" => json(json!({ "comment_id": things.comment })),
        "boards/calendar/api/make_calendar" | "boards/calendar/api/revoke_calendar" => {
            form(json!({ "project_id": project }))
        }
        "boards/share/api/make_share" => form(json!({ "project_id": project, "days": 7 })),
        "boards/share/api/revoke_share" => form(json!({ "project_id": project, "id": things.share })),
        "boards/api/archive_project" => form(json!({ "project_id": project, "archived": true })),
        "boards/api/edit_column" => {
            json(json!({ "column_id": column, "name": "Later", "task_limit": 0, "done": false, "version": 1 }))
        }
        "boards/api/edit_project" => form(json!({
            "project_id": project, "name": "House", "description": "", "hue": 1, "when_blocked": "forbid",
            "version": things.project.version,
        })),
        "boards/api/move_column" => json(json!({ "column_id": column, "after": null })),
        "boards/api/remove_column" => json(json!({ "column_id": column, "tasks_to": things.first_column.id })),
        "boards/api/set_guest" => form(json!({ "project_id": project, "person_id": things.guest.id() })),
        "boards/api/share_project" => {
            form(json!({ "project_id": project, "email": things.guest.email, "level": "view" }))
        }
        "boards/settings/fields/api/add_field" => {
            let field = json!({ "name": "Cost", "kind": "number" });
            json(json!({ "project_id": project, "field": field, "key": uuid::Uuid::now_v7() }))
        }
        "boards/settings/fields/api/edit_field" => json(json!({
            "project_id": project, "field_id": things.field, "edit": { "name": "Weight" }, "version": 1,
        })),
        "boards/settings/fields/api/move_field" => {
            json(json!({ "project_id": project, "field_id": things.field, "after": null }))
        }
        "boards/settings/fields/api/put_field_aside" => {
            json(json!({ "project_id": project, "field_id": things.field, "aside": true }))
        }
        "boards/import/api/load_import" | "boards/import/api/undo_import" => form(json!({ "id": things.import })),
        "boards/import/api/load_imports" => form(json!({ "project": project })),
        "boards/import/api/start_import" => json(json!({
            "project": project, "source": "b.csv", "content": "title\nBuy brushes\n", "key": uuid::Uuid::now_v7(),
            "plan": {
                "format": "csv", "mapping": [{ "header": "title", "field": "title" }], "on_problem": "skip_row",
                "on_known": "skip",
            },
        })),
        "boards/import/api/try_import" => {
            json(json!({ "project": project, "content": "title\nBuy brushes\n", "mapping": null }))
        }
        _ => unknown(label),
    }
}

/// What the open task and the views of a board ask for.
fn of_board_parts(label: &str, things: &Things, slug: &str) -> Input {
    let (project, task, item) = (things.project.id, things.task.id, things.checklist_item);
    let form = |fields| Input::Form(in_workspace(slug, fields));
    let json = |body| Input::Json(in_workspace(slug, body));
    match label {
        "boards/task_panel/api/add_checklist_items" => form(json!({ "task_id": task, "text": "Mask it", "key": "" })),
        "boards/task_panel/api/tick_checklist_item" => json(json!({ "item_id": item, "done": true })),
        "boards/task_panel/api/write_checklist_item" => {
            json(json!({ "item_id": item, "text": "Sand it well", "version": 1 }))
        }
        "boards/task_panel/api/move_checklist_item" => json(json!({ "item_id": item, "after": null })),
        "boards/task_panel/api/remove_checklist_item" => json(json!({ "item_id": item })),
        "boards/task_panel/api/create_subtask" => {
            form(json!({ "project_id": project, "parent_id": task, "title": "Buy paint", "key": "" }))
        }
        "boards/task_panel/api/nest_task" => json(json!({ "task_id": task, "parent_id": things.other_task.id })),
        "boards/task_panel/api/relate_tasks" => {
            json(json!({ "task_id": task, "kind": "blocks", "other_id": things.other_task.id }))
        }
        "boards/task_panel/api/unrelate_tasks" => json(json!({ "relation_id": things.relation })),
        "boards/task_panel/api/load_task_choices" => {
            form(json!({ "task_id": task, "words": "fence", "same_project": true }))
        }
        "boards/views/api/load_blocks" => form(json!({ "project_id": project })),
        "boards/views/api/edit_tasks" => json(
            json!({ "project_id": project, "edit": { "changes": [{ "tasks": [task], "set": { "priority": "high" } }] } }),
        ),
        "boards/views/api/save_view" => json(
            json!({ "project_id": project, "new": { "name": "Late", "query": "view=list&due=late" }, "key": uuid::Uuid::now_v7() }),
        ),
        "boards/views/api/edit_view" => json(json!({ "id": things.view, "edit": { "query": "view=table" } })),
        "boards/views/api/remove_view" => json(json!({ "id": things.view })),
        "boards/views/api/set_default_view" => json(json!({ "project_id": project, "id": things.view })),
        _ => unknown(label),
    }
}

async fn of_inbox(label: &str, stage: &Stage, things: &Things, who: &Persona) -> Input {
    let slug = stage.slug;
    let about = json!({ "tasks": [things.task.id], "pages": [things.wiki.page.id] });
    match label.strip_prefix("inbox/api/").unwrap_or_default() {
        "load_inbox" => Input::Form(json!({ "workspace": slug, "shelf": "open" })),
        "mark_items" => Input::Json(json!({ "workspace": slug, "about": about, "mark": "done" })),
        "read_all" => Input::Json(json!({ "workspace": slug })),
        _ if label == "inbox/settings/api/load_devices" => Input::Form(json!({})),
        _ if label == "inbox/settings/api/add_device" => Input::Form(new_device()),
        _ if label == "inbox/settings/api/remove_device" => {
            Input::Form(json!({ "id": stage.device(who.person.as_ref().unwrap_or(&stage.founder)).await }))
        }
        _ if label == "inbox/settings/api/load_notifications" => Input::Form(json!({})),
        _ if label == "inbox/settings/api/set_notifications" => Input::Form(json!({ "settings": {
            "mail": ["mentioned"], "remind": ["day_before"], "remind_hour": 8, "quiet_from": "", "quiet_until": "",
            "digest_hour": "",
        } })),
        "snooze_items" => Input::Json(json!({ "workspace": slug, "about": about, "until": "tomorrow" })),
        _ => unknown(label),
    }
}

fn of_templates(label: &str, things: &Things, slug: &str) -> Input {
    let (project, id) = (things.project.id, things.template);
    let name = format!("Kept {}", uuid::Uuid::now_v7());
    let form = |fields| Input::Form(in_workspace(slug, fields));
    match label.strip_prefix("boards/templates/api/").unwrap_or_default() {
        "load_project_templates" => form(json!({})),
        "load_task_templates" => form(json!({ "project_id": project })),
        "save_project_template" => form(json!({ "project_id": project, "name": name })),
        "save_task_template" => form(json!({ "task_id": things.task.id, "name": name })),
        "rename_template" => form(json!({ "id": id, "name": name, "version": 1 })),
        "remove_template" => form(json!({ "id": id })),
        "add_from_template" => Input::Json(in_workspace(slug, json!({ "id": id, "starts_on": "", "key": "" }))),
        _ => unknown(label),
    }
}

fn of_time(label: &str, things: &Things, slug: &str) -> Input {
    let (task, id) = (things.task.id, things.time_entry);
    let typed = json!({ "spent": "1h 30m", "day": "", "note": "Sanding" });
    let json = |body| Input::Json(in_workspace(slug, body));
    match label.strip_prefix("time_tracking/api/").unwrap_or_default() {
        "load_timer" => Input::Form(json!({ "workspace": slug })),
        "load_time" => Input::Form(in_workspace(
            slug,
            json!({ "project": things.project.key, "everybody": false, "from": "", "until": "" }),
        )),
        "start_timer" => json(json!({ "task_id": task })),
        "stop_timer" => json(json!({})),
        "add_time" => json(json!({ "task_id": task, "typed": typed, "key": "" })),
        "edit_time" => json(json!({ "id": id, "typed": typed, "version": null })),
        "remove_time" | "restore_time" => json(json!({ "id": id })),
        _ => unknown(label),
    }
}

fn of_files(label: &str, things: &Things, slug: &str) -> Input {
    match label {
        "files/api/remove_attachment" => {
            Input::Form(in_workspace(slug, json!({ "task_id": things.task.id, "id": things.attachment })))
        }
        _ => unknown(label),
    }
}

fn of_webhooks(label: &str, things: &Things) -> Value {
    let id = things.webhook;
    let form = json!({ "address": "https://example.org/hooks", "name": "Robot", "project_id": "" });
    match label.strip_prefix("webhooks/api/").unwrap_or_default() {
        "load_webhooks" => Value::Object(Map::new()),
        "load_webhook" => json!({ "id": id, "only": "", "after": null, "open": things.delivery }),
        "create_webhook" => json!({ "webhook": form }),
        "edit_webhook" => json!({ "id": id, "webhook": form }),
        "switch_webhook" => json!({ "id": id, "enabled": true }),
        "replay_delivery" => json!({ "id": id, "delivery": things.delivery }),
        "replay_failed" => json!({ "id": id, "hours": 24 }),
        "test_webhook" | "rotate_webhook_secret" | "remove_webhook" => json!({ "id": id }),
        _ => unknown(label),
    }
}

fn of_workspace(label: &str, things: &Things, who: &Persona) -> Value {
    let (team, person) = (things.team, things.colleague.id());
    let key = things.project.key.to_lowercase();
    match label.strip_prefix("workspace/api/").unwrap_or_default() {
        "accept_invitation" | "load_invitation" => json!({ "token": things.invitation_secret }),
        "add_team_member" | "remove_team_member" => json!({ "team": team, "person": person }),
        "change_role" => json!({ "person": person, "role": "viewer", "version": 1 }),
        "create_team" => json!({ "name": format!("New {key}") }),
        "create_workspace" => json!({ "name": "New", "slug": format!("{}-{key}", who.name) }),
        "delete_team" => json!({ "team": team }),
        "delete_workspace" | "leave_workspace" | "load_settings" | "load_teams" => Value::Object(Map::new()),
        "load_workspaces" => json!({ "workspace": null }),
        "invite" => json!({ "email": "new@example.test", "role": "viewer", "days": 1 }),
        "load_audit" => json!({ "kind": "", "person": "", "words": "", "before": null }),
        "load_members" => json!({ "search": "", "after": null }),
        "rename_team" => json!({ "team": team, "name": format!("Renamed {key}"), "version": 1 }),
        "rename_workspace" => json!({ "name": "North", "version": things.workspace_version }),
        "restore_workspace" => json!({ "slug": "north" }),
        "revoke_invitation" => json!({ "id": things.invitation }),
        "set_manager" => json!({ "person": person, "manager": "" }),
        "set_team_lead" => json!({ "team": team, "person": person, "lead": true }),
        "suspend_member" | "reinstate_member" => json!({ "person": person }),
        "update_billing" => json!({
            "plan": "self-hosted", "billing_contact": "", "invoice_reference": "", "version": things.workspace_version,
        }),
        _ => unknown(label),
    }
}

async fn of_identity(label: &str, stage: &Stage, who: &Persona) -> Value {
    let own = who.person.as_ref().unwrap_or(&stage.founder);
    match label.strip_prefix("identity/api/").unwrap_or_default() {
        "change_password" => json!({ "old": own.password, "new": "another quiet harbour lantern" }),
        "create_token" => json!({ "name": "robot", "scope": "read", "days": 1 }),
        "end_other_sessions" | "load_door" | "load_security" => Value::Object(Map::new()),
        "end_session" => json!({ "id": own.sign_in(&stage.db).await.0 }),
        "request_reset" => json!({ "email": own.email }),
        "reset_password" => {
            let forgetful = Person::new(&stage.db, "Forgetful").await;
            let token = forgetful.reset_token(&stage.db).await;
            json!({ "token": token, "password": "another quiet harbour lantern" })
        }
        "revoke_token" => json!({ "id": own.token(&stage.db, TokenScope::Read).await.0 }),
        "sign_in" => {
            let other = Person::new(&stage.db, "Other").await;
            json!({ "email": other.email, "password": other.password, "next": "" })
        }
        "sign_up" => json!({
            "name": "New", "email": format!("{}@example.test", uuid::Uuid::now_v7().simple()),
            "password": "another quiet harbour lantern", "time_zone": "UTC", "next": "",
        }),
        _ => match label {
            "identity/mailbox_page/load_mailbox" => Value::Object(Map::new()),
            _ => unknown(label),
        },
    }
}

fn of_others(label: &str, slug: &str) -> Value {
    match label {
        "frame/api/load_frame" | "home/api/load_home" => json!({ "workspace": slug }),
        "people/api/load_people" => json!({ "workspace": slug, "search": "", "after": null }),
        "palette/api/find" => json!({ "workspace": slug, "words": "paint" }),
        "my_work/api/load_my_work" | "people/api/load_profile" => Value::Object(Map::new()),
        "people/api/edit_profile" => json!({ "profile": {
            "name": "X", "title": "", "hue": 1, "time_zone": "UTC", "days": [0, 1], "leave_from": "",
            "leave_until": "", "theme": "dark", "version": 1,
        } }),
        _ => unknown(label),
    }
}

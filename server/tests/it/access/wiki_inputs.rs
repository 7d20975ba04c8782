use super::function_inputs::{Input, in_workspace, unknown};
use crate::stage::Things;
use serde_json::json;

/// What the screens of the wiki ask for.
pub fn of_wiki(label: &str, things: &Things, slug: &str) -> Input {
    let (space, page, number) = (&things.wiki.space, things.wiki.page.id, things.wiki.page.number);
    let form = |fields| Input::Form(in_workspace(slug, fields));
    let json = |body| Input::Json(in_workspace(slug, body));
    let colleague = json!({ "to": { "person": things.colleague.id() }, "level": "edit" });
    match label.strip_prefix("wiki/").unwrap_or_default() {
        "api/load_wiki"
        | "api/load_archived_spaces"
        | "api/load_open_spaces"
        | "api/load_tags"
        | "import/api/load_page_imports" => form(json!({})),
        "api/load_space" | "api/load_trash" | "access/api/load_space_access" => form(json!({ "space": space.slug })),
        "api/create_space" => form(json!({ "name": "Recipes", "description": "" })),
        "api/edit_space" => form(json!({
            "space_id": space.id, "name": "House rules", "description": "", "hue": 3, "version": space.version,
        })),
        "api/archive_space" => form(json!({ "space_id": space.id, "archived": true })),
        "api/load_page" | "history/api/load_history" => form(json!({ "number": number })),
        "api/create_page" => form(json!({ "space_id": space.id })),
        "api/rename_page" => form(json!({ "id": page, "title": "Prices", "version": things.wiki.page.version })),
        "api/move_page" => json(json!({ "id": page, "to": {
            "space_id": space.id, "parent_id": things.wiki.other_page.id, "after": null, "before": null,
        } })),
        "api/star_page" => form(json!({ "id": page, "on": true })),
        "api/load_text"
        | "api/trash_page"
        | "api/restore_page"
        | "api/delete_page"
        | "access/api/load_page_access"
        | "comments/api/load_threads"
        | "links/api/load_page_links"
        | "access/api/inherit_page_access" => form(json!({ "id": page })),
        "access/api/set_space_access" => json(json!({
            "space_id": space.id, "access": { "everyone": "view", "grants": [colleague] },
        })),
        "access/api/set_page_access" => {
            json(json!({ "id": page, "access": { "narrow": true, "grants": [colleague] } }))
        }
        "api/load_tagged" => form(json!({ "tag": "till" })),
        "api/tag_page" => json(json!({ "id": page, "tags": ["Till"] })),
        "api/save_page_template" => form(json!({ "id": page, "name": format!("Kept {}", uuid::Uuid::now_v7()) })),
        "api/begin_from_template" => form(json!({ "id": page, "template_id": things.wiki.page_template })),
        "api/remove_page_template" => form(json!({ "id": things.wiki.page_template })),
        "comments/api/start_thread" => {
            json(json!({ "id": page, "quote": "", "span": null, "body": "On Sundays, too?" }))
        }
        "comments/api/answer_thread" => json(json!({ "id": things.wiki.thread, "body": "No." })),
        "comments/api/edit_page_comment" => {
            json(json!({ "id": things.wiki.page_comment, "body": "Yes.", "version": 1 }))
        }
        "comments/api/remove_page_comment" => json(json!({ "id": things.wiki.page_comment })),
        "comments/api/resolve_thread" => json(json!({ "id": things.wiki.thread, "resolved": true })),
        "history/api/load_difference" | "history/api/restore_version" => {
            form(json!({ "id": page, "version": things.wiki.page_version }))
        }
        "history/api/name_version" => form(json!({ "id": page, "name": "Before the fair" })),
        "import/api/load_page_import" | "import/api/undo_page_import" => form(json!({ "id": things.wiki.page_import })),
        "links/api/make_page_link" => form(json!({ "id": page, "days": 7 })),
        "links/api/revoke_page_link" => form(json!({ "page_id": page, "id": things.wiki.page_share })),
        "access/api/find_candidates" => form(json!({ "words": "a" })),
        _ => unknown(label),
    }
}

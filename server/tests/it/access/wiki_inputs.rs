use super::function_inputs::{Input, in_workspace, unknown};
use crate::stage::Things;
use serde_json::json;

/// What the screens of the wiki ask for.
pub fn of_wiki(label: &str, things: &Things, slug: &str) -> Input {
    let (space, page, number) = (&things.space, things.page.id, things.page.number);
    let form = |fields| Input::Form(in_workspace(slug, fields));
    let json = |body| Input::Json(in_workspace(slug, body));
    let colleague = json!({ "to": { "person": things.colleague.id() }, "level": "edit" });
    match label.strip_prefix("wiki/").unwrap_or_default() {
        "api/load_wiki" | "api/load_archived_spaces" => form(json!({})),
        "api/load_space" | "api/load_trash" | "access/api/load_space_access" => form(json!({ "space": space.slug })),
        "api/create_space" => form(json!({ "name": "Recipes", "description": "" })),
        "api/edit_space" => form(json!({
            "space_id": space.id, "name": "House rules", "description": "", "hue": 3, "version": space.version,
        })),
        "api/archive_space" => form(json!({ "space_id": space.id, "archived": true })),
        "api/load_page" => form(json!({ "number": number })),
        "api/create_page" => form(json!({ "space_id": space.id })),
        "api/rename_page" => form(json!({ "id": page, "title": "Prices", "version": things.page.version })),
        "api/move_page" => json(json!({ "id": page, "to": {
            "space_id": space.id, "parent_id": things.other_page.id, "after": null, "before": null,
        } })),
        "api/star_page" => form(json!({ "id": page, "on": true })),
        "api/load_text"
        | "api/trash_page"
        | "api/restore_page"
        | "api/delete_page"
        | "access/api/load_page_access"
        | "access/api/inherit_page_access" => form(json!({ "id": page })),
        "access/api/set_space_access" => json(json!({
            "space_id": space.id, "access": { "everyone": "view", "grants": [colleague] },
        })),
        "access/api/set_page_access" => {
            json(json!({ "id": page, "access": { "narrow": true, "grants": [colleague] } }))
        }
        "access/api/find_candidates" => form(json!({ "words": "a" })),
        _ => unknown(label),
    }
}

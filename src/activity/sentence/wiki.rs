use super::{Said, on};
use serde_json::Value;

pub(super) fn of_page(kind: &str, said: &Said<'_>, this: &str) -> Option<String> {
    let page = if this == "this" { "this page".to_owned() } else { format!("the page {this}") };
    let name = said.text_or("name", "a file");
    let within = said.0.and_then(|data| data.get("within")).and_then(Value::as_bool).unwrap_or_default();
    Some(match kind {
        "page.created" => format!("added {page}"),
        "page.renamed" => match said.text("from") {
            "" => format!("gave {page} its title"),
            from => format!("renamed the page \u{201c}{from}\u{201d} to {this}"),
        },
        "page.moved" if within => format!("moved {page} among its neighbours"),
        "page.moved" => format!("moved {page}"),
        "page.begun" => format!("began {page} from the template {}", said.text("name")),
        "page.rewritten" => format!("wrote {page} anew"),
        "page.version_named" => format!("named a version of {page}"),
        "page.version_restored" => format!("restored an older version of {page}"),
        "page.trashed" => format!("put {page} in the trash"),
        "page.restored" => format!("brought {page} back from the trash"),
        "page.deleted" => format!("deleted {page} for good"),
        "page.tagged" => format!("changed the tags of {page}"),
        "page.access_changed" => format!("changed who may do what with {page}"),
        "page.access_inherited" => format!("let {page} follow the access above it"),
        "page.shared" => format!("made a public link to {page}"),
        "page.share_revoked" => format!("revoked a public link to {page}"),
        "page.commented" => on("commented", &page),
        "page.comment_edited" => on("edited a comment", &page),
        "page.comment_removed" => on("removed a comment", &page),
        "page.thread_resolved" => on("resolved a conversation", &page),
        "page.thread_reopened" => on("took a conversation up again", &page),
        "page.attached" => format!("attached {name} to {page}"),
        "page.attachment_removed" => format!("took {name} off {page}"),
        "page.template_saved" => format!("kept {page} as the template {name}"),
        _ => return None,
    })
}

pub(super) fn of_space(kind: &str, said: &Said<'_>) -> Option<String> {
    let (name, from) = (said.text_or("name", "a space"), said.text("from"));
    Some(match kind {
        "space.created" => format!("made the space {name}"),
        "space.edited" if !from.is_empty() && from != name => format!("renamed the space {from} to {name}"),
        "space.edited" => format!("changed the space {name}"),
        "space.archived" => format!("archived the space {name}"),
        "space.restored" => format!("restored the space {name}"),
        "space.pages_imported" => format!("imported pages from {}", said.text_or("source", "a file")),
        "space.import_undone" => format!("took back the pages imported from {}", said.text_or("source", "a file")),
        "space.access_changed" => format!("changed who may do what in the space {name}"),
        "space.template_removed" => format!("removed the template {name}"),
        "tag.created" => format!("made the tag {name}"),
        "tag.edited" => format!("changed the tag {name}"),
        "tag.removed" => format!("removed the tag {name}"),
        _ => return None,
    })
}

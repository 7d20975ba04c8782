//! Pages and tasks that a text names, by the names that whoever reads it may know.

use super::{
    document::{
        Document,
        node::{Inline, Reference},
        text::{self, Target},
    },
    page::{HIDDEN_PAGE, HIDDEN_TASK, shown_title},
    store::references,
};
use crate::{Result, actor::Actor, database::TenantTx};
use std::collections::HashMap;
use uuid::Uuid;

/// Gives what these texts name the name that it has now, and no name where the reader does not see it: the text keeps
/// what it was called when somebody wrote it down.
pub async fn for_reader(tx: &mut TenantTx, actor: &Actor, texts: &mut [&mut Document]) -> Result<()> {
    let targets: Vec<_> = texts.iter().flat_map(|document| text::references(document, &|_| None)).collect();
    let pages: Vec<_> =
        targets.iter().filter_map(|of| if let Target::Page(id) = of { Some(*id) } else { None }).collect();
    let tasks: Vec<_> =
        targets.iter().filter_map(|of| if let Target::Task(id) = of { Some(*id) } else { None }).collect();
    let named = references::named(tx, actor, &pages, &tasks).await?;
    let pages: HashMap<Uuid, &str> =
        named.pages.iter().map(|page| (page.id.uuid(), shown_title(&page.title))).collect();
    let tasks: HashMap<Uuid, String> =
        named.tasks.iter().map(|task| (task.id.uuid(), format!("{} {}", task.key, task.title))).collect();
    let id = |link: &Reference| Uuid::try_parse(&link.id).unwrap_or_default();
    for document in texts {
        text::visit_inlines(&mut document.blocks, &mut |inline| match inline {
            Inline::PageLink(link) => {
                pages.get(&id(link)).copied().unwrap_or(HIDDEN_PAGE).clone_into(&mut link.label);
            }
            Inline::TaskLink(link) => {
                tasks.get(&id(link)).map_or(HIDDEN_TASK, String::as_str).clone_into(&mut link.label);
            }
            _ => {}
        });
    }
    Ok(())
}

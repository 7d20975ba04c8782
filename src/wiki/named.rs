//! Pages and tasks that a text names, by the names that whoever reads it may know.

use super::{
    document::{
        Document,
        node::Inline,
        text::{self, Target},
    },
    page::{HIDDEN_PAGE, HIDDEN_TASK, shown_title},
    store::references,
};
use crate::{Result, actor::Actor, database::TenantTx};

/// Gives what these texts name the name that it has now, and no name where the reader does not see it: the text keeps
/// what it was called when somebody wrote it down.
pub async fn for_reader(tx: &mut TenantTx, actor: &Actor, texts: &mut [&mut Document]) -> Result<()> {
    let targets: Vec<_> = texts.iter().flat_map(|document| text::references(document, &|_| None)).collect();
    let pages: Vec<_> =
        targets.iter().filter_map(|of| if let Target::Page(id) = of { Some(*id) } else { None }).collect();
    let tasks: Vec<_> =
        targets.iter().filter_map(|of| if let Target::Task(id) = of { Some(*id) } else { None }).collect();
    let named = references::named(tx, actor, &pages, &tasks).await?;
    for document in texts {
        text::visit_inlines(&mut document.blocks, &mut |inline| match inline {
            Inline::PageLink(link) => {
                let page = named.pages.iter().find(|page| page.id.to_string() == link.id);
                link.label = page.map_or(HIDDEN_PAGE, |page| shown_title(&page.title)).to_owned();
            }
            Inline::TaskLink(link) => {
                let task = named.tasks.iter().find(|task| task.id.to_string() == link.id);
                link.label = task.map_or_else(|| HIDDEN_TASK.to_owned(), |task| format!("{} {}", task.key, task.title));
            }
            _ => {}
        });
    }
    Ok(())
}

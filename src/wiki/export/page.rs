//! What stands on a page and what it shows, read once and for a file.

use super::layout::{Layout, Placed, relative};
use crate::{
    Error, Result,
    actor::Actor,
    database::{Db, TenantTx},
    files::{self, Content},
    ids::{AttachmentId, PageId},
    wiki::{
        content,
        document::{
            Document,
            markdown::{self, Link, Named},
            node::{Block, Inline},
            text,
        },
        named,
        page::shown_title,
        tag::Tag,
    },
};

/// What stands on a page now, for whoever takes it away.
pub async fn document(tx: &mut TenantTx, actor: &Actor, page_id: PageId) -> Result<Document> {
    let mut document = content::shown(tx, page_id).await?;
    named::for_reader(tx, actor, &mut [&mut document]).await?;
    Ok(document)
}

/// A file that a page shows; nothing where whoever takes the page away does not get it: of another page, it may be one
/// that they do not see.
pub async fn file(db: &Db, actor: &Actor, page_id: PageId, id: AttachmentId) -> Result<Option<Content>> {
    match files::content(db, actor, page_id, id).await {
        Ok(content) => Ok(Some(content)),
        Err(Error::NotFound | Error::Forbidden) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A page as markdown: its title as the first heading, its tags before that, and its links as they lead from its file.
pub fn markdown(page: &Placed, tags: &[Tag], mut document: Document, layout: &Layout, slug: &str) -> String {
    let base = format!("/w/{slug}/wiki/");
    text::visit_addresses(&mut document.blocks, &mut |address| {
        let Some(rest) = address.strip_prefix(&base) else { return };
        let (place, anchor) = rest.split_once('#').unwrap_or((rest, ""));
        let number = place.split('-').next().and_then(|number| number.parse().ok());
        if let Some(to) = number.and_then(|number| layout.numbered(number)) {
            let anchor = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
            *address = format!("{}{anchor}", relative(&page.path, &to.path));
        }
    });
    let link = |named: Named<'_>| match named {
        Named::Page(reference) => {
            let to = layout.page(reference.id.parse().ok()?)?;
            Some(Link { text: shown_title(&to.title).to_owned(), address: relative(&page.path, &to.path) })
        }
        Named::Person(_) | Named::Task(_) => None,
    };
    let mut said = String::new();
    if page.title.is_empty() {
        said.push_str("title: \"\"\n");
    } else {
        let title = Block::Heading { level: 1, content: vec![Inline::text(page.title.clone())] };
        document.blocks.insert(0, title);
    }
    if !tags.is_empty() {
        said.push_str("tags:\n");
        said.extend(tags.iter().map(|tag| format!("  - \"{}\"\n", tag.name)));
    }
    let text = markdown::write_with(&document, &link);
    if said.is_empty() { text } else { format!("---\n{said}---\n\n{text}") }
}

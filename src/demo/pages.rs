//! The handbook: a space of pages, each written by whom it is about. What stands on them are the markdown files of the
//! folder `handbook`; `pages.csv` says who wrote which and where it stands.

use super::content::{rows, take};
use crate::{
    Error, Result,
    actor::{Actor, Caller, Proof, Role},
    database::Db,
    ids::{PageId, PersonId, WorkspaceId},
    wiki::{
        self, NewPage, NewSpace, Place,
        content::{edit, locked},
        document::{
            markdown,
            yjs::{Threads, apply_difference},
        },
    },
};
use std::collections::HashMap;
use time::OffsetDateTime;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("handbook/", $name, ".md")))),+]
    };
}

const FILES: [(&str, &str); 15] = files![
    "answers",
    "cafe",
    "cleaning",
    "cupping",
    "first-crack",
    "first-week",
    "green-coffee",
    "how-we-decide",
    "packing",
    "roast-day",
    "roastery",
    "shop",
    "welcome",
    "who-does-what",
    "writing-here",
];

struct Page {
    id: PageId,
    author: Actor,
    /// Without its title.
    text: &'static str,
    tags: Vec<String>,
}

pub async fn add(
    db: &Db,
    workspace_id: WorkspaceId,
    people: &HashMap<&str, PersonId>,
    now: OffsetDateTime,
) -> Result<()> {
    let actor = |short: &str, role: Role| {
        let person_id = *people.get(short).ok_or(Error::NotFound)?;
        Ok::<_, Error>(Actor { caller: Caller { person_id, proof: Proof::Operator }, workspace_id, role })
    };
    let founder = actor("odile", Role::Owner)?;
    let new = |name: &str, description: &str, hue: i16| NewSpace {
        name: name.to_owned(),
        description: description.to_owned(),
        hue,
        ..NewSpace::default()
    };
    let space = new("Handbook", "How we roast, pack, sell and decide.", 5);
    let space = wiki::create_space(db, &founder, space, None).await?;
    let mut pages: HashMap<String, Page> = HashMap::new();
    for mut row in rows(include_str!("pages.csv"))? {
        let file = take(&mut row, "file");
        let (title, text) = read(&file)?;
        let parent_id = pages.get(&take(&mut row, "parent")).map(|page| page.id);
        let place = Place { space_id: Some(space.id), parent_id, ..Place::default() };
        let page = NewPage { title: title.to_owned(), place, ..NewPage::default() };
        let author = actor(&take(&mut row, "author"), Role::Member)?;
        let id = wiki::create_page(db, &author, page, None, now).await?.id;
        let tags = take(&mut row, "tags").split_whitespace().map(str::to_owned).collect();
        pages.insert(file, Page { id, author, text, tags });
    }
    for page in pages.values() {
        write(db, page, &linked(page.text, &pages), now).await?;
    }
    for file in ["welcome", "first-crack"] {
        let page = pages.get(file).ok_or(Error::NotFound)?;
        wiki::set_favourite(db, &founder, page.id, true, now).await?;
    }
    Ok(())
}

/// A file as its title and the rest.
fn read(file: &str) -> Result<(&'static str, &'static str)> {
    let known = FILES.iter().find(|(name, _)| *name == file);
    let (_, text) = known.ok_or_else(|| Error::internal(format!("the handbook has no page {file}")))?;
    let (title, text) = text.split_once('\n').unwrap_or((text, ""));
    Ok((title.trim_start_matches("# "), text))
}

/// Links from file to file become links from page to page.
fn linked(text: &str, pages: &HashMap<String, Page>) -> String {
    pages.iter().fold(text.to_owned(), |text, (file, page)| {
        text.replace(&format!("]({file}.md)"), &format!("](page:{})", page.id))
    })
}

async fn write(db: &Db, page: &Page, text: &str, now: OffsetDateTime) -> Result<()> {
    let document = markdown::read(text);
    let mut tx = db.tenant(&page.author).await?;
    let opened = locked(&mut tx, page.id).await?;
    edit(&mut tx, &opened, page.id, now, |change| {
        apply_difference(change, &document, Threads::Keep).map_err(Error::internal)
    })
    .await?;
    tx.commit().await?;
    wiki::set_page_tags(db, &page.author, page.id, &page.tags).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{FILES, read};
    use crate::demo::content::{rows, take};

    #[test]
    fn every_page_has_its_file_and_every_link_leads_to_one() {
        let listed: Vec<String> =
            rows(include_str!("pages.csv")).unwrap().into_iter().map(|mut row| take(&mut row, "file")).collect();
        assert_eq!(listed.len(), FILES.len());
        for file in &listed {
            let (title, text) = read(file).unwrap();
            assert!(!title.is_empty() && !text.is_empty(), "{file}");
            for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(".md)")) {
                assert!(listed.iter().any(|other| other == link.0), "{file} leads to {}", link.0);
            }
        }
    }
}

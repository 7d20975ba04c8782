//! The handbook: a space of pages, each written by whom it is about. What stands on them are the markdown files of the
//! folder `handbook`; `pages.csv` says who wrote which, where it stands, and how many days ago it was begun and changed.

use super::{
    content::{rows, take},
    history::at_work,
};
use crate::{
    Error, Result,
    actor::{Actor, Caller, Proof, Role},
    database::Db,
    ids::{PageId, PersonId, WorkspaceId},
    wiki::{
        self, NewPage, NewSpace, NewThread, Place,
        content::{edit, locked, name_version},
        document::{
            markdown,
            yjs::{Threads, apply_difference},
        },
    },
};
use std::collections::HashMap;
use time::{Duration, OffsetDateTime};

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
    begun: OffsetDateTime,
    changed: OffsetDateTime,
}

/// What the page was before somebody added its last line.
const GREW: (&str, &str) = ("how-we-decide", "As agreed in the spring");
/// On which page who asked what, and who answered.
const TALK: [(&str, [(&str, &str); 2]); 2] = [
    (
        "cleaning",
        [
            ("yuki", "Does this hold for the machine at the café too, or is that one rinsed each evening?"),
            ("mateo", "Each evening, yes. I will add a line for it."),
        ],
    ),
    (
        "who-does-what",
        [
            ("tom", "Returns are with Hanne now, since the shop moved."),
            ("amara", "Thank you, that was missing. Please change it, nobody has to be asked."),
        ],
    ),
];

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
        let tags = take(&mut row, "tags").split_whitespace().map(str::to_owned).collect();
        let mut days_ago = |column: &str| {
            let days = take(&mut row, column).parse().map_err(Error::internal)?;
            Ok::<_, Error>(at_work(now - Duration::days(days), now))
        };
        let (begun, changed) = (days_ago("created")?, days_ago("changed")?);
        let id = wiki::create_page(db, &author, page, None, begun).await?.id;
        pages.insert(file, Page { id, author, text, tags, begun, changed });
    }
    for (file, page) in &pages {
        let text = linked(page.text, &pages);
        if file == GREW.0 {
            let (before, _) = text.trim_end().rsplit_once('\n').unwrap_or_default();
            write(db, page, before, page.begun).await?;
            name_version(db, &page.author, page.id, GREW.1, None, page.begun).await?;
        }
        write(db, page, &text, page.changed).await?;
        wiki::set_page_tags(db, &page.author, page.id, &page.tags).await?;
    }
    for (file, [(asks, question), (answers, answer)]) in TALK {
        let page = pages.get(file).ok_or(Error::NotFound)?;
        let first = NewThread { body: question.to_owned(), ..NewThread::default() };
        let thread = wiki::start_thread(db, &actor(asks, Role::Member)?, page.id, first, None, page.changed).await?;
        wiki::reply(db, &actor(answers, Role::Member)?, thread, answer, None, page.changed + Duration::HOUR).await?;
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
    tx.commit().await
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

//! What the server knows of versions, as the list names them.

use super::api::{DifferenceRow, History, VersionLine};
use crate::{context, failure::Failure, wiki::address};
use atrium::{
    actor::Actor,
    clock,
    database::Db,
    ids::PersonId,
    people,
    wiki::{
        document::{
            difference::{Row, RowKind},
            html,
        },
        page::{PageRef, PageView, shown_title},
        version::PageVersion,
    },
};
use std::collections::HashMap;

pub async fn of(db: &Db, actor: &Actor, versions: Vec<PageVersion>) -> Result<Vec<VersionLine>, Failure> {
    const MOST: i64 = 200;
    let (_, caller) = context::caller()?;
    let zone = people::profile(db, &caller).await?.time_zone;
    // Guests have no list of everybody.
    let known = people::directory(db, actor, "", None, MOST, clock::now()).await.map(|page| page.items);
    let known: HashMap<PersonId, (String, i16)> =
        known.unwrap_or_default().into_iter().map(|one| (one.person_id, (one.name, one.hue))).collect();
    let line = |version: PageVersion| VersionLine {
        id: version.id,
        kind: version.kind,
        name: version.name,
        day: clock::day_in(&zone, version.at),
        hour: clock::hour_in(&zone, version.at),
        people: version.people.iter().filter_map(|id| known.get(id).cloned()).collect(),
    };
    Ok(versions.into_iter().map(line).collect())
}

pub fn history(workspace: &str, page: PageView, versions: Vec<VersionLine>) -> History {
    let mut above = vec![("Wiki".to_owned(), format!("/w/{workspace}/wiki"))];
    above.extend(page.space.iter().map(|space| (space.name.clone(), address::space(workspace, &space.slug))));
    let named =
        |page: &PageRef| (shown_title(&page.title).to_owned(), address::page(workspace, page.number, &page.title));
    above.extend(page.breadcrumbs.iter().map(named));
    let here = PageRef { id: page.id, number: page.number, title: page.title };
    above.push(named(&here));
    let written = !html::is_blank(&page.html);
    History { page: here, above, can_change: page.can.change_versions && !page.archived, written, versions }
}

pub fn row(row: Row) -> DifferenceRow {
    DifferenceRow { same: row.kind == RowKind::Same, before: row.before, after: row.after }
}

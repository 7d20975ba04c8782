use super::{
    policy::{Action, allows},
    profile::{PersonCard, PersonPage, ProfileView, WorkingDays, on_leave},
    store::{self, CardRow},
};
use crate::{
    Error, Result,
    actor::{Actor, Caller},
    clock::{hour_in, today_in},
    database::Db,
    day::Day,
    ids::PersonId,
};
use time::OffsetDateTime;

/// The caller's own profile.
pub async fn profile(db: &Db, caller: &Caller) -> Result<ProfileView> {
    let mut tx = db.identity_of(caller.person_id).await?;
    let row = store::profile(tx.conn(), caller.person_id).await?;
    Ok(ProfileView {
        id: row.id,
        email: row.email,
        name: row.name,
        title: row.title,
        hue: row.hue,
        time_zone: row.time_zone,
        working_days: WorkingDays(row.working_days),
        leave_from: row.leave_from,
        leave_until: row.leave_until,
        theme: row.theme.parse()?,
        version: row.version,
    })
}

/// The people of the workspace by name, those whose name or title has `search` in it; at most `limit`
/// (1 to 200). Who is suspended or gone is not among them.
pub async fn directory(
    db: &Db,
    actor: &Actor,
    search: &str,
    after: Option<PersonId>,
    limit: i64,
    now: OffsetDateTime,
) -> Result<PersonPage> {
    check(actor, Action::SeeDirectory)?;
    let limit = limit.clamp(1, 200);
    let mut tx = db.view(actor).await?;
    let mut rows = store::cards(tx.conn(), actor.workspace_id, None, search.trim(), after, limit + 1).await?;
    let more = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    if more {
        rows.pop();
    }
    let next = rows.last().filter(|_| more).map(|row| row.person_id);
    Ok(PersonPage { items: rows.into_iter().map(|row| card(row, now)).collect(), next })
}

/// One person of the workspace.
pub async fn person(db: &Db, actor: &Actor, id: PersonId, now: OffsetDateTime) -> Result<PersonCard> {
    check(actor, Action::SeePerson)?;
    let mut tx = db.view(actor).await?;
    let rows = store::cards(tx.conn(), actor.workspace_id, Some(id), "", None, 1).await?;
    rows.into_iter().next().map(|row| card(row, now)).ok_or(Error::NotFound)
}

fn check(actor: &Actor, action: Action) -> Result<()> {
    if allows(actor.role, action) { Ok(()) } else { Err(Error::Forbidden) }
}

fn card(row: CardRow, now: OffsetDateTime) -> PersonCard {
    let today = Day(today_in(&row.time_zone, now));
    PersonCard {
        local_time: hour_in(&row.time_zone, now),
        on_leave: on_leave(today, row.leave_from, row.leave_until),
        works_today: WorkingDays(row.working_days).has(today.0.weekday().number_days_from_monday()),
        person_id: row.person_id,
        name: row.name,
        title: row.title,
        hue: row.hue,
        role: row.role,
        time_zone: row.time_zone,
        manager: row.manager,
        teams: row.teams,
    }
}

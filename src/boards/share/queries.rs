use super::view::{ShareLink, SharedBoard, SharedCard, SharedColumn};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        markdown,
        policy::Action,
        project::Label,
        store::{
            access::{Which, load_for},
            cards, columns, feed, projects, shares,
        },
        task::Card,
    },
    clock,
    database::Db,
    day::Day,
    ids::{LabelId, PersonId, ProjectId, TaskId},
    secret,
};
use std::collections::HashMap;
use time::OffsetDateTime;

/// The links of a project that still open it, the newest first.
pub async fn shares(db: &Db, actor: &Actor, project_id: ProjectId, now: OffsetDateTime) -> Result<Vec<ShareLink>> {
    links(db, actor, Which::Project(project_id), now).await
}

/// The same, by the project's key.
pub async fn shares_by_key(db: &Db, actor: &Actor, key: &str, now: OffsetDateTime) -> Result<Vec<ShareLink>> {
    links(db, actor, Which::Key(key), now).await
}

async fn links(db: &Db, actor: &Actor, which: Which<'_>, now: OffsetDateTime) -> Result<Vec<ShareLink>> {
    let mut tx = db.view(actor).await?;
    let project_id = load_for(&mut tx, actor, Action::SeeLinks, which).await?.project.id;
    let zone = feed::time_zone(&mut tx).await?;
    let found = shares::list(&mut tx, project_id, now).await?;
    let link = |row: shares::ShareRow| ShareLink {
        id: row.id,
        created_by: row.created_by,
        created: clock::read_in(&zone, row.created_at, now),
        expires: clock::read_in(&zone, row.expires_at, now),
        descriptions: row.descriptions,
    };
    Ok(found.into_iter().map(link).collect())
}

/// The board that the link with this secret opens now.
pub async fn shared_board(db: &Db, secret: &str, now: OffsetDateTime) -> Result<SharedBoard> {
    let mut tx = db.identity().await?;
    let share = shares::open(tx.conn(), &secret::hash(secret), now).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let mut tx = db.tenant_as(share.workspace_id, PersonId(uuid::Uuid::nil())).await?;
    let project = feed::project(&mut tx, share.project_id).await?.filter(|project| !project.archived);
    let project = project.ok_or(Error::NotFound)?;
    let labels: HashMap<_, _> =
        projects::labels(&mut tx, project.id).await?.into_iter().map(|label| (label.id, label)).collect();
    let descriptions =
        if share.descriptions { shares::descriptions(&mut tx, project.id).await? } else { HashMap::new() };
    let mut of_column: HashMap<_, Vec<SharedCard>> = HashMap::new();
    for card in cards::on_board(&mut tx, project.id, None).await? {
        let column = card.column_id;
        of_column.entry(column).or_default().push(shown(card, &labels, &descriptions, now));
    }
    let columns = columns::list(&mut tx, project.id).await?.into_iter().map(|column| SharedColumn {
        cards: of_column.remove(&column.id).unwrap_or_default(),
        name: column.name,
        done: column.done,
    });
    Ok(SharedBoard {
        columns: columns.collect(),
        name: project.name,
        until: Day(share.expires_at.date()).short(now.year()),
    })
}

fn shown(
    card: Card,
    labels: &HashMap<LabelId, Label>,
    descriptions: &HashMap<TaskId, String>,
    now: OffsetDateTime,
) -> SharedCard {
    let labels = card.labels.iter().filter_map(|id| labels.get(id)).map(|label| (label.name.clone(), label.hue));
    SharedCard {
        labels: labels.collect(),
        due: card.due_on.map(|day| day.short(now.year())),
        description_html: descriptions.get(&card.id).map(|text| markdown::to_html(text)).unwrap_or_default(),
        title: card.title,
    }
}

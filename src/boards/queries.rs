//! Every look at boards, scoped by the actor.

use super::{
    board::{Board, BoardCan, BoardChanges},
    checklist::ChecklistItem,
    comment::Comment,
    field::Field,
    markdown,
    policy::Action,
    project::{ArchivedTask, Guest, Project, ProjectCan, ProjectSettings, ProjectSummary},
    recurrence::{Repeat, Rule},
    relation::{Blocking, TaskRef},
    saved_view::SavedView,
    store::{
        access::{Access, Which, load_for},
        blocks, cards, checklist as checklist_store, choices, columns, comments, family, feed, fields as field_store,
        guests as guest_store, marks, projects as project_store, reactions, recurrences, relations,
        tasks as task_store, templates, views as view_store, watchers,
    },
    task::{Card, Moment, TaskCan, TaskDetail},
};
use crate::{
    Error, Result, activity,
    actor::Actor,
    clock,
    database::{Db, TenantTx},
    day::Day,
    files,
    ids::{PersonId, ProjectId, TaskId, WorkspaceId},
    inbox, time_tracking,
    workspace::Visit,
};
use time::OffsetDateTime;

/// The projects the actor may see, by name.
pub async fn projects(db: &Db, actor: &Actor, archived: bool) -> Result<Vec<ProjectSummary>> {
    let mut tx = db.view(actor).await?;
    project_store::list(&mut tx, actor, archived).await
}

/// What the frame names: the projects that are not archived, without how far they are.
pub async fn projects_on(visit: &mut Visit) -> Result<Vec<Project>> {
    project_store::names(&mut visit.tx, &visit.actor, false).await
}

/// One project, without its board.
pub async fn project(db: &Db, actor: &Actor, project_id: ProjectId) -> Result<Project> {
    let mut tx = db.view(actor).await?;
    Ok(load_for(&mut tx, actor, Action::View, Which::Project(project_id)).await?.project)
}

/// The same by its key.
pub async fn project_by_key(db: &Db, actor: &Actor, key: &str) -> Result<Project> {
    let mut tx = db.view(actor).await?;
    Ok(load_for(&mut tx, actor, Action::View, Which::Key(key)).await?.project)
}

/// A board with all of its cards.
pub async fn board(db: &Db, actor: &Actor, key: &str, now: OffsetDateTime) -> Result<Board> {
    let mut visit = Visit { actor: *actor, tx: db.view(actor).await? };
    board_on(&mut visit, key, now).await
}

/// The same, on a visit.
pub async fn board_on(visit: &mut Visit, key: &str, now: OffsetDateTime) -> Result<Board> {
    let Visit { actor, tx } = visit;
    let access = load_for(tx, actor, Action::View, Which::Key(key)).await?;
    let project_id = access.project.id;
    // The number is read first: what happens after it reaches the reader as a change.
    let (seq, zone) = feed::latest_and_zone(tx).await?;
    Ok(Board {
        columns: columns::list(tx, project_id).await?,
        cards: cards::on_board(tx, project_id, None).await?,
        labels: project_store::labels(tx, project_id).await?,
        fields: field_store::list(tx, project_id, false).await?,
        people: cards::people(tx, project_id).await?,
        seq,
        today: Day(clock::today_in(&zone, now)),
        views: view_store::list(tx, project_id).await?,
        can: board_can(&access, actor),
        project: access.project,
    })
}

fn board_can(access: &Access, actor: &Actor) -> BoardCan {
    let can = |action| access.allows(action) && actor.caller.may_write();
    let open = !access.project.archived;
    BoardCan {
        edit_tasks: open && can(Action::EditTasks),
        comment: open && can(Action::Comment),
        manage_columns: open && can(Action::ManageColumns),
        edit_project: can(Action::EditProject),
        share: can(Action::ShareWithGuests),
        import: open && can(Action::Import),
        save_views: open && can(Action::SaveView),
    }
}

/// Which tasks of a board wait for which.
pub async fn blocks(db: &Db, actor: &Actor, project_id: ProjectId) -> Result<Vec<Blocking>> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::View, Which::Project(project_id)).await?;
    blocks::on_board(&mut tx, project_id).await
}

/// The cards of a board, without the rest, for programs: those after `after`, at most `limit`.
pub async fn tasks(
    db: &Db,
    actor: &Actor,
    project_id: ProjectId,
    after: Option<TaskId>,
    limit: i64,
) -> Result<Vec<Card>> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::View, Which::Project(project_id)).await?;
    let page = feed::task_page(&mut tx, project_id, after, limit).await?;
    let mut found = cards::on_board(&mut tx, project_id, Some(&page)).await?;
    found.sort_unstable_by_key(|card| card.id);
    Ok(found)
}

pub async fn archived_tasks(db: &Db, actor: &Actor, project_id: ProjectId) -> Result<Vec<Card>> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::View, Which::Project(project_id)).await?;
    cards::archived(&mut tx, project_id, None).await
}

pub async fn task_by_number(
    db: &Db,
    actor: &Actor,
    project_key: &str,
    number: i32,
    now: OffsetDateTime,
) -> Result<TaskDetail> {
    let mut visit = Visit { actor: *actor, tx: db.view(actor).await? };
    task_on(&mut visit, project_key, number, now).await
}

/// The same, on a visit.
pub async fn task_on(visit: &mut Visit, project_key: &str, number: i32, now: OffsetDateTime) -> Result<TaskDetail> {
    let Visit { actor, tx } = visit;
    let access = load_for(tx, actor, Action::View, Which::Key(project_key)).await?;
    let task_id = task_store::id_by_number(tx, access.project.id, number).await?;
    detail(tx, actor, &access, task_id, now).await
}

pub async fn task(db: &Db, actor: &Actor, task_id: TaskId, now: OffsetDateTime) -> Result<TaskDetail> {
    let mut tx = db.view(actor).await?;
    let access = load_for(&mut tx, actor, Action::View, Which::Task(task_id)).await?;
    detail(&mut tx, actor, &access, task_id, now).await
}

async fn detail(
    tx: &mut TenantTx,
    actor: &Actor,
    access: &Access,
    task_id: TaskId,
    now: OffsetDateTime,
) -> Result<TaskDetail> {
    let project = &access.project;
    let zone = feed::time_zone(tx).await?;
    let row = task_store::find(tx, task_id).await?;
    let only = Some(&[task_id][..]);
    let found = if row.archived {
        cards::archived(tx, project.id, only).await?
    } else {
        cards::on_board(tx, project.id, only).await?
    };
    let card = found.into_iter().next().ok_or(Error::NotFound)?;
    let can = board_can(access, actor);
    let people = cards::people(tx, project.id).await?.into_iter().map(|person| (person.id, person.name)).collect();
    let watchers: Vec<_> = watchers::of(tx, &[task_id]).await?.into_iter().map(|(_, person)| person).collect();
    let mut signs = reactions::of_task(tx, task_id).await?;
    let attachments = files::attachments_of(tx, task_id, can.edit_tasks, &zone, now).await?;
    let comments_list = comments::list(tx, task_id)
        .await?
        .into_iter()
        .map(|comment| {
            let own = comment.author_id == actor.person_id();
            Comment {
                body_html: markdown::to_html_among(&comment.body, &people),
                created: moment(&zone, comment.created_at, now),
                reactions: signs.remove(&comment.id).unwrap_or_default(),
                can_edit: can.comment && (own || access.allows(Action::Moderate)),
                can_remove: can.comment && (own || access.allows(Action::Moderate)),
                id: comment.id,
                author_id: comment.author_id,
                author: comment.author,
                author_hue: comment.author_hue,
                body: comment.body,
                edited: comment.edited,
                version: comment.version,
            }
        })
        .collect();
    let (parent_task, subtask_list) = family::of(tx, task_id).await?;
    let corrects = can.edit_tasks && access.allows(Action::CorrectTime);
    let sight = (access.allows(Action::SeeTime), can.edit_tasks && !row.archived, corrects);
    let time = time_tracking::of_task(tx, actor, task_id, sight).await?;
    Ok(TaskDetail {
        parent_task,
        subtask_list,
        relations: relations::list(tx, actor, task_id).await?,
        pages: crate::wiki::pages_about(tx, task_id).await?,
        news: inbox::has_news(tx, task_id).await?,
        watching: watchers.iter().any(|person| person.id == actor.person_id()),
        watchers,
        key: format!("{}-{}", project.key, row.number),
        project_key: project.key.clone(),
        description_html: markdown::to_html_among(&row.description, &people),
        description: row.description,
        archived: row.archived,
        repeat: repeat_of(tx, row.id).await?,
        created: moment(&zone, row.created_at, now),
        created_by: row.created_by,
        checklist_items: checklist_of(tx, task_id).await?,
        comments_list,
        attachments,
        time,
        history: feed::history(tx, task_id).await?.into_iter().map(|event| event.into_entry(&zone, now)).collect(),
        can: TaskCan {
            edit: can.edit_tasks && !row.archived,
            comment: can.comment,
            save_template: can.edit_tasks && !row.archived && access.allows(Action::SaveTemplate),
        },
        card,
    })
}

async fn checklist_of(tx: &mut TenantTx, task_id: TaskId) -> Result<Vec<ChecklistItem>> {
    Ok(checklist_store::list(tx, task_id).await?.into_iter().map(ChecklistItem::from).collect())
}

pub async fn checklist(db: &Db, actor: &Actor, task_id: TaskId) -> Result<Vec<ChecklistItem>> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::View, Which::Task(task_id)).await?;
    checklist_of(&mut tx, task_id).await
}

/// The tasks that one could be nested with or related to: those the actor sees whose key or title has
/// the words in it, at most eight. `same_project` leaves out those of other projects.
pub async fn task_choices(
    db: &Db,
    actor: &Actor,
    task_id: TaskId,
    words: &str,
    same_project: bool,
) -> Result<Vec<TaskRef>> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::View, Which::Task(task_id)).await?;
    choices::choices(&mut tx, actor, task_id, words.trim(), same_project).await
}

async fn repeat_of(tx: &mut TenantTx, task_id: TaskId) -> Result<Option<Repeat>> {
    let Some(row) = recurrences::of_task(tx, task_id).await? else { return Ok(None) };
    let words = Rule::parse(&row.rule)?.words();
    Ok(Some(Repeat { cadence: row.cadence(), rule: row.rule, words, next_on: row.next_on }))
}

pub(super) fn moment(zone: &str, at: OffsetDateTime, now: OffsetDateTime) -> Moment {
    Moment { at: activity::rfc3339(at), text: clock::read_in(zone, at, now) }
}

/// What changed on a board after event number `after`, as it stands now. The hub asks once for all
/// who were let in to the board's topic, so there is no actor: the right was checked at the door.
pub async fn board_changes(
    db: &Db,
    workspace_id: WorkspaceId,
    project_id: ProjectId,
    after: i64,
) -> Result<BoardChanges> {
    let mut tx = db.tenant_as(workspace_id, PersonId(uuid::Uuid::nil())).await?;
    // Before the events: what is committed between the two is told twice then, and not never.
    let seq = feed::latest(&mut tx).await?;
    if after > seq {
        // Nobody knows an event that is still to come, unless the database was set back.
        return Ok(BoardChanges { seq, reload: true, ..Default::default() });
    }
    let events = feed::since(&mut tx, project_id, after).await?;
    let mut changes = BoardChanges { seq, ..Default::default() };
    let mut touched: Vec<TaskId> = Vec::new();
    let (mut columns_changed, mut labels_changed, mut fields_changed, mut project_changed) =
        (false, false, false, false);
    for event in &events {
        touched.extend(event.also.iter().copied().map(TaskId));
        match event.kind.split('.').next().unwrap_or_default() {
            "task" | "tasks" | "comment" | "column" if event.spread => changes.reload = true,
            "task" | "comment" | "checklist" | "relation" | "attachment" | "time" => {
                touched.push(event.subject_id.into());
            }
            "tasks" => touched.extend(&event.tasks),
            "column" if event.kind == "column.removed" => changes.reload = true,
            "column" => columns_changed = true,
            "label" => labels_changed = true,
            // What tasks say in it comes back with it.
            "field" if event.kind == "field.restored" => changes.reload = true,
            "field" => fields_changed = true,
            "project" => project_changed = true,
            "import" if event.kind != "import.started" => changes.reload = true,
            "template" if event.kind == "template.used" => changes.reload = true,
            _ => {}
        }
    }
    if changes.reload || events.len() >= feed::MOST_CHANGES {
        return Ok(BoardChanges { seq: changes.seq, reload: true, ..Default::default() });
    }
    let beside = marks::beside(&mut tx, project_id, &touched, after).await?;
    touched.extend(beside);
    touched.sort_unstable();
    touched.dedup();
    if !touched.is_empty() {
        changes.cards = cards::on_board(&mut tx, project_id, Some(&touched)).await?;
        changes.gone = touched.into_iter().filter(|id| changes.cards.iter().all(|card| card.id != *id)).collect();
    }
    if columns_changed {
        changes.columns = Some(columns::list(&mut tx, project_id).await?);
    }
    if labels_changed {
        changes.labels = Some(project_store::labels(&mut tx, project_id).await?);
    }
    if fields_changed {
        changes.fields = Some(field_store::list(&mut tx, project_id, false).await?);
    }
    if project_changed {
        changes.project = feed::project(&mut tx, project_id).await?.map(Box::new);
    }
    Ok(changes)
}

/// Whether the actor may look at a project: what a live topic asks before it opens.
pub async fn may_view_project(db: &Db, actor: &Actor, project_id: ProjectId) -> Result<()> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::View, Which::Project(project_id)).await.map(drop)
}

/// The views of a project that the actor has: their own, and the shared ones.
pub async fn saved_views(db: &Db, actor: &Actor, project_id: ProjectId) -> Result<Vec<SavedView>> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::View, Which::Project(project_id)).await?;
    view_store::list(&mut tx, project_id).await
}

/// The custom fields of a project in order, those put aside at the end.
pub async fn fields(db: &Db, actor: &Actor, project_id: ProjectId) -> Result<Vec<Field>> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::View, Which::Project(project_id)).await?;
    field_store::list(&mut tx, project_id, true).await
}

/// The guests of the workspace, with what of this project is shared with them.
pub async fn guests(db: &Db, actor: &Actor, project_id: ProjectId) -> Result<Vec<Guest>> {
    let mut tx = db.view(actor).await?;
    load_for(&mut tx, actor, Action::SeeGuests, Which::Project(project_id)).await?;
    guest_store::list(&mut tx, project_id).await
}

/// A project beside its board, for the page of its settings.
pub async fn project_settings(db: &Db, actor: &Actor, key: &str, now: OffsetDateTime) -> Result<ProjectSettings> {
    let mut tx = db.view(actor).await?;
    let access = load_for(&mut tx, actor, Action::View, Which::Key(key)).await?;
    let board = board_can(&access, actor);
    let archive = access.allows(Action::ArchiveProject) && actor.caller.may_write();
    let edit = board.edit_project && !access.project.archived;
    let export = access.allows(Action::Export);
    let publish = access.allows(Action::Publish) && actor.caller.may_write();
    let save_template = access.allows(Action::SaveTemplate) && actor.caller.may_write();
    let (share, restore_tasks) = (board.share, board.edit_tasks);
    let can = ProjectCan { edit, archive, share, restore_tasks, export, publish, save_template };
    let project_id = access.project.id;
    let mut guests = if can.share { guest_store::list(&mut tx, project_id).await? } else { Vec::new() };
    guests.retain(|guest| guest.level.is_some());
    let zone = feed::time_zone(&mut tx).await?;
    let archived_tasks = feed::archived(&mut tx, project_id).await?;
    Ok(ProjectSettings {
        templates: templates::list(&mut tx, Some(project_id)).await?,
        project: access.project,
        can,
        fields: if can.edit { field_store::list(&mut tx, project_id, true).await? } else { Vec::new() },
        guests,
        archived_count: feed::archived_count(&mut tx, project_id).await?,
        archived_tasks: archived_tasks
            .into_iter()
            .map(|row| ArchivedTask {
                id: row.id,
                number: row.number,
                title: row.title,
                column: row.column,
                archived: clock::read_in(&zone, row.archived_at, now),
            })
            .collect(),
    })
}

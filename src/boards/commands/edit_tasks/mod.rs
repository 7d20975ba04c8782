//! Several tasks changed at once: in one transaction, with one event, and answered with what takes it back.

mod places;

use super::{blocked::demand_unblocked, bring_next::after_completion, record, say::Sayable};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        bulk::{Bulk, BulkEdit, Change, Fields, differ},
        field::unsay,
        policy::Action,
        project::Column,
        store::{
            access::{Which, load_for},
            bulk, cards, columns,
            fields::values::{self as field_values, Said},
        },
        task::{Card, check_dates},
    },
    database::{Db, TenantTx},
    ids::{BulkId, PersonId, ProjectId, TaskId},
};
use places::{Places, place};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap};

/// A task before the change and, but for its place, after it.
#[derive(Clone, Debug)]
struct Task {
    before: Card,
    was_archived: bool,
    after: Card,
    archived: bool,
}

impl Task {
    fn edited(&self) -> bool {
        let (before, after) = (&self.before, &self.after);
        self.was_archived != self.archived
            || before.priority != after.priority
            || (before.start_on, before.due_on) != (after.start_on, after.due_on)
    }

    fn reassigned(&self) -> bool {
        differ(&self.before.assignees, &self.after.assignees)
    }

    fn says_else(&self) -> bool {
        self.before.fields != self.after.fields
    }

    /// Whether anything but its place changes.
    fn changed(&self) -> bool {
        self.edited() || self.reassigned() || self.relabelled() || self.says_else()
    }

    fn relabelled(&self) -> bool {
        differ(&self.before.labels, &self.after.labels)
    }
}

pub async fn edit_tasks(db: &Db, actor: &Actor, project_id: ProjectId, edit: BulkEdit) -> Result<Bulk> {
    edit.check()?;
    let mut tx = db.tenant(actor).await?;
    let project = load_for(&mut tx, actor, Action::EditTasks, Which::Project(project_id)).await?.project;
    let ids: Vec<TaskId> = edit.tasks().collect();
    bulk::lock(&mut tx, project_id, &ids).await?;
    let board = columns::list(&mut tx, project_id).await?;
    let tasks = planned(&mut tx, project_id, &edit).await?;
    let moves = edit.changes.iter().any(|change| change.set.column_id.is_some());
    let places = if moves { Places::of(&mut tx, &tasks).await? } else { Places::default() };
    write_fields(&mut tx, project_id, &tasks).await?;
    let mut moved: HashMap<TaskId, &Column> = HashMap::new();
    let mut spread = false;
    for Change { tasks: wanted, set } in &edit.changes {
        let Some(column_id) = set.column_id else { continue };
        let column = board.iter().find(|column| column.id == column_id).ok_or_else(unknown_column)?;
        if column.done {
            demand_unblocked(&mut tx, actor, &project, wanted).await?;
        }
        let placed = place(&mut tx, column, wanted, set).await?;
        if column.done {
            after_completion(&mut tx, &placed.tasks).await?;
        }
        spread |= placed.spread;
        moved.extend(placed.tasks.into_iter().map(|id| (id, column)));
    }
    let changed: Vec<&Task> = ids
        .iter()
        .filter_map(|id| tasks.get(id))
        .filter(|task| task.changed() || moved.contains_key(&task.before.id))
        .collect();
    if changed.is_empty() {
        return Ok(Bulk::default());
    }
    let changed_ids: Vec<TaskId> = changed.iter().map(|task| task.before.id).collect();
    let id = BulkId::new();
    bulk::note(&mut tx, id, &changed_ids).await?;
    let undo = places.undoing(&changed, |id| moved.contains_key(&id));
    let cards = cards::on_board(&mut tx, project_id, Some(&changed_ids)).await?;
    let gone = changed_ids.iter().copied().filter(|id| cards.iter().all(|card| card.id != *id)).collect();
    let data = json!({
        "tasks": changed_ids,
        "count": changed_ids.len(),
        "changes": told(&changed, &moved),
        "put_on": by_person(&changed, |task| (&task.after, &task.before)),
        "taken_off": by_person(&changed, |task| (&task.before, &task.after)),
        "spread": spread,
    });
    record(&mut tx, "tasks.edited", project_id, id.uuid(), data).await?;
    tx.commit().await?;
    Ok(Bulk { cards, gone, undo })
}

fn unknown_column() -> Error {
    Error::invalid("column_id", "This column is not of this project.")
}

/// The locked tasks as they are and as they are to be.
async fn planned(tx: &mut TenantTx, project_id: ProjectId, edit: &BulkEdit) -> Result<HashMap<TaskId, Task>> {
    let ids: Vec<TaskId> = edit.tasks().collect();
    let mut known: HashMap<TaskId, (Card, bool)> = HashMap::new();
    let on_board = cards::on_board(tx, project_id, Some(&ids)).await?;
    known.extend(on_board.into_iter().map(|card| (card.id, (card, false))));
    if known.len() < ids.len() {
        let archived = cards::archived(tx, project_id, Some(&ids)).await?;
        known.extend(archived.into_iter().map(|card| (card.id, (card, true))));
    }
    let said: Vec<_> = edit.changes.iter().map(|change| &change.set.fields).collect();
    let sayable = Sayable::of(tx, project_id, &said).await?;
    let mut tasks = HashMap::new();
    for Change { tasks: wanted, set } in &edit.changes {
        let set = &Fields { fields: sayable.tidy(&set.fields)?, ..set.clone() };
        for id in wanted {
            let (before, was_archived) = known.remove(id).ok_or(Error::NotFound)?;
            let archived = set.archived.unwrap_or(was_archived);
            if was_archived && archived && *set != (Fields { archived: Some(true), ..Fields::default() }) {
                return Err(Error::invalid("", "One of these tasks is archived. Restore it to change it."));
            }
            let mut after = before.clone();
            set.apply(&mut after)?;
            check_dates(after.start_on, after.due_on, if set.start_on.is_some() { "start_on" } else { "due_on" })?;
            tasks.insert(*id, Task { before, was_archived, after, archived });
        }
    }
    Ok(tasks)
}

async fn write_fields(tx: &mut TenantTx, project_id: ProjectId, tasks: &HashMap<TaskId, Task>) -> Result<()> {
    let fields: Vec<_> =
        tasks.values().filter(|task| task.changed()).map(|task| (&task.after, task.archived)).collect();
    if !fields.is_empty() {
        bulk::update(tx, &fields).await?;
    }
    let reassigned: Vec<_> = tasks.values().filter(|task| task.reassigned()).map(|task| &task.after).collect();
    if !reassigned.is_empty() {
        bulk::set_assignees(tx, &reassigned).await?;
    }
    let relabelled: Vec<_> = tasks.values().filter(|task| task.relabelled()).map(|task| &task.after).collect();
    if !relabelled.is_empty() {
        bulk::set_labels(tx, project_id, &relabelled).await?;
    }
    say_else(tx, project_id, tasks).await
}

async fn say_else(tx: &mut TenantTx, project_id: ProjectId, tasks: &HashMap<TaskId, Task>) -> Result<()> {
    let differ = |task: &Task| (task.before.id, unsay(&task.after.fields, &task.before.fields));
    let differ: Vec<_> = tasks.values().map(differ).filter(|(_, fields)| !fields.is_empty()).collect();
    let sayable = Sayable::of(tx, project_id, &differ.iter().map(|(_, fields)| fields).collect::<Vec<_>>()).await?;
    let mut said: Vec<Said> = Vec::new();
    for (task_id, fields) in &differ {
        said.extend(sayable.parse(fields)?.into_iter().map(|(field, value)| (*task_id, field.id, value)));
    }
    field_values::write(tx, &said).await
}

/// What is told of each field: what it is now where that is the same for all, else that it changed.
fn told(changed: &[&Task], moved: &HashMap<TaskId, &Column>) -> Map<String, Value> {
    let mut changes = Map::new();
    let mut note = |field: &str, values: Vec<Value>| {
        if let [first, rest @ ..] = values.as_slice() {
            let same = rest.iter().all(|value| value == first);
            changes.insert(field.to_owned(), if same { first.clone() } else { json!(true) });
        }
    };
    note("to", moved.values().map(|column| json!(column.name)).collect());
    note("priority", values(changed, |card| card.priority));
    note("due_on", values(changed, |card| card.due_on));
    note("start_on", values(changed, |card| card.start_on));
    note(
        "archived",
        changed.iter().filter(|task| task.was_archived != task.archived).map(|task| json!(task.archived)).collect(),
    );
    note("assignees", changed.iter().filter(|task| task.reassigned()).map(|_| json!(true)).collect());
    note("fields", changed.iter().filter(|task| task.says_else()).map(|_| json!(true)).collect());
    note("labels", changed.iter().filter(|task| task.relabelled()).map(|_| json!(true)).collect());
    changes
}

/// Whose tasks they are in the first state and not in the other: for those who are told of it.
fn by_person<'a>(
    changed: &[&'a Task],
    states: impl Fn(&'a Task) -> (&'a Card, &'a Card),
) -> BTreeMap<PersonId, Vec<TaskId>> {
    let mut tasks: BTreeMap<PersonId, Vec<TaskId>> = BTreeMap::new();
    for (one, other) in changed.iter().map(|task| states(task)) {
        for person_id in one.assignees.iter().filter(|id| !other.assignees.contains(id)) {
            tasks.entry(*person_id).or_default().push(one.id);
        }
    }
    tasks
}

fn values<T: PartialEq + Serialize>(changed: &[&Task], field: impl Fn(&Card) -> T) -> Vec<Value> {
    let differ = |task: &&&Task| field(&task.before) != field(&task.after);
    changed.iter().filter(differ).map(|task| json!(field(&task.after))).collect()
}

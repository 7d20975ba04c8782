//! What tasks say in their fields.

use crate::{
    Result,
    boards::field::{Value, Values},
    database::TenantTx,
    ids::{FieldId, PersonId, ProjectId, TaskId},
};
use std::collections::HashMap;
use time::Date;
use uuid::Uuid;

/// Of the tasks of a project, or just these, in the fields that are in use, each written as a [`Value`] writes itself.
pub async fn of(tx: &mut TenantTx, project_id: ProjectId, only: Option<&[Uuid]>) -> Result<HashMap<TaskId, Values>> {
    let rows = sqlx::query!(
        r#"select
             v.task_id as "task_id: TaskId",
             v.field_id as "field_id: FieldId",
             coalesce(v.text, trim_scale(v.number)::text, to_char(v.day, 'YYYY-MM-DD'), v.option_id::text,
               v.person_id::text, 'true') as "written!"
           from field f
           join field_value v on v.workspace_id = f.workspace_id and v.field_id = f.id
           where f.workspace_id = $1
             and f.project_id = $2
             and f.archived_at is null
             and ($3::uuid[] is null or v.task_id = any($3))"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        only,
    )
    .fetch_all(tx.conn())
    .await?;
    let mut found: HashMap<TaskId, Values> = HashMap::new();
    for row in rows {
        found.entry(row.task_id).or_default().insert(row.field_id, row.written);
    }
    Ok(found)
}

/// What a task is to say in a field; nothing takes away what it says.
pub type Said = (TaskId, FieldId, Option<Value>);

/// The columns of the table, each list as long as the others.
#[derive(Default)]
struct Batch {
    tasks: Vec<Uuid>,
    fields: Vec<Uuid>,
    texts: Vec<Option<String>>,
    numbers: Vec<Option<String>>,
    days: Vec<Option<Date>>,
    options: Vec<Option<Uuid>>,
    people: Vec<Option<Uuid>>,
    checked: Vec<Option<bool>>,
}

impl Batch {
    fn push(&mut self, task_id: TaskId, field_id: FieldId, value: &Value) {
        self.tasks.push(task_id.uuid());
        self.fields.push(field_id.uuid());
        let (mut text, mut number, mut day, mut option, mut person, mut checked) = (None, None, None, None, None, None);
        match value {
            Value::Text(words) | Value::Link(words) => text = Some(words.clone()),
            Value::Number(amount) => number = Some(amount.to_string()),
            Value::Date(date) => day = Some(date.0),
            Value::Select(id) => option = Some(id.uuid()),
            Value::Person(id) => person = Some(id.uuid()),
            Value::Ticked => checked = Some(true),
        }
        self.texts.push(text);
        self.numbers.push(number);
        self.days.push(day);
        self.options.push(option);
        self.people.push(person);
        self.checked.push(checked);
    }
}

/// Writes values that were checked, in two statements for however many there are. Their tasks are locked.
pub async fn write(tx: &mut TenantTx, said: &[Said]) -> Result<()> {
    let gone = said.iter().filter(|(_, _, value)| value.is_none());
    let (tasks, fields): (Vec<Uuid>, Vec<Uuid>) = gone.map(|(task, field, _)| (task.uuid(), field.uuid())).unzip();
    if !tasks.is_empty() {
        sqlx::query!(
            "delete from field_value v
             using unnest($2::uuid[], $3::uuid[]) as gone (task_id, field_id)
             where v.workspace_id = $1 and v.task_id = gone.task_id and v.field_id = gone.field_id",
            tx.workspace_id().uuid(),
            &tasks,
            &fields,
        )
        .execute(tx.conn())
        .await?;
    }
    let mut batch = Batch::default();
    for (task_id, field_id, value) in said {
        if let Some(value) = value {
            batch.push(*task_id, *field_id, value);
        }
    }
    if batch.tasks.is_empty() { Ok(()) } else { upsert(tx, &batch).await }
}

async fn upsert(tx: &mut TenantTx, batch: &Batch) -> Result<()> {
    sqlx::query!(
        "insert into field_value (workspace_id, task_id, field_id, text, number, day, option_id, person_id, checked)
         select $1, n.task_id, n.field_id, n.text, n.number::numeric, n.day, n.option_id, n.person_id, n.checked
         from unnest(
           $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::date[], $7::uuid[], $8::uuid[], $9::boolean[])
           as n (task_id, field_id, text, number, day, option_id, person_id, checked)
         on conflict (workspace_id, task_id, field_id) do update
         set text = excluded.text, number = excluded.number, day = excluded.day, option_id = excluded.option_id,
             person_id = excluded.person_id, checked = excluded.checked",
        tx.workspace_id().uuid(),
        &batch.tasks,
        &batch.fields,
        &batch.texts as &[Option<String>],
        &batch.numbers as &[Option<String>],
        &batch.days as &[Option<Date>],
        &batch.options as &[Option<Uuid>],
        &batch.people as &[Option<Uuid>],
        &batch.checked as &[Option<bool>],
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Those of these people who stand in the workspace and see the project.
pub async fn who_see(tx: &mut TenantTx, project_id: ProjectId, people: &[PersonId]) -> Result<Vec<PersonId>> {
    let people: Vec<Uuid> = people.iter().map(|id| id.uuid()).collect();
    Ok(sqlx::query_scalar!(
        r#"select m.person_id as "person_id: PersonId"
           from member m
           where m.workspace_id = $1
             and m.person_id = any ($3)
             and m.suspended_at is null
             and m.left_at is null
             and (m.role <> 'guest' or exists (
               select from project_guest g
               where g.workspace_id = m.workspace_id and g.project_id = $2 and g.person_id = m.person_id))"#,
        tx.workspace_id().uuid(),
        project_id.uuid(),
        &people,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Has a task say what another one of its project says.
pub async fn copy(tx: &mut TenantTx, from: TaskId, to: TaskId) -> Result<()> {
    sqlx::query!(
        "insert into field_value (workspace_id, task_id, field_id, text, number, day, option_id, person_id, checked)
         select v.workspace_id, $3, v.field_id, v.text, v.number, v.day, v.option_id, v.person_id, v.checked
         from field_value v
         where v.workspace_id = $1 and v.task_id = $2",
        tx.workspace_id().uuid(),
        from.uuid(),
        to.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

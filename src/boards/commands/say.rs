//! What tasks are to say in the fields of their project: a part of the commands that change tasks.

use crate::{
    Error, Result,
    boards::{
        field::{Field, FieldKind, Value, Values},
        store::fields::{
            self,
            values::{self, Said},
        },
    },
    database::TenantTx,
    ids::{PersonId, ProjectId, TaskId},
};
use serde_json::{Map, Value as Json, json};

/// The fields that something can be said in, and who of those who were named can be.
pub(super) struct Sayable {
    fields: Vec<Field>,
    people: Vec<PersonId>,
}

impl Sayable {
    /// Loaded once for all that is wanted; where that is nothing, not at all.
    pub async fn of(tx: &mut TenantTx, project_id: ProjectId, wanted: &[&Values]) -> Result<Self> {
        if wanted.iter().all(|values| values.is_empty()) {
            return Ok(Self { fields: Vec::new(), people: Vec::new() });
        }
        let fields = fields::list(tx, project_id, false).await?;
        let of_people = |field: &&Field| field.kind == FieldKind::Person;
        let named =
            fields.iter().filter(of_people).flat_map(|field| wanted.iter().filter_map(|one| one.get(&field.id)));
        let named: Vec<PersonId> = named.filter_map(|written| written.trim().parse().ok()).collect();
        let people = if named.is_empty() { Vec::new() } else { values::who_see(tx, project_id, &named).await? };
        Ok(Self { fields, people })
    }

    /// What was written, each value of its field's kind; nothing for a field that is to say nothing.
    pub fn parse(&self, wanted: &Values) -> Result<Vec<(&Field, Option<Value>)>> {
        let mut said = Vec::new();
        for (id, written) in wanted {
            let field = self.fields.iter().find(|field| field.id == *id);
            let field = field.ok_or_else(|| Error::invalid("fields", "This field is not of this project."))?;
            let value = Value::parse(field, written)?;
            if let Some(Value::Person(person)) = &value
                && !self.people.contains(person)
            {
                let why = format!("{}: only somebody who sees the project can be named.", field.name);
                return Err(Error::invalid("fields", why));
            }
            said.push((field, value));
        }
        Ok(said)
    }

    /// The same as it will be kept.
    pub fn tidy(&self, wanted: &Values) -> Result<Values> {
        let said = self.parse(wanted)?;
        Ok(said
            .into_iter()
            .map(|(field, value)| (field.id, value.map(|it| it.to_string()).unwrap_or_default()))
            .collect())
    }
}

/// Has a locked task say this in its fields. Answers with what changed of it, for the event: what each field said
/// before, and what it says now.
pub(super) async fn say(
    tx: &mut TenantTx,
    (task_id, project_id): (TaskId, ProjectId),
    before: &Values,
    wanted: &Values,
) -> Result<Option<Json>> {
    let sayable = Sayable::of(tx, project_id, &[wanted]).await?;
    let mut said: Vec<Said> = Vec::new();
    let (mut from, mut to) = (Map::new(), Map::new());
    for (field, value) in sayable.parse(wanted)? {
        let (was, is) = (before.get(&field.id).cloned(), value.as_ref().map(ToString::to_string));
        if was != is {
            from.insert(field.name.clone(), told(field, was));
            to.insert(field.name.clone(), told(field, is));
            said.push((task_id, field.id, value));
        }
    }
    if said.is_empty() {
        return Ok(None);
    }
    values::write(tx, &said).await?;
    Ok(Some(json!([from, to])))
}

/// A value as the log keeps it: by the name of a choice, which may go, and by the id of a person, whose name may change.
fn told(field: &Field, written: Option<String>) -> Json {
    let Some(written) = written else {
        return if field.kind == FieldKind::Checkbox { json!(false) } else { Json::Null };
    };
    match field.kind {
        FieldKind::Select => json!(written.parse().ok().and_then(|id| field.option(id)).map(|option| &option.name)),
        FieldKind::Person => json!({ "person_id": written }),
        FieldKind::Checkbox => json!(true),
        FieldKind::Text | FieldKind::Number | FieldKind::Date | FieldKind::Link => json!(written),
    }
}

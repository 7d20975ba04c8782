//! What a file says in custom fields: the fields and choices by name, made where they are missing.

use super::{cells, pack::Cast, sheet::Sheet, store::Made, view::ImportRow};
use crate::{
    Error, Result,
    boards::{
        field::{Field, FieldKind, FieldOption, MOST_FIELDS, MOST_ON_CARD, MOST_OPTIONS, Value, parse_name},
        rank,
        store::fields::{self, values::Said},
    },
    database::TenantTx,
    ids::{FieldId, OptionId, ProjectId, TaskId},
};

/// The fields of the project, with all that the rows need.
pub struct Fields(Vec<Field>);

impl Fields {
    /// Finds or makes what the file and these rows name. The project's turn is taken already.
    pub async fn prepare(
        tx: &mut TenantTx,
        project_id: ProjectId,
        rows: &[&ImportRow],
        sheet: &Sheet,
        made: &mut Made,
    ) -> Result<Self> {
        let said = || rows.iter().flat_map(|row| &row.luggage.fields);
        if sheet.fields.is_empty() && said().next().is_none() {
            return Ok(Self(Vec::new()));
        }
        let mut known = Self(fields::list(tx, project_id, false).await?);
        for field in &sheet.fields {
            if known.find(&field.name).is_none() {
                known.add(tx, project_id, field.clone(), made).await?;
            }
        }
        for (name, _) in said() {
            if known.find(name).is_none() {
                known.add(tx, project_id, text_field(parse_name(name)?), made).await?;
            }
        }
        for (name, written) in said() {
            known.offer(name, written);
        }
        for field in known.0.iter().filter(|field| field.kind == FieldKind::Select) {
            fields::write_options(tx, field.id, &field.options).await?;
        }
        Ok(known)
    }

    fn find(&self, name: &str) -> Option<&Field> {
        self.0.iter().find(|field| field.name.to_lowercase() == name.to_lowercase())
    }

    async fn add(&mut self, tx: &mut TenantTx, project_id: ProjectId, new: Field, made: &mut Made) -> Result<()> {
        let all = fields::list(tx, project_id, true).await?;
        if all.len() >= MOST_FIELDS {
            return Err(Error::invalid("file", format!("A project has at most {MOST_FIELDS} fields.")));
        }
        let last = all.iter().map(|field| field.rank.as_str()).max();
        let rank = rank::between(last, None).map_err(Error::internal)?;
        let shown = all.iter().filter(|field| field.on_card).count();
        let on_card = new.on_card && shown < MOST_ON_CARD;
        let field = Field { id: FieldId::new(), rank, on_card, ..new };
        fields::insert(tx, project_id, &field).await?;
        made.fields.push(field.id);
        self.0.push(field);
        Ok(())
    }

    /// Makes a choice of what a row says in a field of choices, while there is room.
    fn offer(&mut self, name: &str, written: &str) {
        let named = |field: &&mut Field| field.name.to_lowercase() == name.to_lowercase();
        let Some(field) = self.0.iter_mut().find(named) else { return };
        let room = field.kind == FieldKind::Select && field.options.len() < MOST_OPTIONS;
        if room && choice(field, written).is_none() {
            let hue = i16::try_from(field.options.len() * 3 % 10).unwrap_or(0);
            let name = cells::shorten(written, 60);
            field.options.push(FieldOption { id: OptionId::new(), name, hue, archived: false });
        }
    }

    /// What a row says; and under their names what cannot be said in their fields, so that nothing of it is lost.
    pub fn said<'a>(
        &self,
        task_id: TaskId,
        row: &'a ImportRow,
        cast: &Cast<'_>,
    ) -> (Vec<Said>, Vec<(&'a str, &'a str)>) {
        let (mut said, mut lost) = (Vec::new(), Vec::new());
        for (name, written) in &row.luggage.fields {
            let value = self.find(name).and_then(|field| Some((field, value(field, written, cast)?)));
            match value {
                Some((field, value)) => said.push((task_id, field.id, Some(value))),
                None => lost.push((name.as_str(), written.as_str())),
            }
        }
        (said, lost)
    }
}

fn choice<'a>(field: &'a Field, written: &str) -> Option<&'a FieldOption> {
    let wanted = cells::shorten(written, 60).to_lowercase();
    field.options.iter().find(|option| option.name.to_lowercase() == wanted)
}

fn value(field: &Field, written: &str, cast: &Cast<'_>) -> Option<Value> {
    match field.kind {
        FieldKind::Select => choice(field, written).map(|option| Value::Select(option.id)),
        FieldKind::Person => cast.people.find(written).map(Value::Person),
        FieldKind::Date => cells::day(written).ok().flatten().map(Value::Date),
        FieldKind::Text | FieldKind::Number | FieldKind::Checkbox | FieldKind::Link => {
            Value::parse(field, written).ok().flatten()
        }
    }
}

/// What a field is taken for of which only the name is known.
fn text_field(name: String) -> Field {
    Field {
        id: FieldId::new(),
        name,
        kind: FieldKind::Text,
        rank: String::new(),
        options: Vec::new(),
        on_card: false,
        archived: false,
        version: 1,
    }
}

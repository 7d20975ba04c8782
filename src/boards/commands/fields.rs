//! What a project's tasks can say beside what every task says.

use super::{demand_version, record};
use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        field::{
            Field, FieldEdit, FieldKind, FieldOption, MOST_FIELDS, MOST_ON_CARD, MOST_OPTIONS, NewField, OptionEdit,
            parse_name, parse_options, too_many_options,
        },
        policy::Action,
        rank,
        store::{
            access::{Which, load_for},
            columns::lock_project,
            fields,
        },
    },
    database::{Db, TenantTx},
    idempotency::{self, Once},
    ids::{FieldId, OptionId, ProjectId},
};
use serde_json::json;

/// Adds a field behind those there are.
pub async fn add_field(
    db: &Db,
    actor: &Actor,
    project_id: ProjectId,
    new: NewField,
    once: Option<&Once>,
) -> Result<Field> {
    let (name, wanted) = (parse_name(&new.name)?, parse_options(&new.options)?);
    let mut tx = db.tenant(actor).await?;
    load_for(&mut tx, actor, Action::EditProject, Which::Project(project_id)).await?;
    lock_project(&mut tx, project_id).await?;
    let id = FieldId::new();
    let existing = fields::list(&mut tx, project_id, true).await?;
    if let Some(earlier) = idempotency::claim(&mut tx, once, id.uuid()).await? {
        return existing.into_iter().find(|field| field.id == earlier.into()).ok_or(Error::NotFound);
    }
    if existing.len() >= MOST_FIELDS {
        return Err(Error::invalid("name", format!("A project has at most {MOST_FIELDS} fields.")));
    }
    let last = existing.iter().map(|field| field.rank.as_str()).max();
    let rank = rank::between(last, None).map_err(Error::internal)?;
    let (kind, version) = (new.kind, 1);
    let mut field = Field { id, name, kind, rank, options: Vec::new(), on_card: false, archived: false, version };
    field.options = offered(&field, wanted, &[])?;
    fields::insert(&mut tx, project_id, &field).await?;
    record(&mut tx, "field.created", project_id, id.uuid(), json!({ "name": field.name })).await?;
    tx.commit().await?;
    Ok(field)
}

/// Loads a field for changing it, and takes the project's and the field's turn.
async fn open(tx: &mut TenantTx, actor: &Actor, field_id: FieldId) -> Result<(ProjectId, Field)> {
    let project_id = load_for(tx, actor, Action::EditProject, Which::Field(field_id)).await?.project.id;
    lock_project(tx, project_id).await?;
    Ok((project_id, fields::lock(tx, project_id, field_id).await?))
}

/// Writes a field that was changed, and says so.
async fn close(mut tx: TenantTx, project_id: ProjectId, mut field: Field, kind: &str) -> Result<Field> {
    field.version = fields::update(&mut tx, &field).await?;
    record(&mut tx, kind, project_id, field.id.uuid(), json!({ "name": field.name })).await?;
    tx.commit().await?;
    Ok(field)
}

pub async fn edit_field(
    db: &Db,
    actor: &Actor,
    field_id: FieldId,
    edit: FieldEdit,
    expected: Option<i32>,
) -> Result<Field> {
    let name = edit.name.as_deref().map(parse_name).transpose()?;
    let wanted = edit.options.as_deref().map(parse_options).transpose()?;
    let mut tx = db.tenant(actor).await?;
    let (project_id, before) = open(&mut tx, actor, field_id).await?;
    demand_version(before.version, expected)?;
    let mut field = before.clone();
    field.name = name.unwrap_or(field.name);
    if edit.on_card == Some(true) && !field.on_card {
        demand_room_on_card(&mut tx, project_id).await?;
    }
    field.on_card = edit.on_card.unwrap_or(field.on_card);
    if let Some(wanted) = wanted {
        let used = fields::used_options(&mut tx, field_id).await?;
        field.options = offered(&field, wanted, &used)?;
    }
    if field == before {
        return Ok(field);
    }
    if field.options != before.options {
        fields::write_options(&mut tx, field_id, &field.options).await?;
    }
    close(tx, project_id, field, "field.edited").await
}

async fn demand_room_on_card(tx: &mut TenantTx, project_id: ProjectId) -> Result<()> {
    let shown = fields::list(tx, project_id, false).await?.iter().filter(|field| field.on_card).count();
    if shown < MOST_ON_CARD {
        return Ok(());
    }
    let why = format!("Cards show at most {MOST_ON_CARD} fields. Take another one off them first.");
    Err(Error::invalid("on_card", why))
}

/// The choices of a field as they are to be, and behind them those put aside. A choice that comes back under the name
/// of one put aside is that one again.
fn offered(field: &Field, wanted: Vec<OptionEdit>, used: &[OptionId]) -> Result<Vec<FieldOption>> {
    if field.kind != FieldKind::Select && !wanted.is_empty() {
        return Err(Error::invalid("options", "Only a field of choices has choices."));
    }
    let mut options: Vec<FieldOption> = Vec::new();
    for OptionEdit { id, name, hue } in wanted {
        if id.is_some_and(|id| field.option(id).is_none()) {
            return Err(Error::invalid("options", "This is not a choice of this field."));
        }
        let aside = || {
            let same = |option: &&FieldOption| option.archived && option.name.to_lowercase() == name.to_lowercase();
            field.options.iter().find(same).map(|option| option.id)
        };
        let id = id.or_else(aside).filter(|id| options.iter().all(|other| other.id != *id));
        options.push(FieldOption { id: id.unwrap_or_default(), name, hue, archived: false });
    }
    let left_out = field.options.iter().filter(|option| options.iter().all(|other| other.id != option.id));
    let aside = left_out.filter(|option| used.contains(&option.id));
    let aside: Vec<_> = aside.map(|option| FieldOption { archived: true, ..option.clone() }).collect();
    options.extend(aside);
    if options.len() > MOST_OPTIONS { Err(too_many_options()) } else { Ok(options) }
}

/// Puts a field behind another, or first.
pub async fn move_field(db: &Db, actor: &Actor, field_id: FieldId, after: Option<FieldId>) -> Result<Field> {
    let mut tx = db.tenant(actor).await?;
    let (project_id, mut field) = open(&mut tx, actor, field_id).await?;
    let mut others = fields::list(&mut tx, project_id, true).await?;
    others.retain(|other| other.id != field_id);
    others.sort_unstable_by(|a, b| a.rank.cmp(&b.rank));
    let at = match after {
        None => 0,
        Some(after) => 1 + others.iter().position(|other| other.id == after).ok_or(Error::NotFound)?,
    };
    let low = at.checked_sub(1).map(|before| others[before].rank.as_str());
    let high = others.get(at).map(|next| next.rank.as_str());
    let here = field.rank.as_str();
    if low.is_none_or(|low| low < here) && high.is_none_or(|high| here < high) {
        return Ok(field);
    }
    field.rank = rank::between(low, high).map_err(Error::internal)?;
    close(tx, project_id, field, "field.moved").await
}

/// Takes a field away: for good where no task says anything in it, else aside with what they say.
pub async fn remove_field(db: &Db, actor: &Actor, field_id: FieldId) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let (project_id, field) = open(&mut tx, actor, field_id).await?;
    if fields::is_used(&mut tx, field_id).await? {
        if field.archived {
            return Ok(());
        }
        let aside = Field { archived: true, on_card: false, ..field };
        return close(tx, project_id, aside, "field.archived").await.map(drop);
    }
    fields::delete(&mut tx, field_id).await?;
    record(&mut tx, "field.removed", project_id, field_id.uuid(), json!({ "name": field.name })).await?;
    tx.commit().await
}

/// Brings a field back that was put aside.
pub async fn restore_field(db: &Db, actor: &Actor, field_id: FieldId) -> Result<Field> {
    let mut tx = db.tenant(actor).await?;
    let (project_id, field) = open(&mut tx, actor, field_id).await?;
    if !field.archived {
        return Ok(field);
    }
    close(tx, project_id, Field { archived: false, ..field }, "field.restored").await
}

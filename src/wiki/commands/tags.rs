//! Words that pages and tasks are found by. A tag is made by using it.

use super::{hue, record};
use crate::{
    Error, Result,
    actor::{Actor, Role},
    boards,
    database::{Db, Happening, TenantTx},
    ids::{PageId, TagId, TaskId},
    wiki::{
        policy::Action,
        store::{
            access::{Which, demand, load_for},
            tags, views,
        },
        tag::{MOST_TAGS, Tag, parse_name},
    },
};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The tags of these names; what is new among them is made. A guest uses those that there are.
async fn wanted(tx: &mut TenantTx, actor: &Actor, names: &[String]) -> Result<Vec<Tag>> {
    let mut names: Vec<String> = names.iter().map(|name| parse_name(name)).collect::<Result<_>>()?;
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup_by_key(|name| name.to_lowercase());
    if names.len() > MOST_TAGS {
        return Err(Error::invalid("tags", format!("At most {MOST_TAGS} tags, please.")));
    }
    let known = tags::named(tx, &names).await?;
    if known.len() == names.len() {
        return Ok(known);
    }
    if actor.role == Role::Guest {
        return Err(Error::invalid("tags", "Only members make new tags. Please choose one that there is."));
    }
    tags::insert(tx, &names).await?;
    tags::named(tx, &names).await
}

fn ids(tags: &[Tag]) -> Vec<TagId> {
    tags.iter().map(|tag| tag.id).collect()
}

fn names(tags: &[Tag]) -> Vec<&str> {
    tags.iter().map(|tag| tag.name.as_str()).collect()
}

/// Gives a page these tags, by name, and no others.
pub async fn set_page_tags(db: &Db, actor: &Actor, page_id: PageId, wants: &[String]) -> Result<Vec<Tag>> {
    let mut tx = db.tenant(actor).await?;
    let page = load_for(&mut tx, actor, Action::EditPage, Which::Page(page_id)).await?.page;
    let before = views::tags(&mut tx, page_id).await?;
    let after = wanted(&mut tx, actor, wants).await?;
    if before == after {
        return Ok(after);
    }
    tags::set_of_page(&mut tx, page_id, &ids(&after)).await?;
    let data = json!({ "title": page.title, "number": page.number, "tags": names(&after) });
    record(&mut tx, "page.tagged", page_id.uuid(), data).await?;
    tx.commit().await?;
    Ok(after)
}

/// Gives a page that is being made these tags, by name.
pub async fn tag_new_page(tx: &mut TenantTx, actor: &Actor, page_id: PageId, wants: &[String]) -> Result<()> {
    let tags = wanted(tx, actor, wants).await?;
    tags::set_of_page(tx, page_id, &ids(&tags)).await
}

/// Gives a task these tags, by name, and no others.
pub async fn set_task_tags(db: &Db, actor: &Actor, task_id: TaskId, wants: &[String]) -> Result<Vec<Tag>> {
    let mut tx = db.tenant(actor).await?;
    let action = boards::policy::Action::EditTasks;
    let project = boards::load_for(&mut tx, actor, action, boards::Which::Task(task_id)).await?.project;
    let task = boards::find_task(&mut tx, task_id).await?;
    let before = tags::of_task(&mut tx, task_id).await?;
    let after = wanted(&mut tx, actor, wants).await?;
    if before == after {
        return Ok(after);
    }
    tags::set_of_task(&mut tx, task_id, &ids(&after)).await?;
    let data = json!({
        "key": format!("{}-{}", project.key, task.number),
        "title": task.title,
        "changes": { "tags": [names(&before), names(&after)] },
    });
    let what = Happening { kind: "task.edited", project_id: Some(project.id), subject_id: task_id.uuid(), data };
    tx.record(what).await?;
    tx.commit().await?;
    Ok(after)
}

/// What of a tag is to change; what is absent stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TagEdit {
    #[schema(min_length = 1, max_length = 40)]
    pub name: Option<String>,
    #[schema(minimum = 0, maximum = 9)]
    pub hue: Option<i16>,
}

pub async fn edit_tag(db: &Db, actor: &Actor, id: TagId, edit: TagEdit) -> Result<Tag> {
    let mut tx = db.tenant(actor).await?;
    demand(actor, Action::ManageTags)?;
    let before = tags::lock(&mut tx, id).await?;
    let tag = Tag {
        id,
        name: edit.name.as_deref().map(parse_name).transpose()?.unwrap_or_else(|| before.name.clone()),
        hue: edit.hue.map(hue).transpose()?.unwrap_or(before.hue),
    };
    if tag == before {
        return Ok(tag);
    }
    tags::update(&mut tx, &tag).await?;
    record(&mut tx, "tag.edited", id.uuid(), json!({ "name": tag.name, "from": before.name })).await?;
    tx.commit().await?;
    Ok(tag)
}

/// Takes a tag off everything.
pub async fn remove_tag(db: &Db, actor: &Actor, id: TagId) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    demand(actor, Action::ManageTags)?;
    let tag = tags::lock(&mut tx, id).await?;
    tags::delete(&mut tx, id).await?;
    record(&mut tx, "tag.removed", id.uuid(), json!({ "name": tag.name })).await?;
    tx.commit().await
}

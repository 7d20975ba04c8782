//! What tasks say in custom fields, by the names of the fields.

use crate::{Result, boards::export::document::PersonDocument, database::TenantTx, ids::TaskId};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

/// A choice by its name, a person as files name people, everything else as a value is written.
pub async fn of(tx: &mut TenantTx, ids: &[Uuid], addresses: bool) -> Result<HashMap<TaskId, BTreeMap<String, String>>> {
    let rows = sqlx::query!(
        r#"select
             v.task_id as "task_id: TaskId",
             f.name,
             coalesce(v.text, trim_scale(v.number)::text, to_char(v.day, 'YYYY-MM-DD'), o.name, p.name,
               'true') as "said!",
             p.email as "email?"
           from field_value v
           join field f on f.workspace_id = v.workspace_id and f.id = v.field_id
           left join field_option o
             on o.workspace_id = v.workspace_id and o.field_id = v.field_id and o.id = v.option_id
           left join person p on p.id = v.person_id
           where v.workspace_id = $1 and v.task_id = any ($2) and f.archived_at is null"#,
        tx.workspace_id().uuid(),
        ids,
    )
    .fetch_all(tx.conn())
    .await?;
    let mut found: HashMap<TaskId, BTreeMap<String, String>> = HashMap::new();
    for row in rows {
        let said = match row.email {
            Some(email) => PersonDocument { name: row.said, email: Some(email).filter(|_| addresses) }.to_string(),
            None => row.said,
        };
        found.entry(row.task_id).or_default().insert(row.name, said);
    }
    Ok(found)
}

use crate::{Error, Result, ids::PersonId, wiki::content::PageKey};
use sqlx::PgConnection;
use yrs::block::ClientID;

/// Whose the clients of a page are.
pub async fn owners(conn: &mut PgConnection, key: PageKey) -> Result<Vec<(ClientID, PersonId)>> {
    let rows = sqlx::query!(
        r#"select client_id, person_id as "person_id: PersonId"
           from page_client
           where workspace_id = $1 and page_id = $2"#,
        key.workspace_id.uuid(),
        key.page_id.uuid(),
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let client = u64::try_from(row.client_id).map_err(Error::internal)?;
            Ok((ClientID::new(client), row.person_id))
        })
        .collect()
}

/// Notes whose these are from now on, each named once. False when one of them is somebody else's.
pub async fn claim(conn: &mut PgConnection, key: PageKey, claimed: &[(ClientID, PersonId)]) -> Result<bool> {
    let numbers = claimed.iter().map(|(client, _)| i64::try_from(client.get()));
    let numbers = numbers.collect::<Result<Vec<i64>, _>>().map_err(Error::internal)?;
    let people: Vec<_> = claimed.iter().map(|(_, person)| person.uuid()).collect();
    let done = sqlx::query!(
        "insert into page_client (workspace_id, page_id, client_id, person_id)
         select $1, $2, said.client_id, said.person_id
         from unnest($3::bigint[], $4::uuid[]) as said (client_id, person_id)
         on conflict (workspace_id, page_id, client_id) do update
         set person_id = excluded.person_id
         where page_client.person_id = excluded.person_id",
        key.workspace_id.uuid(),
        key.page_id.uuid(),
        &numbers,
        &people,
    )
    .execute(conn)
    .await?;
    Ok(usize::try_from(done.rows_affected()).ok() == Some(claimed.len()))
}

/// An epoch is over, and with it all that was written by these clients.
pub async fn forget(conn: &mut PgConnection, key: PageKey) -> Result<()> {
    sqlx::query!(
        "delete from page_client where workspace_id = $1 and page_id = $2",
        key.workspace_id.uuid(),
        key.page_id.uuid(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

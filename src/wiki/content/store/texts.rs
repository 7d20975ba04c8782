use crate::{
    Error, Result,
    wiki::{
        content::{PageKey, Texts},
        document::text::Target,
    },
};
use sqlx::PgConnection;

/// How far of the log they go, where there are any.
pub async fn seq(conn: &mut PgConnection, key: PageKey) -> Result<Option<i64>> {
    let seq = sqlx::query_scalar!(
        "select seq from page_text where workspace_id = $1 and page_id = $2",
        key.workspace_id.uuid(),
        key.page_id.uuid(),
    )
    .fetch_optional(conn)
    .await?;
    Ok(seq)
}

/// Whether they say what stands there.
pub async fn are_new(conn: &mut PgConnection, key: PageKey) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"select exists (
             select
             from page_text t
             join page_content c on c.workspace_id = t.workspace_id and c.page_id = t.page_id
             where t.workspace_id = $1 and t.page_id = $2 and t.seq >= c.last_seq
           ) as "found!""#,
        key.workspace_id.uuid(),
        key.page_id.uuid(),
    )
    .fetch_one(conn)
    .await?;
    Ok(found)
}

/// False when newer ones are there, or the page is at another epoch by now: of two that say the same line of the log,
/// the one from before a rewrite is the older one. Until the transaction ends the page is not rewritten.
pub async fn write(conn: &mut PgConnection, key: PageKey, epoch: i32, seq: i64, texts: &Texts) -> Result<bool> {
    let outline = serde_json::to_value(&texts.outline).map_err(Error::internal)?;
    let words = i32::try_from(texts.words).unwrap_or(i32::MAX);
    // Postgres has no NUL in its texts.
    let (html, plain) = (texts.html.replace('\0', ""), texts.plain.replace('\0', ""));
    let done = sqlx::query!(
        "insert into page_text (workspace_id, page_id, seq, html, plain, outline, words, files, files_seq)
         select c.workspace_id, c.page_id, $4::bigint, $5, $6, $7, $8, $9, $4::bigint
         from page_content c
         where c.workspace_id = $1 and c.page_id = $2 and c.epoch = $3
         for share of c
         on conflict (workspace_id, page_id) do update
         set seq = excluded.seq,
             html = excluded.html,
             plain = excluded.plain,
             outline = excluded.outline,
             words = excluded.words,
             files = excluded.files,
             files_seq = excluded.files_seq
         where page_text.seq <= excluded.seq",
        key.workspace_id.uuid(),
        key.page_id.uuid(),
        epoch,
        seq,
        html,
        plain,
        outline,
        words,
        &texts.files,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn write_references(conn: &mut PgConnection, key: PageKey, references: &[Target]) -> Result<()> {
    let (mut kinds, mut targets) = (Vec::new(), Vec::new());
    for reference in references {
        let (kind, id) = match reference {
            Target::Person(id) => ("person", *id),
            Target::Page(id) => ("page", *id),
            Target::Task(id) => ("task", *id),
        };
        kinds.push(kind.to_owned());
        targets.push(id);
    }
    sqlx::query!(
        "delete from page_reference r
         where r.workspace_id = $1
           and r.page_id = $2
           and not exists (
             select from unnest($3::text[], $4::uuid[]) as said (kind, target_id)
             where said.kind = r.kind and said.target_id = r.target_id)",
        key.workspace_id.uuid(),
        key.page_id.uuid(),
        &kinds,
        &targets,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into page_reference (workspace_id, page_id, kind, target_id)
         select $1, $2, said.kind, said.target_id
         from unnest($3::text[], $4::uuid[]) as said (kind, target_id)
         on conflict do nothing",
        key.workspace_id.uuid(),
        key.page_id.uuid(),
        &kinds,
        &targets,
    )
    .execute(conn)
    .await?;
    Ok(())
}

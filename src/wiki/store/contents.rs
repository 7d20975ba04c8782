//! What a page begins with.

use crate::{Error, Result, database::TenantTx, ids::PageId};
use yrs::{Doc, ReadTxn, StateVector, Transact, Update, XmlElementPrelim, XmlFragment, updates::decoder::Decode};

/// The description of the schema that new pages are written by.
pub const SCHEMA: i32 = 1;

/// A document, as it is stored.
#[derive(Clone, Debug)]
pub struct Content {
    pub schema: i32,
    /// In Yjs' second encoding.
    pub state: Vec<u8>,
}

impl Content {
    /// One empty paragraph.
    pub fn empty() -> Self {
        let doc = Doc::new();
        let root = doc.get_or_insert_xml_fragment("default");
        root.push_back(&mut doc.transact_mut(), XmlElementPrelim::empty("paragraph"));
        let state = doc.transact().encode_state_as_update_v2(&StateVector::default());
        Self { schema: SCHEMA, state }
    }
}

/// Lays down the document of a new page, once.
pub async fn insert(tx: &mut TenantTx, page_id: PageId, content: &Content) -> Result<()> {
    sqlx::query!(
        "insert into page_content (workspace_id, page_id, schema_version, state) values ($1, $2, $3, $4)",
        tx.workspace_id().uuid(),
        page_id.uuid(),
        content.schema,
        content.state,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes that nothing stands on a new page, so that nobody has to derive it.
pub async fn insert_empty_text(tx: &mut TenantTx, page_id: PageId) -> Result<()> {
    sqlx::query!(
        "insert into page_text (workspace_id, page_id, seq, html, plain) values ($1, $2, 0, '', '')",
        tx.workspace_id().uuid(),
        page_id.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What stands on a page now: its state, and the updates that came after it.
pub async fn now(tx: &mut TenantTx, page_id: PageId) -> Result<Content> {
    let base = sqlx::query!(
        "select schema_version, state, state_seq from page_content where workspace_id = $1 and page_id = $2",
        tx.workspace_id().uuid(),
        page_id.uuid(),
    )
    .fetch_one(tx.conn())
    .await?;
    let updates = sqlx::query_scalar!(
        "select data from page_update where workspace_id = $1 and page_id = $2 and seq > $3 order by seq",
        tx.workspace_id().uuid(),
        page_id.uuid(),
        base.state_seq,
    )
    .fetch_all(tx.conn())
    .await?;
    let doc = Doc::new();
    {
        let mut act = doc.transact_mut();
        let state = Update::decode_v2(&base.state).map_err(Error::internal)?;
        act.apply_update(state).map_err(Error::internal)?;
        for update in updates {
            let update = Update::decode_v1(&update).map_err(Error::internal)?;
            act.apply_update(update).map_err(Error::internal)?;
        }
    }
    let state = doc.transact().encode_state_as_update_v2(&StateVector::default());
    Ok(Content { schema: base.schema_version, state })
}

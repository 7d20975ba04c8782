//! What a page begins with.

use crate::{Result, database::TenantTx, ids::PageId};
use yrs::{Doc, ReadTxn, StateVector, Transact, XmlElementPrelim, XmlFragment};

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
        "insert into page_text (workspace_id, page_id, seq, html, plain, files_seq) values ($1, $2, 0, '', '', 0)",
        tx.workspace_id().uuid(),
        page_id.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

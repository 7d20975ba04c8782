use super::turn::{Turn, expect};
use crate::{
    Result,
    actor::Actor,
    database::Db,
    text,
    workspace::{policy::Action, store::workspaces},
};
use serde_json::json;

/// Writes the billing record down. Answers with the new version.
pub async fn update_billing(
    db: &Db,
    actor: &Actor,
    plan: &str,
    contact: &str,
    reference: &str,
    expected: Option<i32>,
) -> Result<i32> {
    let plan = text::line("plan", plan, 60)?;
    let contact = text::optional_line("billing_contact", contact, 254)?;
    let reference = text::optional_line("invoice_reference", reference, 200)?;
    let mut turn = Turn::take(db, actor, Action::EditBilling).await?;
    expect(expected, turn.workspace.version)?;
    let version = workspaces::set_billing(turn.tx.conn(), actor.workspace_id, &plan, &contact, &reference).await?;
    turn.finish("workspace.billing_changed", actor.workspace_id.uuid(), json!({ "plan": plan })).await?;
    Ok(version)
}

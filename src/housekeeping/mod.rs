//! What nobody needs any more is taken away, once an hour: sessions, mailed secrets, delays and keys
//! that are over, mail that has gone out, what was done with in an inbox long ago, uploads that nobody
//! goes on with, what was sent to webhooks, time that was taken away, and workspaces whose time to be restored has passed.

mod store;

use crate::{
    Result,
    database::Db,
    files, identity,
    ids::PersonId,
    jobs::{self, Job},
    workspace,
};
use time::{Duration, OffsetDateTime};

/// How long a session or a mailed secret is kept after its end, for whoever looks into an incident.
const AFTERWARDS: Duration = Duration::days(1);
/// A creation may be sent again under its key for this long.
const KEYS: Duration = Duration::days(7);
const SENT_MAIL: Duration = Duration::days(7);
/// Mail that could not go out in this time never will.
const ANY_MAIL: Duration = Duration::days(30);
/// API tokens that ended stay known by name for this long.
const TOKENS: Duration = Duration::days(90);

/// What somebody is done with in their inbox can be looked up there for this long.
const DONE: Duration = Duration::days(90);

/// Time that was taken away can be put back for this long.
const REMOVED_TIME: Duration = Duration::days(30);

/// What was sent to webhooks can be looked up and sent again for this long.
const DELIVERIES: Duration = Duration::days(30);

/// How much was taken away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    pub sessions: u64,
    pub api_tokens: u64,
    pub mail_tokens: u64,
    pub delays: u64,
    pub keys: u64,
    pub mails: u64,
    pub notifications: u64,
    pub deliveries: u64,
    pub time_entries: u64,
    pub uploads: u64,
    pub workspaces: u64,
}

/// Takes away what is over by now. Doing it twice does it once.
pub async fn sweep(db: &Db, now: OffsetDateTime) -> Result<Swept> {
    let mut tx = db.identity().await?;
    let mut swept = Swept {
        sessions: store::delete_sessions(tx.conn(), now - AFTERWARDS, now - identity::IDLE - AFTERWARDS).await?,
        api_tokens: store::delete_api_tokens(tx.conn(), now - TOKENS).await?,
        mail_tokens: store::delete_mail_tokens(tx.conn(), now - AFTERWARDS).await?,
        delays: store::delete_delays(tx.conn(), now - identity::DELAY_MEMORY).await?,
        keys: store::delete_account_keys(tx.conn(), now - KEYS).await?,
        mails: store::delete_mails(tx.conn(), now - SENT_MAIL, now - ANY_MAIL).await?,
        notifications: 0,
        deliveries: 0,
        time_entries: 0,
        uploads: 0,
        workspaces: 0,
    };
    tx.commit().await?;
    swept.uploads = files::sweep(db, now).await?;

    let mut tx = db.system().await?;
    swept.keys += store::delete_keys(tx.conn(), now - KEYS).await?;
    swept.notifications = store::delete_notifications(tx.conn(), now - DONE).await?;
    swept.deliveries = store::delete_deliveries(tx.conn(), now - DELIVERIES).await?;
    swept.time_entries = store::delete_time_entries(tx.conn(), now - REMOVED_TIME).await?;
    let expired = store::workspaces_deleted_before(tx.conn(), now - workspace::GRACE).await?;
    tx.commit().await?;
    for id in expired {
        let mut tx = db.tenant_as(id, PersonId(uuid::Uuid::nil())).await?;
        if store::purge_workspace(tx.conn(), id, now - workspace::GRACE).await? {
            jobs::enqueue(&mut tx, &Job::ClearWorkspace { workspace_id: id }).await?;
            swept.workspaces += 1;
        }
        tx.commit().await?;
    }
    Ok(swept)
}

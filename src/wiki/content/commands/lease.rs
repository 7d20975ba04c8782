//! Which process a page is open in. The clock of a lease is that of the database, which all processes share.

use crate::{
    Result,
    database::Db,
    wiki::content::{PageKey, store},
};
use std::time::Duration;
use uuid::Uuid;

/// A lease as its holder knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pub holder: Uuid,
    pub fence: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    Ours(Held),
    /// Another process has it, at this address.
    Elsewhere {
        address: String,
    },
    /// There is no such page.
    NoPage,
}

/// A page whose lease goes on, and how far its log is by now.
#[derive(Clone, Copy, Debug)]
pub struct Renewed {
    pub key: PageKey,
    pub fence: i64,
    pub epoch: i32,
    pub last_seq: i64,
}

/// Takes the lease of a page, if nobody else holds it. `is_new`: this process began so lately that one of its own address
/// is of a process that died there, which is not waited for.
pub async fn take(db: &Db, key: PageKey, holder: Uuid, address: &str, is_new: bool, lasts: Duration) -> Result<Taken> {
    let mut tx = db.system().await?;
    if !store::lease::is_page(tx.conn(), key).await? {
        return Ok(Taken::NoPage);
    }
    let taken = match store::lease::take(tx.conn(), key, holder, address, is_new, lasts).await? {
        Some(fence) => Taken::Ours(Held { holder, fence }),
        None => Taken::Elsewhere { address: store::lease::address(tx.conn(), key).await?.unwrap_or_default() },
    };
    tx.commit().await?;
    Ok(taken)
}

/// Puts off the end of a process' leases of these pages. Those that are not named in the answer are lost.
pub async fn renew(db: &Db, holder: Uuid, pages: &[PageKey], lasts: Duration) -> Result<Vec<Renewed>> {
    let mut tx = db.system().await?;
    let renewed = store::lease::renew(tx.conn(), holder, pages, lasts).await?;
    tx.commit().await?;
    Ok(renewed)
}

/// Ends a lease, so that the next process need not wait.
pub async fn give_back(db: &Db, key: PageKey, held: &Held) -> Result<()> {
    let mut tx = db.system().await?;
    store::lease::give_back(tx.conn(), key, held).await?;
    tx.commit().await
}

//! How a page becomes a room.

use super::{FromClient, Inbox, Refused, Room, batch::Batch, versions::Memory};
use crate::collab::{presence::Presence, protocol::close, rooms::Rooms};
use atrium::{
    Error,
    wiki::content::{self, Held, Opened, Owners, PageKey, Taken},
};
use std::collections::HashMap;
use tokio::time::Instant;
use yrs::{ReadTxn, Transact};

/// Opens a page and serves it until nobody has been there for a while. What it does last is let go of its place.
pub async fn run(rooms: Rooms, key: PageKey, mut inbox: Inbox) {
    match open(&rooms, key).await {
        Ok((held, opened, owners)) => {
            let gauge = metrics::gauge!("atrium_pages_open");
            gauge.increment(1.0);
            let mut room = Room::new(rooms, key, held, opened, owners);
            room.serve(&mut inbox).await;
            gauge.decrement(1.0);
        }
        Err(refused) => {
            rooms.forget(key);
            inbox.close();
            while let Some(said) = inbox.rest().await {
                if let FromClient::Join(_, answer) = said {
                    let _ = answer.send(Err(refused.clone()));
                }
            }
        }
    }
}

async fn open(rooms: &Rooms, key: PageKey) -> Result<(Held, Opened, Owners), Refused> {
    let held = match rooms.take(key).await {
        Ok(Taken::Ours(held)) => held,
        Ok(Taken::Elsewhere { address }) => return Err(Refused::Elsewhere(address)),
        Ok(Taken::NoPage) => return Err(Refused::Closed(close::NOT_THERE)),
        Err(_) => return Err(Refused::Closed(close::BUSY)),
    };
    let load = async { Ok::<_, Error>((content::open(&rooms.db, key).await?, content::owners(&rooms.db, key).await?)) };
    match load.await {
        Ok((opened, owners)) => Ok((held, opened, owners)),
        Err(error) => {
            let _ = content::give_back(&rooms.db, key, &held).await;
            Err(Refused::Closed(match error {
                Error::NotFound => close::NOT_THERE,
                Error::Conflict { .. } => close::OTHER_SCHEMA,
                _ => close::BUSY,
            }))
        }
    }
}

impl Room {
    pub(super) fn new(rooms: Rooms, key: PageKey, held: Held, opened: Opened, owners: Owners) -> Self {
        let now = Instant::now();
        let memory = Memory::of(opened.doc.transact().state_vector(), opened.changed_at);
        Self {
            rooms,
            key,
            held,
            epoch: opened.epoch,
            seq: opened.last_seq,
            lines: opened.lines,
            bytes: opened.bytes,
            weight: content::weight(&opened.doc),
            largest: content::LARGEST,
            doc: opened.doc,
            clients: HashMap::new(),
            asks: HashMap::new(),
            owners,
            presence: Presence::default(),
            presence_at: now,
            batch: Batch::default(),
            flight: None,
            touched_at: None,
            memory,
            stale: None,
            watch: opened.watch,
            keeper: None,
            look_again: false,
            empty_since: now,
            is_spoilt: false,
            over: false,
        }
    }
}

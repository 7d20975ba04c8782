//! Every two seconds, for everybody who is connected: does the session still stand, what may the person do on the page
//! now, and are the pages still ours? One statement each, however many they are.

use super::{
    room::Order,
    rooms::{LEASE, Rooms},
};
use atrium::{
    clock, identity,
    wiki::content::{self, PageKey},
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

const EVERY: Duration = Duration::from_secs(2);

pub async fn run(rooms: Rooms) {
    loop {
        tokio::select! {
            () = rooms.stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
        renew_leases(&rooms).await;
        close_ended_sessions(&rooms).await;
        look_at_rights(&rooms).await;
    }
}

async fn renew_leases(rooms: &Rooms) {
    let pages = rooms.pages();
    if pages.is_empty() {
        return;
    }
    // Without an answer a room goes on: what it writes is refused if the lease is gone.
    let Ok(renewed) = content::renew(&rooms.db, rooms.process, &pages, LEASE).await else { return };
    let mut lost: HashSet<PageKey> = pages.into_iter().collect();
    for one in renewed {
        lost.remove(&one.key);
        rooms.tell(one.key, Order::Renewed { fence: one.fence, epoch: one.epoch, last_seq: one.last_seq });
    }
    for key in lost {
        rooms.tell(key, Order::Lost);
    }
}

async fn close_ended_sessions(rooms: &Rooms) {
    let seats = rooms.everybody();
    let sessions: HashSet<_> = seats.iter().filter_map(|(_, seat)| seat.session_id).collect();
    if sessions.is_empty() {
        return;
    }
    let sessions: Vec<_> = sessions.into_iter().collect();
    // Without an answer nobody is thrown out, and nobody learns anything new either.
    let Ok(ended) = identity::ended_sessions(&rooms.db, &sessions, clock::now()).await else { return };
    let mut leaving: HashMap<PageKey, Vec<_>> = HashMap::new();
    for (who, seat) in seats.iter().filter(|(_, seat)| seat.session_id.is_some_and(|id| ended.contains(&id))) {
        leaving.entry(seat.key).or_default().push(*who);
    }
    for (key, clients) in leaving {
        rooms.tell(key, Order::SignedOut(clients));
    }
}

async fn look_at_rights(rooms: &Rooms) {
    let asked: HashSet<_> = rooms.everybody().into_iter().map(|(_, seat)| (seat.key, seat.person_id)).collect();
    if asked.is_empty() {
        return;
    }
    let asked: Vec<_> = asked.into_iter().collect();
    let Ok(levels) = content::levels(&rooms.db, &asked).await else { return };
    let mut by_page: HashMap<PageKey, HashMap<_, _>> = asked.iter().map(|(key, _)| (*key, HashMap::new())).collect();
    for ((key, person_id), level) in levels {
        by_page.entry(key).or_default().insert(person_id, level);
    }
    for (key, levels) in by_page {
        let order = if levels.is_empty() { Order::Gone } else { Order::Levels(Arc::new(levels)) };
        rooms.tell(key, order);
    }
}

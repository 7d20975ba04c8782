//! Those who are connected are asked about again every two seconds: does the session still stand, may
//! the person still see what they listen to. Three statements for everybody, however many listen.

use super::{
    hub::Hub,
    subscriber::{Outgoing, Subscriber, encode},
    topic::TopicKey,
};
use atrium::{
    clock, identity,
    realtime::{Tell, close_code},
    workspace,
};
use std::{collections::HashSet, time::Duration};

const ASK_EVERY: Duration = Duration::from_secs(2);

pub(super) async fn run(hub: Hub) {
    loop {
        tokio::time::sleep(ASK_EVERY).await;
        close_ended_sessions(&hub).await;
        close_lost_rights(&hub).await;
        close_lost_inboxes(&hub).await;
    }
}

async fn close_ended_sessions(hub: &Hub) {
    let connected = hub.connected();
    let sessions: HashSet<_> = connected.iter().filter_map(|one| one.session_id).collect();
    if sessions.is_empty() {
        return;
    }
    let sessions: Vec<_> = sessions.into_iter().collect();
    // Without an answer nobody is thrown out, and nobody learns anything new either.
    let Ok(ended) = identity::ended_sessions(&hub.db, &sessions, clock::now()).await else { return };
    for subscriber in &connected {
        if subscriber.session_id.is_some_and(|id| ended.contains(&id)) {
            let _ = subscriber.out.try_send(Outgoing::Close(close_code::SIGNED_OUT));
        }
    }
}

async fn close_lost_rights(hub: &Hub) {
    let listening: Vec<(TopicKey, Subscriber)> = hub.with_topics(|topics| {
        topics.iter().flat_map(|(key, handle)| handle.subscribers.values().map(|one| (*key, one.clone()))).collect()
    });
    if listening.is_empty() {
        return;
    }
    let asked: HashSet<_> =
        listening.iter().map(|(key, one)| (key.workspace_id, key.project_id, one.person_id)).collect();
    let asked: Vec<_> = asked.into_iter().collect();
    let Ok(allowed) = workspace::who_may_still_view(&hub.db, &asked).await else { return };
    for (key, subscriber) in &listening {
        if !allowed.contains(&(key.workspace_id, key.project_id, subscriber.person_id)) {
            hub.leave(*key, subscriber.connection);
            if let Some(frame) = encode(&Tell::Gone { project_id: key.project_id }) {
                subscriber.send(&frame);
            }
        }
    }
}

async fn close_lost_inboxes(hub: &Hub) {
    let asked = hub.inboxes.listening();
    if asked.is_empty() {
        return;
    }
    let Ok(allowed) = workspace::who_may_still_enter(&hub.db, &asked).await else { return };
    for (workspace_id, person_id) in asked {
        if !allowed.contains(&(workspace_id, person_id)) {
            hub.inboxes.close(workspace_id, person_id);
        }
    }
}

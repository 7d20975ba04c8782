//! Those who listen are asked about again every two seconds: does the session still stand, may the
//! person still see the project. Two statements for everybody, however many listen.

use super::{
    hub::Hub,
    subscriber::{Outgoing, Subscriber, encode},
    topic::TopicKey,
};
use atrium::{
    identity,
    realtime::{Tell, close_code},
    workspace,
};
use std::{collections::HashSet, time::Duration};

const ASK_EVERY: Duration = Duration::from_secs(2);

pub(super) async fn run(hub: Hub) {
    loop {
        tokio::time::sleep(ASK_EVERY).await;
        let listening: Vec<(TopicKey, Subscriber)> = hub.with_topics(|topics| {
            topics.iter().flat_map(|(key, handle)| handle.subscribers.values().map(|one| (*key, one.clone()))).collect()
        });
        if listening.is_empty() {
            continue;
        }
        close_ended_sessions(&hub, &listening).await;
        close_lost_rights(&hub, &listening).await;
    }
}

async fn close_ended_sessions(hub: &Hub, listening: &[(TopicKey, Subscriber)]) {
    let sessions: HashSet<_> = listening.iter().filter_map(|(_, one)| one.session_id).collect();
    let sessions: Vec<_> = sessions.into_iter().collect();
    // Without an answer nobody is thrown out, and nobody learns anything new either.
    let Ok(ended) = identity::ended_sessions(&hub.db, &sessions).await else { return };
    for (_, subscriber) in listening {
        if subscriber.session_id.is_some_and(|id| ended.contains(&id)) {
            let _ = subscriber.out.try_send(Outgoing::Close(close_code::SIGNED_OUT));
        }
    }
}

async fn close_lost_rights(hub: &Hub, listening: &[(TopicKey, Subscriber)]) {
    let asked: HashSet<_> =
        listening.iter().map(|(key, one)| (key.workspace_id, key.project_id, one.person_id)).collect();
    let asked: Vec<_> = asked.into_iter().collect();
    let Ok(allowed) = workspace::who_may_still_view(&hub.db, &asked).await else { return };
    for (key, subscriber) in listening {
        if !allowed.contains(&(key.workspace_id, key.project_id, subscriber.person_id)) {
            hub.leave(*key, subscriber.connection);
            if let Some(frame) = encode(&Tell::Gone { project_id: key.project_id }) {
                subscriber.send(&frame);
            }
        }
    }
}

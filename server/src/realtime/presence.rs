//! Who is on a board, across processes: each tells the others by NOTIFY whom it has, when that
//! changes and every few seconds; what is not renewed is forgotten.

use super::{hub::Hub, topic::TopicKey};
use atrium::ids::{PersonId, ProjectId, WorkspaceId};
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
    time::{Duration, Instant},
};
use uuid::Uuid;

pub(super) const CHANNEL: &str = "atrium_presence";
const TELL_EVERY: Duration = Duration::from_millis(500);
const RENEW_EVERY: Duration = Duration::from_secs(8);
const FORGET_AFTER: Duration = Duration::from_secs(20);

#[derive(Serialize, Deserialize)]
struct Here {
    process_id: Uuid,
    workspace_id: WorkspaceId,
    project_id: ProjectId,
    people: Vec<PersonId>,
}

type Elsewhere = HashMap<(TopicKey, Uuid), (Instant, Vec<PersonId>)>;

/// What other processes said. It is a memory of messages, renewed by them, not a truth kept here.
static ELSEWHERE: LazyLock<Mutex<Elsewhere>> = LazyLock::new(Mutex::default);

pub(super) async fn run(hub: Hub, pool: PgPool) {
    let mut told: HashMap<TopicKey, (Instant, Vec<PersonId>)> = HashMap::new();
    loop {
        tokio::time::sleep(TELL_EVERY).await;
        let mut here: HashMap<TopicKey, Vec<PersonId>> = hub.with_topics(|topics| {
            topics
                .iter()
                .map(|(key, handle)| (*key, handle.subscribers.values().map(|one| one.person_id).collect()))
                .collect()
        });
        for key in told.keys() {
            here.entry(*key).or_default();
        }
        for (key, mut people) in here {
            people.sort_unstable();
            people.dedup();
            people.truncate(50);
            let known = told.get(&key);
            if known.is_some_and(|(at, known)| *known == people && at.elapsed() < RENEW_EVERY) {
                continue;
            }
            let message = Here {
                process_id: hub.process_id,
                workspace_id: key.workspace_id,
                project_id: key.project_id,
                people: people.clone(),
            };
            let payload = serde_json::to_string(&message).unwrap_or_default();
            // Presence is a courtesy: what fails is told again in a moment.
            let _ = sqlx::query("select pg_notify($1, $2)").bind(CHANNEL).bind(payload).execute(&pool).await;
            if people.is_empty() {
                told.remove(&key);
            } else {
                told.insert(key, (Instant::now(), people));
            }
        }
    }
}

pub(super) fn hear(hub: &Hub, payload: &str) {
    let Ok(here) = serde_json::from_str::<Here>(payload) else { return };
    if here.process_id == hub.process_id {
        return;
    }
    let key = TopicKey { workspace_id: here.workspace_id, project_id: here.project_id };
    let people = {
        let mut elsewhere = ELSEWHERE.lock().unwrap_or_else(PoisonError::into_inner);
        elsewhere.insert((key, here.process_id), (Instant::now(), here.people));
        elsewhere.retain(|_, (at, people)| at.elapsed() < FORGET_AFTER && !people.is_empty());
        elsewhere.iter().filter(|((of, _), _)| *of == key).flat_map(|(_, (_, people))| people.clone()).collect()
    };
    hub.with_topics(|topics| {
        if let Some(handle) = topics.get(&key) {
            handle.people(people);
        }
    });
}

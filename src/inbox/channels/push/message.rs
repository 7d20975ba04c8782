//! Messages to devices: written as ids when they may go, and put into words when they do.

use super::{Keys, Vapid, encrypt, outcome};
use crate::{
    Result,
    actor::{Caller, Proof},
    database::{Db, TenantTx},
    ids::{PushId, TaskId},
    inbox::{
        Reason,
        channels::{
            Channel, hours,
            outgoing::{Moment, Subject, Waiting, sentence, subjects},
            store::{
                self,
                outgoing::{self, Recipient},
                push,
            },
        },
    },
    jobs::{self, Job},
};
use serde_json::json;
use std::collections::BTreeMap;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

/// More tasks than this at one moment come in one message.
const MOST_SINGLE: usize = 3;
/// Lines of one message; phones show about four.
const LINES: usize = 4;
/// After this a message is no news any more, for the push service and for us.
pub const LIFE: Duration = Duration::days(1);

/// Writes what is to be pushed to the person of this transaction and its jobs, and settles the rest.
pub async fn write(tx: &mut TenantTx, moment: &Moment<'_>, waiting: &[Waiting]) -> Result<()> {
    let sorted = moment.sort(Channel::Push, waiting);
    outgoing::put_off(tx, Channel::Push, &sorted.over, None).await?;
    for (until, ids) in &sorted.later {
        outgoing::put_off(tx, Channel::Push, ids, Some(*until)).await?;
    }
    if sorted.going.is_empty() {
        return Ok(());
    }
    let person_id = tx.person_id();
    let devices = push::devices(tx.conn(), person_id, moment.now).await?;
    for ids in messages(sorted.going) {
        outgoing::put_off(tx, Channel::Push, &ids, None).await?;
        for device in &devices {
            let id = PushId::new();
            let workspace_id = tx.workspace_id();
            push::write(tx.conn(), id, device.id, workspace_id, &ids, moment.now).await?;
            jobs::enqueue(tx, &Job::SendPush { push_id: id, tries: 0 }).await?;
        }
    }
    Ok(())
}

fn messages(going: BTreeMap<TaskId, Vec<Uuid>>) -> Vec<Vec<Uuid>> {
    if going.len() > MOST_SINGLE {
        vec![going.into_values().flatten().collect()]
    } else {
        going.into_values().collect()
    }
}

/// One request to a push service, but for the way there.
#[derive(Clone, Debug)]
pub struct Message {
    pub id: PushId,
    pub endpoint: String,
    /// The header `Authorization`.
    pub authorization: String,
    /// Encrypted.
    pub body: Vec<u8>,
    /// Seconds for which the service keeps it.
    pub ttl: i64,
    /// A newer message of the same topic takes the place of one that was not delivered.
    pub topic: String,
    pub urgency: &'static str,
    pub tries: i16,
    pub written: OffsetDateTime,
}

/// A message that is to be sent now. Nothing where it was sent, is over, or has nothing to say any more; it is
/// forgotten then.
pub async fn message_to_send(db: &Db, id: PushId, contact: &str, now: OffsetDateTime) -> Result<Option<Message>> {
    let mut tx = db.identity().await?;
    let Some(row) = push::message(tx.conn(), id, now).await? else { return Ok(None) };
    tx.commit().await?;
    let said = match words(db, &row, now).await? {
        Words::Later(until) if until < row.created_at + LIFE => {
            outcome::put_off(db, id, row.tries, until).await?;
            return Ok(None);
        }
        Words::Said(said) if now < row.created_at + LIFE => Some(said),
        _ => None,
    };
    let keys = Keys { public: row.public_key, auth: row.auth };
    let body = said.as_ref().map(|said| encrypt(&keys, said.text.as_bytes())).transpose();
    let (Some(said), Ok(Some(body))) = (said, body) else {
        let mut tx = db.identity().await?;
        push::forget(tx.conn(), id).await?;
        tx.commit().await?;
        return Ok(None);
    };
    let origin = origin_of(&row.endpoint);
    Ok(Some(Message {
        id,
        authorization: Vapid::of(db).await?.authorization(&origin, contact, now),
        body,
        ttl: (row.created_at + LIFE - now).whole_seconds(),
        topic: said.topic,
        urgency: said.urgency,
        tries: row.tries,
        written: row.created_at,
        endpoint: row.endpoint,
    }))
}

/// Scheme, host and port: what a token is good for.
fn origin_of(endpoint: &str) -> String {
    url::Url::parse(endpoint).map(|url| url.origin().ascii_serialization()).unwrap_or_default()
}

enum Words {
    Said(Said),
    /// The person wants quiet.
    Later(OffsetDateTime),
    Nothing,
}

struct Said {
    text: String,
    topic: String,
    urgency: &'static str,
}

/// What there is to say to the person at this moment.
async fn words(db: &Db, row: &push::MessageRow, now: OffsetDateTime) -> Result<Words> {
    let caller = Caller { person_id: row.person_id, proof: Proof::Operator };
    let mut tx = db.tenant_and_identity(row.workspace_id, &caller).await?;
    let Some(recipient) = outgoing::recipient(&mut tx).await? else { return Ok(Words::Nothing) };
    let settings = store::settings(tx.conn(), row.person_id).await?;
    if let Some(until) = hours::quiet_until(&settings, &recipient.time_zone, now) {
        return Ok(Words::Later(until));
    }
    let ids = outgoing::still_news(&mut tx, &row.notifications).await?;
    let ids: Vec<Uuid> = ids.into_iter().filter(|one| settings.push.has(one.1)).map(|one| one.0).collect();
    let subjects = subjects(&mut tx, &recipient, &ids, now).await?;
    Ok(match subjects.as_slice() {
        [] => Words::Nothing,
        [one] => Words::Said(of_one(one, &recipient)),
        many => Words::Said(of_many(many, &recipient, row.workspace_id.uuid())),
    })
}

fn of_one(subject: &Subject, recipient: &Recipient) -> Said {
    let lines = subject.lines.iter().rev().take(LINES).rev().map(|line| match line.words.as_str() {
        "" => sentence(line),
        words => format!("{}: {words}", sentence(line)),
    });
    let about = &subject.about;
    let personal = |reason| matches!(reason, Reason::Mentioned | Reason::Assigned | Reason::Due);
    Said {
        text: payload(
            &format!("{} {}", about.key(), about.title),
            &lines.collect::<Vec<_>>().join("\n"),
            &about.address("", &recipient.slug),
            &about.task_id.uuid().simple().to_string(),
        ),
        topic: about.task_id.uuid().simple().to_string(),
        urgency: if subject.lines.iter().any(|line| personal(line.reason)) { "high" } else { "normal" },
    }
}

fn of_many(subjects: &[Subject], recipient: &Recipient, workspace: Uuid) -> Said {
    let names = subjects.iter().take(LINES).map(|one| format!("{} {}", one.about.key(), one.about.title));
    let title = format!("{} tasks with news in {}", subjects.len(), recipient.workspace);
    let topic = workspace.simple().to_string();
    let address = format!("/w/{}/inbox", recipient.slug);
    Said { text: payload(&title, &names.collect::<Vec<_>>().join("\n"), &address, &topic), topic, urgency: "normal" }
}

/// As the worker in the browser reads it. Long words are cut, so that it fits in one record.
fn payload(title: &str, body: &str, url: &str, tag: &str) -> String {
    let cut = |text: &str, most: usize| text.chars().take(most).collect::<String>();
    json!({ "title": cut(title, 120), "body": cut(body, 500), "url": url, "tag": tag }).to_string()
}

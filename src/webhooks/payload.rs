//! What is sent: the event as the API would tell it, with the names of what it is about.

use super::store::reader::EventRow;
use crate::activity::{rfc3339, sentence_about};
use serde_json::{Value, json};
use time::OffsetDateTime;

/// Where the workspace is, for the links in a message.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    pub base_url: &'a str,
    pub slug: &'a str,
}

/// A message of the type and shape that `docs/webhooks.md` describes.
pub fn of_event(place: &Place<'_>, event: &EventRow) -> String {
    let project = event.project_id.map(|id| json!({ "id": id, "key": event.project_key, "name": event.project }));
    let actor = event.actor_id.zip(event.actor.as_ref()).map(|(id, name)| json!({ "id": id, "name": name }));
    let message = json!({
        "type": event.kind,
        "timestamp": rfc3339(event.at),
        "data": {
            "seq": event.seq,
            "workspace": place.slug,
            "what": sentence_about(&event.kind, event.data.as_ref()),
            "actor": actor,
            "project": project,
            "task": task(place, event),
            "subject_id": event.subject_id,
            "details": details(event.data.as_ref()),
        }
    });
    message.to_string()
}

/// What somebody sends to see whether it arrives.
pub fn of_test(place: &Place<'_>, who: &str, now: OffsetDateTime) -> String {
    let what = format!("{who} sends this to see whether it arrives");
    json!({
        "type": "webhook.test",
        "timestamp": rfc3339(now),
        "data": { "workspace": place.slug, "what": what }
    })
    .to_string()
}

/// A short name of what an event is about, for the log.
pub fn about(event: &EventRow) -> String {
    let said = |name: &str| event.data.as_ref().and_then(|data| data.get(name)).and_then(Value::as_str);
    task_key(event).or_else(|| said("key").or_else(|| said("name")).map(str::to_owned)).unwrap_or_default()
}

fn task_key(event: &EventRow) -> Option<String> {
    Some(format!("{}-{}", event.project_key.as_ref()?, event.task_number?))
}

fn task(place: &Place<'_>, event: &EventRow) -> Option<Value> {
    let (key, number) = (event.project_key.as_ref()?, event.task_number?);
    let url = format!("{}/w/{}/p/{key}/{number}", place.base_url, place.slug);
    Some(json!({ "id": event.subject_id, "key": task_key(event), "title": event.task_title, "url": url }))
}

/// The event's own words, but for those that `task` has.
fn details(data: Option<&Value>) -> Value {
    let mut details = data.cloned().unwrap_or_else(|| json!({}));
    if let Some(fields) = details.as_object_mut() {
        fields.remove("key");
        fields.remove("title");
    }
    details
}

//! What an export of Trello has, as far as it is read. Everything else in it is passed over. A card is
//! read apart from the others, so that a damaged one is a problem of its own.

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

#[derive(Deserialize)]
pub struct Board<'a> {
    #[serde(borrow)]
    pub lists: Vec<&'a RawValue>,
    #[serde(borrow)]
    pub cards: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    pub labels: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    pub members: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    pub checklists: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    pub actions: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
pub struct List {
    pub id: String,
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    #[serde(default, deserialize_with = "or_default")]
    pub closed: bool,
    #[serde(default, deserialize_with = "or_default")]
    pub pos: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    pub id: String,
    pub name: String,
    pub id_list: String,
    #[serde(default, deserialize_with = "or_default")]
    pub desc: String,
    #[serde(default, deserialize_with = "or_default")]
    pub closed: bool,
    #[serde(default, deserialize_with = "or_default")]
    pub pos: f64,
    #[serde(default, deserialize_with = "or_default")]
    pub due: String,
    #[serde(default, deserialize_with = "or_default")]
    pub start: String,
    #[serde(default, deserialize_with = "or_default")]
    pub short_link: String,
    #[serde(default, deserialize_with = "or_default")]
    pub date_last_activity: String,
    #[serde(default, deserialize_with = "or_default")]
    pub id_members: Vec<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub id_labels: Vec<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub attachments: Vec<Attachment>,
}

#[derive(Deserialize)]
pub struct Attachment {
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    #[serde(default, deserialize_with = "or_default")]
    pub url: String,
}

#[derive(Deserialize)]
pub struct Label {
    pub id: String,
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    #[serde(default, deserialize_with = "or_default")]
    pub color: String,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Member {
    #[serde(deserialize_with = "or_default")]
    pub id: String,
    #[serde(deserialize_with = "or_default")]
    pub full_name: String,
    #[serde(deserialize_with = "or_default")]
    pub username: String,
    #[serde(deserialize_with = "or_default")]
    pub email: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Checklist {
    pub id_card: String,
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    #[serde(default, deserialize_with = "or_default")]
    pub pos: f64,
    #[serde(default, deserialize_with = "or_default")]
    pub check_items: Vec<CheckItem>,
}

#[derive(Deserialize)]
pub struct CheckItem {
    #[serde(default, deserialize_with = "or_default")]
    pub name: String,
    #[serde(default, deserialize_with = "or_default")]
    pub state: String,
    #[serde(default, deserialize_with = "or_default")]
    pub pos: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Comment {
    pub data: CommentData,
    #[serde(default, deserialize_with = "or_default")]
    pub date: String,
    #[serde(default, deserialize_with = "or_default")]
    pub member_creator: Member,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CommentData {
    #[serde(default, deserialize_with = "or_default")]
    pub text: String,
    #[serde(default, deserialize_with = "or_default")]
    pub date_last_edited: String,
    pub card: Reference,
}

#[derive(Deserialize)]
pub struct Reference {
    pub id: String,
}

/// Trello writes `null` for what there is not.
fn or_default<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Default + Deserialize<'de>,
    D: Deserializer<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

//! What an export keeps apart from the cards that it belongs to.

use super::{
    all, called,
    links::{CardNames, name_cards},
    moment,
    shape::{self, Board, CheckItem, Comment},
};
use crate::{
    boards::import::{
        checklist::{Checklist, Item},
        luggage::Remark,
    },
    clock,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::HashMap;

/// The checklists of each card, in order.
pub fn checklists(board: &Board<'_>, links: &CardNames) -> HashMap<String, Vec<Checklist>> {
    let mut lists: Vec<shape::Checklist> = all(&board.checklists);
    lists.sort_by(|one, other| one.pos.total_cmp(&other.pos));
    let mut found: HashMap<String, Vec<Checklist>> = HashMap::new();
    for mut list in lists {
        list.check_items.sort_by(|one, other| one.pos.total_cmp(&other.pos));
        let item =
            |item: CheckItem| Item { text: name_cards(&item.name, links).into_owned(), done: item.state == "complete" };
        let items = list.check_items.into_iter().map(item).collect();
        found.entry(list.id_card).or_default().push(Checklist { name: list.name, items });
    }
    found
}

#[derive(Deserialize)]
struct Kind {
    #[serde(rename = "type")]
    kind: String,
}

/// The comments of each card, the oldest first. Of all that happened on a board an export has the last 1,000.
pub fn comments(board: &Board<'_>, links: &CardNames, zone: &str) -> HashMap<String, Vec<Remark>> {
    let is_comment = |raw: &&&RawValue| {
        serde_json::from_str::<Kind>(raw.get())
            .is_ok_and(|kind| matches!(kind.kind.as_str(), "commentCard" | "copyCommentCard"))
    };
    let comments: Vec<&RawValue> = board.actions.iter().filter(is_comment).copied().collect();
    let mut comments: Vec<Comment> = all(&comments);
    comments.sort_by(|one, other| one.date.cmp(&other.date));
    let mut found: HashMap<String, Vec<Remark>> = HashMap::new();
    for comment in comments {
        let at = moment(&comment.date);
        let remark = Remark {
            author: called(&comment.member_creator),
            said_on: at.map(|at| clock::day_in(zone, at)).unwrap_or_default(),
            at,
            edited_at: moment(&comment.data.date_last_edited),
            body: name_cards(&comment.data.text, links).into_owned(),
        };
        found.entry(comment.data.card.id).or_default().push(remark);
    }
    found
}

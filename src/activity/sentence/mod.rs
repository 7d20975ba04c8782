//! Events as sentences.

mod edits;
mod house;
mod task;
mod wiki;

use edits::of_tasks;
use house::{of_account, of_import, of_project, of_webhook, of_workspace};
use serde_json::Value;
use task::{of_checklist, of_relation, of_task, of_time};
use wiki::{of_page, of_space};

/// What was done, beside its subject, such as `moved this from To do to Done`.
pub fn sentence(kind: &str, data: Option<&Value>) -> String {
    say(kind, &Said(data), "this")
}

/// What was done, where the reader does not see to what, such as `moved ATR-42 “Mend the roof” from To do
/// to Done`.
pub fn sentence_about(kind: &str, data: Option<&Value>) -> String {
    let said = Said(data);
    let (key, title) = (said.text("key"), said.text("title"));
    match (key, title) {
        ("", "") => say(kind, &said, "this"),
        (key, "") => say(kind, &said, key),
        (key, title) => say(kind, &said, format!("{key} \u{201c}{title}\u{201d}").trim()),
    }
}

/// The data of an event, of which any part may be missing or redacted.
struct Said<'a>(Option<&'a Value>);

impl<'a> Said<'a> {
    fn text(&self, name: &str) -> &'a str {
        self.0.and_then(|data| data.get(name)).and_then(Value::as_str).unwrap_or_default()
    }

    fn tasks(&self, name: &str) -> String {
        match self.0.and_then(|data| data.get(name)).and_then(Value::as_i64) {
            Some(1) => "1 task".to_owned(),
            Some(count) => format!("{count} tasks"),
            None => "tasks".to_owned(),
        }
    }

    fn text_or(&self, name: &str, otherwise: &'a str) -> &'a str {
        Some(self.text(name)).filter(|text| !text.is_empty()).unwrap_or(otherwise)
    }
}

fn say(kind: &str, said: &Said<'_>, this: &str) -> String {
    match kind.split_once('.').map_or("", |(subject, _)| subject) {
        "checklist" => of_checklist(kind, said, this),
        "relation" => of_relation(kind, said, this),
        "time" => of_time(kind, this),
        "task" | "comment" | "watch" | "attachment" => of_task(kind, said, this),
        "tasks" => of_tasks(kind, said),
        "project" | "column" | "label" | "field" | "guest" | "share" | "view" | "template" => of_project(kind, said),
        "import" => of_import(kind, said),
        "workspace" | "member" | "invitation" | "team" => of_workspace(kind, said),
        "webhook" => of_webhook(kind, said),
        "page" => of_page(kind, said, this),
        "space" | "tag" => of_space(kind, said),
        "person" | "profile" | "session" | "password" | "token" | "calendar" | "notifications" | "push" => {
            of_account(kind, said)
        }
        _ => None,
    }
    .unwrap_or_else(|| kind.replace(['.', '_'], " "))
}

fn on(act: &str, this: &str) -> String {
    if this == "this" { act.to_owned() } else { format!("{act} on {this}") }
}

#[cfg(test)]
mod tests {
    use super::{sentence, sentence_about};
    use serde_json::json;

    #[test]
    fn a_move_reads_as_one_beside_the_card_and_away_from_it() {
        let data = json!({ "key": "ATR-4", "title": "Mend the roof", "from": "To do", "to": "Done" });
        assert_eq!(sentence("task.moved", Some(&data)), "moved this from To do to Done");
        assert_eq!(
            sentence_about("task.moved", Some(&data)),
            "moved ATR-4 \u{201c}Mend the roof\u{201d} from To do to Done"
        );
    }

    #[test]
    fn what_a_task_says_in_its_fields_is_told_by_name() {
        let data = json!({ "changes": { "fields": [{}, {
            "Cost": "12.5", "Paid": true, "Reviewer": { "person_id": "x" }, "Stage": null,
        }] } });
        assert_eq!(
            sentence("task.edited", Some(&data)),
            "set Cost to 12.5, ticked Paid, changed Reviewer, emptied Stage"
        );
    }

    #[test]
    fn many_tasks_read_as_one_act() {
        let data =
            json!({ "count": 12, "changes": { "due_on": null, "labels": true, "priority": "high", "to": "Done" } });
        assert_eq!(
            sentence_about("tasks.edited", Some(&data)),
            "edited 12 tasks at once: took the due date away, changed the labels, set the priority to high, moved them to Done"
        );
        assert_eq!(sentence("tasks.edited", None), "edited tasks at once");
    }

    #[test]
    fn people_are_called_by_name() {
        let data = json!({ "name": "Bo", "from": "member", "role": "admin" });
        assert_eq!(sentence_about("member.role_changed", Some(&data)), "changed the role of Bo from member to admin");
    }

    #[test]
    fn a_relation_names_the_other_task_where_the_event_does() {
        let data = json!({ "key": "ATR-4", "title": "Paint", "relation": "is blocked by", "other": "ATR-1" });
        assert_eq!(sentence("relation.added", Some(&data)), "noted that this is blocked by ATR-1");
        let data = json!({ "key": "ATR-4", "title": "Paint", "relation": "is blocked by", "other": null });
        assert_eq!(sentence("relation.removed", Some(&data)), "changed what this is related to");
    }

    #[test]
    fn what_happens_to_a_page_reads_by_its_title() {
        let data = json!({ "title": "Opening hours", "from": "Hours", "number": 7 });
        let renamed = "renamed the page \u{201c}Hours\u{201d} to \u{201c}Opening hours\u{201d}";
        assert_eq!(sentence_about("page.renamed", Some(&data)), renamed);
        assert_eq!(sentence_about("page.trashed", Some(&json!({ "title": "" }))), "put this page in the trash");
        let data = json!({ "name": "Shop", "from": "Shop" });
        assert_eq!(sentence_about("space.edited", Some(&data)), "changed the space Shop");
    }

    #[test]
    fn redacted_and_unknown_events_still_read() {
        assert_eq!(sentence_about("member.suspended", None), "suspended somebody");
        assert_eq!(sentence_about("robot.switched_on", None), "robot switched on");
    }

    #[test]
    fn an_import_says_what_it_brought_and_from_where() {
        let data = json!({ "source": "boat.csv", "made": 1, "problems": 2 });
        assert_eq!(sentence_about("import.done", Some(&data)), "imported 1 task from boat.csv");
        assert_eq!(sentence_about("import.undone", None), "undid the import of a file: tasks taken away");
    }
}

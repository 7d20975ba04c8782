//! What headers usually mean: those of Trello, Jira, GitHub, Asana and Linear, of requirement
//! catalogues, and what people write by hand. For each field the surest word comes first.

use super::mapping::Field;

const ONCE: [(Field, &[&str]); 8] = [
    (
        Field::Title,
        &[
            "title",
            "summary",
            "task name",
            "card name",
            "issue title",
            "name",
            "task",
            "subject",
            "issue",
            "what",
            "todo",
        ],
    ),
    (
        Field::Column,
        &[
            "column",
            "status",
            "list name",
            "list",
            "section column",
            "state",
            "stage",
            "column name",
            "board column",
            "bucket",
            "bucket name",
            "phase",
            "chapter name",
            "chapter",
            "chapter title",
        ],
    ),
    (Field::Priority, &["priority", "importance", "urgency", "severity", "level", "l"]),
    (Field::StartOn, &["start date", "start", "start on", "starts on", "begin date"]),
    (Field::Estimate, &["original estimate", "estimate", "time estimate"]),
    (Field::DueOn, &["due date", "due", "due on", "due at", "deadline", "target date", "finish date", "end date"]),
    (
        Field::Assignee,
        &[
            "assignee email",
            "assignee e mail",
            "assignee",
            "assignees",
            "assigned to",
            "responsible",
            "owner email",
            "owner",
            "members",
        ],
    ),
    (Field::SourceId, &["issue key", "card id", "task id", "issue id"]),
];
const DESCRIPTIONS: [&str; 9] =
    ["description", "body", "details", "notes", "desc", "text", "content", "card description", "task description"];
const LABELS: [&str; 6] = ["labels", "label", "tags", "tag", "components", "label names"];
const LABEL: [&str; 9] =
    ["section name", "section", "category", "issue type", "work type", "type", "component", "component s", "sprint"];
const COMMENTS: [&str; 2] = ["comment", "comments"];
/// Said in the description, under their own names.
const NAMED: [&str; 2] = ["reporter", "resolution"];

/// Whether a header usually stands over running text.
pub fn is_description(header: &str) -> bool {
    DESCRIPTIONS.contains(&plain(header).as_str())
}

/// Whether these are the headers of an export from Jira.
#[cfg(feature = "ssr")]
pub fn is_jira(headers: &[String]) -> bool {
    let has = |wanted: &str| headers.iter().any(|header| plain(header) == wanted);
    has("issue key") && has("summary")
}

/// A header without case and signs: `Due_Date` and `due date` are one.
fn plain(header: &str) -> String {
    let words: String =
        header.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub fn fields(headers: &[String]) -> Vec<Field> {
    let names: Vec<String> = headers.iter().map(|header| plain(header)).collect();
    let mut fields = vec![Field::Ignore; names.len()];
    for (field, words) in ONCE {
        let found = words.iter().find_map(|word| names.iter().position(|name| name == word));
        if let Some(at) = found {
            fields[at] = field;
        }
    }
    for (field, name) in fields.iter_mut().zip(&names).filter(|(field, _)| **field == Field::Ignore) {
        *field = match name.as_str() {
            name if DESCRIPTIONS.contains(&name) => Field::Description,
            name if LABELS.contains(&name) => Field::Labels,
            name if LABEL.contains(&name) => Field::Label,
            name if COMMENTS.contains(&name) => Field::Comment,
            name if NAMED.contains(&name) => Field::Description,
            _ => Field::Ignore,
        };
    }
    if !fields.contains(&Field::Title) {
        title_from_the_rest(&names, &mut fields);
    }
    fields
}

/// Without a header for titles, a description says what the task is, after the id of the same stem
/// (`req_id`, `req_description`); without a description, the first header has to.
fn title_from_the_rest(names: &[String], fields: &mut [Field]) {
    let described = names.iter().position(|name| is_description(name) || name.ends_with(" description"));
    let Some(described) = described else {
        if let Some(first) = fields.first_mut() {
            *first = Field::Title;
        }
        return;
    };
    fields[described] = Field::TitleAndDescription;
    let stem = names[described].strip_suffix("description").unwrap_or_default();
    if let Some(id) = names.iter().position(|name| name.strip_suffix("id") == Some(stem)) {
        fields[id] = Field::Title;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(headers: &str) -> Vec<Field> {
        fields(&headers.split(',').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn a_requirement_catalogue_becomes_chapters_of_requirements() {
        use Field::{Column, Ignore, Label, Priority, Title, TitleAndDescription};
        assert_eq!(
            guess("chapter_id,chapter_name,section_id,section_name,req_id,req_description,L"),
            [Ignore, Column, Ignore, Label, Title, TitleAndDescription, Priority],
        );
    }

    #[test]
    fn what_other_boards_export_is_understood() {
        use Field::{Assignee, Column, Comment, Description, DueOn, Ignore, Label, Labels, Priority, SourceId, Title};
        assert_eq!(
            guess("Card ID,Card Name,Card URL,Card Description,Labels,Members,Due Date,List Name"),
            [SourceId, Title, Ignore, Description, Labels, Assignee, DueOn, Column],
        );
        assert_eq!(
            guess("Summary,Issue key,Issue id,Issue Type,Status,Priority,Assignee,Due date,Labels,Labels,Description"),
            [Title, SourceId, Ignore, Label, Column, Priority, Assignee, DueOn, Labels, Labels, Description],
        );
        assert_eq!(
            guess("Summary,Issue key,Reporter,Sprint,Sprint,Comment,Comment"),
            [Title, SourceId, Description, Label, Label, Comment, Comment],
        );
        assert_eq!(
            guess("number,title,body,state,labels,assignees,created_at"),
            [Ignore, Title, Description, Column, Labels, Assignee, Ignore],
        );
        assert_eq!(
            guess("Task ID,Name,Section/Column,Assignee,Assignee Email,Due Date,Tags,Notes"),
            [SourceId, Title, Column, Ignore, Assignee, DueOn, Labels, Description],
        );
    }

    #[test]
    fn some_header_is_always_the_title() {
        assert_eq!(guess("foo,bar"), [Field::Title, Field::Ignore]);
        assert_eq!(guess("id,description"), [Field::Title, Field::TitleAndDescription]);
    }
}

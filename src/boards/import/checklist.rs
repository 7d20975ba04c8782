//! Checklists that come with a task, which has just one here.

use crate::boards::checklist::{MOST_ITEMS, NewItem, parse_text};

/// A list of things to tick off, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checklist {
    pub name: String,
    pub items: Vec<Item>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    pub text: String,
    pub done: bool,
}

/// The items of all lists in one, and the lists that do not fit into it. Of several lists the items say which one
/// they are from.
pub fn in_one(checklists: Vec<Checklist>) -> (Vec<NewItem>, Vec<Checklist>) {
    let several = checklists.iter().filter(|list| !list.items.is_empty()).count() > 1;
    let mut items: Vec<NewItem> = Vec::new();
    let mut rest = Vec::new();
    for list in checklists {
        let named = several && !list.name.is_empty();
        let item = |item: &Item| {
            let text = if named { format!("{}: {}", list.name, item.text) } else { item.text.clone() };
            Some(NewItem {
                text: parse_text(&text.split_whitespace().collect::<Vec<_>>().join(" ")).ok()?,
                done: item.done,
            })
        };
        match list.items.iter().map(item).collect::<Option<Vec<_>>>() {
            Some(found) if items.len() + found.len() <= MOST_ITEMS => items.extend(found),
            _ => rest.push(list),
        }
    }
    (items, rest)
}

/// The description with its checklists at the end, as task lists of markdown.
pub fn with_checklists(description: &str, checklists: &[Checklist]) -> String {
    let mut text = description.trim_end().to_owned();
    for list in checklists.iter().filter(|list| !list.items.is_empty()) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        if !list.name.is_empty() {
            text.extend(["**", &list.name, "**\n\n"]);
        }
        let items: Vec<String> = list
            .items
            .iter()
            .map(|item| format!("- [{}] {}", if item.done { 'x' } else { ' ' }, item.text.replace('\n', " ")))
            .collect();
        text.push_str(&items.join("\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_lists_are_one_and_what_does_not_fit_stays_a_list() {
        let list = |name: &str, texts: &[&str]| Checklist {
            name: name.to_owned(),
            items: texts.iter().map(|text| Item { text: (*text).to_owned(), done: false }).collect(),
        };
        let texts = |items: Vec<NewItem>| items.into_iter().map(|item| item.text).collect::<Vec<_>>();
        let (items, rest) = in_one(vec![list("Tools", &["a brush", "two\nlines"]), list("Empty", &[])]);
        assert_eq!((texts(items), rest.len()), (vec!["a brush".to_owned(), "two lines".to_owned()], 0));
        let long = "x".repeat(600);
        let (items, rest) = in_one(vec![list("Tools", &["brush"]), list("Odd", &[&long]), list("", &["bucket"])]);
        assert_eq!(texts(items), ["Tools: brush", "bucket"]);
        assert_eq!(rest[0].name, "Odd");
        let (items, rest) = in_one(vec![list("A", &["x"; 150]), list("B", &["x"; 60]), list("C", &["x"; 50])]);
        assert_eq!((items.len(), rest.len()), (200, 1));
    }

    #[test]
    fn a_checklist_is_a_task_list_of_markdown() {
        let item = |text: &str, done| Item { text: text.to_owned(), done };
        let list = Checklist { name: "Tools".to_owned(), items: vec![item("brush", true), item("two\nlines", false)] };
        let empty = Checklist::default();
        assert_eq!(
            with_checklists("Paint it.\n", &[list, empty]),
            "Paint it.\n\n**Tools**\n\n- [x] brush\n- [ ] two lines"
        );
        assert_eq!(with_checklists("", &[]), "");
    }
}

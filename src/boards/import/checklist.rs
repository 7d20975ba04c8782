//! Checklists that come with a task.

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

use crate::boards::api::Edit;

/// What an edit does to a task, such as `renamed`.
pub fn words(edit: &Edit) -> &'static str {
    let fields = [
        (edit.title.is_some(), "renamed"),
        (edit.description.is_some(), "given another description"),
        (edit.priority.is_some(), "given another priority"),
        (edit.due_on.is_some(), "given another due date"),
        (edit.start_on.is_some(), "given another start"),
        (edit.estimate.is_some(), "given another estimate"),
        (edit.assignees.is_some(), "given to other people"),
        (edit.labels.is_some(), "given other labels"),
        (edit.fields.is_some(), "given another value"),
    ];
    let mut edited = fields.into_iter().filter_map(|(is_edited, words)| is_edited.then_some(words));
    match (edited.next(), edited.next()) {
        (Some(words), None) => words,
        _ => "changed",
    }
}

#[cfg(test)]
mod tests {
    use super::{Edit, words};

    #[test]
    fn one_field_is_named_and_several_are_not() {
        let renamed = Edit { title: Some("Mop".to_owned()), ..Edit::default() };
        assert_eq!(words(&renamed), "renamed");
        assert_eq!(words(&Edit { labels: Some(Vec::new()), ..renamed }), "changed");
    }
}

use crate::boards::api::Edit;
use atrium::boards::task::TaskDetail;

/// The edit that makes the task what it is again.
pub fn reverse(edit: &Edit, task: &TaskDetail) -> Edit {
    let card = &task.card;
    Edit {
        title: edit.title.as_ref().map(|_| card.title.clone()),
        description: edit.description.as_ref().map(|_| task.description.clone()),
        priority: edit.priority.map(|_| card.priority),
        due_on: edit.due_on.as_ref().map(|_| card.due_on.map(|day| day.to_string()).unwrap_or_default()),
        start_on: edit.start_on.as_ref().map(|_| card.start_on.map(|day| day.to_string()).unwrap_or_default()),
        estimate: edit
            .estimate
            .as_ref()
            .map(|_| card.estimate.map(|estimate| estimate.to_string()).unwrap_or_default()),
        assignees: edit.assignees.as_ref().map(|_| card.assignees.clone()),
        labels: edit.labels.as_ref().map(|_| card.labels.clone()),
        fields: edit
            .fields
            .as_ref()
            .map(|fields| fields.keys().map(|id| (*id, card.fields.get(id).cloned().unwrap_or_default())).collect()),
        // It names the version that it starts from.
        was: None,
    }
}

use super::{Shelf, api::RemoveAttachment};
use crate::{
    form::{Action, ActionForm, Answer, after},
    ui::{Button, ButtonKind, FormError, Icon, IconName},
    workspace::Confirm,
};
use atrium::files::Attachment;
use leptos::prelude::*;

/// Takes a file away, after asking: its content goes with it.
#[component]
pub fn RemoveFile(shelf: Shelf, file: Attachment) -> impl IntoView {
    let action = Action::<RemoveAttachment>::new();
    let answer = Answer::of(action);
    let open = RwSignal::new(false);
    after(action, move |()| {
        open.set(false);
        shelf.reload.run(());
    });
    let label = format!("Remove {}", file.name);
    view! {
        <button class="button quiet small icon-only remove needs-script" type="button" aria-label=label on:click=move |_| open.set(true)>
            <Icon name=IconName::Trash2/>
        </button>
        <Confirm
            id=format!("remove-{}", file.id)
            title="Remove this file?"
            sentence=format!("{} is taken off this task for everybody, and cannot be brought back.", file.name)
            open=open
            // What is meant for the question does not close the task beneath it.
            on:keydown=|event| event.stop_propagation()
        >
            <ActionForm action=action>
                <FormError error=answer.form()/>
                <input type="hidden" name="workspace" value=shelf.workspace.get_value()/>
                <input type="hidden" name="task_id" value=shelf.task_id.to_string()/>
                <input type="hidden" name="id" value=file.id.to_string()/>
                <Button kind=ButtonKind::Danger submit=true busy=action.pending()>"Remove"</Button>
            </ActionForm>
        </Confirm>
    }
}

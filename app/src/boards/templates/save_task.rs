use super::api::SaveTaskTemplate;
use crate::{
    boards::OpenTask,
    form::{Action, ActionForm, Answer, after},
    ui::{Button, ButtonKind, CheckField, Dialog, FormError, Icon, IconName, TextField},
};
use leptos::prelude::*;

/// Keeps the open task, with all that are part of it, for its project.
#[component]
pub fn SaveAsTemplate(open: OpenTask) -> impl IntoView {
    let save = Action::<SaveTaskTemplate>::new();
    let answer = Answer::of(save);
    let asked = RwSignal::new(false);
    let toasts = open.state.toasts;
    after(save, move |()| {
        asked.set(false);
        toasts.success("The template is kept. New tasks of this project can be made from it.");
    });
    let (task_id, title) = open.with(|task| (task.card.id, task.card.title.chars().take(80).collect::<String>()));
    view! {
        <button
            class="button quiet small"
            type="button"
            on:click=move |_| asked.set(true)
        >
            <Icon name=IconName::Copy/>"Save as template"
        </button>
        // What is meant for the question does not close the task beneath it.
        <Dialog id="save-template" title="Save as template" open=asked on:keydown=|event| event.stop_propagation()>
            <ActionForm action=save class="form">
                <p>"New tasks can be made from it: with its checklist, its parts and how they depend on each other."</p>
                <FormError error=answer.form()/>
                <input type="hidden" name="workspace" value=open.workspace()/>
                <input type="hidden" name="task_id" value=task_id.to_string()/>
                <TextField id="task-template-name" name="name" label="Name of the template" value=title required=true error=answer.field("name")/>
                <CheckField name="keep_people" label="Keep who works on it"/>
                <div class="actions">
                    <Button on:click=move |_| asked.set(false)>"Cancel"</Button>
                    <Button kind=ButtonKind::Primary submit=true busy=save.pending()>"Save"</Button>
                </div>
            </ActionForm>
        </Dialog>
    }
}

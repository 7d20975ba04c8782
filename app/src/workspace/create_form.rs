use super::api::CreateWorkspace;
use crate::{
    form::{Action, ActionForm, Answer},
    ui::{Button, ButtonKind, Field, FormError},
};
use atrium::workspace::slug_of;
use leptos::prelude::*;

/// Makes a workspace. The address follows the name until somebody writes their own.
#[component]
pub fn CreateForm() -> impl IntoView {
    let action = Action::<CreateWorkspace>::new();
    let answer = Answer::of(action);
    let slug = RwSignal::new(String::new());
    let own = RwSignal::new(false);
    let write_name = move |event| {
        if !own.get_untracked() {
            slug.set(slug_of(&event_target_value(&event)));
        }
    };
    let write_slug = move |event| {
        let text = event_target_value(&event);
        own.set(!text.is_empty());
        slug.set(text);
    };
    view! {
        <ActionForm action=action class="form">
            <FormError error=answer.form()/>
            <Field id="workspace-name" label="Name" error=answer.field("name") hint=None>
                <input id="workspace-name" name="name" required=true autocomplete="organization" placeholder="Northwind" on:input=write_name/>
            </Field>
            <Field id="slug" label="Address" error=answer.field("slug") optional=true hint=Some("Small letters, digits and hyphens. It stays when the name changes.".to_owned())>
                <input id="slug" name="slug" autocomplete="off" placeholder="northwind" aria-describedby="slug-hint" prop:value=slug on:input=write_slug/>
            </Field>
            <div class="actions"><Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Create the workspace"</Button></div>
        </ActionForm>
    }
}

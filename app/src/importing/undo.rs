use super::Import;
use crate::{
    form::{Action, ActionForm, Answer, after},
    ui::{Button, ButtonKind, FormError, IconName},
    workspace::Confirm,
};
use leptos::{prelude::*, server_fn::serde::de::DeserializeOwned};

/// Takes an import back, after asking.
#[component]
pub fn Undo<T: Import + DeserializeOwned>(
    workspace: String,
    import: T,
    done: impl Fn(T) + Send + Sync + 'static,
) -> impl IntoView {
    let action = Action::<T::Undo>::new();
    let answer = Answer::of(action);
    let open = RwSignal::new(false);
    after(action, move |fresh: &T| {
        open.set(false);
        done(fresh.clone());
    });
    let (id, sentence) = (import.id().to_string(), import.before_undo());
    view! {
        <Button icon=IconName::Undo2 on:click=move |_| open.set(true)>"Undo"</Button>
        <Confirm id=format!("undo-{id}") title="Take this import back?" sentence=sentence open=open>
            <ActionForm action=action>
                <FormError error=answer.form()/>
                <input type="hidden" name="workspace" value=workspace/>
                <input type="hidden" name="id" value=id.clone()/>
                <Button kind=ButtonKind::Danger submit=true busy=action.pending()>"Take it back"</Button>
            </ActionForm>
        </Confirm>
    }
}

use super::state::{Over, PageState};
use crate::{
    form::{Action, ActionForm, Answer, after},
    ui::{Button, ButtonKind, CheckField, Dialog, FormError, TextField},
    wiki::api::SavePageTemplate,
};
use atrium::ids::PageId;
use leptos::prelude::*;

/// Keeps what stands on the page, to begin others from.
#[component]
pub fn TemplateDialog(state: PageState, id: PageId) -> impl IntoView {
    let open = RwSignal::new(true);
    let action = Action::<SavePageTemplate>::new();
    let answer = Answer::of(action);
    after(action, move |()| {
        state.toasts.success("The template is kept. New pages can begin from it.");
        open.set(false);
    });
    Effect::new(move |_| {
        if !open.get() {
            state.over.set(Over::Nothing);
        }
    });
    let title = state.with(|page| page.title.clone());
    view! {
        <Dialog id="keep-template" title="Keep as a template" open=open>
            <p class="muted">"What stands on the page now is kept. Later changes of the page do not change it."</p>
            <ActionForm action=action class="form">
                <FormError error=answer.form()/>
                <input type="hidden" name="workspace" value=state.slug()/>
                <input type="hidden" name="id" value=id.to_string()/>
                <TextField id="template-name" name="name" label="Name" value=title required=true error=answer.field("name")/>
                <CheckField name="only_here" label="For this space alone" hint="Otherwise it is offered in all of them."/>
                <div class="actions"><Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Keep it"</Button></div>
            </ActionForm>
        </Dialog>
    }
}

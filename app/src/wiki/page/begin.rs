use super::state::PageState;
use crate::{
    form::{Action, ActionForm, Answer, after},
    ui::keep_focus,
    wiki::api::BeginFromTemplate,
};
use atrium::wiki::template::PageTemplate;
use leptos::prelude::*;

/// What a page can begin from, as long as nothing stands on it.
#[component]
pub fn Begin(templates: Vec<PageTemplate>, state: PageState) -> impl IntoView {
    let action = Action::<BeginFromTemplate>::new();
    let (answer, begun) = (Answer::of(action), RwSignal::new(templates.is_empty()));
    // The text comes by the line that brings what others write, too.
    after(action, move |()| {
        begun.set(true);
        keep_focus(vec!["[data-edit-page]".to_owned()]);
    });
    Effect::new(move |_| {
        if let Some(sentence) = answer.form().get() {
            state.toasts.error(sentence);
        }
    });
    let (id, pending) = (state.id().map(|id| id.to_string()).unwrap_or_default(), action.pending());
    let offer = move |template: PageTemplate| {
        let id = id.clone();
        view! {
            <li>
                <ActionForm action=action>
                    <input type="hidden" name="workspace" value=state.slug()/>
                    <input type="hidden" name="id" value=id/>
                    <input type="hidden" name="template_id" value=template.id.to_string()/>
                    <button class="button quiet small" type="submit" aria-busy=move || pending.get().then_some("true")>{template.name}</button>
                </ActionForm>
            </li>
        }
    };
    let is_offered = Memo::new(move |_| !begun.get() && state.watch(|page| page.words) == 0);
    move || {
        is_offered.get().then(|| {
            view! {
                <div class="begin-from">
                    <p id="begin-from">"Begin from a template:"</p>
                    <ul class="offers" aria-labelledby="begin-from">{templates.iter().cloned().map(&offer).collect_view()}</ul>
                </div>
            }
        })
    }
}

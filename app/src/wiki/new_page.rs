use super::api::CreatePage;
use crate::{
    form::{Action, ActionForm},
    ui::{Icon, IconName, use_toasts},
};
use atrium::ids::{PageId, SpaceId};
use leptos::prelude::*;

/// Makes an empty page and leads there.
#[component]
pub fn NewPage(
    #[prop(into)] workspace: String,
    space_id: SpaceId,
    /// Below which page; without one, at the top.
    #[prop(optional_no_strip)]
    parent: Option<PageId>,
    /// Such as `button primary`.
    class: &'static str,
    /// An icon alone, where the words stand nearby.
    #[prop(optional)]
    short: bool,
    #[prop(default = "New page")] label: &'static str,
) -> impl IntoView {
    let action = Action::<CreatePage>::new();
    let (pending, toasts) = (action.pending(), use_toasts());
    let answer = crate::form::Answer::of(action);
    Effect::new(move |_| {
        if let Some(sentence) = answer.form().get() {
            toasts.error(sentence);
        }
    });
    view! {
        <ActionForm action=action>
            <input type="hidden" name="workspace" value=workspace/>
            <input type="hidden" name="space_id" value=space_id.to_string()/>
            {parent.map(|parent| view! { <input type="hidden" name="parent_id" value=parent.to_string()/> })}
            <button class=class type="submit" aria-label=short.then_some(label) data-tip=short.then_some(label) data-tip-align="end" aria-busy=move || pending.get().then_some("true")>
                <Icon name=IconName::Plus/>{(!short).then_some(label)}
            </button>
        </ActionForm>
    }
}

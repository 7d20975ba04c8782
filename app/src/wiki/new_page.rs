use super::api::CreatePage;
use crate::{
    form::{Action, ActionForm, Answer},
    ui::{Dot, Icon, IconName, Menu, MenuItem, next_frame, use_toasts},
};
use atrium::{
    ids::{PageId, SpaceId},
    wiki::{space::Space, template::PageTemplate},
};
use leptos::prelude::*;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What makes a page on a screen, or asks where: the same that the key `c` presses there.
const MAKES: &str = "[aria-keyshortcuts=\"c\"]";

thread_local! {
    /// Somebody wants a page from where none is made: the first page of the wiki is gone to, which makes it.
    static IS_WANTED: Cell<bool> = const { Cell::new(false) };
}

/// Makes a page in the space that is open, or asks in which one, as soon as what lies over the page is gone. `go` leads
/// to the first page of the wiki. Browser only.
pub fn make_page(go: impl FnOnce() + 'static) {
    next_frame(move || {
        if !press() {
            IS_WANTED.set(true);
            go();
        }
    });
}

fn press() -> bool {
    let found = document().query_selector(MAKES).ok().flatten().and_then(|found| found.dyn_into::<HtmlElement>().ok());
    found.is_some_and(|button| {
        button.click();
        true
    })
}

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
    let pending = action.pending();
    say_refusals(action);
    view! {
        <ActionForm action=action>
            <input type="hidden" name="workspace" value=workspace/>
            <input type="hidden" name="space_id" value=space_id.to_string()/>
            {parent.map(|parent| view! { <input type="hidden" name="parent_id" value=parent.to_string()/> })}
            <button class=class type="submit" aria-keyshortcuts="c" aria-label=short.then_some(label) data-tip=short.then_some(label) data-tip-align="end" aria-busy=move || pending.get().then_some("true")>
                <Icon name=IconName::Plus/>{(!short).then_some(label)}
            </button>
        </ActionForm>
    }
}

/// The same from where no space is open: in the only one, or in the one that is chosen.
#[component]
pub fn NewPageSomewhere(workspace: StoredValue<String>, spaces: Vec<Space>) -> impl IntoView {
    let action = Action::<CreatePage>::new();
    Effect::new(move |_| {
        if IS_WANTED.take() {
            next_frame(|| {
                press();
            });
        }
    });
    match &spaces[..] {
        [] => return ().into_any(),
        [only] => {
            return view! { <NewPage workspace=workspace.get_value() space_id=only.id parent=None class="button primary"/> }
                .into_any();
        }
        _ => say_refusals(action),
    }
    let item = move |space: Space| {
        view! {
            <ActionForm action=action>
                <input type="hidden" name="workspace" value=workspace.get_value()/>
                <input type="hidden" name="space_id" value=space.id.to_string()/>
                <MenuItem menu="new-page-in" submit=true>
                    <Dot hue=u8::try_from(space.hue).unwrap_or_default()/>{space.name}
                </MenuItem>
            </ActionForm>
        }
    };
    view! {
        <button class="button primary" type="button" aria-keyshortcuts="c" popovertarget="new-page-in" aria-haspopup="true"><Icon name=IconName::Plus/>"New page"</button>
        <Menu id="new-page-in" label="In which space"><h3>"In which space"</h3>{spaces.into_iter().map(item).collect_view()}</Menu>
    }
    .into_any()
}

/// What goes wrong is said in a message: a button has no place for it.
fn say_refusals(action: Action<CreatePage>) {
    let (answer, toasts) = (Answer::of(action), use_toasts());
    Effect::new(move |_| {
        if let Some(sentence) = answer.form().get() {
            toasts.error(sentence);
        }
    });
}

/// Makes a page that begins as one that was kept.
#[component]
pub fn FromTemplate(templates: Vec<PageTemplate>, workspace: String, space_id: SpaceId) -> impl IntoView {
    let action = Action::<CreatePage>::new();
    say_refusals(action);
    let item = move |template: PageTemplate| {
        let workspace = workspace.clone();
        view! {
            <ActionForm action=action>
                <input type="hidden" name="workspace" value=workspace/>
                <input type="hidden" name="space_id" value=space_id.to_string()/>
                <input type="hidden" name="template_id" value=template.id.to_string()/>
                <MenuItem menu="page-templates" icon=IconName::Copy submit=true>{template.name}</MenuItem>
            </ActionForm>
        }
    };
    view! {
        <button class="button" type="button" popovertarget="page-templates" aria-haspopup="true">"From a template"</button>
        <Menu id="page-templates" label="Templates">{templates.into_iter().map(item).collect_view()}</Menu>
    }
}

use super::state::PageState;
use crate::{
    ui::{Icon, IconName, keep_focus},
    wiki::{
        address,
        api::{load_tags, tag_page},
    },
};
use atrium::wiki::tag::Tag;
use leptos::{html, prelude::*, task::spawn_local};

/// The words that a page goes by, each of which leads to what else does. Who may edit the page adds to them and takes away.
#[component]
pub fn Tags(state: PageState) -> impl IntoView {
    let can = state.with(|page| page.can.edit && !page.archived);
    let chips = move || {
        let tags = state.watch(|page| page.tags.clone());
        (!tags.is_empty()).then(|| {
            let chip = move |tag: Tag| {
                let href = state.workspace.with_value(|slug| address::tag(slug, &tag.name));
                view! { <li><a class=format!("chip hue-{}", tag.hue) href=href>{tag.name}</a></li> }
            };
            view! { <ul class="page-tags" aria-label="Tags">{tags.into_iter().map(chip).collect_view()}</ul> }
        })
    };
    view! {
        {chips}
        {can.then(|| view! {
            <button class="button quiet small add-tag needs-script" type="button" popovertarget="page-tags" aria-haspopup="true">
                <Icon name=IconName::Tag/>{move || if state.watch(|page| page.tags.is_empty()) { "Add a tag" } else { "Tags" }}
            </button>
            <TagMenu state=state/>
        })}
    }
}

/// Keeps these words, and shows them at once.
fn keep(state: PageState, names: Vec<String>) {
    let Some(id) = state.id() else { return };
    spawn_local(async move {
        match tag_page(state.slug(), id, names).await {
            Ok(tags) => {
                state.update(|page| page.tags = tags);
                keep_focus(vec!["#page-tags:popover-open input".to_owned()]);
            }
            Err(failure) => state.toasts.error(failure.field("tags").unwrap_or_else(|| failure.to_string())),
        }
    });
}

#[component]
fn TagMenu(state: PageState) -> impl IntoView {
    let field = NodeRef::<html::Input>::new();
    let known = RwSignal::new(Vec::<Tag>::new());
    let look = move || {
        if known.with_untracked(Vec::is_empty) {
            spawn_local(async move {
                if let Ok(tags) = load_tags(state.slug()).await {
                    known.try_set(tags);
                }
            });
        }
    };
    let names = move || state.with(|page| page.tags.iter().map(|tag| tag.name.clone()).collect::<Vec<_>>());
    let add = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.get_untracked() else { return };
        let name = field.value().trim().to_owned();
        field.set_value("");
        if !name.is_empty() {
            keep(state, names().into_iter().chain([name]).collect());
        }
    };
    let remove = move |name: &str| keep(state, names().into_iter().filter(|other| other != name).collect());
    view! {
        <div class="menu tag-menu" id="page-tags" popover="auto" role="group" aria-label="Tags">
            <form on:submit=add>
                <input type="text" list="known-tags" aria-label="Add a tag" placeholder="Add a tag" maxlength="40" autocomplete="off" autofocus=true node_ref=field on:focus=move |_| look()/>
                <datalist id="known-tags">{move || known.get().into_iter().map(|tag| view! { <option value=tag.name></option> }).collect_view()}</datalist>
            </form>
            {move || state.watch(|page| page.tags.clone()).into_iter().map(|tag| {
                let (name, label) = (tag.name.clone(), format!("Take {} away", tag.name));
                view! {
                    <button type="button" aria-label=label on:click=move |_| remove(&name)>
                        <span class=format!("dot hue-{}", tag.hue)></span>{tag.name}<span class="check-mark"><Icon name=IconName::X/></span>
                    </button>
                }
            }).collect_view()}
        </div>
    }
}

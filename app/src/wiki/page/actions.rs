use super::state::{Over, PageState};
use crate::{
    hydration::once_awake,
    ui::{Icon, IconName, Menu, MenuDownload, MenuItem, MenuLink, People},
    wiki::address,
};
use leptos::{html, prelude::*};

/// What can be done with the page, in the bar above it.
#[component]
pub fn Actions(state: PageState) -> impl IntoView {
    let can = state.can();
    let archived = state.with(|page| page.archived);
    let edit = (can.edit && !archived).then(|| view! { <EditButton state=state/> });
    view! {
        <span class="save-state" role="status">{move || state.saved()}</span>
        <span role="group" aria-label="Here now">{move || view! { <People people=state.people.get() most=5/> }}</span>
        {can.star.then(|| view! { <Star state=state/> })}
        {(can.see_access || can.see_links).then(|| view! {
            <button
                class="button quiet small wide-only needs-script"
                type="button"
                aria-haspopup="dialog"
                on:click=move |_| state.over.set(if can.see_access { Over::Access } else { Over::Links })
            >
                "Share"
            </button>
        })}
        {edit}
        <button class="button quiet small icon-only" popovertarget="page-menu" aria-haspopup="true" aria-label="More about this page">
            <Icon name=IconName::Ellipsis/>
        </button>
    }
}

/// The editor hears its clicks by itself, to come and to leave: it is there before the program, or without it. Where the
/// program was first, it keeps the click for it.
#[component]
fn EditButton(state: PageState) -> impl IntoView {
    let words = move || if state.editing.get() { "Done" } else { "Edit" };
    let button = NodeRef::<html::Button>::new();
    let keep = move |_| {
        let is_heard = document().document_element().is_some_and(|root| root.has_attribute("data-opens"));
        if let (false, Some(button), Ok(path)) = (is_heard, button.get_untracked(), window().location().pathname()) {
            let _ = button.set_attribute("data-waits", &path);
        }
    };
    view! {
        <button
            class="button small edit-page needs-script"
            type="button"
            data-edit-page=""
            aria-keyshortcuts="e"
            node_ref=button
            on:click=keep
        >
            {move || view! { <Icon name=if state.editing.get() { IconName::Check } else { IconName::Pencil }/> }}{words}
        </button>
    }
}

#[component]
fn Star(state: PageState) -> impl IntoView {
    let on = Memo::new(move |_| state.watch(|page| page.favourite));
    let label = move || if on.get() { "Take out of the favourites" } else { "Add to the favourites" };
    view! {
        <button
            class="button quiet small icon-only star needs-script"
            type="button"
            aria-pressed=move || on.get().to_string()
            aria-label="Favourite"
            title=label
            on:click=move |_| state.star()
        >
            <Icon name=IconName::Star/>
        </button>
    }
}

/// It stands beside the page, not in the bar: a menu there would close with what opens over the page.
#[component]
pub fn PageMenu(state: PageState) -> impl IntoView {
    let can = state.can();
    let archived = state.with(|page| page.archived);
    let open = move |over: Over| move |_| state.over.set(over);
    let history = move || {
        format!(
            "{}/history",
            state.with(|page| state.workspace.with_value(|slug| address::page(slug, page.number, "")))
        )
    };
    let base = state.workspace.with_value(|slug| format!("/api/v1/workspaces/{slug}/pages"));
    let file =
        move |query: &str| format!("{base}/{}/export?{query}", state.id().map(|id| id.to_string()).unwrap_or_default());
    let below = state.with(|page| !page.children.is_empty());
    let move_it = move |_| {
        if let (Some(tree), Some(id)) = (state.tree.get_untracked(), state.id()) {
            tree.moving.set(Some(id));
        }
    };
    view! {
        <Menu id="page-menu" label="This page">
            <MenuItem menu="page-menu" icon=IconName::MessageSquare on:click=open(Over::Comments)>"Comments"</MenuItem>
            <MenuLink href=history() icon=IconName::History>"History"</MenuLink>
            {can.see_access.then(|| view! { <MenuItem menu="page-menu" icon=IconName::Users on:click=open(Over::Access)>"Who may see it"</MenuItem> })}
            {can.see_links.then(|| view! { <MenuItem menu="page-menu" icon=IconName::Globe on:click=open(Over::Links)>"Public link"</MenuItem> })}
            {(can.move_page && !archived && state.tree.with_untracked(Option::is_some)).then(|| view! {
                <MenuItem menu="page-menu" icon=IconName::MoveRight shortcut="m" attr:aria-keyshortcuts="m" on:click=move_it>"Move"</MenuItem>
                <MenuItem menu="page-menu" icon=IconName::BookOpen on:click=open(Over::Space)>"Move to another space"</MenuItem>
            })}
            {can.save_template.then(|| view! { <MenuItem menu="page-menu" icon=IconName::Copy on:click=open(Over::Template)>"Keep as a template"</MenuItem> })}
            <MenuItem menu="page-menu" icon=IconName::ScrollText on:click=|_| once_awake(|| drop(window().print()))>"Print"</MenuItem>
            <hr/>
            <MenuDownload href=file("format=html")>"Download HTML"</MenuDownload>
            <MenuDownload href=file("format=markdown")>"Download markdown"</MenuDownload>
            {below.then(|| view! { <MenuDownload href=file("format=markdown&below=true")>"Download with all below"</MenuDownload> })}
            {(can.trash && !archived).then(|| view! {
                <hr/>
                <MenuItem menu="page-menu" icon=IconName::Trash2 danger=true on:click=move |_| state.trash()>"Move to the trash"</MenuItem>
            })}
        </Menu>
    }
}

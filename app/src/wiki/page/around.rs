//! What stands beside a page and below it: what it contains, what leads to it, what lies under it.

use super::state::{Over, PageState};
use crate::{
    ui::{Icon, IconName},
    wiki::address,
};
use atrium::wiki::page::{OutlineEntry, PageRef, shown_title};
use leptos::prelude::*;

/// A list of contents is worth its place from so many headings on.
const WORTH: usize = 2;

fn link(state: PageState, page: PageRef) -> impl IntoView {
    let href = state.workspace.with_value(|slug| address::page(slug, page.number, &page.title));
    view! { <a href=href><Icon name=IconName::File/><span class="one-line">{shown_title(&page.title).to_owned()}</span></a> }
}

/// While somebody writes it follows what they write.
#[component]
pub fn Contents(state: PageState) -> impl IntoView {
    let outline = Memo::new(move |_| state.watch(|page| page.outline.clone()));
    move || listed(outline.get())
}

fn listed(outline: Vec<OutlineEntry>) -> AnyView {
    if outline.len() < WORTH {
        return ().into_any();
    }
    // The highest heading of the page stands at the edge, whatever its level is.
    let top = outline.iter().map(|entry| entry.level).min().unwrap_or(1);
    let line = move |entry: OutlineEntry| {
        let class = format!("level-{}", (entry.level - top).min(3));
        view! { <li class=class><a href=format!("#{}", entry.id)>{entry.text}</a></li> }
    };
    view! {
        <nav class="contents" aria-labelledby="contents-title">
            <h2 id="contents-title">"On this page"</h2>
            <ol>{outline.into_iter().map(line).collect_view()}</ol>
        </nav>
    }
    .into_any()
}

#[component]
pub fn Backlinks(state: PageState) -> impl IntoView {
    let pages = state.with(|page| page.backlinks.clone());
    (!pages.is_empty()).then(|| {
        view! {
            <nav class="backlinks" aria-labelledby="backlinks-title">
                <h2 id="backlinks-title">"Linked from"</h2>
                <ul>{pages.into_iter().map(|page| view! { <li>{link(state, page)}</li> }).collect_view()}</ul>
            </nav>
        }
    })
}

#[component]
pub fn Children(state: PageState) -> impl IntoView {
    let pages = state.with(|page| page.children.clone());
    (!pages.is_empty()).then(|| {
        view! {
            <nav class="page-children" aria-labelledby="children-title">
                <h2 id="children-title">"Below this page"</h2>
                <ul>{pages.into_iter().map(|page| view! { <li>{link(state, page)}</li> }).collect_view()}</ul>
            </nav>
        }
    })
}

/// The way to what is said about the page, and how much of it is open.
#[component]
pub fn CommentsButton(state: PageState) -> impl IntoView {
    let open = Memo::new(move |_| state.watch(|page| page.open_threads));
    let count = move || {
        let open = open.get();
        (open > 0).then(|| view! { " "<span class="count">{open}</span><span class="visually-hidden">" open"</span> })
    };
    view! {
        <button
            class="button quiet small comments-button needs-script"
            type="button"
            aria-keyshortcuts="o"
            on:click=move |_| state.over.update(|over| *over = if *over == Over::Comments { Over::Nothing } else { Over::Comments })
        >
            <Icon name=IconName::MessageSquare/>"Comments"{count}
        </button>
    }
}

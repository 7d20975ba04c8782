//! A page: the tree at its left, the text in the middle, what leads from it and to it at its right.

mod actions;
mod another_space;
mod around;
mod article;
mod begin;
mod events;
mod facts;
mod in_trash;
mod naming;
mod pane;
mod reading;
mod state;
mod tags;
mod template;
mod title;

use super::{
    access::AccessDialog,
    address,
    api::{AtNumber, PageDesk, load_page},
    comments::CommentsPanel,
    links::LinksDialog,
};
use crate::{
    failure::Failure,
    frame::{Excuse, Frame, use_workspace},
    hydration::{is_awake, once_awake},
    ui::{Breadcrumb, Crumb, Icon, IconName, Skeleton, keep_focus},
    wire::{Loading, load},
};
use actions::{Actions, PageMenu};
use another_space::SpaceDialog;
use around::{Backlinks, Children, CommentsButton, Contents};
use article::Article;
use atrium::{Error, ids::PageId, wiki::page::shown_title};
use begin::Begin;
use facts::Facts;
use in_trash::InTrash;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use pane::{TreeButtons, TreePane, first_folded};
use state::drawn_for;
pub use state::{Over, PageState, Passage};
use template::TemplateDialog;
use title::Title;

type Loaded = Loading<Result<AtNumber, Failure>>;

#[component]
pub fn PagePage() -> impl IntoView {
    let workspace = use_workspace();
    let params = use_params_map();
    let number = Memo::new(move |_| address::number(&params.with(|params| params.get("page").unwrap_or_default())));
    let slug = workspace.clone();
    let state = PageState::new(workspace);
    let desk: Loaded = load(
        move || (slug.clone(), number.get(), state.fresh.get()),
        |(workspace, number, _)| async move {
            match number {
                Some(number) => load_page(workspace, number).await,
                None => Err(Error::NotFound.into()),
            }
        },
    );
    let folded = RwSignal::new(first_folded());
    // Another page begins at its top.
    Effect::new(move |before: Option<Option<i32>>| {
        let number = number.get();
        if before.is_some_and(|before| before != number)
            && let Some(main) = document().get_element_by_id("content")
        {
            main.set_scroll_top(0);
        }
        number
    });
    Effect::new(move |_| {
        once_awake(move || {
            events::listen(state);
            state.follow();
            reading::follow(state);
        });
    });
    let shown = move || {
        Suspend::new(async move {
            match desk.await {
                Ok(AtNumber::Here(desk)) => {
                    state.show(&desk);
                    // Each page is drawn anew: what was typed into the fields of another one stays there.
                    view! {
                        <For
                            each=move || [desk.clone()]
                            key=|desk| drawn_for(&desk.page)
                            children=move |desk| view! { <Shown desk=*desk state=state folded=folded/> }
                        />
                    }
                    .into_any()
                }
                Ok(AtNumber::InTrash(page)) => view! { <InTrash found=page state=state/> }.into_any(),
                Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
            }
        })
    };
    view! {
        <Frame
            title=Signal::derive(move || state.title())
            place=move || with_page(desk, state, |state| {
                (move || view! { <Breadcrumb above=crumbs(state) here=state.title()/> }).into_any()
            })
            actions=move || with_page(desk, state, |state| view! { <Actions state=state/> }.into_any())
        >
            <Transition fallback=PageSkeleton>{move || shown()}</Transition>
        </Frame>
    }
}

/// The places above a page: the wiki, its space, the pages that it lies below.
fn crumbs(state: PageState) -> Vec<Crumb> {
    let slug = state.slug();
    let mut crumbs = vec![Crumb::new("Wiki", format!("/w/{slug}/wiki"))];
    state.watch(|page| {
        crumbs.extend(
            page.space.as_ref().map(|space| Crumb::new(space.name.clone(), address::space(&slug, &space.slug))),
        );
        let above = page.breadcrumbs.iter();
        crumbs.extend(
            above.map(|page| Crumb::new(shown_title(&page.title), address::page(&slug, page.number, &page.title))),
        );
    });
    crumbs
}

/// Draws something of the page outside of its place, once it is known.
fn with_page(desk: Loaded, state: PageState, draw: fn(PageState) -> AnyView) -> AnyView {
    let shown = move || {
        Suspend::new(async move {
            let Ok(AtNumber::Here(desk)) = desk.await else { return None };
            state.show(&desk);
            Some(draw(state))
        })
    };
    view! { <Transition>{shown}</Transition> }.into_any()
}

#[component]
fn Shown(desk: PageDesk, state: PageState, folded: RwSignal<bool>) -> impl IntoView {
    let archived = desk.page.archived;
    let has_tree = desk.page.space.is_some();
    let templates = desk.templates.clone();
    // The link that led here is gone with the page before.
    if is_awake() {
        Effect::new(|_| keep_focus(Vec::new()));
    }
    view! {
        <div
            class="wiki-page"
            data-tree=move || if folded.get() || !has_tree { "folded" } else { "open" }
            data-editing=move || state.editing.get().then_some("")
        >
            <TreePane desk=desk.clone() state=state/>
            <div class="page-column">
                <div class="page-tools">
                    {has_tree.then(|| view! { <TreeButtons folded=folded workspace=state.workspace/> })}
                    <CommentsButton state=state/>
                </div>
                {archived.then(|| view! {
                    <p class="notice warning" role="status"><Icon name=IconName::Archive/><span>"The space of this page is archived: you can read it and change nothing."</span></p>
                })}
                <Title state=state/>
                <Facts state=state/>
                <Article desk=desk state=state/>
                <Begin templates=templates state=state/>
                <Children state=state/>
            </div>
            <div class="page-aside"><Contents state=state/><Backlinks state=state/></div>
            <PageMenu state=state/>
        </div>
        {move || state.id().map(|id| over(state, id))}
    }
}

/// What lies over the page, or nothing.
fn over(state: PageState, id: PageId) -> AnyView {
    match state.over.get() {
        Over::Nothing => ().into_any(),
        Over::Comments => view! { <CommentsPanel state=state id=id/> }.into_any(),
        Over::Access => view! { <AccessDialog state=state id=id/> }.into_any(),
        Over::Links => view! { <LinksDialog state=state id=id/> }.into_any(),
        Over::Template => view! { <TemplateDialog state=state id=id/> }.into_any(),
        Over::Space => view! { <SpaceDialog state=state id=id/> }.into_any(),
    }
}

#[component]
fn PageSkeleton() -> impl IntoView {
    view! {
        <div class="wiki-page" aria-busy="true">
            <span class="visually-hidden">"Loading the page"</span>
            <div class="tree-pane sheet"><div class="stack">{[(); 9].map(|()| view! { <Skeleton/> }).into_iter().collect_view()}</div></div>
            <div class="page-column stack">
                <Skeleton shape="title"/>
                {[(); 7].map(|()| view! { <Skeleton/> }).into_iter().collect_view()}
            </div>
        </div>
    }
}

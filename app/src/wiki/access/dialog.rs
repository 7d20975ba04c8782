use super::{
    api::{inherit_page_access, load_page_access, set_page_access},
    editor::{Draft, Editor},
    may,
    section::said,
};
use crate::{
    failure::Failure,
    form::Fresh,
    ui::{Avatar, Dialog, FormError, Notice, NoticeKind, RowsSkeleton, enter_dialog, keep_focus, next_frame},
    wiki::{
        address,
        links::load_page_links,
        page::{Over, PageState},
    },
    wire::load,
};
use atrium::{
    ids::PageId,
    wiki::{
        access::{AccessView, Source},
        page::shown_title,
    },
};
use leptos::{prelude::*, task::spawn_local};

/// Who may see a page: from where that comes, and how it is changed for the page and all below it.
#[component]
pub fn AccessDialog(state: PageState, id: PageId) -> impl IntoView {
    let open = RwSignal::new(true);
    let fresh = Fresh::new();
    let slug = state.slug();
    let view = load(move || (slug.clone(), id, fresh.get()), |(workspace, id, _)| load_page_access(workspace, id));
    Effect::new(move |_| {
        if !open.get() {
            state.over.set(Over::Nothing);
        }
    });
    let shown = move || {
        Suspend::new(async move {
            match view.await {
                Ok(view) => view! { <Access view=view state=state id=id fresh=fresh/> }.into_any(),
                Err(failure) => view! { <p class="danger-text" role="alert">{failure.to_string()}</p> }.into_any(),
            }
        })
    };
    view! {
        <Dialog id="page-access" title="Who may see it" open=open wide=true>
            <Transition fallback=|| view! { <RowsSkeleton rows=4/> }>{shown}</Transition>
            {state.can().see_links.then(|| view! { <PublicLinks state=state id=id/> })}
        </Dialog>
    }
}

#[component]
fn Access(view: AccessView, state: PageState, id: PageId, fresh: Fresh) -> impl IntoView {
    let draft = Draft::of(&view);
    let (can, own) = (view.can_change, view.own);
    // It comes after the dialog, and anew after each change. The button that was pressed for that can not be pressed any
    // more; browsers take the focus from it once that is drawn.
    Effect::new(move |_| {
        next_frame(|| {
            let dialog = document().query_selector("#page-access[open]").ok().flatten();
            if dialog.is_some_and(|dialog| enter_dialog(&dialog)) {
                keep_focus(Vec::new());
            }
        });
    });
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let done = move |answer: Result<(), Failure>, words: &'static str, own: bool| {
        busy.try_set(false);
        match answer {
            Ok(()) => {
                state.mark_own_access(own);
                state.toasts.success(words);
                fresh.bump();
            }
            Err(failure) => drop(wrong.try_set(Some(said(&failure)))),
        }
    };
    let save = move |_| {
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            let answer = set_page_access(state.slug(), id, draft.wanted()).await;
            done(answer, "Access is saved.", true);
        });
    };
    let inherit = move |_| {
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            let answer = inherit_page_access(state.slug(), id).await;
            done(answer, "What holds above the page holds for it again.", false);
        });
    };
    let people = view.people.clone();
    let seen_by = match people.len() {
        1 => "One person sees this page".to_owned(),
        count => format!("{count} people see this page"),
    };
    view! {
        <p class="muted">{origin(&view, state)}</p>
        <fieldset class="choices" disabled=!can>
            <legend class="visually-hidden">"How the list is meant"</legend>
            <label class="check">
                <input type="radio" name="narrow" prop:checked=move || !draft.narrow.get() on:change=move |_| draft.narrow.set(false)/>
                <span>"Whoever sees what is above it"<small>"The list opens it to more people, or lets some of them do more."</small></span>
            </label>
            <label class="check">
                <input type="radio" name="narrow" prop:checked=move || draft.narrow.get() on:change=move |_| draft.narrow.set(true)/>
                <span>"Only those on the list"<small>"Everybody else no longer sees the page, nor what is below it. Owners and admins of the workspace always do."</small></span>
            </label>
        </fieldset>
        <Editor draft=draft workspace=state.slug() can=can/>
        <details class="seen-by">
            <summary>{seen_by}</summary>
            <ul class="list">
                {people.into_iter().map(|one| view! {
                    <li><Avatar hue=one.hue name=one.name.clone() size="small"/><div class="what"><span>{one.name}</span></div><span class="aside">{may(one.level)}</span></li>
                }).collect_view()}
            </ul>
        </details>
        <FormError error=wrong/>
        {can.then(|| view! {
            <div class="actions">
                {own.then(|| view! {
                    <button class="button quiet" type="button" on:click=inherit>"Remove the list"</button>
                })}
                <button class="button primary" type="button" disabled=move || !draft.changed() aria-busy=move || busy.get().then_some("true") on:click=save>"Save"</button>
            </div>
        })}
    }
}

/// A list of people does not close what is open to everybody.
#[component]
fn PublicLinks(state: PageState, id: PageId) -> impl IntoView {
    let slug = state.slug();
    let links = load(move || slug.clone(), move |workspace| load_page_links(workspace, id));
    let shown = move || {
        Suspend::new(async move {
            let words = match links.await.map(|links| links.len()) {
                Ok(0) | Err(_) => return view! { "No public link opens it. " }.into_any(),
                Ok(1) => "One public link opens it to anybody, whatever the list says.".to_owned(),
                Ok(count) => format!("{count} public links open it to anybody, whatever the list says."),
            };
            view! { <Notice kind=NoticeKind::Warning sentence=words/> }.into_any()
        })
    };
    view! {
        <div class="muted">
            <Suspense>{shown}</Suspense>
            <button class="link-button" type="button" on:click=move |_| state.over.set(Over::Links)>"Public links"</button>
        </div>
    }
}

/// Whose list holds for the page, in words.
fn origin(view: &AccessView, state: PageState) -> AnyView {
    let from = state.workspace.with_value(|slug| match &view.inherits_from {
        Some(Source::Space(space)) => {
            view! { "the space " <a href=address::space(slug, &space.slug)>{space.name.clone()}</a> }.into_any()
        }
        Some(Source::Page(page)) => {
            let title = shown_title(&page.title).to_owned();
            view! { "the page " <a href=address::page(slug, page.number, &page.title)>{title}</a> }.into_any()
        }
        Some(Source::Hidden) | None => "a page above it that you cannot see".into_any(),
    });
    if view.own {
        view! { "This page has its own list. Without it, it would be open to the same people as " {from} ". The list also holds for the pages below it." }
            .into_any()
    } else {
        view! { "This page is open to the same people as " {from} ". Add somebody to give it its own list, which also holds for the pages below it." }
            .into_any()
    }
}

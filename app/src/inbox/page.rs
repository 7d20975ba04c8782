use super::{api::load_inbox, item::Item, keyboard, snooze::SnoozeMenu, state::InboxState};
use crate::{
    frame::{Excuse, Frame, FrameData, use_workspace},
    hydration::once_awake,
    routes::use_query,
    ui::{EmptyState, IconName, LinkButton, RowsSkeleton, Tab, Tabs, use_toasts},
    wire::load,
};
use atrium::inbox::{InboxView, Shelf};
use leptos::prelude::*;

#[component]
pub fn InboxPage() -> impl IntoView {
    let workspace = use_workspace();
    let query = use_query();
    let shelf = Memo::new(move |_| query.with(|query| Shelf::named(&query.get("shelf").unwrap_or_default())));
    let slug = workspace.clone();
    let inbox = load(
        move || (slug.clone(), shelf.get()),
        |(workspace, shelf)| async move { (shelf, load_inbox(workspace, shelf).await) },
    );
    view! {
        <Frame title="Inbox">
            <Transition fallback=|| view! { <RowsSkeleton/> }>
                {move || {
                    let workspace = workspace.clone();
                    Suspend::new(async move {
                        match inbox.await {
                            (shelf, Ok(view)) => view! { <Inbox workspace=workspace shelf=shelf view=view/> }.into_any(),
                            (_, Err(failure)) => view! { <Excuse failure=failure/> }.into_any(),
                        }
                    })
                }}
            </Transition>
        </Frame>
    }
}

#[component]
fn Inbox(workspace: String, shelf: Shelf, view: InboxView) -> impl IntoView {
    let base = format!("/w/{workspace}");
    let state = InboxState::new(workspace, shelf, view, use_toasts());
    let told = use_context::<FrameData>().map(|data| data.news);
    Effect::new(move |before: Option<u32>| {
        // What was told before the page was loaded is on it.
        let now = told.map_or(0, |told| told.with(|news| news.told));
        if before.is_some_and(|before| before != now) {
            state.reload();
        }
        now
    });
    Effect::new(move |_| {
        once_awake(move || {
            keyboard::follow(state);
            let keys = window_event_listener(leptos::ev::keydown, move |event| keyboard::pressed(&event, state));
            on_cleanup(move || keys.remove());
        });
    });
    let tab = |one: Shelf| {
        let name = match one {
            Shelf::Open => "All",
            Shelf::Unread => "Unread",
            Shelf::Snoozed => "Put off",
            Shelf::Done => "Done",
        };
        view! { <Tab href=format!("{base}/inbox?shelf={}", one.name()) current=one == shelf>{name}</Tab> }
    };
    let tabs = Shelf::ALL.map(tab).collect_view();
    let projects = format!("{base}/projects");
    view! {
        <div class="page inbox">
            <header>
                <h1>"Inbox"</h1>
                <div class="actions needs-script">
                    {move || state.view.with(|view| view.unread > 0).then(|| view! {
                        <button class="button small" type="button" on:click=move |_| state.read_all()>"Mark all as read"</button>
                    })}
                </div>
            </header>
            <Tabs label="Inbox">{tabs}</Tabs>
            <Show when=move || state.view.with(|view| !(view.items.is_empty() && view.pages.is_empty())) fallback=move || view! { <Nothing shelf=shelf projects=projects.clone()/> }>
                <ol class="inbox-items">
                    <For
                        each=move || state.entries()
                        key=|entry| (entry.about, entry.unread, entry.earlier, entry.completed, entry.lines.first().map(|line| line.when.at.clone()))
                        let:entry
                    >
                        <Item entry=entry state=state/>
                    </For>
                </ol>
                {move || state.view.with(|view| view.more).then(|| view! { <p class="muted">"These are the newest 200."</p> })}
                <p class="keys wide-only muted" aria-hidden="true">
                    <kbd class="kbd">"j"</kbd><kbd class="kbd">"k"</kbd>" move, "<kbd class="kbd">"Enter"</kbd>" opens, "
                    <kbd class="kbd">"e"</kbd>" done, "<kbd class="kbd">"u"</kbd>" unread, "<kbd class="kbd">"h"</kbd>" put off"
                </p>
            </Show>
            <SnoozeMenu state=state/>
        </div>
    }
}

#[component]
fn Nothing(shelf: Shelf, projects: String) -> impl IntoView {
    let (title, sentence) = match shelf {
        Shelf::Open => (
            "Nothing waits for you",
            "When somebody mentions you, gives you a task or speaks about what you watch, you read it here.",
        ),
        Shelf::Unread => ("All read", "What is new comes here by itself."),
        Shelf::Snoozed => ("Nothing is put off", "Press h on something that can wait. It comes back when you said."),
        Shelf::Done => ("Nothing is done yet", "Press e on what you have dealt with. It stays here, out of the way."),
    };
    view! {
        <EmptyState icon=IconName::Inbox title=title sentence=sentence>
            {(shelf == Shelf::Open).then(|| view! { <LinkButton href=projects>"Go to the projects"</LinkButton> })}
        </EmptyState>
    }
}

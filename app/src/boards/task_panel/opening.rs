//! The panel from the moment that somebody opens a task: what the board knows of it is there at once, and in its place
//! the whole task when it has come.

use super::{Missing, board_address, panel};
use crate::{
    boards::{
        page::{OpenNumber, TaskResource},
        state::BoardState,
    },
    ui::{ButtonSize, IconLink, IconName, RowsSkeleton, focus_soon, is_covered},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

#[component]
pub fn TaskPanel(number: OpenNumber, task: TaskResource, state: BoardState) -> impl IntoView {
    let is_open = Memo::new(move |_| number.get().is_some());
    Effect::new(move |before: Option<Option<i32>>| {
        let now = number.get();
        match (before.flatten(), now) {
            // It came with the page, and nobody was anywhere else.
            _ if before.is_none() => {}
            (_, Some(_)) => focus_soon(".panel".to_owned()),
            (Some(closed), None) => {
                let address = format!("{}/{closed}", board_address(state));
                focus_soon(format!("main :is(a[href=\"{address}\"], a[href^=\"{address}?\"])"));
            }
            (None, None) => {}
        }
        now
    });
    let navigate = use_navigate();
    Effect::new(move |_| {
        let navigate = navigate.clone();
        let handle = window_event_listener(leptos::ev::keydown, move |event| {
            let meant = event.key() == "Escape" && !event.default_prevented() && !is_covered();
            if meant && is_open.try_get_untracked() == Some(true) {
                navigate(&board_address(state), NavigateOptions::default());
            }
        });
        on_cleanup(move || handle.remove());
    });
    let shown = move || {
        Suspend::new(async move {
            match task.await {
                Some((shown, answer)) if Some(shown) == number.get_untracked() => match answer {
                    Ok(detail) => crate::routes::arrived(panel(detail, task, state).await),
                    Err(failure) => view! { <Missing failure=failure state=state/> }.into_any(),
                },
                // The answer for what was open before, while the new one is asked for.
                _ => view! { <Shell number=number state=state/> }.into_any(),
            }
        })
    };
    move || {
        is_open.get().then(|| {
            view! {
                <aside class="panel" tabindex="-1" aria-label="Task" aria-labelledby="task-title">
                    <Suspense fallback=move || view! { <Shell number=number state=state/> }>{shown.into_any()}</Suspense>
                </aside>
            }
        })
    }
}

#[component]
fn Shell(number: OpenNumber, state: BoardState) -> impl IntoView {
    let number = number.get_untracked().unwrap_or_default();
    let title = untrack(|| {
        state.with_cards(|cards, _| cards.values().find(|card| card.number == number).map(|card| card.title.clone()))
    });
    let (key, project) =
        state.board.with_untracked(|board| (format!("{}-{number}", board.project.key), board.project.name.clone()));
    view! {
        <div class="open" aria-busy="true">
            <header>
                <span class="key">{key}</span>
                " in "
                <a href=board_address(state)>{project}</a>
                <div class="row push">
                    <IconLink href=board_address(state) icon=IconName::X label="Close" size=ButtonSize::Small/>
                </div>
            </header>
            <div class="body">
                <article class="task">
                    {title.map(|title| view! { <h1 class="title" id="task-title">{title}</h1> })}
                    <RowsSkeleton/>
                </article>
            </div>
        </div>
    }
}

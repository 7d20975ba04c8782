use super::{Shared, day_menu::MENU, line::Line};
use crate::ui::{Icon, IconName};
use atrium::{day::Day, ids::TaskId};
use leptos::prelude::*;

/// Tasks of a day before the rest waits in its menu.
const MOST: usize = 8;

/// The same days one below the other, for narrow screens: those that have tasks, and today.
#[component]
pub fn Agenda(shared: Shared) -> impl IntoView {
    let state = shared.state;
    let narrow = narrow();
    let days = Memo::new(move |_| {
        if !narrow.get() {
            return Vec::new();
        }
        let today = state.board.with(|board| board.today);
        let month = shared.around.get().first_of_month();
        let week = shared.scale.get() == atrium::boards::view::Scale::Week;
        shared.weeks.with(|weeks| {
            let cells = weeks.iter().flat_map(|week| &week.days);
            let shown = cells.map(|cell| cell.day).filter(|day| week || day.first_of_month() == month);
            shown.filter(|day| *day == today || !turning(shared, *day, today).is_empty()).collect::<Vec<_>>()
        })
    });
    view! {
        <div class="agenda">
            {move || days.with(Vec::is_empty).then(|| view! { <p class="muted">"No task has a date in these days."</p> })}
            <For each=move || days.get() key=|day| *day let:day><DayOf shared=shared day=day/></For>
        </div>
    }
}

/// Whether the screen is narrow. Until the page is awake nobody knows: the list is there, and the style hides it.
fn narrow() -> RwSignal<bool> {
    let narrow = RwSignal::new(true);
    let look = move || {
        let query = window().match_media("(width < 720px)").ok().flatten();
        let now = query.is_none_or(|query| query.matches());
        if narrow.get_untracked() != now {
            narrow.set(now);
        }
    };
    Effect::new(move |_| {
        look();
        let handle = window_event_listener(leptos::ev::resize, move |_| look());
        on_cleanup(move || handle.remove());
    });
    narrow
}

/// The tasks that start or are due on a day; of today also those that run. Between its ends a task is not repeated.
fn turning(shared: Shared, day: Day, today: Day) -> Vec<TaskId> {
    shared.spans.with(|spans| {
        let turns = spans.iter().filter(|span| span.from == day || span.to == day || (day == today && span.has(day)));
        turns.map(|span| span.task_id).collect()
    })
}

#[component]
fn DayOf(shared: Shared, day: Day) -> impl IntoView {
    let today = move || shared.state.board.with(|board| board.today);
    let tasks = Memo::new(move |_| turning(shared, day, today()));
    let more = move || tasks.with(Vec::len).saturating_sub(MOST);
    let open = move |_| shared.open.set(Some(day));
    view! {
        <section class="day" class:today=move || today() == day>
            <header>
                <h3>{day.0.weekday().to_string()}" "<span class="muted">{day.short(day.0.year())}</span>{move || (today() == day).then_some(" Today")}</h3>
                <button class="button quiet small icon-only" type="button" popovertarget=MENU aria-haspopup="true" aria-label=format!("Add to {}", day.long()) on:click=open>
                    <Icon name=IconName::Plus/>
                </button>
            </header>
            <ul class="lines">
                <For each=move || tasks.with(|tasks| tasks.iter().take(MOST).copied().collect::<Vec<_>>()) key=|id| *id let:task_id>
                    <Line shared=shared task_id=task_id/>
                </For>
            </ul>
            {move || (more() > 0).then(|| view! {
                <button class="button quiet small" type="button" popovertarget=MENU aria-haspopup="true" on:click=open>
                    {move || format!("{} more", more())}
                </button>
            })}
        </section>
    }
}

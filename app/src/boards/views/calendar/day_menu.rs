use super::{Shared, line::Line};
use crate::{
    boards::{api::Draft, new_card::NewCard},
    ui::{Icon, IconName, focus_now},
};
use atrium::day::Day;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

pub const MENU: &str = "day-menu";

/// Opens the menu at its day in the grid.
pub fn open(day: Day) {
    let number = document().query_selector(&format!("td[data-day=\"{day}\"] .number")).ok().flatten();
    if let Some(number) = number.and_then(|number| number.dyn_into::<HtmlElement>().ok()) {
        number.click();
    }
}

/// All tasks of a day, and a line to add one.
#[component]
pub fn DayMenu(shared: Shared) -> impl IntoView {
    let state = shared.state;
    let title = move || shared.open.get().map(Day::long).unwrap_or_default();
    let tasks = Memo::new(move |_| shared.open.get().map(|day| shared.on_day(day)).unwrap_or_default());
    let column = move || {
        state.board.with_untracked(|board| board.columns.iter().find(|column| !column.done).map(|column| column.id))
    };
    let writing = RwSignal::new(false);
    Effect::new(move |_| {
        if shared.open.get().is_some() {
            writing.set(false);
            let _ = request_animation_frame(|| {
                focus_now("#day-menu :is(.title, .add)");
            });
        }
    });
    let add = move |day: Day| {
        let column_id = column().filter(|_| shared.can_edit)?;
        Some(view! {
            <Show
                when=move || writing.get()
                fallback=move || view! {
                    <button class="add" type="button" on:click=move |_| writing.set(true)><Icon name=IconName::Plus/>"Add a task"</button>
                }
            >
                <ol class="write"><NewCard column_id=column_id state=state writing=writing like=Draft { due_on: Some(day), ..Draft::default() }/></ol>
            </Show>
        })
    };
    view! {
        <div class="menu day-menu" id=MENU popover="auto" role="group" aria-label=title>
            <h3>{title}</h3>
            {move || tasks.with(Vec::is_empty).then(|| view! { <p class="muted">"Nothing on this day yet."</p> })}
            <ul class="lines">
                <For each=move || tasks.get() key=|id| *id let:task_id><Line shared=shared task_id=task_id/></For>
            </ul>
            {move || shared.open.get().map(add)}
        </div>
    }
}

//! The tasks of a project by day: a month or a week as a grid, and on a phone as a list of days. Tasks lie on the days
//! from their start to their due date; those without a date stand beside, to be taken in.

mod agenda;
mod bar;
mod day_menu;
mod drag;
mod grid;
mod keys;
mod line;
mod turn;
mod undated;

use super::{carry, field_menu::ask};
use crate::boards::{
    picking::{self, target, task_at},
    state::{BoardState, Said},
};
use agenda::Agenda;
use atrium::{
    boards::view::{
        Scale, View,
        calendar::{Span, Week, shown_around, weeks},
    },
    day::Day,
    ids::TaskId,
};
pub use bar::when;
use day_menu::DayMenu;
use grid::Grid;
use leptos::{html, prelude::*};
use send_wrapper::SendWrapper;
use turn::Turn;
use undated::Undated;
use web_sys::MouseEvent;

/// Bars above each other on a day of a month; a week has room for more.
const IN_A_MONTH: usize = 3;
const IN_A_WEEK: usize = 14;

/// What the parts of a calendar share.
#[derive(Clone, Copy)]
pub struct Shared {
    pub state: BoardState,
    pub scale: Memo<Scale>,
    /// The day it is shown around.
    pub around: Memo<Day>,
    /// The days of every task that has some, one that is held where it is held.
    pub spans: Memo<Vec<Span>>,
    pub weeks: Memo<Vec<Week>>,
    /// The day that the keyboard is on.
    pub focus: RwSignal<Day>,
    /// A task that is lifted with the keyboard, and how many days it was carried.
    pub held: RwSignal<Option<(TaskId, i32)>>,
    /// The day that the menu of a day is open for.
    pub open: RwSignal<Option<Day>>,
    pub can_edit: bool,
    said: RwSignal<String>,
    carried: StoredValue<Option<SendWrapper<drag::Carried>>>,
}

impl Shared {
    fn new(state: BoardState) -> Self {
        let today = Memo::new(move |_| state.board.with(|board| board.today));
        let scale = Memo::new(move |_| state.view.with(View::scaled));
        let around = Memo::new(move |_| state.view.with(|view| view.on).unwrap_or_else(|| today.get()));
        let held = RwSignal::new(None::<(TaskId, i32)>);
        let spans = Memo::new(move |_| {
            let (held, mut found) =
                (held.get(), state.with_kept(|cards| cards.filter_map(numbered).collect::<Vec<_>>()));
            found.sort_unstable_by_key(|(number, _)| *number);
            found.into_iter().map(|(_, span)| carried_on(span, held)).collect::<Vec<_>>()
        });
        let weeks = Memo::new(move |_| {
            let scale = scale.get();
            let most = if scale == Scale::Week { IN_A_WEEK } else { IN_A_MONTH };
            spans.with(|spans| weeks(spans, shown_around(scale, around.get()), most))
        });
        Self {
            state,
            scale,
            around,
            spans,
            weeks,
            focus: RwSignal::new(around.get_untracked()),
            held,
            open: RwSignal::new(None),
            can_edit: state.board.with_untracked(|board| board.can.edit_tasks),
            said: use_context::<Said>().map_or_else(|| RwSignal::new(String::new()), |said| said.0),
            carried: StoredValue::new(None),
        }
    }

    /// Shows the calendar around another day.
    fn show(self, day: Day) {
        self.focus.set(day);
        if shown_around(self.scale.get_untracked(), day)
            != shown_around(self.scale.get_untracked(), self.around.get_untracked())
        {
            let today = self.state.board.with_untracked(|board| board.today);
            self.state.view.update(|view| view.on = (day != today).then_some(day));
        }
    }

    /// The tasks of a day, as they lie on it.
    fn on_day(self, day: Day) -> Vec<TaskId> {
        self.spans.with(|spans| spans.iter().filter(|span| span.has(day)).map(|span| span.task_id).collect())
    }
}

/// In the order that tasks were made, so that they keep their places.
fn numbered(card: &atrium::boards::task::Card) -> Option<(i32, Span)> {
    Span::of(card).map(|span| (card.number, span))
}

fn carried_on(span: Span, held: Option<(TaskId, i32)>) -> Span {
    match held {
        Some((task_id, days)) if task_id == span.task_id => {
            Span { from: span.from.plus(days), to: span.to.plus(days), ..span }
        }
        _ => span,
    }
}

#[component]
pub fn Calendar(state: BoardState) -> impl IntoView {
    let shared = Shared::new(state);
    let node: NodeRef<html::Div> = NodeRef::new();
    if shared.can_edit {
        carry::enable(node, shared, drag::HAND);
    }
    view! {
        <div
            class="calendar"
            class:week=move || shared.scale.get() == Scale::Week
            node_ref=node
            role="region"
            aria-label="Calendar"
            on:click=move |event| clicked(&event, shared)
            on:keydown=move |event| keys::pressed(&event, shared)
        >
            <Turn shared=shared/>
            <div class="around">
                <Grid shared=shared/>
                <Agenda shared=shared/>
                <Undated shared=shared/>
            </div>
            <DayMenu shared=shared/>
            <p class="visually-hidden" id="bar-keys">
                "Press space to lift the task, then the arrow keys to move it by days and weeks, space to put it down, escape to leave it where it was."
            </p>
        </div>
    }
}

fn clicked(event: &MouseEvent, shared: Shared) {
    let Some(element) = target(event) else { return };
    if let Some(task_id) = task_at(&element) {
        let shown = || shared.spans.with_untracked(|spans| spans.iter().map(|span| span.task_id).collect());
        if !picking::clicked(event, shared.state, shown) {
            ask(shared.state, &element, task_id);
        }
        return;
    }
    // A click on the free part of a day is one on its number, which the menu of the day hangs on.
    let day =
        element.closest("td[data-day]").ok().flatten().filter(|_| element.closest("button").ok().flatten().is_none());
    if let Some(day) = day.and_then(|day| day.get_attribute("data-day")).and_then(|day| day.parse().ok()) {
        day_menu::open(day);
    }
}

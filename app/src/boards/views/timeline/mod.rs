//! The tasks of a project on a line of time, one row each: a bar from start to due date, lines between those that wait
//! for each other. Rows are drawn near the screen only, as in a list. Places in pixels are set by script, so bars are
//! drawn once the page is awake; until then the rows stand with their names.

mod bar;
mod drag;
mod head;
mod keys;
mod links;
mod plan;
mod row;

use super::{
    carry,
    field_menu::ask,
    rows::{Item, Shared as Rows, keys as row_keys},
    scales::Scales,
};
use crate::boards::{
    picking::{self, target, task_at},
    state::{BoardState, Said},
};
use atrium::{
    boards::view::{
        Scale, View,
        timeline::{Line, Shift, day_width},
    },
    ids::TaskId,
};
use head::Head;
use leptos::prelude::*;
use links::Links;
use plan::Plan;
use row::Row;
use web_sys::MouseEvent;

const SCALES: &[(Scale, &str)] = &[(Scale::Week, "Weeks"), (Scale::Month, "Months"), (Scale::Quarter, "Quarters")];

/// What the parts of a timeline share.
#[derive(Clone, Copy)]
pub struct Shared {
    pub state: BoardState,
    pub rows: Rows,
    pub plan: Plan,
    pub line: Memo<Line>,
    /// How wide a day is, in pixels.
    pub day: Memo<i32>,
    /// A bar that is carried, and how far.
    pub held: RwSignal<Option<(TaskId, Shift)>>,
    /// The first day on the screen, in steps of a week.
    pub left: RwSignal<i32>,
    pub awake: RwSignal<bool>,
    pub said: RwSignal<String>,
    carried: StoredValue<Option<drag::Carried>>,
}

impl Shared {
    fn new(state: BoardState) -> Self {
        let plan = Plan::new(state);
        let line = Memo::new(move |_| {
            let today = state.board.with(|board| board.today);
            plan.spans.with(|spans| Line::around(spans.values(), today))
        });
        Self {
            state,
            rows: Rows::new(state, plan.folded, plan.items),
            plan,
            line,
            day: Memo::new(move |_| day_width(state.view.with(View::scaled))),
            held: RwSignal::new(None),
            left: RwSignal::new(0),
            awake: RwSignal::new(false),
            said: use_context::<Said>().map_or_else(|| RwSignal::new(String::new()), |said| said.0),
            carried: StoredValue::new(None),
        }
    }

    /// So many days from the beginning, in pixels.
    pub fn pixels(self, days: i32) -> f64 {
        f64::from(days * self.day.get())
    }

    fn look(self) {
        self.rows.drawn.look();
        if let Some(element) = self.rows.drawn.node.try_get_untracked().flatten() {
            let left = element.scroll_left() / self.day.get_untracked() / 7 * 7;
            if self.left.get_untracked() != left {
                self.left.set(left);
            }
        }
    }

    /// Scrolls so that today stands a third of the way.
    fn show_today(self) {
        let Some(element) = self.rows.drawn.node.get_untracked() else { return };
        let today = self.state.board.with_untracked(|board| board.today);
        let at = self.line.with_untracked(|line| line.at(today)) * self.day.get_untracked();
        element.set_scroll_left(at - element.client_width() / 4);
        self.look();
    }
}

#[component]
pub fn Timeline(state: BoardState) -> impl IntoView {
    let shared = Shared::new(state);
    let rows = shared.rows;
    let node = rows.drawn.node;
    row_keys::listen(rows);
    shared.plan.listen(state);
    if rows.can_edit {
        carry::enable(node, shared, drag::HAND);
    }
    Effect::new(move |_| shared.awake.set(true));
    Effect::new(move |_| {
        let (line, day) = (shared.line.get(), shared.day.get());
        if let Some(element) = node.get() {
            let style = web_sys::HtmlElement::style(&element);
            let _ = style.set_property("--day", &format!("{day}px"));
            let _ = style.set_property("--days", &line.days().to_string());
        }
    });
    // Another scale shows the same time.
    Effect::new(move |_| {
        shared.day.track();
        let _ = request_animation_frame(move || shared.show_today());
    });
    let empty = Memo::new(move |_| rows.items.with(Vec::is_empty));
    view! {
        <div class="timeline">
            <header class="turn">
                <button class="button quiet small needs-script" type="button" aria-keyshortcuts="t" on:click=move |_| shared.show_today()>"Today"</button>
                <Scales state=state choices=SCALES/>
            </header>
            <div
                class=move || format!("rows time {}", state.view.with(View::scaled).word())
                node_ref=node
                role="region"
                aria-label="Timeline"
                tabindex="0"
                on:scroll=move |_| shared.look()
                on:keydown=move |event| keys::pressed(&event, shared)
                on:click=move |event| clicked(&event, shared)
            >
                <Head shared=shared/>
                {move || empty.get().then(|| view! { <super::rows::Nothing state=state/> })}
                <div class="body">
                    <Rowed shared=shared/>
                    <Links shared=shared/>
                </div>
                <p class="visually-hidden" id="time-keys">
                    "Press space to lift the bar, then the left and right arrows to move it, with shift its end and with alt its start, space to put it down, escape to leave it as it was."
                </p>
            </div>
        </div>
    }
}

#[component]
fn Rowed(shared: Shared) -> impl IntoView {
    let part = shared.rows.drawn.part;
    let head = Memo::new(move |_| part.with(|part| part.head.clone()));
    view! {
        <ol class="time-rows">
            {move || head.get().map(|item| view! { <Row shared=shared item=item/> })}
            <li class="space above" aria-hidden="true"></li>
            <For each=move || part.with(|part| part.items.clone()) key=Item::clone let:item>
                <Row shared=shared item=item/>
            </For>
            <li class="space below" aria-hidden="true"></li>
        </ol>
    }
}

fn clicked(event: &MouseEvent, shared: Shared) {
    let Some(element) = target(event) else { return };
    let Some(task_id) = task_at(&element) else { return };
    if !picking::clicked(event, shared.state, || shared.rows.tasks()) {
        ask(shared.state, &element, task_id);
    }
}

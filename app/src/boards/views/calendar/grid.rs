use super::{Shared, bar::BarView, day_menu::MENU};
use atrium::{
    boards::view::calendar::{Bar, Cell},
    day::Day,
};
use leptos::prelude::*;

const WEEKDAYS: [(&str, &str); 7] = [
    ("Monday", "Mon"),
    ("Tuesday", "Tue"),
    ("Wednesday", "Wed"),
    ("Thursday", "Thu"),
    ("Friday", "Fri"),
    ("Saturday", "Sat"),
    ("Sunday", "Sun"),
];

#[component]
pub fn Grid(shared: Shared) -> impl IntoView {
    let count = Memo::new(move |_| shared.weeks.with(Vec::len));
    view! {
        <table class="month" role="grid" aria-labelledby="calendar-title">
            <thead>
                <tr>{WEEKDAYS.map(|(name, short)| view! {
                    <th scope="col"><span aria-hidden="true">{short}</span><span class="visually-hidden">{name}</span></th>
                }).into_iter().collect_view()}</tr>
            </thead>
            <tbody>
                <For each=move || 0..count.get() key=|week| *week let:week>
                    <tr>{(0..7).map(|day| view! { <DayCell shared=shared week=week at=day/> }).collect_view()}</tr>
                </For>
            </tbody>
        </table>
    }
}

/// A day of the grid. It stays the same element when the month is turned.
#[component]
fn DayCell(shared: Shared, week: usize, at: usize) -> impl IntoView {
    let cell =
        Memo::new(move |_| shared.weeks.with(|weeks| weeks.get(week).and_then(|week| week.days.get(at)).cloned()));
    let day = Memo::new(move |_| cell.with(|cell| cell.as_ref().map(|cell| cell.day)));
    let slots = Memo::new(move |_| {
        let slots = cell.with(|cell| cell.as_ref().map(|cell| cell.slots.clone()).unwrap_or_default());
        slots.into_iter().enumerate().collect::<Vec<(usize, Option<Bar>)>>()
    });
    let more = Memo::new(move |_| cell.with(|cell| cell.as_ref().map_or(0, |cell| cell.more)));
    let number = move || day.get().map(|day| label_of(day, at == 0 && week == 0));
    let open = move |_| shared.open.set(day.get_untracked());
    view! {
        <td
            class=move || class_of(shared, day.get())
            data-day=move || day.get().map(|day| day.to_string())
            aria-current=move || (day.get() == Some(shared.state.board.with(|board| board.today))).then_some("date")
            tabindex=move || if day.get() == Some(shared.focus.get()) { "0" } else { "-1" }
            on:focus=move |_| if let Some(day) = day.get_untracked() { shared.focus.set(day) }
        >
            <button
                class="number"
                type="button"
                tabindex="-1"
                popovertarget=MENU
                aria-haspopup="true"
                on:click=open
            >
                <span aria-hidden="true">{number}</span>
                <span class="visually-hidden">{move || cell.with(|cell| cell.as_ref().map(said))}</span>
            </button>
            <ol class="slots">
                <For each=move || slots.get() key=|slot| *slot let:slot>
                    {match slot.1 {
                        Some(bar) => view! { <BarView shared=shared bar=bar/> }.into_any(),
                        None => view! { <li class="free" aria-hidden="true"></li> }.into_any(),
                    }}
                </For>
            </ol>
            {move || (more.get() > 0).then(|| view! {
                <button class="more" type="button" tabindex="-1" popovertarget=MENU aria-haspopup="true" on:click=open>
                    {move || format!("{} more", more.get())}
                </button>
            })}
        </td>
    }
}

/// The first of a month says which.
fn label_of(day: Day, first: bool) -> String {
    if first || day.0.day() == 1 { day.short(day.0.year()) } else { day.0.day().to_string() }
}

fn class_of(shared: Shared, day: Option<Day>) -> &'static str {
    let Some(day) = day else { return "" };
    let outside = !shared.state_is_week() && day.first_of_month() != shared.around.get().first_of_month();
    match (outside, day.0.weekday().number_from_monday() > 5) {
        (true, _) => "outside",
        (false, true) => "weekend",
        (false, false) => "",
    }
}

fn said(cell: &Cell) -> String {
    let tasks = match cell.count {
        0 => "no tasks".to_owned(),
        1 => "1 task".to_owned(),
        count => format!("{count} tasks"),
    };
    format!("{}, {tasks}", cell.day.long())
}

impl Shared {
    fn state_is_week(self) -> bool {
        self.scale.get() == atrium::boards::view::Scale::Week
    }
}

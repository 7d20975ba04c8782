use super::{super::scales::Scales, Shared};
use crate::ui::{Icon, IconName};
use atrium::{
    boards::view::{
        Scale, View,
        calendar::{shown_around, turned},
    },
    day::Day,
};
use leptos::prelude::*;

const SCALES: &[(Scale, &str)] = &[(Scale::Month, "Month"), (Scale::Week, "Week")];

/// Which month or week is shown, and the way to others. The links have addresses: they work before the page is awake.
#[component]
pub fn Turn(shared: Shared) -> impl IntoView {
    let Shared { state, scale, around, .. } = shared;
    let today = move || state.board.with(|board| board.today);
    let beside = move |forward| turned(scale.get(), around.get(), forward);
    let unit = move || if scale.get() == Scale::Week { "week" } else { "month" };
    let go = move |day: Signal<Day>, label: Signal<String>, icon| {
        let address = move || state.address(&state.view.with(|view| View { on: Some(day.get()), ..view.clone() }));
        view! {
            <a
                class="button quiet small icon-only"
                href=address
                aria-label=move || label.get()
                on:click=move |event| {
                    event.prevent_default();
                    shared.show(day.get_untracked());
                }
            >
                <Icon name=icon/>
            </a>
        }
    };
    view! {
        <header class="turn">
            <h2 id="calendar-title" aria-live="polite">{move || title(scale.get(), around.get())}</h2>
            <div class="row">
                {go(Signal::derive(move || beside(false)), Signal::derive(move || format!("The {} before", unit())), IconName::ChevronLeft)}
                <a
                    class="button quiet small"
                    href=move || state.address(&state.view.with(|view| View { on: None, ..view.clone() }))
                    aria-keyshortcuts="t"
                    on:click=move |event| {
                        event.prevent_default();
                        shared.show(today());
                        shared.state.view.update(|view| view.on = None);
                    }
                >
                    "Today"
                </a>
                {go(Signal::derive(move || beside(true)), Signal::derive(move || format!("The {} after", unit())), IconName::ChevronRight)}
            </div>
            <Scales state=state choices=SCALES/>
        </header>
    }
}

/// Such as `November 2026`, or `16 to 22 Nov 2026`.
pub fn title(scale: Scale, around: Day) -> String {
    if scale != Scale::Week {
        return around.month();
    }
    let (monday, _) = shown_around(scale, around);
    let sunday = monday.plus(6);
    let first =
        if monday.0.month() == sunday.0.month() { monday.0.day().to_string() } else { monday.short(sunday.0.year()) };
    format!("{first} to {}", sunday.short(0))
}

#[cfg(test)]
mod tests {
    use super::title;
    use atrium::boards::view::Scale;

    #[test]
    fn a_week_is_called_by_its_days() {
        let week = |day: &str| title(Scale::Week, day.parse().unwrap());
        assert_eq!(week("2026-11-18"), "16 to 22 Nov 2026");
        assert_eq!(week("2026-11-30"), "30 Nov to 6 Dec 2026");
        assert_eq!(week("2026-12-31"), "28 Dec 2026 to 3 Jan 2027");
        assert_eq!(title(Scale::Month, "2026-11-18".parse().unwrap()), "November 2026");
    }
}

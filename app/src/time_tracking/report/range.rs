use crate::ui::{Button, ButtonSize};
use atrium::{day::Day, time_tracking::Span};
use leptos::prelude::*;
use leptos_router::components::Form;

/// The days that people mostly ask for, and any others.
#[component]
pub fn Range(span: Span, today: Day, everybody: bool) -> impl IntoView {
    let (week, month) = (Span::week_of(today), Span::month_of(today));
    let usual = [
        ("This week", week),
        ("Last week", Span::week_of(week.from.plus(-1))),
        ("This month", month),
        ("Last month", Span::month_of(month.from.plus(-1))),
    ];
    let of = if everybody { "&of=everybody" } else { "" };
    view! {
        <div class="range">
            <nav class="segmented" aria-label="Days">
                {usual.into_iter().map(|(name, one)| view! {
                    <a href=format!("?from={}&until={}{of}", one.from, one.until) aria-current=(one == span).then_some("page")>{name}</a>
                }).collect_view()}
            </nav>
            <Form method="GET" action="" attr:class="between">
                {everybody.then(|| view! { <input type="hidden" name="of" value="everybody"/> })}
                <label><span>"From"</span><input type="date" name="from" value=span.from.to_string() required=true/></label>
                <label><span>"to"</span><input type="date" name="until" value=span.until.to_string() required=true/></label>
                <Button submit=true size=ButtonSize::Small>"Show"</Button>
            </Form>
        </div>
    }
}

/// Such as `1 Nov to 30 Nov`.
pub fn words(span: Span, today: Day) -> String {
    let year = today.0.year();
    if span.from == span.until {
        return span.from.short(year);
    }
    format!("{} to {}", span.from.short(year), span.until.short(year))
}

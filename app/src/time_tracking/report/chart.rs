use crate::ui::Table;
use atrium::time_tracking::{DayTime, Span, hours};
use leptos::prelude::*;

/// In the units of the drawing, which is stretched to its place.
const HEIGHT: i64 = 120;
const STEP: i64 = 20;
const BAR: i64 = 14;

/// One bar for each day, or where they are many for each week; and the same as a table.
struct Bar {
    name: String,
    minutes: i64,
    free: bool,
}

fn bars(span: Span, days: &[DayTime]) -> Vec<Bar> {
    let year = span.until.0.year();
    let bar = |step: Span| Bar {
        name: if step.from == step.until {
            format!("{} {}", weekday(step), step.from.short(year))
        } else {
            format!("{} to {}", step.from.short(year), step.until.short(year))
        },
        minutes: days.iter().filter(|day| step.has(day.day)).map(|day| day.minutes).sum(),
        free: step.from == step.until && step.from.0.weekday().number_days_from_monday() > 4,
    };
    span.steps().into_iter().map(bar).collect()
}

fn weekday(step: Span) -> &'static str {
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][usize::from(step.from.0.weekday().number_days_from_monday())]
}

#[component]
pub fn Chart(span: Span, days: Vec<DayTime>) -> impl IntoView {
    let bars = bars(span, &days);
    let most = bars.iter().map(|bar| bar.minutes).max().unwrap_or(0).max(1);
    let width = STEP * i64::try_from(bars.len()).unwrap_or(1);
    let tallest = bars
        .iter()
        .max_by_key(|bar| bar.minutes)
        .map(|bar| format!("The most was {} on {}.", hours(bar.minutes), bar.name));
    let label = format!("{} bars. {}", bars.len(), tallest.unwrap_or_default());
    let drawn = bars.iter().zip(0..).map(|(bar, at): (&Bar, i64)| {
        // What is there can be seen, however little it is.
        let height = if bar.minutes == 0 { 0 } else { (bar.minutes * HEIGHT / most).max(2) };
        view! {
            <g class:free=bar.free>
                <title>{format!("{}: {}", bar.name, hours(bar.minutes))}</title>
                <rect class="ground" x=(at * STEP).to_string() y="0" width=STEP.to_string() height=HEIGHT.to_string()></rect>
                <rect
                    class="bar"
                    x=(at * STEP + (STEP - BAR) / 2).to_string()
                    y=(HEIGHT - height).to_string()
                    width=BAR.to_string()
                    height=height.to_string()
                ></rect>
            </g>
        }
    });
    let drawn = drawn.collect_view();
    let ends = (bars.first().map(|bar| bar.name.clone()), bars.last().map(|bar| bar.name.clone()));
    view! {
        <figure class="time-chart">
            <p class="most" aria-hidden="true">{hours(most)}</p>
            <svg viewBox=format!("0 0 {width} {HEIGHT}") preserveAspectRatio="none" role="img" aria-label=label>{drawn}</svg>
            <p class="ends" aria-hidden="true"><span>{ends.0}</span><span>{ends.1}</span></p>
        </figure>
        <details>
            <summary>"As a table"</summary>
            <Table caption="Time by day" heads=vec!["Day", "Time"]>
                {bars.iter().filter(|bar| bar.minutes > 0).map(|bar| view! {
                    <tr><td>{bar.name.clone()}</td><td class="number">{hours(bar.minutes)}</td></tr>
                }).collect_view()}
            </Table>
        </details>
    }
}

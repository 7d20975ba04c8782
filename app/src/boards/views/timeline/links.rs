use super::Shared;
use atrium::{boards::relation::Blocking, ids::TaskId};
use leptos::prelude::*;
use std::collections::HashMap;

/// More would be a carpet.
const MOST: usize = 400;

/// The day that is, and a line from each task on the screen to those that wait for it.
#[component]
pub fn Links(shared: Shared) -> impl IntoView {
    let at = Memo::new(move |_| {
        shared.rows.items.with(|items| {
            let tasks = items.iter().enumerate().filter_map(|(at, item)| item.task().map(|id| (id, at)));
            // Who has two people stands in two rows: the lines go to the first.
            tasks.rev().collect::<HashMap<TaskId, usize>>()
        })
    });
    let shown = Memo::new(move |_| {
        let drawn = shared.rows.drawn.part.with(|part| part.range());
        at.with(|at| {
            let near = |one: &&Blocking| {
                let ends = [one.blocker, one.blocked].map(|id| at.get(&id));
                ends.iter().all(Option::is_some) && ends.iter().flatten().any(|at| drawn.contains(*at))
            };
            shared.plan.blocks.with(|blocks| blocks.iter().filter(near).take(MOST).copied().collect::<Vec<_>>())
        })
    });
    let today = Memo::new(move |_| {
        let day = shared.state.board.with(|board| board.today);
        shared.pixels(shared.line.get().at(day)) + shared.pixels(1) / 2.0
    });
    let y = move |id: TaskId| at.with(|at| at.get(&id).copied()).map(|at| shared.rows.drawn.middle(at));
    let path = move |one: Blocking| {
        let (first, then) = (shared.span(one.blocker)?, shared.span(one.blocked)?);
        let (from, to) = ((shared.ends(first).1, y(one.blocker)?), (shared.ends(then).0, y(one.blocked)?));
        Some(drawn(from, to))
    };
    let clashes = move |one: Blocking| {
        shared.plan.clashes.with(|all| all.get(&one.blocked).is_some_and(|(blocker, _)| *blocker == one.blocker))
    };
    view! {
        <Show when=move || shared.awake.get()>
            <div class="today-line" aria-hidden="true" style:left=move || format!("{}px", today.get())></div>
            <svg class="links" aria-hidden="true">
                <For each=move || shown.get() key=|one| *one let:one>
                    <path d=move || path(one) class:clash=move || clashes(one)></path>
                </For>
            </svg>
        </Show>
    }
}

/// Out of the end of one bar and into the beginning of the other, around the corner where there is no room.
fn drawn((x, y): (f64, f64), (to_x, to_y): (f64, f64)) -> String {
    const OUT: f64 = 8.0;
    if to_x - x >= 2.0 * OUT {
        let middle = to_x - OUT;
        return format!("M{x} {y}H{middle}V{to_y}H{to_x}l-4 -3m4 3l-4 3");
    }
    let between = if to_y > y { to_y - 15.0 } else { to_y + 15.0 };
    format!("M{x} {y}h{OUT}V{between}H{}V{to_y}H{to_x}l-4 -3m4 3l-4 3", to_x - OUT)
}

#[cfg(test)]
mod tests {
    use super::drawn;

    #[test]
    fn a_line_goes_forward_or_around() {
        assert_eq!(drawn((10.0, 18.0), (50.0, 54.0)), "M10 18H42V54H50l-4 -3m4 3l-4 3");
        assert_eq!(drawn((60.0, 18.0), (50.0, 54.0)), "M60 18h8V39H42V54H50l-4 -3m4 3l-4 3");
    }
}

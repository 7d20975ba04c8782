use super::{Shared, line::Line};
use atrium::boards::view::calendar::Span;
use leptos::prelude::*;

/// Tasks that are shown at first, and how many more each time.
const STEP: usize = 30;

/// The open tasks without a date, to be taken into the grid. One of the grid that is put down here loses its dates.
#[component]
pub fn Undated(shared: Shared) -> impl IntoView {
    let state = shared.state;
    let tasks = Memo::new(move |_| {
        let open = state.board.with(|board| {
            board.columns.iter().filter(|column| !column.done).map(|column| column.id).collect::<Vec<_>>()
        });
        let mut found: Vec<_> = state.with_kept(|cards| {
            let undated = cards.filter(|card| Span::of(card).is_none());
            let placed = undated.filter_map(|card| {
                let place = open.iter().position(|id| *id == card.column_id)?;
                Some((place, card.rank.clone(), card.id))
            });
            placed.collect()
        });
        found.sort_unstable();
        found.into_iter().map(|(.., id)| id).collect::<Vec<_>>()
    });
    let shown = RwSignal::new(STEP);
    let count = Memo::new(move |_| tasks.with(Vec::len));
    view! {
        <aside class="undated" aria-labelledby="undated-title">
            <h2 id="undated-title">"Without a date" <span class="count">{count}</span></h2>
            {move || (count.get() == 0).then(|| view! { <p class="muted">"Every open task has a date."</p> })}
            <ul class="lines">
                <For each=move || tasks.with(|tasks| tasks.iter().take(shown.get()).copied().collect::<Vec<_>>()) key=|id| *id let:task_id>
                    <Line shared=shared task_id=task_id/>
                </For>
            </ul>
            {move || (shown.get() < count.get()).then(|| view! {
                <button class="button quiet small" type="button" on:click=move |_| shown.update(|shown| *shown += STEP)>
                    {move || format!("{} more", count.get().saturating_sub(shown.get()))}
                </button>
            })}
        </aside>
    }
}

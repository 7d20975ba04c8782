use leptos::prelude::*;

/// A pale shape of what comes. `shape`: `line`, `title`, `card-shape`, with `half` for a short one.
#[component]
pub fn Skeleton(#[prop(default = "line")] shape: &'static str) -> impl IntoView {
    view! { <span class=format!("skeleton {shape}") aria-hidden="true"></span> }
}

/// Rows on their way.
#[component]
pub fn RowsSkeleton(#[prop(default = 5)] rows: usize) -> impl IntoView {
    view! {
        <div class="stack" aria-busy="true">
            <span class="visually-hidden">"Loading"</span>
            {(0..rows).map(|_| view! { <Skeleton/> }).collect_view()}
        </div>
    }
}

/// A board on its way.
#[component]
pub fn BoardSkeleton() -> impl IntoView {
    let column = |cards: usize| {
        view! {
            <section class="column">
                <header><Skeleton shape="line half"/></header>
                <div class="cards">{(0..cards).map(|_| view! { <Skeleton shape="card-shape"/> }).collect_view()}</div>
            </section>
        }
    };
    view! {
        <div class="board-page" aria-busy="true">
            <span class="visually-hidden">"Loading the board"</span>
            <div class="filters"></div>
            <div class="board">{[4, 3, 5, 2].map(column).into_iter().collect_view()}</div>
        </div>
    }
}

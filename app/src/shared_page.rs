//! A board at a link that anybody may open: a page without a program, for readers alone.

use crate::{
    bare_page::{bare_door, bare_page},
    ui::{Icon, IconName},
};
use atrium::boards::share::{SharedBoard, SharedCard, SharedColumn};
use leptos::{config::LeptosOptions, prelude::*};

/// The whole document.
pub fn shared_page(board: SharedBoard, options: LeptosOptions) -> String {
    let name = board.name.clone();
    let until = format!("A board to read, until {}.", board.until);
    bare_page(&name, options, || {
        view! {
            <main class="shared-board">
                <header><h1>{board.name}</h1><p class="muted">{until}</p></header>
                <div class="board" tabindex="0" role="region" aria-label="The board">
                    {board.columns.into_iter().map(column).collect_view()}
                </div>
            </main>
        }
    })
}

/// What stands at a link that has ended, or that never was.
pub fn ended_page(options: LeptosOptions) -> String {
    let words =
        ("No board here", "There is nothing at this link, or it has ended. Who sent it to you can make another one.");
    bare_door(words, options, None, None)
}

fn column(column: SharedColumn) -> impl IntoView {
    let count = column.cards.len();
    let cards = format!("Cards of {}", column.name);
    view! {
        <section class="column">
            <header><h2>{column.name}</h2><span class="count">{count}</span></header>
            <ol class="cards" tabindex="0" aria-label=cards>{column.cards.into_iter().map(card).collect_view()}</ol>
        </section>
    }
}

fn card(card: SharedCard) -> impl IntoView {
    let labels = card.labels.into_iter().map(|(name, hue)| {
        view! { <span class=format!("chip hue-{hue}")>{name}</span> }
    });
    let described = !card.description_html.is_empty();
    view! {
        <li class="card">
            <div class="face">
                <header>{labels.collect_view()}</header>
                <span class="title">{card.title}</span>
                {card.due.map(|due| view! { <footer><span class="due"><Icon name=IconName::Calendar/>{due}</span></footer> })}
                {described.then(|| view! {
                    <details><summary>"Description"</summary><div class="prose small" inner_html=card.description_html></div></details>
                })}
            </div>
        </li>
    }
}

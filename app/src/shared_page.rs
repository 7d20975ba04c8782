//! A board at a link that anybody may open: a page without a program, for readers alone.

use crate::ui::{Icon, IconName};
use atrium::boards::share::{SharedBoard, SharedCard, SharedColumn};
use leptos::{config::LeptosOptions, prelude::*};
use leptos_meta::HashedStylesheet;

/// The whole document.
pub fn shared_page(board: SharedBoard, options: LeptosOptions) -> String {
    let title = format!("{} \u{b7} Atrium", board.name);
    let until = format!("A board to read, until {}.", board.until);
    Owner::new().with(|| {
        view! {
            <!DOCTYPE html>
            <html lang="en" data-theme="system">
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                    <meta name="color-scheme" content="light dark"/>
                    <meta name="robots" content="noindex, nofollow"/>
                    <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                    <HashedStylesheet id="style" options=options/>
                    <title>{title}</title>
                </head>
                <body>
                    <main class="shared-board">
                        <header><h1>{board.name}</h1><p class="muted">{until}</p></header>
                        <div class="board" tabindex="0" role="region" aria-label="The board">
                            {board.columns.into_iter().map(column).collect_view()}
                        </div>
                    </main>
                </body>
            </html>
        }
        .to_html()
    })
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

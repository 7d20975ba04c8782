//! A page at a link that anybody may open, for readers alone: without the program, and with the part of the editor that
//! draws code, formulas and diagrams where it has any.

use crate::{
    bare_page::{bare_door, bare_page},
    island::Island,
};
use atrium::wiki::{
    page::{OutlineEntry, shown_title},
    share::{SharedEntry, SharedPage},
};
use leptos::{config::LeptosOptions, prelude::*};

/// What the server leaves to be done in the browser: the list of `frontend/editor/src/open.ts`.
const DRAWN: [&str; 4] = ["<pre>", " class=\"math\"", "<figure class=\"embed\"", " class=\"table-scroll\""];

/// The whole document. `secret` is that of the link.
pub fn shared_wiki_page(page: SharedPage, secret: &str, options: LeptosOptions) -> String {
    let SharedPage { page, html, outline, tree, until } = page;
    let title = shown_title(&page.title).to_owned();
    let name = title.clone();
    let until = format!("A page to read, until {until}.");
    let number = page.number;
    let links = (tree.len() > 1).then(|| pages(tree, secret, number));
    let drawn = DRAWN.iter().any(|part| html.contains(part));
    let script = drawn.then(|| Island::of(&options)).flatten().map(|island| island.open());
    bare_page(&title, options, || {
        view! {
            <div class="shared-wiki">
                {links}
                <main id="content">
                    <h1 class="page-title">{name}</h1>
                    <p class="muted">{until}</p>
                    {contents(outline)}
                    <article class="prose"><div class="prose-body" inner_html=html></div></article>
                </main>
            </div>
            {script.map(|src| view! { <script type="module" src=src></script> })}
        }
    })
}

/// What stands at a link that has ended, or that never was.
pub fn ended_wiki_page(options: LeptosOptions) -> String {
    let words =
        ("No page here", "There is nothing at this link, or it has ended. Who sent it to you can make another one.");
    bare_door(words, options, None, None)
}

/// The pages that the link opens.
fn pages(tree: Vec<SharedEntry>, secret: &str, here: i32) -> impl IntoView + use<> {
    let line = |entry: SharedEntry| {
        let href = format!("/s/{secret}/{}", entry.page.number);
        let current = (entry.page.number == here).then_some("page");
        let class = format!("depth-{}", entry.depth.clamp(0, 9));
        view! { <li class=class><a href=href aria-current=current>{shown_title(&entry.page.title).to_owned()}</a></li> }
    };
    view! {
        <nav class="shared-pages" aria-label="Pages">
            <ul class="page-tree">{tree.into_iter().map(line).collect_view()}</ul>
        </nav>
    }
}

fn contents(outline: Vec<OutlineEntry>) -> impl IntoView {
    let top = outline.iter().map(|entry| entry.level).min().unwrap_or(1);
    (outline.len() > 2).then(|| {
        let line = move |entry: OutlineEntry| {
            let class = format!("level-{}", (entry.level - top).min(3));
            view! { <li class=class><a href=format!("#{}", entry.id)>{entry.text}</a></li> }
        };
        view! {
            <details class="contents">
                <summary>"On this page"</summary>
                <ol>{outline.into_iter().map(line).collect_view()}</ol>
            </details>
        }
    })
}

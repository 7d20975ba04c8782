//! What a page says of itself beside what it shows: its title, and in the attributes of its body the parts that the
//! browser is to fetch before it wakes. On the server Leptos gathers both; in the browser little of that is needed.

use leptos::prelude::*;

/// Names the page. Call before its view is made.
pub fn title(text: impl Fn() -> String + Send + Sync + 'static) {
    let whole = move || match text() {
        title if title.is_empty() => "Atrium".to_owned(),
        title => format!("{title} \u{b7} Atrium"),
    };
    #[cfg(feature = "ssr")]
    drop(view! { <leptos_meta::Title text=whole/> });
    #[cfg(not(feature = "ssr"))]
    Effect::new(move |_| document().set_title(&whole()));
}

/// Says that something of this part is shown, in an attribute that `frontend` reads.
#[cfg(feature = "ssr")]
pub fn shows(place: Place, part: &'static str) {
    use leptos_meta::Body;

    // It registers itself when it is rendered.
    drop(match place {
        Place::Page => view! { <Body {..} data-part=part/> }.to_html(),
        Place::Rows => view! { <Body {..} data-rows=part/> }.to_html(),
        Place::Over => view! { <Body {..} data-over=part/> }.to_html(),
    });
}

/// What the browser shows it has fetched.
#[cfg(not(feature = "ssr"))]
pub fn shows(_place: Place, _part: &'static str) {}

/// Where a part is shown: as the page, as the rows of a board, or over it.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    Page,
    Rows,
    Over,
}

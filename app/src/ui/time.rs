use leptos::prelude::*;

/// A moment. The server writes the words in the reader's zone, so both sides render the same.
#[component]
pub fn Time(
    /// RFC 3339, for machines.
    #[prop(into)]
    at: String,
    /// For people: "2 h ago".
    #[prop(into)]
    text: String,
    /// The whole date, shown on hover.
    #[prop(optional, into)]
    title: Option<String>,
) -> impl IntoView {
    view! { <time datetime=at title=title>{text}</time> }
}

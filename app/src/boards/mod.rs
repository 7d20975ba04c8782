pub mod api;
mod state;
mod pause;
use leptos::prelude::*;

#[component]
pub fn BoardPage() -> impl IntoView {
    view! { <p>"BoardPage"</p> }
}

#[component]
pub fn ProjectsPage() -> impl IntoView {
    view! { <p>"ProjectsPage"</p> }
}

#[component]
pub fn ImportPage() -> impl IntoView {
    view! { <p>"ImportPage"</p> }
}

use leptos::prelude::*;

#[component]
pub fn ProjectsPage() -> impl IntoView {
    view! { <p>"ProjectsPage"</p> }
}

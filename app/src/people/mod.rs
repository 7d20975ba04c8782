use leptos::prelude::*;

#[component]
pub fn ProfilePage() -> impl IntoView {
    view! { <p>"ProfilePage"</p> }
}

#[component]
pub fn PeoplePage() -> impl IntoView {
    view! { <p>"PeoplePage"</p> }
}

use leptos::prelude::*;

/// Neighbouring pages of one thing; each has its address.
#[component]
pub fn Tabs(#[prop(into)] label: String, children: Children) -> impl IntoView {
    view! { <nav class="tabs" aria-label=label>{children()}</nav> }
}

#[component]
pub fn Tab(#[prop(into)] href: String, #[prop(optional)] current: bool, children: Children) -> impl IntoView {
    view! { <a href=href aria-current=current.then_some("page")>{children()}</a> }
}

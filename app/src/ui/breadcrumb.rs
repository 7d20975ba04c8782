use leptos::prelude::*;

/// A place above this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    pub name: String,
    pub href: String,
}

impl Crumb {
    pub fn new(name: impl Into<String>, href: impl Into<String>) -> Self {
        Self { name: name.into(), href: href.into() }
    }
}

/// Where I am: the places above, then `here`.
#[component]
pub fn Breadcrumb(#[prop(optional)] above: Vec<Crumb>, #[prop(into)] here: String) -> impl IntoView {
    view! {
        <nav class="breadcrumb" aria-label="Breadcrumb">
            <ol>
                {above.into_iter().map(|crumb| view! { <li><a href=crumb.href>{crumb.name}</a></li> }).collect_view()}
                <li><span aria-current="page">{here}</span></li>
            </ol>
        </nav>
    }
}

use crate::{head, routes::use_query};
use leptos::prelude::*;

/// A page in front of the house: the name above, one thing to do, the other ways below.
#[component]
pub fn DoorPage(
    #[prop(into)] title: String,
    #[prop(into)] sentence: String,
    /// The sentence below, such as the way to the sign-up.
    #[prop(optional, into)]
    foot: ViewFn,
    children: Children,
) -> impl IntoView {
    let name = title.clone();
    head::title(move || name.clone());
    view! {
        <div class="door">
            {brand()}
            <main id="content" tabindex="-1">
                <div><h1>{title}</h1><p>{sentence}</p></div>
                {children()}
            </main>
            <footer><p>{foot.run()}</p></footer>
        </div>
    }
}

/// What stands over every door.
pub fn brand() -> impl IntoView {
    view! {
        <header><a class="brand" href="/"><img src="/favicon.svg" alt="" width="32" height="32"/>"Atrium"</a></header>
    }
}

/// Where the address says to go afterwards, if that is a path of this server.
pub fn next_in_address() -> String {
    let next = use_query().with_untracked(|query| query.get("next")).unwrap_or_default();
    super::next::local_path(&next)
}

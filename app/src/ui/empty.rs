use leptos::prelude::*;

use super::{Icon, IconName};

/// What could be here: a title, one sentence, and the buttons that begin it as children.
#[component]
pub fn EmptyState(
    icon: IconName,
    #[prop(into)] title: String,
    #[prop(into)] sentence: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name=icon large=true/>
            <h2>{title}</h2>
            <p>{sentence}</p>
            {children.map(|children| view! { <div class="actions">{children()}</div> })}
        </div>
    }
}

use leptos::prelude::*;

use super::{IconLink, IconName};

/// Opens from the right, over the work, and has an address; `close` is the address beneath it.
#[component]
pub fn Panel(
    /// The id of the heading inside.
    #[prop(into)]
    labelled_by: String,
    #[prop(into)] close: String,
    /// What stands at the left of the head, and its actions.
    #[prop(optional, into)]
    head: Option<ViewFn>,
    #[prop(optional, into)] foot: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    view! {
        <aside class="panel" aria-labelledby=labelled_by>
            <header>
                {head.map(|head| head.run())}
                <div class="row push"><IconLink href=close icon=IconName::X label="Close" attr:data-tip-align="end"/></div>
            </header>
            <div class="body">{children()}</div>
            {foot.map(|foot| view! { <footer>{foot.run()}</footer> })}
        </aside>
    }
}

use super::{Item, Shared};
use crate::ui::{Icon, IconName};
use leptos::prelude::*;

/// The name of a group, which folds it.
#[component]
pub fn GroupHead(shared: Shared, item: Item) -> impl IntoView {
    let Item::Head { of, name, count, folded } = item else { return None };
    let fold = move |_| {
        shared.folded.update(|folded| {
            if !folded.remove(&of) {
                folded.insert(of);
            }
        });
    };
    Some(view! {
        <button class="fold" type="button" aria-expanded=if folded { "false" } else { "true" } on:click=fold>
            <Icon name=if folded { IconName::ChevronRight } else { IconName::ChevronDown }/>
            {name}
            <span class="count">{count}</span>
        </button>
    })
}

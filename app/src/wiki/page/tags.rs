use super::state::PageState;
use crate::ui::Chip;
use leptos::prelude::*;

/// The words that a page goes by.
#[component]
pub fn Tags(state: PageState) -> impl IntoView {
    move || {
        let tags = state.watch(|page| page.tags.clone());
        (!tags.is_empty()).then(|| {
            let chip = |tag: atrium::wiki::tag::Tag| {
                view! { <li><Chip text=tag.name hue=u8::try_from(tag.hue).unwrap_or_default()/></li> }
            };
            view! { <ul class="page-tags" aria-label="Tags">{tags.into_iter().map(chip).collect_view()}</ul> }
        })
    }
}

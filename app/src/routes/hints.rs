//! Names in the head of a page the packs of the parts that it shows, for the script in `shell` to fetch together with
//! the program: Leptos would fetch them ahead of the style and of all that the first paint needs. And the style of what
//! a board does not show at first, where it shows it.

use crate::packs::Packs;
use leptos::{PrefetchLazyFn, prelude::*};
use leptos_meta::{Link, Stylesheet};
use std::collections::BTreeSet;

/// Takes the list of parts from Leptos.
pub fn collect() {
    provide_context(PrefetchLazyFn::default());
}

pub(super) fn write() {
    let door = use_context::<http::request::Parts>().is_none_or(|parts| super::is_door(parts.uri.path()));
    let (false, Some(packs), Some(parts)) = (door, use_context::<Packs>(), use_context::<PrefetchLazyFn>()) else {
        return;
    };
    let Some(mut parts) = parts.0.try_write_value() else { return };
    let parts: Vec<_> = parts.drain().collect();
    if parts.iter().any(|part| !part.starts_with("board_")) {
        drop(view! { <Stylesheet href=packs.later_style()/> }.to_html());
    }
    let named: BTreeSet<_> = parts.iter().flat_map(|part| packs.of_part(part)).collect();
    for address in named {
        // A link registers itself for the head when it is rendered.
        drop(
            view! {
                <Link rel="preload" href=address as_="fetch" fetchpriority="low" media="not all" crossorigin="anonymous"/>
            }
            .to_html(),
        );
    }
}

use super::{
    rows::{Beside, Row},
    state::TreeState,
};
use crate::ui::{Choice, Dialog, SelectField};
use atrium::{ids::PageId, wiki::page::shown_title};
use leptos::prelude::*;

/// Asks where a page is to go: below which one, and behind which one there.
#[component]
pub fn MoveDialog(state: TreeState) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if state.moving.get().is_some() {
            open.set(true);
        }
    });
    Effect::new(move |before: Option<bool>| {
        let is_open = open.get();
        if before == Some(true) && !is_open {
            state.moving.set(None);
        }
        is_open
    });
    let title = move || state.moving.get().map(|id| state.title(id)).unwrap_or_default();
    view! {
        <Dialog id="move-page" title="Move the page" open=open>
            <p class="muted">{move || format!("\u{201c}{}\u{201d} and all below it", title())}</p>
            {move || state.moving.get().map(|id| view! { <Places state=state id=id open=open/> })}
        </Dialog>
    }
}

#[component]
fn Places(state: TreeState, id: PageId, open: RwSignal<bool>) -> impl IntoView {
    let now = state.tree.with_untracked(|tree| tree.now(id));
    let parent = RwSignal::new(now.parent);
    let after = RwSignal::new(now.after);
    let parents = state.tree.with_untracked(|tree| {
        let rows = tree.all().into_iter().filter(|row| !tree.is_within(row.id, id));
        let top = Choice::new("", "At the top of the space");
        std::iter::once(top).chain(rows.map(|row| Choice::new(row.id.to_string(), indented(&row)))).collect::<Vec<_>>()
    });
    let siblings = move || {
        state.tree.with(|tree| {
            let below = tree.below(parent.get()).iter().filter(|sibling| **sibling != id);
            let named = below.filter_map(|sibling| tree.get(*sibling));
            let rows =
                named.map(|page| Choice::new(page.id.to_string(), format!("After {}", shown_title(&page.title))));
            std::iter::once(Choice::new("", "First")).chain(rows).collect::<Vec<_>>()
        })
    };
    let choose_parent = move |event| {
        let chosen = event_target_value(&event).parse().ok();
        parent.set(chosen);
        // Last, where nothing else is said.
        let last =
            state.tree.with_untracked(|tree| tree.below(chosen).iter().rfind(|sibling| **sibling != id).copied());
        after.set(if chosen == now.parent { now.after } else { last });
    };
    let go = move |_| {
        let beside = after
            .get_untracked()
            .map_or_else(|| parent.get_untracked().map(Beside::Under), |after| Some(Beside::After(after)));
        let spot = state.tree.with_untracked(|tree| match beside {
            Some(beside) => tree.spot(id, beside),
            None => tree.first_below(None, id).and_then(|first| tree.spot(id, Beside::Before(first))),
        });
        open.set(false);
        if let Some(spot) = spot {
            state.put(id, spot);
        }
    };
    let parent_value = now.parent.map(|id| id.to_string()).unwrap_or_default();
    view! {
        <SelectField id="move-parent" label="Below" choices=parents value=parent_value on:change=choose_parent/>
        {move || {
            parent.track();
            let value = after.get_untracked().map(|id| id.to_string()).unwrap_or_default();
            view! {
                <SelectField
                    id="move-after"
                    label="Place"
                    choices=siblings()
                    value=value
                    on:change=move |event| after.set(event_target_value(&event).parse().ok())
                />
            }
        }}
        <div class="actions">
            <button class="button" type="button" on:click=move |_| open.set(false)>"Cancel"</button>
            <button class="button primary" type="button" on:click=go>"Move"</button>
        </div>
    }
}

/// A list of choices has no depth, so its lines have.
fn indented(row: &Row) -> String {
    format!("{}{}", "\u{2003}".repeat(row.depth), shown_title(&row.title))
}

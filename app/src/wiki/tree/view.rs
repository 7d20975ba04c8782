use super::{drag, keys, rows::Row, state::TreeState};
use crate::{
    hydration::once_awake,
    ui::{Icon, IconName},
};
use atrium::{ids::PageId, wiki::page::shown_title};
use leptos::{html, prelude::*};

/// Deeper ones are drawn no further in.
const DEEPEST: usize = 9;

/// The pages of a space as a tree, after the pattern of the ARIA practices: one of its rows has the focus.
#[component]
pub fn PageTree(state: TreeState, #[prop(into)] label: String) -> impl IntoView {
    let node = NodeRef::<html::Ul>::new();
    // The row that Tab leads to: the one that had the focus last, else the page that is open, else the first.
    let reached = RwSignal::new(state.here);
    let rows = Memo::new(move |_| state.rows());
    let entrance = Memo::new(move |_| {
        rows.with(|rows| {
            let known = reached.get().filter(|id| rows.iter().any(|row| row.id == *id));
            known.or_else(|| rows.first().map(|row| row.id))
        })
    });
    Effect::new(move |_| once_awake(move || drag::enable(node, state)));
    view! {
        <ul
            class="page-tree"
            role="tree"
            aria-label=label
            aria-describedby="tree-keys"
            node_ref=node
            on:keydown=move |event| keys::pressed(&event, state)
            on:focusin=move |event| if let Some(id) = keys::page_of(&event) { reached.set(Some(id)); }
            on:click=move |event| keys::clicked(&event, state)
        >
            <For each=move || rows.get() key=|row| row.id let:row>
                <TreeRow first=row rows=rows state=state entrance=entrance/>
            </For>
        </ul>
        <p class="visually-hidden" id="tree-keys">"Arrow keys go through the pages. With Alt they move the page, m asks where to."</p>
        <p class="visually-hidden" role="status">{move || state.said.get()}</p>
    }
}

/// One page. It stays the element that it is while it is folded, moved or renamed, so that the focus stays.
#[component]
fn TreeRow(first: Row, rows: Memo<Vec<Row>>, state: TreeState, entrance: Memo<Option<PageId>>) -> impl IntoView {
    let id = first.id;
    let row = Memo::new(move |_| {
        rows.with(|rows| rows.iter().find(|row| row.id == id).cloned()).unwrap_or_else(|| first.clone())
    });
    let current = state.here == Some(id);
    // Leptos knows no such attribute.
    let link = NodeRef::<html::A>::new();
    Effect::new(move |_| {
        if let Some(link) = link.get() {
            let _ = link.set_attribute("aria-level", &row.with(|row| row.depth + 1).to_string());
        }
    });
    let twist = move || row.with(|row| row.open.is_some()).then(|| view! { <Icon name=IconName::ChevronRight/> });
    let own = move || {
        row.with(|row| row.own_access).then(|| {
            view! { <Icon name=IconName::KeyRound/><span class="visually-hidden">", access of its own"</span> }
        })
    };
    view! {
        <li role="none" class=move || format!("depth-{}", row.with(|row| row.depth.min(DEEPEST))) data-row=id.to_string()>
            <a
                role="treeitem"
                href=move || row.with(|row| state.address(row.number, &row.title))
                data-page=id.to_string()
                node_ref=link
                tabindex=move || if entrance.get() == Some(id) { "0" } else { "-1" }
                aria-posinset=move || row.with(|row| row.at).to_string()
                aria-setsize=move || row.with(|row| row.of).to_string()
                aria-expanded=move || row.with(|row| row.open).map(|open| open.to_string())
                aria-current=current.then_some("page")
                draggable="false"
            >
                // The pointer's way to fold; the keys have the arrows.
                <span class="twist" aria-hidden="true">{twist}</span>
                <span class="one-line">{move || row.with(|row| shown_title(&row.title).to_owned())}</span>
                {own}
            </a>
        </li>
    }
}

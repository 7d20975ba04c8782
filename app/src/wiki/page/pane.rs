use super::state::PageState;
use crate::{
    ui::{Icon, IconName, focus_soon},
    wiki::{
        address,
        api::PageDesk,
        new_page::NewPage,
        tree::{MoveDialog, PageTree, TreeState, is_folded, keep_folded},
    },
};
use leptos::{html, prelude::*};

/// How far the tree was scrolled before another page was opened from it, and whether it had the focus.
#[derive(Clone, Copy, Default)]
struct Before {
    scrolled: i32,
    focused: bool,
}

impl Before {
    fn look() -> Self {
        let find = |selector| document().query_selector(selector).ok().flatten();
        Self {
            scrolled: find(".tree-pane .scrolls").map_or(0, |pane| pane.scroll_top()),
            focused: find(".tree-pane .page-tree :focus").is_some(),
        }
    }
}

/// The tree of the space beside a page: a pane on wide screens, a sheet on others.
#[component]
pub fn TreePane(desk: PageDesk, state: PageState) -> impl IntoView {
    let PageDesk { page, pages, .. } = desk;
    let Some(space) = page.space else {
        state.tree.set(None);
        return ().into_any();
    };
    let before = if cfg!(feature = "hydrate") { Before::look() } else { Before::default() };
    let can = page.can.create_page && !page.archived;
    let tree = TreeState::new(state.slug(), space.id, pages, Some(page.id));
    state.tree.set(Some(tree));
    let pane = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let Some(pane) = pane.get() else { return };
        pane.set_scroll_top(before.scrolled);
        if before.focused {
            focus_soon(".tree-pane .page-tree [aria-current]".to_owned());
        }
    });
    let href = state.workspace.with_value(|slug| address::space(slug, &space.slug));
    let label = format!("Pages of {}", space.name);
    let named = label.clone();
    let dot = format!("dot hue-{}", space.hue);
    view! {
        <aside class="tree-pane sheet" id="tree-pane" popover="auto" aria-label=named>
            <header>
                <a href=href><span class=dot></span><span class="one-line">{space.name}</span></a>
                {can.then(|| view! {
                    <NewPage workspace=state.slug() space_id=space.id parent=Some(page.id) class="button quiet small icon-only" short=true label="New page below this one"/>
                })}
            </header>
            <div class="scrolls" node_ref=pane><PageTree state=tree label=label/></div>
        </aside>
        <MoveDialog state=tree/>
    }
    .into_any()
}

/// Shows the tree, or puts it away.
#[component]
pub fn TreeButtons(folded: RwSignal<bool>, workspace: StoredValue<String>) -> impl IntoView {
    let fold = move |_| {
        folded.update(|folded| *folded = !*folded);
        workspace.with_value(|workspace| keep_folded(workspace, folded.get_untracked()));
    };
    view! {
        <button class="button quiet small tree-sheet" type="button" popovertarget="tree-pane"><Icon name=IconName::ListTree/>"Pages"</button>
        <button class="button quiet small icon-only tree-fold needs-script" type="button" aria-label="Fold the tree" data-tip="Fold the tree" aria-pressed=move || folded.get().to_string() on:click=fold>
            <Icon name=IconName::ListTree/>
        </button>
    }
}

pub fn first_folded() -> bool {
    is_folded()
}

//! The tree of a space in the browser: what the server said last, changed at once by what is done here.

use super::{
    kept,
    rows::{Row, Spot, Tree},
};
use crate::{
    failure::Failure,
    ui::{Toasts, focus_soon, use_toasts},
    wiki::{address, api},
};
use atrium::{
    ids::{PageId, SpaceId},
    wiki::page::{PageSummary, shown_title},
};
use leptos::{prelude::*, task::spawn_local};
use std::collections::HashSet;

#[derive(Clone, Copy)]
pub struct TreeState {
    pub workspace: StoredValue<String>,
    pub space_id: SpaceId,
    pub tree: RwSignal<Tree>,
    /// Numbers of the pages that are unfolded.
    pub open: RwSignal<HashSet<i32>>,
    /// The page that is on the screen.
    pub here: Option<PageId>,
    /// The page that the dialog to move it is open for.
    pub moving: RwSignal<Option<PageId>>,
    /// Said to who does not see the tree change.
    pub said: RwSignal<String>,
    /// Moves that the server has not answered yet.
    sending: StoredValue<u32>,
    pub toasts: Toasts,
}

impl TreeState {
    pub fn new(workspace: String, space_id: SpaceId, pages: Vec<PageSummary>, here: Option<PageId>) -> Self {
        let tree = Tree::of(pages);
        let mut open = kept::open_pages();
        if let Some(here) = here {
            // The way to this page is open, and what is below it.
            let way = tree.above(here).into_iter().chain([here]);
            open.extend(way.filter_map(|id| tree.get(id).map(|page| page.number)));
        }
        Self {
            workspace: StoredValue::new(workspace),
            space_id,
            tree: RwSignal::new(tree),
            open: RwSignal::new(open),
            here,
            moving: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            sending: StoredValue::new(0),
            toasts: use_toasts(),
        }
    }

    /// Shows the pages as the server has them now, unless moves are on their way to it: it says so again after those.
    pub fn take(self, pages: Vec<PageSummary>) {
        if self.sending.try_get_value() != Some(0) {
            return;
        }
        let tree = Tree::of(pages);
        if self.tree.try_with_untracked(|shown| *shown != tree) == Some(true) {
            self.tree.set(tree);
        }
    }

    pub fn slug(self) -> String {
        self.workspace.get_value()
    }

    /// The address of a page by its number.
    pub fn address(self, number: i32, title: &str) -> String {
        self.workspace.with_value(|workspace| address::page(workspace, number, title))
    }

    pub fn rows(self) -> Vec<Row> {
        self.tree.with(|tree| self.open.with(|open| tree.rows(open)))
    }

    pub fn title(self, id: PageId) -> String {
        let title = |tree: &Tree| tree.get(id).map(|page| shown_title(&page.title).to_owned());
        self.tree.with_untracked(title).unwrap_or_default()
    }

    pub fn may_move(self, id: PageId) -> bool {
        self.tree.with_untracked(|tree| tree.get(id).is_some_and(|page| page.level >= atrium::wiki::level::Level::Edit))
    }

    pub fn unfold(self, id: PageId, open: bool) {
        let number = self.tree.with_untracked(|tree| {
            let has_pages = !tree.below(Some(id)).is_empty();
            tree.get(id).filter(|_| has_pages || !open).map(|page| page.number)
        });
        let Some(number) = number else { return };
        self.open.update(|pages| {
            if open {
                pages.insert(number);
            } else {
                pages.remove(&number);
            }
        });
        self.workspace.with_value(|workspace| kept::keep_open(workspace, number, open));
    }

    /// Moves a page at once, tells the server, and offers to take it back.
    pub fn put(self, id: PageId, to: Spot) {
        let from = self.tree.with_untracked(|tree| tree.now(id));
        self.show(id, to);
        focus_soon(format!(".page-tree [data-page=\"{id}\"]"));
        self.said.set(format!("{}: {}", self.title(id), self.place(to)));
        spawn_local(async move {
            match self.send(id, to).await {
                Ok(()) => {
                    let undo = Callback::new(move |()| self.take_back(id, from));
                    self.toasts.undoable(format!("\u{201c}{}\u{201d} was moved.", self.title(id)), undo);
                }
                Err(failure) => {
                    self.show(id, from);
                    self.toasts.error(failure.to_string());
                }
            }
        });
    }

    fn take_back(self, id: PageId, from: Spot) {
        self.show(id, from);
        spawn_local(async move {
            if let Err(failure) = self.send(id, from).await {
                self.toasts.error(failure.to_string());
            }
        });
    }

    fn show(self, id: PageId, at: Spot) {
        // The page may be gone by now.
        self.tree.try_update(|tree| *tree = tree.moved(id, at));
        if let Some(parent) = at.parent {
            self.unfold(parent, true);
        }
    }

    async fn send(self, id: PageId, to: Spot) -> Result<(), Failure> {
        self.sending.try_update_value(|sending| *sending += 1);
        let answer = api::move_page(self.slug(), id, self.at(id, to)).await;
        self.sending.try_update_value(|sending| *sending -= 1);
        answer.map(drop)
    }

    /// A spot for this page, as the server is told.
    pub fn at(self, id: PageId, spot: Spot) -> api::Place {
        let before = match spot.after {
            Some(_) => None,
            None => self.tree.with_untracked(|tree| tree.first_below(spot.parent, id)),
        };
        api::Place { space_id: self.space_id, parent_id: spot.parent, after: spot.after, before }
    }

    /// A place in words.
    pub fn place(self, spot: Spot) -> String {
        let below = spot.parent.map_or_else(|| "at the top".to_owned(), |id| format!("below {}", self.title(id)));
        match spot.after {
            Some(after) => format!("{below}, after {}", self.title(after)),
            None => format!("{below}, first"),
        }
    }
}

//! The tree as rows: which are in sight, and where one of them can go.

use atrium::{ids::PageId, wiki::page::PageSummary};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// A page as the tree shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub id: PageId,
    pub number: i32,
    pub title: String,
    pub own_access: bool,
    /// From 0 on.
    pub depth: usize,
    /// Nothing where there is nothing below it.
    pub open: Option<bool>,
    /// Which one it is among its siblings, from 1 on, and how many those are.
    pub at: usize,
    pub of: usize,
}

/// Where a page goes: below `parent`, or at the top; after `after`, or first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    pub parent: Option<PageId>,
    pub after: Option<PageId>,
}

/// Beside a row, as it is pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beside {
    Before(PageId),
    /// Below it, as the last one.
    Into(PageId),
    /// Below it, as the first one.
    Under(PageId),
    After(PageId),
}

/// By arrow keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Up,
    Down,
    /// Out of its parent, to the place behind it.
    Out,
    /// Below the sibling before it.
    In,
}

/// The pages of a space, siblings in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    nodes: HashMap<PageId, PageSummary>,
    children: HashMap<Option<PageId>, Vec<PageId>>,
}

impl Tree {
    /// Of nodes whose siblings are in order. One whose parent may not be seen stands at the top.
    pub fn of(nodes: Vec<PageSummary>) -> Self {
        let known: HashSet<PageId> = nodes.iter().map(|node| node.id).collect();
        let mut tree = Self::default();
        for node in nodes {
            let parent = node.parent_id.filter(|parent| known.contains(parent));
            tree.children.entry(parent).or_default().push(node.id);
            tree.nodes.insert(node.id, PageSummary { parent_id: parent, ..node });
        }
        tree
    }

    pub fn get(&self, id: PageId) -> Option<&PageSummary> {
        self.nodes.get(&id)
    }

    pub fn below(&self, parent: Option<PageId>) -> &[PageId] {
        self.children.get(&parent).map_or(&[], Vec::as_slice)
    }

    fn parent(&self, id: PageId) -> Option<PageId> {
        self.nodes.get(&id).and_then(|node| node.parent_id)
    }

    /// Those above a page, the topmost first.
    pub fn above(&self, id: PageId) -> Vec<PageId> {
        let mut above = Vec::new();
        let mut at = self.parent(id);
        while let Some(parent) = at.filter(|parent| !above.contains(parent)) {
            above.push(parent);
            at = self.parent(parent);
        }
        above.reverse();
        above
    }

    pub fn is_within(&self, id: PageId, root: PageId) -> bool {
        id == root || self.above(id).contains(&root)
    }

    /// The rows in sight, from top to bottom.
    pub fn rows(&self, open: &HashSet<i32>) -> Vec<Row> {
        let mut rows = Vec::new();
        self.add_rows(None, 0, open, &mut rows);
        rows
    }

    fn add_rows(&self, parent: Option<PageId>, depth: usize, open: &HashSet<i32>, rows: &mut Vec<Row>) {
        let siblings = self.below(parent);
        for (index, id) in siblings.iter().enumerate() {
            let Some(node) = self.nodes.get(id) else { continue };
            let has_children = !self.below(Some(*id)).is_empty();
            let is_open = has_children.then(|| open.contains(&node.number));
            rows.push(Row {
                id: *id,
                number: node.number,
                title: node.title.clone(),
                own_access: node.own_access,
                depth,
                open: is_open,
                at: index + 1,
                of: siblings.len(),
            });
            if is_open == Some(true) {
                self.add_rows(Some(*id), depth + 1, open, rows);
            }
        }
    }

    /// All pages in order, each with its depth: for lists to choose from.
    pub fn all(&self) -> Vec<Row> {
        self.rows(&self.nodes.values().map(|node| node.number).collect())
    }

    /// The place beside a row, unless it is the page itself or below it, or where it is already.
    pub fn spot(&self, page: PageId, beside: Beside) -> Option<Spot> {
        let spot = match beside {
            Beside::Into(parent) => {
                let last = self.below(Some(parent)).iter().rfind(|id| **id != page);
                Spot { parent: Some(parent), after: last.copied() }
            }
            Beside::Under(parent) => Spot { parent: Some(parent), after: None },
            Beside::After(sibling) => Spot { parent: self.parent(sibling), after: Some(sibling) },
            Beside::Before(sibling) => {
                let parent = self.parent(sibling);
                let before = self.below(parent).iter().take_while(|id| **id != sibling);
                Spot { parent, after: before.copied().filter(|id| *id != page).last() }
            }
        };
        let below_itself = spot.parent.is_some_and(|parent| self.is_within(parent, page));
        (!below_itself && spot.after != Some(page) && spot != self.now(page)).then_some(spot)
    }

    /// Where an arrow key takes a page.
    pub fn step(&self, page: PageId, step: Step) -> Option<Spot> {
        let parent = self.parent(page);
        let siblings = self.below(parent);
        let at = siblings.iter().position(|id| *id == page)?;
        match step {
            Step::Up => self.spot(page, Beside::Before(*siblings.get(at.checked_sub(1)?)?)),
            Step::Down => self.spot(page, Beside::After(*siblings.get(at + 1)?)),
            Step::In => self.spot(page, Beside::Into(*siblings.get(at.checked_sub(1)?)?)),
            Step::Out => self.spot(page, Beside::After(parent?)),
        }
    }

    /// Where a page stands.
    pub fn now(&self, page: PageId) -> Spot {
        let parent = self.parent(page);
        let before = self.below(parent).iter().take_while(|id| **id != page).last();
        Spot { parent, after: before.copied() }
    }

    /// The tree with a page, and all below it, in another place.
    pub fn moved(&self, page: PageId, to: Spot) -> Self {
        let mut tree = self.clone();
        let from = tree.parent(page);
        if let Some(siblings) = tree.children.get_mut(&from) {
            siblings.retain(|id| *id != page);
        }
        let siblings = tree.children.entry(to.parent).or_default();
        let at = to.after.and_then(|after| siblings.iter().position(|id| *id == after)).map_or(0, |at| at + 1);
        siblings.insert(at, page);
        if let Some(node) = tree.nodes.get_mut(&page) {
            node.parent_id = to.parent;
        }
        tree
    }

    /// The page before which one goes that becomes the first there.
    pub fn first_below(&self, parent: Option<PageId>, but: PageId) -> Option<PageId> {
        self.below(parent).iter().copied().find(|id| *id != but)
    }

    /// With a list of its own of who may see it, or without.
    pub fn mark_own_access(&mut self, page: PageId, own: bool) {
        if let Some(node) = self.nodes.get_mut(&page) {
            node.own_access = own;
        }
    }

    /// With another title.
    pub fn rename(&mut self, page: PageId, title: &str) {
        if let Some(node) = self.nodes.get_mut(&page) {
            title.clone_into(&mut node.title);
        }
    }
}

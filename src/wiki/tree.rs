//! The order of pages: built from a flat list, and changed by "below this, after that".

use super::page::PageSummary;
use crate::ids::PageId;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// More pages than these do not stand below one another.
pub const DEEPEST: i32 = 20;

/// The pages of a space that the reader sees.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
pub struct Tree {
    /// Each before those below it, and those of one parent in their order.
    pub pages: Vec<PageSummary>,
}

impl Tree {
    /// Puts pages in the order in which they are read. A page whose parent is not among them stands at the top.
    pub fn build(mut pages: Vec<PageSummary>) -> Self {
        let known: HashMap<PageId, usize> = pages.iter().enumerate().map(|(at, page)| (page.id, at)).collect();
        for page in &mut pages {
            page.parent_id = page.parent_id.filter(|parent| known.contains_key(parent));
        }
        let mut below: HashMap<Option<PageId>, Vec<usize>> = HashMap::new();
        for (at, page) in pages.iter().enumerate() {
            below.entry(page.parent_id).or_default().push(at);
        }
        for (parent, children) in &mut below {
            children.sort_by(|&a, &b| (&pages[a].rank, pages[a].number).cmp(&(&pages[b].rank, pages[b].number)));
            if let Some(&at) = parent.and_then(|parent| known.get(&parent)) {
                pages[at].children = i32::try_from(children.len()).unwrap_or(i32::MAX);
            }
        }
        let mut order = Vec::with_capacity(pages.len());
        let mut waiting: Vec<usize> = below.get(&None).into_iter().flatten().rev().copied().collect();
        while let Some(at) = waiting.pop() {
            order.push(at);
            waiting.extend(below.get(&Some(pages[at].id)).into_iter().flatten().rev());
        }
        let mut pages: Vec<Option<PageSummary>> = pages.into_iter().map(Some).collect();
        Self { pages: order.into_iter().filter_map(|at| pages[at].take()).collect() }
    }

    /// The pages right below this one, or at the top, in order.
    pub fn children(&self, parent: Option<PageId>) -> impl Iterator<Item = &PageSummary> {
        self.pages.iter().filter(move |page| page.parent_id == parent)
    }

    /// How deep each page stands, in the order of the pages; those at the top at 0.
    pub fn depths(&self) -> Vec<usize> {
        let mut of_page: HashMap<PageId, usize> = HashMap::with_capacity(self.pages.len());
        let depth = |page: &PageSummary| {
            let depth = page.parent_id.and_then(|parent| of_page.get(&parent)).map_or(0, |above| above + 1);
            of_page.insert(page.id, depth);
            depth
        };
        self.pages.iter().map(depth).collect()
    }
}

/// The ranks on both sides of a place among siblings in order: behind `after`, else before `before`, else at the end.
/// A neighbour that is not among them is passed over.
pub fn neighbours(
    siblings: &[(PageId, String)],
    after: Option<PageId>,
    before: Option<PageId>,
) -> (Option<&str>, Option<&str>) {
    let at = |wanted: Option<PageId>| siblings.iter().position(|(id, _)| Some(*id) == wanted);
    let rank = |at: usize| siblings.get(at).map(|(_, rank)| rank.as_str());
    let behind = at(after).map(|at| at + 1).or_else(|| at(before)).unwrap_or(siblings.len());
    (behind.checked_sub(1).and_then(rank), rank(behind))
}

#[cfg(test)]
mod tests {
    use super::{Tree, neighbours};
    use crate::{
        ids::{PageId, SpaceId},
        wiki::{level::Level, page::PageSummary},
    };

    fn page(id: u128, parent: Option<u128>, rank: &str) -> PageSummary {
        PageSummary {
            id: id.into(),
            number: i32::try_from(id).unwrap(),
            space_id: SpaceId::from(1),
            parent_id: parent.map(PageId::from),
            rank: rank.to_owned(),
            title: String::new(),
            version: 1,
            level: Level::View,
            own_access: false,
            children: 0,
        }
    }

    #[test]
    fn a_tree_is_read_from_the_top_each_page_before_those_below_it() {
        let tree = Tree::build(vec![
            page(5, Some(2), "a1"),
            page(3, None, "a1"),
            page(4, Some(2), "a0"),
            page(2, None, "a0"),
            page(6, Some(4), "a0"),
        ]);
        assert_eq!(tree.pages.iter().map(|page| page.number).collect::<Vec<_>>(), [2, 4, 6, 5, 3]);
        assert_eq!(tree.depths(), [0, 1, 2, 1, 0]);
        assert_eq!(tree.pages.iter().map(|page| page.children).collect::<Vec<_>>(), [2, 1, 0, 0, 0]);
        assert_eq!(tree.children(Some(2.into())).map(|page| page.number).collect::<Vec<_>>(), [4, 5]);
    }

    #[test]
    fn a_page_below_one_that_is_not_seen_stands_at_the_top_and_does_not_name_it() {
        let tree = Tree::build(vec![page(7, Some(99), "a0"), page(8, Some(7), "a0")]);
        assert_eq!(tree.pages.iter().map(|page| page.parent_id).collect::<Vec<_>>(), [None, Some(7.into())]);
        assert_eq!(tree.depths(), [0, 1]);
    }

    #[test]
    fn a_place_is_behind_one_page_or_before_another_or_at_the_end() {
        let siblings: Vec<(PageId, String)> =
            [(1, "a0"), (2, "a1"), (3, "a2")].map(|(id, rank)| (PageId::from(id), rank.to_owned())).to_vec();
        let between = |after: Option<u128>, before: Option<u128>| {
            neighbours(&siblings, after.map(Into::into), before.map(Into::into))
        };
        assert_eq!(between(Some(1), None), (Some("a0"), Some("a1")));
        assert_eq!(between(Some(3), None), (Some("a2"), None));
        assert_eq!(between(None, Some(1)), (None, Some("a0")));
        assert_eq!(between(Some(9), Some(2)), (Some("a0"), Some("a1")), "one that has gone is passed over");
        assert_eq!(between(None, None), (Some("a2"), None));
        assert_eq!(neighbours(&[], None, None), (None, None));
    }
}

use super::rows::{Beside, Spot, Step, Tree};
use atrium::{
    ids::{PageId, SpaceId},
    wiki::{level::Level, page::PageSummary},
};

fn id(number: i32) -> PageId {
    PageId::from(u128::try_from(number).unwrap())
}

fn page(number: i32, parent: i32) -> PageSummary {
    PageSummary {
        id: id(number),
        number,
        space_id: SpaceId::from(1),
        parent_id: (parent > 0).then(|| id(parent)),
        rank: String::new(),
        title: format!("Page {number}"),
        version: 1,
        level: Level::Edit,
        own_access: false,
        children: 0,
    }
}

/// 1 with 2 (with 3) and 4 below it; 5.
fn tree() -> Tree {
    Tree::of(vec![page(1, 0), page(2, 1), page(3, 2), page(4, 1), page(5, 0)])
}

fn shown(tree: &Tree, open: &[i32]) -> Vec<(i32, usize)> {
    tree.rows(&open.iter().copied().collect()).into_iter().map(|row| (row.number, row.depth)).collect()
}

#[test]
fn what_is_folded_hides_what_is_below_it() {
    assert_eq!(shown(&tree(), &[]), [(1, 0), (5, 0)]);
    assert_eq!(shown(&tree(), &[1]), [(1, 0), (2, 1), (4, 1), (5, 0)]);
    assert_eq!(shown(&tree(), &[1, 2]), [(1, 0), (2, 1), (3, 2), (4, 1), (5, 0)]);
    let rows = tree().rows(&[1].into());
    assert_eq!((rows[1].open, rows[1].at, rows[1].of), (Some(false), 1, 2));
    assert_eq!(rows[2].open, None);
}

#[test]
fn a_page_goes_before_after_or_below_another() {
    let tree = tree();
    assert_eq!(tree.spot(id(5), Beside::Before(id(1))), Some(Spot { parent: None, after: None }));
    assert_eq!(tree.spot(id(5), Beside::Into(id(1))), Some(Spot { parent: Some(id(1)), after: Some(id(4)) }));
    assert_eq!(tree.spot(id(5), Beside::After(id(2))), Some(Spot { parent: Some(id(1)), after: Some(id(2)) }));
    let moved = tree.moved(id(5), Spot { parent: Some(id(1)), after: Some(id(2)) });
    assert_eq!(shown(&moved, &[1]), [(1, 0), (2, 1), (5, 1), (4, 1)]);
    assert_eq!(tree.now(id(4)), Spot { parent: Some(id(1)), after: Some(id(2)) });
}

#[test]
fn a_page_does_not_go_below_itself_or_where_it_is() {
    let tree = tree();
    assert_eq!(tree.spot(id(1), Beside::Into(id(3))), None);
    assert_eq!(tree.spot(id(1), Beside::After(id(2))), None);
    assert_eq!(tree.spot(id(2), Beside::Into(id(2))), None);
    assert_eq!(tree.spot(id(2), Beside::Before(id(4))), None);
    assert_eq!(tree.spot(id(4), Beside::After(id(2))), None);
    assert_eq!(tree.spot(id(4), Beside::Into(id(1))), None);
}

#[test]
fn arrows_move_a_page_among_its_siblings_in_and_out() {
    let tree = tree();
    assert_eq!(tree.step(id(4), Step::Up), Some(Spot { parent: Some(id(1)), after: None }));
    assert_eq!(tree.step(id(2), Step::Down), Some(Spot { parent: Some(id(1)), after: Some(id(4)) }));
    assert_eq!(tree.step(id(4), Step::In), Some(Spot { parent: Some(id(2)), after: Some(id(3)) }));
    assert_eq!(tree.step(id(3), Step::Out), Some(Spot { parent: Some(id(1)), after: Some(id(2)) }));
    for (page, step) in [(2, Step::Up), (4, Step::Down), (1, Step::Out), (1, Step::In), (2, Step::In)] {
        assert_eq!(tree.step(id(page), step), None, "{page} {step:?}");
    }
}

#[test]
fn a_page_whose_parent_is_not_to_be_seen_stands_at_the_top() {
    let tree = Tree::of(vec![page(9, 8)]);
    assert_eq!(shown(&tree, &[]), [(9, 0)]);
    assert_eq!(tree.above(id(9)), []);
}

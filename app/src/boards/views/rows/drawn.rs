//! Which rows are drawn: those on the screen and some around them. Above and below stands empty space as high as the
//! rest, so that the scroll bar tells the truth. All rows are equally high.

use super::Item;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Rows beyond the screen on each side.
const NEAR: usize = 20;
/// Rows that a screen is taken to hold until it is measured.
const SCREEN: usize = 40;
/// The first row moves on in steps of so many, so that not every pixel draws.
const STEP: usize = 10;

#[derive(Clone, Copy)]
pub struct Drawn {
    pub node: NodeRef<html::Div>,
    first: RwSignal<usize>,
    screen: RwSignal<usize>,
    height: StoredValue<f64>,
    pub part: Memo<Shown>,
}

/// The rows that are drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The head of the group that the first row is in, if it is further up.
    pub head: Option<Item>,
    pub items: Vec<Item>,
    above: usize,
    below: usize,
}

impl Shown {
    /// The numbers of the rows that are drawn, without the head.
    pub fn range(&self) -> std::ops::Range<usize> {
        let first = self.above + usize::from(self.head.is_some());
        first..first + self.items.len()
    }
}

impl Drawn {
    pub fn new(items: Memo<Vec<Item>>) -> Self {
        let (first, screen) = (RwSignal::new(0), RwSignal::new(SCREEN));
        let part = Memo::new(move |_| items.with(|items| shown(items, first.get(), screen.get())));
        let drawn = Self { node: NodeRef::new(), first, screen, height: StoredValue::new(36.0), part };
        Effect::new(move |_| {
            let (above, below) = part.with(|part| (part.above, part.below));
            drawn.measure();
            drawn.stretch(".space.above", above);
            drawn.stretch(".space.below", below);
        });
        // What is shorter now may end above the screen.
        Effect::new(move |_| {
            items.track();
            let _ = request_animation_frame(move || drawn.look());
        });
        drawn
    }

    fn element(self) -> Option<HtmlElement> {
        self.node.get_untracked().map(JsCast::unchecked_into)
    }

    fn find(self, selector: &str) -> Option<HtmlElement> {
        self.element()?.query_selector(selector).ok().flatten()?.dyn_into().ok()
    }

    fn measure(self) {
        let row = self.find("[data-task]").map_or(0, |row| row.offset_height());
        if row > 0 {
            self.height.set_value(f64::from(row));
        }
        if let Some(element) = self.element() {
            let fits = f64::from(element.client_height()) / self.height.get_value();
            let fits = whole(fits) + 1;
            if fits != self.screen.get_untracked() {
                self.screen.set(fits);
            }
        }
    }

    fn stretch(self, selector: &str, rows: usize) {
        if let Some(space) = self.find(selector) {
            let rows = u32::try_from(rows).unwrap_or(u32::MAX);
            let _ = space.style().set_property("height", &format!("{}px", f64::from(rows) * self.height.get_value()));
        }
    }

    /// Draws what is on the screen now.
    pub fn look(self) {
        let Some(element) = self.node.try_get_untracked().flatten() else { return };
        let at = whole(f64::from(element.scroll_top()) / self.height.get_value()) / STEP * STEP;
        if self.first.try_get_untracked().is_some_and(|first| first != at) {
            self.first.set(at);
        }
    }

    /// The middle of a row, in pixels from the first one's top.
    pub fn middle(self, at: usize) -> f64 {
        (f64::from(u32::try_from(at).unwrap_or(u32::MAX)) + 0.5) * self.height.get_value()
    }

    /// Scrolls so that a row is on the screen.
    pub fn show(self, at: usize) {
        let Some(element) = self.element() else { return };
        let height = self.height.get_value();
        let top = f64::from(u32::try_from(at).unwrap_or(u32::MAX)) * height;
        // Under what sticks to the top, and above what floats over the foot.
        let (from, room) = (f64::from(element.scroll_top()), f64::from(element.client_height()));
        let wanted = if top < from + 2.0 * height {
            top - 2.0 * height
        } else if top > from + room - 3.0 * height {
            top - room + 3.0 * height
        } else {
            return;
        };
        #[expect(clippy::cast_possible_truncation, reason = "a place on the page, in pixels")]
        element.set_scroll_top(wanted.max(0.0) as i32);
        self.look();
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of rows: whole and not below zero"
)]
fn whole(rows: f64) -> usize {
    rows.max(0.0) as usize
}

fn shown(items: &[Item], first: usize, screen: usize) -> Shown {
    let start = first.saturating_sub(NEAR).min(items.len());
    let end = (first + screen + NEAR + STEP).min(items.len());
    let head = items[..start].iter().rfind(|item| item.task().is_none());
    let head = head.filter(|_| items.get(start).is_some_and(|item| item.task().is_some())).cloned();
    Shown {
        above: start - usize::from(head.is_some()),
        below: items.len() - end,
        items: items[start..end].to_vec(),
        head,
    }
}

#[cfg(test)]
mod tests {
    use super::{Item, shown};
    use atrium::{boards::view::group::Of, ids::TaskId};

    #[test]
    fn what_is_drawn_and_the_space_around_it_are_all_rows() {
        let head = Item::Head { of: Of::All, name: String::new(), count: 2000, folded: false };
        let task = |n: u128| Item::Task(Of::All, id(n));
        let items: Vec<Item> = std::iter::once(head.clone()).chain((0..2000).map(task)).collect();
        for first in [0, 10, 400, 1990, 5000] {
            let shown = shown(&items, first, 30);
            let drawn = shown.items.len() + usize::from(shown.head.is_some());
            assert_eq!(shown.above + drawn + shown.below, items.len());
            assert!(shown.items.len() <= 30 + 20 + 20 + 10);
            assert!(shown.head.is_some() || shown.items.first() == Some(&head) || shown.items.is_empty());
        }
        assert!(shown(&[], 0, 30).items.is_empty());
    }

    fn id(number: u128) -> TaskId {
        format!("{number:032x}").parse().unwrap()
    }
}

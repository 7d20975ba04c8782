//! Lists, and lists of things to be done.

use super::{Writer, first, has_class};
use crate::wiki::document::node::{Block, ListItem, TaskItem};
use scraper::ElementRef;

impl Writer {
    pub(super) fn list(&mut self, element: ElementRef<'_>, depth: usize) {
        self.flush();
        let mut items: Vec<(Option<bool>, Vec<Block>)> = Vec::new();
        for child in element.children().filter_map(ElementRef::wrap) {
            let content = self.inner_of(child, depth);
            match items.last_mut() {
                // A list right in a list belongs to the item before it.
                Some((_, last)) if child.value().name() != "li" => last.extend(content),
                _ => items.push((ticked(element, child), starting_with_text(content))),
            }
        }
        let Some((ticked, _)) = items.first() else { return self.children(element, depth) };
        let block = if ticked.is_some() {
            let item = |(ticked, content): (Option<bool>, _)| TaskItem { checked: ticked == Some(true), content };
            Block::TaskList(items.into_iter().map(item).collect())
        } else {
            let items = items.into_iter().map(|(_, content)| ListItem(content)).collect();
            if element.value().name() == "ol" {
                let start = element.value().attr("start").and_then(|start| start.trim().parse().ok());
                let start = start.filter(|start| *start <= 999_999_999).unwrap_or(1);
                Block::OrderedList { start, numbering: None, items }
            } else {
                Block::BulletList(items)
            }
        };
        self.join(element, block);
    }

    fn inner_of(&self, child: ElementRef<'_>, depth: usize) -> Vec<Block> {
        if child.value().name() == "li" {
            return self.inner(child, depth + 1);
        }
        let mut inner = Self { nested: self.nested + 1, ..Self::default() };
        inner.element(child, depth + 1);
        inner.finish()
    }

    /// Notion gives each item a list of its own.
    fn join(&mut self, element: ElementRef<'_>, block: Block) {
        let alone = ["bulleted-list", "numbered-list", "to-do-list"].into_iter().any(|one| has_class(&element, one));
        match (self.blocks.last_mut(), block) {
            (Some(Block::BulletList(before)), Block::BulletList(items)) if alone => before.extend(items),
            (Some(Block::TaskList(before)), Block::TaskList(items)) if alone => before.extend(items),
            (Some(Block::OrderedList { start, items: before, .. }), Block::OrderedList { start: next, items, .. })
                if alone && *start + u32::try_from(before.len()).unwrap_or_default() == next =>
            {
                before.extend(items);
            }
            (_, block) => self.push(block),
        }
    }
}

/// Whether an item is one that is ticked off when it is done, and whether it is.
fn ticked(list: ElementRef<'_>, item: ElementRef<'_>) -> Option<bool> {
    let own = |inside: &ElementRef<'_>| {
        let nearest = inside.ancestors().filter_map(ElementRef::wrap).find(|above| above.value().name() == "li");
        nearest.is_some_and(|nearest| nearest.id() == item.id())
    };
    let is_box = |inside: &ElementRef<'_>| {
        let value = inside.value();
        value.name() == "input" && value.attr("type") == Some("checkbox") || has_class(inside, "checkbox")
    };
    let of_tasks = ["inline-task-list", "to-do-list", "task-list"].into_iter().any(|class| has_class(&list, class));
    let found = first(item, |inside| is_box(inside) && own(inside));
    if !of_tasks && found.is_none() {
        return None;
    }
    let on = |found: ElementRef<'_>| found.value().attr("checked").is_some() || has_class(&found, "checkbox-on");
    Some(has_class(&item, "checked") || found.is_some_and(on))
}

/// An item begins with text, if only with none.
fn starting_with_text(mut blocks: Vec<Block>) -> Vec<Block> {
    if !matches!(blocks.first(), Some(Block::Paragraph(_))) {
        blocks.insert(0, Block::Paragraph(Vec::new()));
    }
    blocks
}

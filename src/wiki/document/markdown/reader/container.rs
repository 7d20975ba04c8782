//! Blocks that lie in each other while they are read.

use crate::wiki::document::node::{Align, Block, CalloutKind, Cell, Inline, ListItem, Row, TaskItem};
use pulldown_cmark::{Alignment, BlockQuoteKind, Tag};

/// What lies deeper is read as if it were not nested further.
const MOST_DEEP: usize = 40;

/// The blocks that are not closed yet, the outermost first.
#[derive(Default)]
pub(super) struct Containers {
    root: Vec<Block>,
    open: Vec<Container>,
    /// Of every tag that was opened, whether it is a container here.
    taken: Vec<bool>,
}

struct Container {
    kind: Kind,
    blocks: Vec<Block>,
}

enum Kind {
    Quote,
    Callout(CalloutKind),
    List { start: Option<u64>, items: Vec<(Option<bool>, Vec<Block>)> },
    Item(Option<bool>),
    Table { aligns: Vec<Option<Align>>, rows: Vec<Row> },
    Row { header: bool, cells: Vec<Cell> },
}

impl Containers {
    pub fn push(&mut self, block: Block) {
        self.blocks().push(block);
    }

    fn blocks(&mut self) -> &mut Vec<Block> {
        self.open.last_mut().map_or(&mut self.root, |container| &mut container.blocks)
    }

    pub fn open(&mut self, tag: &Tag<'_>) {
        let in_list = matches!(self.open.last(), Some(Container { kind: Kind::List { .. }, .. }));
        let kind = match tag {
            Tag::Item => in_list.then_some(Kind::Item(None)),
            Tag::TableHead => Some(Kind::Row { header: true, cells: Vec::new() }),
            Tag::TableRow => Some(Kind::Row { header: false, cells: Vec::new() }),
            _ if self.open.len() >= MOST_DEEP => None,
            Tag::BlockQuote(Some(kind)) => Some(Kind::Callout(callout(*kind))),
            Tag::BlockQuote(None) => Some(Kind::Quote),
            Tag::List(start) => Some(Kind::List { start: *start, items: Vec::new() }),
            Tag::Table(aligns) => {
                Some(Kind::Table { aligns: aligns.iter().copied().map(align).collect(), rows: Vec::new() })
            }
            _ => None,
        };
        let in_table = matches!(self.open.last(), Some(Container { kind: Kind::Table { .. }, .. }));
        let kind = kind.filter(|kind| in_table || !matches!(kind, Kind::Row { .. }));
        self.taken.push(kind.is_some());
        self.open.extend(kind.map(|kind| Container { kind, blocks: Vec::new() }));
    }

    pub fn close(&mut self) {
        if self.taken.pop() != Some(true) {
            return;
        }
        let Some(Container { kind, blocks }) = self.open.pop() else { return };
        match (kind, self.open.last_mut().map(|container| &mut container.kind)) {
            (Kind::Item(checked), Some(Kind::List { items, .. })) => items.push((checked, starting_with_text(blocks))),
            (Kind::Row { cells, .. }, Some(Kind::Table { rows, .. })) => rows.push(Row(cells)),
            (Kind::Quote, _) => self.push(Block::Quote(not_empty(blocks))),
            (Kind::Callout(kind), _) => self.push(Block::Callout { kind, content: not_empty(blocks) }),
            (Kind::List { start, items }, _) => self.blocks().extend(lists(start, items)),
            (Kind::Table { rows, .. }, _) => self.push(Block::Table(rows)),
            (Kind::Item(_) | Kind::Row { .. }, _) => self.blocks().extend(blocks),
        }
    }

    /// The blocks since the last cell are a cell.
    pub fn end_cell(&mut self) {
        let column_aligns = self.open.iter().rev().nth(1).map(|table| match &table.kind {
            Kind::Table { aligns, .. } => aligns.clone(),
            _ => Vec::new(),
        });
        if let Some(Container { kind: Kind::Row { header, cells }, blocks }) = self.open.last_mut() {
            let align = column_aligns.and_then(|aligns| aligns.get(cells.len()).copied().flatten());
            cells.push(Cell { align, ..Cell::new(*header, not_empty(std::mem::take(blocks))) });
        }
    }

    /// Makes the item a task. False where there are none: in numbered lists.
    pub fn check(&mut self, checked: bool) -> bool {
        let numbered = |container: &Container| matches!(container.kind, Kind::List { start: Some(_), .. });
        let [.., list, Container { kind: Kind::Item(task), .. }] = self.open.as_mut_slice() else { return false };
        if numbered(list) {
            return false;
        }
        *task = Some(checked);
        true
    }

    pub fn finish(mut self) -> Vec<Block> {
        while !self.open.is_empty() {
            self.taken.push(true);
            self.close();
        }
        not_empty(self.root)
    }
}

/// A list in which tasks and other items take turns is several lists.
fn lists(start: Option<u64>, items: Vec<(Option<bool>, Vec<Block>)>) -> Vec<Block> {
    if let Some(start) = start {
        let start = u32::try_from(start).unwrap_or(u32::MAX).min(999_999_999);
        let items = items.into_iter().map(|(_, content)| ListItem(content)).collect();
        return vec![Block::OrderedList { start, numbering: None, items }];
    }
    let mut lists: Vec<Block> = Vec::new();
    for (task, content) in items {
        match (task, lists.last_mut()) {
            (Some(checked), Some(Block::TaskList(items))) => items.push(TaskItem { checked, content }),
            (Some(checked), _) => lists.push(Block::TaskList(vec![TaskItem { checked, content }])),
            (None, Some(Block::BulletList(items))) => items.push(ListItem(content)),
            (None, _) => lists.push(Block::BulletList(vec![ListItem(content)])),
        }
    }
    lists
}

fn starting_with_text(mut blocks: Vec<Block>) -> Vec<Block> {
    if !matches!(blocks.first(), Some(Block::Paragraph(_))) {
        blocks.insert(0, Block::Paragraph(Vec::<Inline>::new()));
    }
    blocks
}

fn not_empty(mut blocks: Vec<Block>) -> Vec<Block> {
    if blocks.is_empty() {
        blocks.push(Block::Paragraph(Vec::new()));
    }
    blocks
}

fn callout(kind: BlockQuoteKind) -> CalloutKind {
    match kind {
        BlockQuoteKind::Note => CalloutKind::Note,
        BlockQuoteKind::Tip => CalloutKind::Tip,
        BlockQuoteKind::Important => CalloutKind::Important,
        BlockQuoteKind::Warning => CalloutKind::Warning,
        BlockQuoteKind::Caution => CalloutKind::Caution,
    }
}

fn align(align: Alignment) -> Option<Align> {
    match align {
        Alignment::None => None,
        Alignment::Left => Some(Align::Left),
        Alignment::Center => Some(Align::Center),
        Alignment::Right => Some(Align::Right),
    }
}

//! The nodes of a page. Together with `schema.json` they are an exhaustive list: a test compares the two.
//!
//! Two edits that were right each by itself may merge into a list without items or a quote without paragraphs. Such a
//! document can be held and shown; [`validate`](super::validate) is for what this program makes itself.

/// What stands on a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Paragraph(Vec<Inline>),
    Heading { level: u8, content: Vec<Inline> },
    BulletList(Vec<ListItem>),
    OrderedList { start: u32, numbering: Option<String>, items: Vec<ListItem> },
    TaskList(Vec<TaskItem>),
    Quote(Vec<Block>),
    Callout { kind: CalloutKind, content: Vec<Block> },
    Code { language: Option<String>, text: String },
    Math(String),
    Divider,
    Image(Image),
    File { src: String, name: String, size: u64 },
    Embed { src: String },
    Table(Vec<Row>),
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListItem(pub Vec<Block>);

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TaskItem {
    pub checked: bool,
    pub content: Vec<Block>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CalloutKind {
    #[default]
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Image {
    pub src: String,
    pub alt: Option<String>,
    pub title: Option<String>,
    /// Pixels; none: as wide as it is.
    pub width: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row(pub Vec<Cell>);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub header: bool,
    pub colspan: u32,
    pub rowspan: u32,
    /// Pixels of the columns it stands in, 0 where nobody has chosen; none: nobody has chosen any.
    pub widths: Option<Vec<u32>>,
    pub align: Option<Align>,
    pub content: Vec<Block>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Center,
    Right,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    Text {
        text: String,
        /// Sorted, each once.
        marks: Vec<Mark>,
    },
    HardBreak,
    Math {
        latex: String,
    },
    Mention(Reference),
    PageLink(Reference),
    TaskLink(Reference),
}

/// Something of the workspace that a text names, and what it is called. Of a page and a task the name is not kept with
/// the text: only texts that were kept before that have the one by which they were written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reference {
    pub id: String,
    pub label: String,
}

/// In the order in which they are written around each other in HTML, the innermost first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    Code,
    Highlight,
    Strike,
    Underline,
    Italic,
    Bold,
    Comment { thread: String },
    Link { href: String, title: Option<String> },
}

impl Document {
    /// A page on which nobody has written yet.
    pub fn empty() -> Self {
        Self { blocks: vec![Block::Paragraph(Vec::new())] }
    }

    /// Whether nothing stands on it: no block at all, or paragraphs without a word. Of the HTML that was written of it
    /// [`html::is_blank`](super::html::is_blank) says the same.
    pub fn is_blank(&self) -> bool {
        self.blocks.iter().all(|block| matches!(block, Block::Paragraph(content) if content.is_empty()))
    }
}

impl Cell {
    pub fn new(header: bool, content: Vec<Block>) -> Self {
        Self { header, colspan: 1, rowspan: 1, widths: None, align: None, content }
    }
}

impl Inline {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), marks: Vec::new() }
    }
}

impl CalloutKind {
    pub const ALL: [Self; 5] = [Self::Note, Self::Tip, Self::Important, Self::Warning, Self::Caution];

    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
        }
    }

    pub(super) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl Align {
    pub const ALL: [Self; 3] = [Self::Left, Self::Center, Self::Right];

    pub fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Center => "center",
            Self::Right => "right",
        }
    }

    pub(super) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|align| align.name() == name)
    }
}

/// What the id of a thread that is settled begins with in its mark.
const SETTLED: &str = "settled:";

impl Mark {
    /// Of the words that a thread is about. Once it is settled the mark stays where they are and is not drawn: it is there
    /// again when the thread is taken up again. The editor does the same (`frontend/editor/src/schema/links.ts`).
    pub fn thread(id: &str, settled: bool) -> Self {
        let thread = if settled { format!("{SETTLED}{id}") } else { id.to_owned() };
        Self::Comment { thread }
    }

    pub fn is_settled(&self) -> bool {
        matches!(self, Self::Comment { thread } if thread.starts_with(SETTLED))
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Highlight => "highlight",
            Self::Strike => "strike",
            Self::Underline => "underline",
            Self::Italic => "italic",
            Self::Bold => "bold",
            Self::Comment { .. } => "comment",
            Self::Link { .. } => "link",
        }
    }
}

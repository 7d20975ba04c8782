//! Blocks as HTML.

use super::{Writer, escape};
use crate::wiki::{
    document::{
        node::{Align, Block, Cell, Image, ListItem, Row, TaskItem},
        text,
    },
    page::HIDDEN_PAGE,
};

impl Writer<'_> {
    pub(in crate::wiki::document) fn blocks(&mut self, blocks: &[Block]) {
        blocks.iter().for_each(|block| self.block(block));
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(content) => {
                self.push("<p>");
                self.inlines(content);
                self.push("</p>");
            }
            Block::Heading { level, content } => {
                let tag = format!("h{}", level.clamp(&1, &6));
                let id = self.slugs.of(&text::line(content));
                self.out.extend(["<", &tag]);
                self.attribute("id", &id);
                self.push(">");
                self.inlines(content);
                self.out.extend(["</", &tag, ">"]);
            }
            Block::BulletList(items) => self.items("<ul>", items, "</ul>"),
            Block::OrderedList { start, numbering, items } => self.ordered(*start, numbering.as_deref(), items),
            Block::TaskList(items) => {
                self.push("<ul class=\"task-list\">");
                items.iter().for_each(|item| self.task(item));
                self.push("</ul>");
            }
            Block::Quote(content) => self.around("<blockquote>", content, "</blockquote>"),
            Block::Callout { kind, content } => {
                self.around(&format!("<aside class=\"callout {}\">", kind.name()), content, "</aside>");
            }
            Block::Code { language, text } => self.code(language.as_deref(), text),
            Block::Math(latex) => self.math("div", latex),
            Block::Divider => self.push("<hr>"),
            Block::Image(image) => self.image(image),
            Block::File { src, name, size } => self.file(src, name, *size),
            Block::Embed { src } => self.embed(src),
            Block::Table(rows) => self.table(rows),
        }
    }

    fn around(&mut self, open: &str, content: &[Block], close: &str) {
        self.push(open);
        self.blocks(content);
        self.push(close);
    }

    fn items(&mut self, open: &str, items: &[ListItem], close: &str) {
        self.push(open);
        items.iter().for_each(|ListItem(content)| self.around("<li>", content, "</li>"));
        self.push(close);
    }

    fn ordered(&mut self, start: u32, numbering: Option<&str>, items: &[ListItem]) {
        let start = if start == 1 { String::new() } else { format!(" start=\"{start}\"") };
        let numbering = numbering.filter(|numbering| matches!(*numbering, "a" | "A" | "i" | "I"));
        let numbering = numbering.map(|numbering| format!(" type=\"{numbering}\"")).unwrap_or_default();
        self.items(&format!("<ol{start}{numbering}>"), items, "</ol>");
    }

    fn task(&mut self, item: &TaskItem) {
        let checked = if item.checked { " checked" } else { "" };
        // Not by the words beside it: they may refer to what whoever reads may not see.
        self.push(&format!("<li><label><input type=\"checkbox\" disabled{checked} aria-label=\"Done\"> </label><div>"));
        self.blocks(&item.content);
        self.push("</div></li>");
    }

    /// The class is the first word of the language; an imported one may say more, as in `rust,ignore`.
    fn code(&mut self, language: Option<&str>, text: &str) {
        self.push("<pre><code");
        let is_word = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '_' | '.');
        let word: String = language.unwrap_or_default().chars().take_while(is_word).take(40).collect();
        if !word.is_empty() {
            self.attribute("class", &format!("language-{word}"));
        }
        self.push(">");
        self.push(&escape::text(text));
        self.push("</code></pre>");
    }

    pub(super) fn math(&mut self, tag: &str, latex: &str) {
        self.out.extend(["<", tag, " class=\"math\""]);
        self.attribute("data-latex", latex);
        self.push(">");
        self.push(&escape::text(latex));
        self.out.extend(["</", tag, ">"]);
    }

    fn image(&mut self, image: &Image) {
        self.push("<figure class=\"image\"><img loading=\"lazy\"");
        self.address("src", &image.src);
        self.attribute("alt", image.alt.as_deref().unwrap_or_default());
        if let Some(title) = &image.title {
            self.attribute("title", title);
        }
        if let Some(width) = image.width {
            self.attribute("width", &width.to_string());
        }
        self.push("></figure>");
    }

    fn file(&mut self, src: &str, name: &str, size: u64) {
        self.push("<a class=\"file\"");
        if self.address("href", src).is_some() {
            self.push(" download");
        }
        self.push(">");
        self.push(&escape::name(name));
        self.push(&format!(" <span>{}</span></a>", readable(size)));
    }

    /// An embed shows nothing of another site before somebody asks for it.
    fn embed(&mut self, src: &str) {
        self.push("<figure class=\"embed\"");
        self.address("data-src", src);
        self.push(">");
        self.link(src, None);
        let shown = self.resolve.address(src);
        self.push(&escape::name(shown.as_deref().unwrap_or(HIDDEN_PAGE)));
        self.push("</a></figure>");
    }

    fn table(&mut self, rows: &[Row]) {
        let first = rows.first().map(|Row(cells)| cells.as_slice()).unwrap_or_default();
        match whole_width(first) {
            Some(width) => self.push(&format!("<div class=\"table-scroll\"><table width=\"{width}\">")),
            None => self.push("<div class=\"table-scroll\"><table>"),
        }
        self.columns(first);
        self.push("<tbody>");
        for Row(cells) in rows {
            self.push("<tr>");
            cells.iter().for_each(|cell| self.cell(cell));
            self.push("</tr>");
        }
        self.push("</tbody></table></div>");
    }

    fn columns(&mut self, cells: &[Cell]) {
        if cells.iter().all(|cell| cell.widths.is_none()) {
            return;
        }
        self.push("<colgroup>");
        for cell in cells {
            for column in 0..cell.colspan.min(100) as usize {
                match cell.widths.as_ref().and_then(|widths| widths.get(column)).filter(|width| **width > 0) {
                    Some(width) => self.push(&format!("<col width=\"{width}\">")),
                    None => self.push("<col>"),
                }
            }
        }
        self.push("</colgroup>");
    }

    fn cell(&mut self, cell: &Cell) {
        let tag = if cell.header { "th" } else { "td" };
        self.out.extend(["<", tag]);
        if cell.colspan > 1 {
            self.attribute("colspan", &cell.colspan.to_string());
        }
        if cell.rowspan > 1 {
            self.attribute("rowspan", &cell.rowspan.to_string());
        }
        if let Some(align) = cell.align.map(Align::name) {
            self.attribute("align", align);
        }
        self.push(">");
        self.blocks(&cell.content);
        self.out.extend(["</", tag, ">"]);
    }
}

/// How wide a table is of which every column has a width, as in the editor.
fn whole_width(first: &[Cell]) -> Option<u64> {
    let widths = |cell: &Cell| {
        let widths = cell.widths.as_ref().filter(|widths| widths.len() == cell.colspan as usize)?;
        widths.iter().map(|width| (*width > 0).then_some(u64::from(*width))).sum::<Option<u64>>()
    };
    first.iter().map(widths).sum::<Option<u64>>().filter(|whole| *whole > 0)
}

/// 1,234,567 bytes are 1.2 MB.
fn readable(size: u64) -> String {
    let units = ["kB", "MB", "GB", "TB", "PB"];
    if size < 1000 {
        return format!("{size} B");
    }
    let mut tenths = size / 100;
    let mut unit = 0;
    while tenths >= 10_000 && unit + 1 < units.len() {
        tenths /= 1000;
        unit += 1;
    }
    match (tenths, units.get(unit).unwrap_or(&"PB")) {
        (tenths, unit) if tenths < 100 => format!("{}.{} {unit}", tenths / 10, tenths % 10),
        (tenths, unit) => format!("{} {unit}", tenths / 10),
    }
}

//! Documents by chance, for tests: everything the schema allows, and text that is hard on parsers.

use super::{
    node::{Align, Block, CalloutKind, Cell, Document, Image, Inline, ListItem, Mark, Reference, Row, TaskItem},
    text::visit_inlines,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

pub fn document() -> impl Strategy<Value = Document> {
    vec(block(), 1..6).prop_map(|blocks| Document { blocks })
}

/// As documents are kept: without the names of pages and tasks.
pub fn kept() -> impl Strategy<Value = Document> {
    document().prop_map(|mut document| {
        visit_inlines(&mut document.blocks, &mut |inline| {
            if let Inline::PageLink(to) | Inline::TaskLink(to) = inline {
                to.label.clear();
            }
        });
        document
    })
}

/// Words, signs that mean something in markdown or HTML, and characters of several bytes.
pub fn text() -> impl Strategy<Value = String> {
    static PIECES: &[&str] = &[
        "word",
        "two",
        " ",
        " ",
        "  ",
        "a",
        "*",
        "**",
        "_",
        "`",
        "``",
        "~~",
        "[",
        "]",
        "](x)",
        "!",
        "<b>",
        "&amp;",
        "<",
        ">",
        "#",
        "# ",
        "- ",
        "+ ",
        "1. ",
        "2)",
        "|",
        "\\",
        "$",
        "$$",
        "=",
        "---",
        "://",
        "https://x.y",
        "@",
        "x_y_z",
        "\u{1f468}\u{200d}\u{1f469}",
        "\u{e9}",
        "\u{4f60}\u{597d}",
        "\u{202e}",
        "\"",
        "'",
        ":",
        "[^1]",
        "[!NOTE]",
        "{",
        "}",
        "\t",
        "^",
        "~",
        "==",
    ];
    vec(select(PIECES), 1..6).prop_map(|pieces| pieces.concat())
}

fn address() -> impl Strategy<Value = String> {
    select(
        &[
            "https://example.org/a(b)",
            "/w/larkspur/wiki/4-x",
            "other.md#part",
            "mailto:a@b.c",
            "a b",
            "<x>",
            "#here",
            "",
        ][..],
    )
    .prop_map(str::to_owned)
}

fn marks() -> impl Strategy<Value = Vec<Mark>> {
    let thread = select(&["t1", "t2"][..]).prop_map(|thread| Mark::Comment { thread: thread.to_owned() });
    let link = (address(), option::of(text())).prop_map(|(href, title)| Mark::Link { href, title });
    let many = (
        proptest::sample::subsequence(
            vec![Mark::Highlight, Mark::Strike, Mark::Underline, Mark::Italic, Mark::Bold],
            0..=3,
        ),
        vec(thread, 0..3),
        option::weighted(0.3, link),
    )
        .prop_map(|(mut marks, threads, link)| {
            marks.extend(threads);
            marks.extend(link);
            marks.sort();
            marks.dedup();
            marks
        });
    prop_oneof![4 => Just(vec![]), 1 => Just(vec![Mark::Code]), 3 => many]
}

fn reference() -> impl Strategy<Value = Reference> {
    (select(&["0190aaaa-0000-7000-8000-000000000001", "0190aaaa-0000-7000-8000-000000000002"][..]), text())
        .prop_map(|(id, label)| Reference { id: id.to_owned(), label })
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    let inline = prop_oneof![
        8 => (text(), marks()).prop_map(|(text, marks)| Inline::Text { text, marks }),
        1 => Just(Inline::HardBreak),
        1 => text().prop_map(|latex| Inline::Math { latex }),
        1 => reference().prop_map(Inline::Mention),
        1 => reference().prop_map(Inline::PageLink),
        1 => reference().prop_map(Inline::TaskLink),
    ];
    vec(inline, 0..6).prop_map(joined)
}

/// Text with the same marks as the text before it is one with it.
fn joined(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut content: Vec<Inline> = Vec::new();
    for inline in inlines {
        match (content.last_mut(), inline) {
            (Some(Inline::Text { text: before, marks }), Inline::Text { text, marks: same }) if *marks == same => {
                before.push_str(&text);
            }
            (_, inline) => content.push(inline),
        }
    }
    content
}

fn leaf() -> impl Strategy<Value = Block> {
    prop_oneof![
        6 => inlines().prop_map(Block::Paragraph),
        2 => (1..=6u8, inlines()).prop_map(|(level, content)| Block::Heading { level, content }),
        1 => (option::of(select(&["rust", "rust,ignore", "html", "a b"][..])), vec(text(), 0..4)).prop_map(|(language, lines)| {
            Block::Code { language: language.map(str::to_owned), text: lines.join("\n") }
        }),
        1 => vec(text(), 1..3).prop_map(|lines| Block::Math(lines.join("\n"))),
        1 => Just(Block::Divider),
        1 => (address(), option::of(text()), option::of(text()), option::of(1..2000u32))
            .prop_map(|(src, alt, title, width)| Block::Image(Image { src, alt, title, width })),
        1 => (address(), text(), 0..1_000_000_000_000u64).prop_map(|(src, name, size)| Block::File { src, name, size }),
        1 => address().prop_map(|src| Block::Embed { src }),
    ]
}

fn block() -> impl Strategy<Value = Block> {
    leaf().prop_recursive(4, 24, 4, |inner| {
        let blocks = vec(inner.clone(), 1..3).boxed();
        let item = (inlines(), vec(inner, 0..3))
            .prop_map(|(first, mut rest)| {
                rest.insert(0, Block::Paragraph(first));
                rest
            })
            .boxed();
        let items = vec(item.clone().prop_map(ListItem), 1..4);
        prop_oneof![
            items.clone().prop_map(Block::BulletList),
            (0..1000u32, option::of(select(&["a", "i"][..])), items).prop_map(|(start, numbering, items)| {
                Block::OrderedList { start, numbering: numbering.map(str::to_owned), items }
            }),
            vec((any::<bool>(), item).prop_map(|(checked, content)| TaskItem { checked, content }), 1..4)
                .prop_map(Block::TaskList),
            blocks.clone().prop_map(Block::Quote),
            (select(&CalloutKind::ALL[..]), blocks.clone())
                .prop_map(|(kind, content)| Block::Callout { kind, content }),
            table(blocks),
        ]
    })
}

fn table(blocks: impl Strategy<Value = Vec<Block>> + Clone) -> impl Strategy<Value = Block> {
    let cell = (
        any::<bool>(),
        1..3u32,
        1..3u32,
        option::of(vec(0..500u32, 1..3)),
        option::of(select(&Align::ALL[..])),
        prop_oneof![3 => inlines().prop_map(|content| vec![Block::Paragraph(content)]), 1 => blocks],
    )
        .prop_map(|(header, colspan, rowspan, widths, align, content)| Cell {
            header,
            colspan,
            rowspan,
            widths,
            align,
            content,
        });
    vec(vec(cell, 0..4).prop_map(Row), 1..4).prop_map(Block::Table)
}

//! What is written reads as the same again, and no text is lost.

use super::{read, write};
use crate::wiki::document::{
    Document, arbitrary,
    node::{Block, CalloutKind, Cell, Image, Inline, ListItem, Mark, Reference, Row, TaskItem},
    validate,
};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn after_one_pass_nothing_changes_any_more(document in arbitrary::document()) {
        let once = read(&write(&document));
        prop_assert_eq!(validate(&once), Ok(()));
        let markdown = write(&once);
        prop_assert_eq!(&write(&read(&markdown)), &markdown);
        prop_assert_eq!(read(&markdown), once, "{}", markdown);
    }

    #[test]
    fn any_markdown_is_a_valid_document_that_stays(pieces in proptest::collection::vec(arbitrary::text(), 1..12), breaks in any::<u32>()) {
        let mut markdown = String::new();
        for (at, piece) in pieces.iter().enumerate() {
            markdown.push_str(piece);
            markdown.push_str(["", "\n", "\n\n", "\n> ", "\n- ", "\n    ", "\n1. ", "\\\n"][(breaks >> (at % 10 * 3) & 7) as usize]);
        }
        let document = read(&markdown);
        prop_assert_eq!(validate(&document), Ok(()));
        let once = write(&read(&write(&document)));
        prop_assert_eq!(write(&read(&once)), once);
    }
}

fn text(text: &str, marks: &[Mark]) -> Inline {
    Inline::Text { text: text.into(), marks: marks.into() }
}

fn paragraph(inlines: &[Inline]) -> Block {
    Block::Paragraph(inlines.into())
}

/// Reads as these blocks, which are written as the same text.
fn same(markdown: &str, blocks: &[Block]) {
    assert_eq!(read(markdown).blocks, blocks, "read {markdown}");
    assert_eq!(write(&Document { blocks: blocks.into() }), markdown);
}

#[test]
fn every_kind_of_block_has_its_markdown() {
    let p = |words: &str| paragraph(&[Inline::text(words)]);
    same(
        "# One\n\n###### Six\n",
        &[
            Block::Heading { level: 1, content: vec![Inline::text("One")] },
            Block::Heading { level: 6, content: vec![Inline::text("Six")] },
        ],
    );
    same(
        "- a\n  - b\n\n    more\n- c\n",
        &[Block::BulletList(vec![
            ListItem(vec![p("a"), Block::BulletList(vec![ListItem(vec![p("b"), p("more")])])]),
            ListItem(vec![p("c")]),
        ])],
    );
    same(
        "3. a\n4. b\n",
        &[Block::OrderedList {
            start: 3,
            numbering: None,
            items: vec![ListItem(vec![p("a")]), ListItem(vec![p("b")])],
        }],
    );
    same(
        "- [x] done\n- [ ] open\n",
        &[Block::TaskList(vec![
            TaskItem { checked: true, content: vec![p("done")] },
            TaskItem { checked: false, content: vec![p("open")] },
        ])],
    );
    same("> a\n>\n> b\n", &[Block::Quote(vec![p("a"), p("b")])]);
    same("> [!WARNING]\n> a\n", &[Block::Callout { kind: CalloutKind::Warning, content: vec![p("a")] }]);
    same(
        "```rust,ignore\nfn x() {}\n\n```\n",
        &[Block::Code { language: Some("rust,ignore".into()), text: "fn x() {}\n".into() }],
    );
    same("```mermaid\ngraph TD\n```\n", &[Block::Code { language: Some("mermaid".into()), text: "graph TD".into() }]);
    same("$$\nx^2\n$$\n", &[Block::Math("x^2".into())]);
    same("```math\na\n\nb\n```\n", &[Block::Math("a\n\nb".into())]);
    same("a\n\n***\n\nb\n", &[p("a"), Block::Divider, p("b")]);
    let image = Image { src: "a b.png".into(), alt: Some("An [x]".into()), title: Some("T\"".into()), width: None };
    same("![An \\[x\\]](<a b.png> \"T\\\"\")\n", &[Block::Image(image.clone())]);
    same(
        "<img src=\"a b.png\" alt=\"An [x]\" title=\"T&quot;\" width=\"300\">\n",
        &[Block::Image(Image { width: Some(300), ..image })],
    );
    let cell = |header, words: &str| Cell::new(header, vec![p(words)]);
    same(
        "| a | b |\n| --- | --- |\n| c | d&#124;e |\n",
        &[Block::Table(vec![
            Row(vec![cell(true, "a"), cell(true, "b")]),
            Row(vec![cell(false, "c"), cell(false, "d|e")]),
        ])],
    );
}

#[test]
fn every_mark_and_name_has_its_markdown() {
    let link = Mark::Link { href: "https://x.org/a(b)".into(), title: Some("T".into()) };
    same(
        "**a** _b_ ~~c~~ <u>d</u> <mark>e</mark> `` f` ``\n",
        &[paragraph(&[
            text("a", &[Mark::Bold]),
            text(" ", &[]),
            text("b", &[Mark::Italic]),
            text(" ", &[]),
            text("c", &[Mark::Strike]),
            text(" ", &[]),
            text("d", &[Mark::Underline]),
            text(" ", &[]),
            text("e", &[Mark::Highlight]),
            text(" ", &[]),
            text("f`", &[Mark::Code]),
        ])],
    );
    same(
        "[a **b**](https://x.org/a\\(b\\) \"T\")\n",
        &[paragraph(&[text("a ", &[link.clone()]), text("b", &[Mark::Bold, link])])],
    );
    same("in<strong>,</strong>word\n", &[paragraph(&[text("in", &[]), text(",", &[Mark::Bold]), text("word", &[])])]);
    let id = "0190aaaa-0000-7000-8000-000000000001";
    let reference = |label: &str| Reference { id: id.into(), label: label.into() };
    same(
        &format!("Ask @[Ada \\*](person:{id}), [Plan](page:{id}), [K-1 Do](task:{id}), $x$\\\nend\n"),
        &[paragraph(&[
            Inline::text("Ask "),
            Inline::Mention(reference("Ada *")),
            Inline::text(", "),
            Inline::PageLink(reference("Plan")),
            Inline::text(", "),
            Inline::TaskLink(reference("K-1 Do")),
            Inline::text(", "),
            Inline::Math { latex: "x".into() },
            Inline::HardBreak,
            Inline::text("end"),
        ])],
    );
}

#[test]
fn what_a_document_lacks_becomes_what_is_nearest() {
    let words = |markdown: &str| write(&read(markdown));
    assert_eq!(words("- a\n- [ ] b\n- c"), "- a\n\n+ [ ] b\n\n- c\n");
    assert_eq!(words("see[^1]\n\n[^1]: the note"), "see\\[^1\\]\n\n\\[^1\\]: the note\n");
    assert_eq!(words("[unused]: https://x.org 'T'"), "\\[unused\\]: https://x.org \"T\"\n");
    assert_eq!(words("a ![i](i.png) b"), "a\n\n![i](i.png)\n\nb\n");
    assert_eq!(words("[![i](i.png)](https://x.org)"), "![i](i.png)\n\n[https://x.org](https://x.org)\n");
    assert_eq!(words("[](https://x.org)"), "[https://x.org](https://x.org)\n");
    assert_eq!(words("[`code`](x.md)"), "[code](x.md)\n");
    assert_eq!(
        words("<details>\n<summary>S</summary>\n\ntext\n\n</details>"),
        "```html\n<details>\n<summary>S</summary>\n```\n\ntext\n\n```html\n</details>\n```\n"
    );
    assert_eq!(words("a <kbd>K</kbd> <b>x"), "a \\<kbd>K\\</kbd> \\<b>x\n");
    assert_eq!(words("Setext\n===\n\n    code"), "# Setext\n\n```\ncode\n```\n");
    assert_eq!(words("# ![i](i.png) Name #"), "![i](i.png)\n\n# Name\n");
}

#[test]
fn no_text_is_too_deep_or_too_slow() {
    for piece in ["> ", "- ", "1. ", "**a _", "<b>", "[", "![", "`", "$", "|", "<u>", "~~a "] {
        let markdown = format!("{}x", piece.repeat(50_000 / piece.len()));
        let start = std::time::Instant::now();
        let document = read(&markdown);
        assert!(write(&document).contains('x'), "{piece}");
        let took = start.elapsed();
        assert!(took < std::time::Duration::from_secs(10), "{piece:?} took {took:?}");
        let nested = document.blocks.len();
        assert!(nested >= 1);
    }
}

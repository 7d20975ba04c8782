//! The HTML is what the editor shows, and nothing in it runs.

use super::{AsWritten, Readers, Resolve, Shown, is_blank, write};
use crate::wiki::document::{
    Document, arbitrary,
    node::{Align, Block, CalloutKind, Cell, Image, Inline, ListItem, Mark, Reference, Row, TaskItem},
};
use proptest::prelude::*;

fn html(blocks: Vec<Block>) -> String {
    write(&Document { blocks }, Readers::Members, &AsWritten)
}

fn p(text: &str) -> Block {
    Block::Paragraph(vec![Inline::text(text)])
}

/// Every text and attribute of it is this.
fn document_of(text: &str) -> Document {
    let t = || text.to_owned();
    let reference = || Reference { id: t(), label: t() };
    let marks = vec![Mark::Bold, Mark::Comment { thread: t() }, Mark::Link { href: t(), title: Some(t()) }];
    let inlines = vec![
        Inline::Text { text: t(), marks },
        Inline::Math { latex: t() },
        Inline::Mention(reference()),
        Inline::PageLink(reference()),
        Inline::TaskLink(reference()),
    ];
    let blocks = vec![
        Block::Heading { level: 9, content: inlines.clone() },
        Block::Code { language: Some(t()), text: t() },
        Block::Math(t()),
        Block::Image(Image { src: t(), alt: Some(t()), title: Some(t()), width: Some(3) }),
        Block::File { src: t(), name: t(), size: 3 },
        Block::Embed { src: t() },
        Block::OrderedList { start: 1, numbering: Some(t()), items: vec![ListItem(vec![Block::Paragraph(inlines)])] },
    ];
    Document { blocks }
}

#[test]
fn the_html_of_a_page_says_whether_nothing_stands_on_it_as_the_page_does() {
    let blank = || Block::Paragraph(vec![]);
    for (blocks, nothing) in [
        (vec![], true),
        (vec![blank(), blank()], true),
        (vec![blank(), p(" ")], false),
        (vec![Block::Quote(vec![blank()])], false),
        (vec![blank(), Block::Divider], false),
    ] {
        let document = Document { blocks };
        assert_eq!((document.is_blank(), is_blank(&html(document.blocks.clone()))), (nothing, nothing), "{document:?}");
    }
    assert!(Document::empty().is_blank());
}

struct Hostile(&'static str);

impl Resolve for Hostile {
    fn person(&self, _: &Reference) -> Option<String> {
        Some(self.0.to_owned())
    }
    fn page(&self, _: &Reference) -> Shown {
        Shown::Link { address: self.0.to_owned(), text: self.0.to_owned() }
    }
    fn task(&self, _: &Reference) -> Shown {
        Shown::Link { address: self.0.to_owned(), text: self.0.to_owned() }
    }
    fn address<'a>(&self, _: &'a str) -> Option<std::borrow::Cow<'a, str>> {
        Some(self.0.to_owned().into())
    }
}

/// The elements that a page has.
const ELEMENTS: &str = "p h1 h2 h3 h4 h5 h6 ul ol li label input div blockquote aside pre code span hr figure img a table \
    colgroup col tbody tr th td strong em s u mark br";

/// Cuts the HTML into tags, and says what is wrong with it: an element or an attribute that the page does not have, an
/// address that runs something, a tag that is not closed.
fn wrong(html: &str) -> Option<String> {
    let attributes = [
        "class",
        "id",
        "start",
        "type",
        "disabled",
        "checked",
        "aria-label",
        "data-latex",
        "loading",
        "src",
        "alt",
        "title",
        "width",
        "href",
        "download",
        "data-src",
        "rel",
        "align",
        "colspan",
        "rowspan",
        "data-person",
        "data-page-id",
        "data-task-id",
        "data-thread",
    ];
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        if rest[..at].contains('>') {
            return Some(format!("a sign that is not escaped before {}", &rest[at..]));
        }
        // No `>` can stand in an attribute: it is escaped.
        let end = at + rest[at..].find('>')?;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop().as_deref() != Some(name) {
                return Some(format!("{name} is closed and not open"));
            }
            continue;
        }
        let (name, mut list) = tag.split_once(' ').unwrap_or((tag, ""));
        if !ELEMENTS.split(' ').any(|known| known == name) {
            return Some(format!("an element {name}"));
        }
        while !list.is_empty() {
            let end = list.find(['=', ' ']).unwrap_or(list.len());
            let attribute = &list[..end];
            if !attributes.contains(&attribute) {
                return Some(format!("an attribute {attribute} of {name}"));
            }
            list = &list[end..];
            if let Some(value) = list.strip_prefix("=\"") {
                let (value, after) = value.split_once('"')?;
                if matches!(attribute, "href" | "src" | "data-src")
                    && super::safe(&value.replace("&amp;", "&").replace("&#39;", "'")).is_none()
                {
                    return Some(format!("the address {value}"));
                }
                list = after;
            }
            list = list.trim_start();
        }
        if !["input", "hr", "img", "br", "col"].contains(&name) {
            open.push(name.to_owned());
        }
    }
    (!open.is_empty())
        .then(|| format!("{open:?} are not closed"))
        .or_else(|| rest.contains('>').then(|| rest.to_owned()))
}

#[test]
fn nothing_that_somebody_wrote_runs() {
    for text in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "</code></pre><svg onload=alert(1)>",
        "a\" onload=\"x",
        "&lt;script&gt;",
        "\0<b>",
        "x y\tz",
        "\u{202e}evil\u{2066}",
        "https://x.org/\"onclick=\"x",
        "rust\"onclick=\"x",
        "--><!--",
        "]]>",
        "\u{fffe}\u{feff}javascript:x",
    ] {
        for readers in [Readers::Members, Readers::Public] {
            for html in
                [write(&document_of(text), readers, &AsWritten), write(&document_of(text), readers, &Hostile(text))]
            {
                assert_eq!(wrong(&html), None, "{text:?} became {html}");
                assert!(!html.contains('\0'), "{text:?}");
            }
        }
    }
}

proptest! {
    #[test]
    fn any_document_becomes_html_that_is_whole(document in arbitrary::document()) {
        let html = write(&document, Readers::Members, &AsWritten);
        prop_assert_eq!(wrong(&html), None, "{}", html);
        prop_assert!(!write(&document, Readers::Public, &AsWritten).contains("data-thread"));
        prop_assert_eq!(is_blank(&html), document.is_blank());
    }
}

#[test]
fn the_html_has_the_elements_that_the_editor_shows() {
    let cell = Cell { widths: Some(vec![80]), align: Some(Align::Right), ..Cell::new(true, vec![p("h")]) };
    let blocks = vec![
        Block::Heading { level: 2, content: vec![Inline::text("Who & why")] },
        Block::TaskList(vec![TaskItem { checked: true, content: vec![p("done")] }]),
        Block::OrderedList { start: 4, numbering: None, items: vec![ListItem(vec![p("four")])] },
        Block::Callout { kind: CalloutKind::Tip, content: vec![p("tip")] },
        Block::Code { language: Some("rust,ignore".into()), text: "a < b".into() },
        Block::Math("x^2".into()),
        Block::Image(Image { src: "/f/1".into(), alt: Some("A".into()), title: None, width: Some(300) }),
        Block::File { src: "/f/2".into(), name: "a.pdf".into(), size: 1_234_567 },
        Block::Embed { src: "https://v.org/1".into() },
        Block::Table(vec![Row(vec![cell, Cell::new(false, vec![p("d")])])]),
    ];
    assert_eq!(
        html(blocks),
        "<h2 id=\"who-why\">Who &amp; why</h2>\
         <ul class=\"task-list\"><li><label><input type=\"checkbox\" disabled checked aria-label=\"Done\"> </label><div><p>done</p></div></li></ul>\
         <ol start=\"4\"><li><p>four</p></li></ol>\
         <aside class=\"callout tip\"><p>tip</p></aside>\
         <pre><code class=\"language-rust\">a &lt; b</code></pre>\
         <div class=\"math\" data-latex=\"x^2\">x^2</div>\
         <figure class=\"image\"><img loading=\"lazy\" src=\"/f/1\" alt=\"A\" width=\"300\"></figure>\
         <a class=\"file\" href=\"/f/2\" download>a.pdf <span>1.2 MB</span></a>\
         <figure class=\"embed\" data-src=\"https://v.org/1\"><a href=\"https://v.org/1\" rel=\"noopener noreferrer nofollow\">https://v.org/1</a></figure>\
         <div class=\"table-scroll\"><table><colgroup><col width=\"80\"><col></colgroup><tbody><tr>\
         <th align=\"right\"><p>h</p></th><td><p>d</p></td></tr></tbody></table></div>"
    );
}

#[test]
fn a_table_is_as_wide_as_its_columns_when_all_have_a_width() {
    let cell = |span: u32, widths: Option<Vec<u32>>| Cell { colspan: span, widths, ..Cell::new(false, vec![p("d")]) };
    let table = |cells: Vec<Cell>| html(vec![Block::Table(vec![Row(cells)])]);
    let whole = table(vec![cell(1, Some(vec![80])), cell(2, Some(vec![200, 100]))]);
    assert!(whole.contains("<table width=\"380\"><colgroup><col width=\"80\">"), "{whole}");
    for open in [vec![cell(1, Some(vec![80])), cell(1, None)], vec![cell(2, Some(vec![80, 0]))], vec![cell(1, None)]] {
        assert!(table(open).contains("<table>"), "a column without a width takes what there is");
    }
}

#[test]
fn marks_lie_in_each_other_and_are_shared() {
    let link = Mark::Link { href: "b.md".into(), title: None };
    let text = |text: &str, marks: &[Mark]| Inline::Text { text: text.into(), marks: marks.into() };
    let thread = Mark::Comment { thread: "t".into() };
    let line =
        vec![text("a", std::slice::from_ref(&link)), text("b", &[Mark::Bold, thread, link]), text("c", &[Mark::Bold])];
    let page = Document { blocks: vec![Block::Paragraph(line)] };
    assert_eq!(
        write(&page, Readers::Members, &AsWritten),
        "<p><a href=\"b.md\">a<span class=\"commented\" data-thread=\"t\"><strong>b</strong></span></a><strong>c</strong></p>"
    );
    assert_eq!(
        write(&page, Readers::Public, &AsWritten),
        "<p><a href=\"b.md\">a<strong>b</strong></a><strong>c</strong></p>"
    );
}

#[test]
fn of_a_thread_that_is_settled_nothing_is_seen() {
    let marks = vec![Mark::thread("t", true), Mark::thread("u", false)];
    let page = Document { blocks: vec![Block::Paragraph(vec![Inline::Text { text: "nine".into(), marks }])] };
    assert_eq!(
        write(&page, Readers::Members, &AsWritten),
        "<p><span class=\"commented\" data-thread=\"u\">nine</span></p>"
    );
}

struct Somebody;

impl Resolve for Somebody {
    fn person(&self, person: &Reference) -> Option<String> {
        (person.id == "1").then(|| "Ada".to_owned())
    }
    fn page(&self, page: &Reference) -> Shown {
        if page.id == "1" { Shown::Link { address: "/w/a/wiki/1".into(), text: "Now".into() } } else { Shown::Hidden }
    }
    fn task(&self, _: &Reference) -> Shown {
        Shown::AsWritten
    }
}

#[test]
fn what_is_referred_to_is_shown_to_those_who_may_see_it() {
    let reference = |id: &str| Reference { id: id.into(), label: "Written".into() };
    let line = vec![
        Inline::Mention(reference("1")),
        Inline::Mention(reference("2")),
        Inline::PageLink(reference("1")),
        Inline::PageLink(reference("2")),
        Inline::TaskLink(reference("3")),
    ];
    assert_eq!(
        write(&Document { blocks: vec![Block::Paragraph(line)] }, Readers::Public, &Somebody),
        "<p><span class=\"mention\" data-person=\"1\">@Ada</span><span class=\"mention\" data-person=\"2\">@Written</span>\
         <a class=\"page-link\" data-page-id=\"1\" href=\"/w/a/wiki/1\">Now</a><span class=\"page-link hidden\">A page you cannot see</span>\
         <span class=\"task-link\" data-task-id=\"3\">Written</span></p>"
    );
}

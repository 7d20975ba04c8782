use super::{listed, read};
use crate::wiki::document::{markdown, validate};

fn markdown_of(html: &str) -> String {
    let read = read(html, &[], &[]);
    assert_eq!(validate(&read.document), Ok(()), "{html}");
    markdown::write(&read.document)
}

#[test]
fn headings_paragraphs_and_marks_are_what_they_are() {
    let html = "<h2>Opening <em>hours</em></h2>\n<p>We <b>open</b>\n at <code>nine</code>,\u{a0}see <a href='a.html'>the list</a>.<br>Daily.</p>";
    assert_eq!(
        markdown_of(html),
        "## Opening _hours_\n\nWe **open** at `nine`,\u{a0}see [the list](a.html).\\\nDaily.\n"
    );
}

#[test]
fn lists_lie_in_each_other_and_can_be_ticked_off() {
    let html = "<ul><li>Milk<ol start='3'><li>Two litres</li></ol></li><ul><li>Loose</li></ul></ul>\
                <ul><li><input type=checkbox checked> Done</li><li><input type=checkbox> Open</li></ul>";
    assert_eq!(markdown_of(html), "- Milk\n\n  3. Two litres\n\n  + Loose\n\n+ [x] Done\n+ [ ] Open\n");
}

#[test]
fn tables_code_and_quotes_keep_their_shape() {
    let html = "<table><thead><tr><th>Day</th><th>Hours</th></tr></thead><tbody><tr><td>Mon</td><td>9</td></tr></tbody></table>\
                <pre class='language-rust'><code>fn main() {\n}\n</code></pre><blockquote><p>Said</p></blockquote>";
    let markdown = markdown_of(html);
    assert!(markdown.contains("| Day | Hours |"), "{markdown}");
    assert!(markdown.contains("```rust\nfn main() {\n}\n```"), "{markdown}");
    assert!(markdown.ends_with("> Said\n"), "{markdown}");
}

#[test]
fn panels_of_confluence_and_callouts_of_notion_are_callouts() {
    let html = "<div class='confluence-information-macro confluence-information-macro-warning'><p class='title'>Mind</p>\
                <div class='confluence-information-macro-body'><p>Hot</p></div></div>\
                <figure class='block-color-gray_background callout'><div>Keep dry</div></figure>";
    let markdown = markdown_of(html);
    assert!(markdown.contains("> [!CAUTION]\n> **Mind**\n>\n> Hot"), "{markdown}");
    assert!(markdown.contains("> [!NOTE]\n> Keep dry"), "{markdown}");
}

#[test]
fn of_what_is_unknown_the_text_stays_and_nothing_runs() {
    let html = "<details><summary>More</summary><custom-thing>Inside</custom-thing></details><script>alert(1)</script>\
                <dl><dt>Term</dt><dd>Meaning</dd></dl>";
    assert_eq!(markdown_of(html), "More\n\nInside\n\nTerm\n\nMeaning\n");
}

#[test]
fn html_that_is_nested_without_end_is_read_all_the_same() {
    for tag in ["div", "blockquote", "b", "table><tr><td", "ul><li", "h1", "div></x", "div title='</div>'"] {
        for times in [100, 1_000_000] {
            let html = format!("{}Deep down", format!("<{tag}>").repeat(times));
            let read = read(&html, &[], &[]);
            assert_eq!(validate(&read.document), Ok(()), "{tag}");
            assert!(markdown::write(&read.document).contains("Deep down"), "{tag}");
        }
    }
}

#[test]
fn links_in_lists_say_how_deep_they_lie() {
    let html = "<div class=x><ul><li><a href='a.html'>A</a><ul><li><a href='b.html'>B</a></li></ul></li></ul></div>";
    let listed: Vec<_> = listed(html, ".x").into_iter().map(|one| (one.depth, one.title, one.address)).collect();
    let wanted = [(0, "A", "a.html"), (1, "B", "b.html")];
    assert_eq!(listed, wanted.map(|(depth, title, address)| (depth, title.to_owned(), address.to_owned())));
}

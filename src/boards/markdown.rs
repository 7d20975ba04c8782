//! Markdown (CommonMark with tables, strikethrough and task lists) to sanitised HTML.

use pulldown_cmark::{Event, Options, Parser, html};

/// Quotes in quotes, lists in lists: what is deeper is shown as if it were not nested further. Reading HTML takes
/// time by the square of its depth, so a page of nothing but `>` would hold a core for minutes.
const MOST_DEEP: usize = 40;
/// Pieces of HTML in one text; what comes after them is left out. They may nest too, and need not be closed.
const MOST_TAGS: usize = 400;

/// HTML that is safe to put into a page, whatever the text was.
pub fn to_html(markdown: &str) -> String {
    if markdown.trim().is_empty() {
        return String::new();
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut unsafe_html = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut unsafe_html, bounded(Parser::new_ext(markdown, options)));
    ammonia::Builder::default()
        .add_tags(["input"])
        .add_tag_attributes("input", ["checked"])
        .add_tag_attribute_values("input", "type", ["checkbox"])
        .set_tag_attribute_value("input", "disabled", "")
        .url_schemes(["http", "https", "mailto"].into())
        .rm_tags(["img"])
        .link_rel(Some("noopener noreferrer nofollow"))
        .clean(&unsafe_html)
        .to_string()
}

/// Without what nests too deep or has too many tags.
fn bounded<'a>(events: impl Iterator<Item = Event<'a>>) -> impl Iterator<Item = Event<'a>> {
    let (mut depth, mut tags) = (0, 0);
    events.filter(move |event| match event {
        Event::Start(_) => {
            depth += 1;
            depth <= MOST_DEEP
        }
        Event::End(_) => {
            depth -= 1;
            depth < MOST_DEEP
        }
        Event::Html(html) | Event::InlineHtml(html) => {
            tags += html.matches('<').count();
            tags <= MOST_TAGS
        }
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::to_html;
    use std::time::{Duration, Instant};

    #[test]
    fn markdown_becomes_html() {
        assert_eq!(to_html("**Ship** it"), "<p><strong>Ship</strong> it</p>\n");
        assert!(to_html("- [x] done").contains("checkbox"));
    }

    #[test]
    fn what_could_run_is_taken_out() {
        for attack in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "<a href=\"data:text/html,<script>\">x</a>",
            "<form action=/sign-out><input type=text name=a></form>",
            "</textarea><svg onload=alert(1)>",
        ] {
            let html = to_html(attack);
            for trace in ["<script", "onerror", "javascript:", "data:", "<form", "onload", "<svg", "type=\"text\""] {
                assert!(!html.contains(trace), "{attack} became {html}");
            }
        }
    }

    #[test]
    fn no_text_takes_long() {
        let most = 100_000;
        for piece in
            [">", "> ", "- ", "1. ", "<div>", "<div></x>", "<b><p>", "<svg><p>", "<div>\n\n> ", "[", "![", "*a_ ", "`"]
        {
            let text = format!("{}x", piece.repeat(most / piece.len()));
            let start = Instant::now();
            let html = to_html(&text);
            let took = start.elapsed();
            assert!(took < Duration::from_secs(3), "{piece:?} took {took:?} to become {} bytes", html.len());
        }
    }

    #[test]
    fn what_is_nested_as_people_nest_stays_nested() {
        let html = to_html(&format!("{}deep\n\n<details><summary>More</summary>text</details>", "> ".repeat(12)));
        assert_eq!(html.matches("<blockquote>").count(), 12);
        assert!(html.contains("deep") && html.contains("<summary>More</summary>"));
        let html = to_html(&format!("{}deepest", "> ".repeat(500)));
        assert!(html.matches("<blockquote>").count() < 50 && html.contains("deepest"));
    }
}

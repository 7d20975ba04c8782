//! Markdown (CommonMark with tables, strikethrough and task lists) to sanitised HTML.

use pulldown_cmark::{Options, Parser, html};

/// HTML that is safe to put into a page, whatever the text was.
pub fn to_html(markdown: &str) -> String {
    if markdown.trim().is_empty() {
        return String::new();
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut unsafe_html = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut unsafe_html, Parser::new_ext(markdown, options));
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

#[cfg(test)]
mod tests {
    use super::to_html;

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
}

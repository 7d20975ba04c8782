//! Markdown (CommonMark with tables, strikethrough and task lists) to sanitised HTML.

use super::mention;
use crate::ids::PersonId;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};
use std::collections::HashMap;

/// Quotes in quotes, lists in lists: what is deeper is shown as if it were not nested further. Reading HTML takes
/// time by the square of its depth, so a page of nothing but `>` would hold a core for minutes.
const MOST_DEEP: usize = 40;
/// Pieces of HTML in one text; what comes after them is left out. They may nest too, and need not be closed.
const MOST_TAGS: usize = 400;

/// Those who can be meant by a mention, by the names they have now.
pub type People = HashMap<PersonId, String>;

fn events(markdown: &str) -> impl Iterator<Item = Event<'_>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    bounded(Parser::new_ext(markdown, options))
}

/// HTML that is safe to put into a page, whatever the text was. Nobody is called by name in it.
pub fn to_html(markdown: &str) -> String {
    to_html_among(markdown, &People::new())
}

/// The same, where those who are mentioned stand out, by the name they have now. Who is not among `people` is a word
/// like others.
pub fn to_html_among(markdown: &str, people: &People) -> String {
    if markdown.trim().is_empty() {
        return String::new();
    }
    let mut unsafe_html = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut unsafe_html, name_people(events(markdown), people).into_iter());
    ammonia::Builder::default()
        .add_tags(["input"])
        .add_tag_attributes("input", ["checked"])
        .add_tag_attribute_values("input", "type", ["checkbox"])
        .set_tag_attribute_value("input", "disabled", "")
        .url_schemes(["http", "https", "mailto"].into())
        .add_allowed_classes("span", ["mention"])
        .rm_tags(["img"])
        .link_rel(Some("noopener noreferrer nofollow"))
        .clean(&unsafe_html)
        .to_string()
}

/// The words alone, in one line of at most `most` characters.
pub fn to_line(markdown: &str, most: usize) -> String {
    let mut line = String::new();
    for event in events(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) => line.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) => {
                line.push(' ');
            }
            _ => {}
        }
    }
    let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(most) {
        Some((end, _)) => format!("{}\u{2026}", words[..end].trim_end()),
        None => words,
    }
}

/// Who is mentioned, each once, in the order of the text.
pub fn mentions(markdown: &str) -> Vec<PersonId> {
    let mut people = Vec::new();
    for event in events(markdown) {
        if let Some(id) = mentioned(&event)
            && !people.contains(&id)
            && people.len() < mention::MOST
        {
            people.push(id);
        }
    }
    people
}

fn mentioned(event: &Event<'_>) -> Option<PersonId> {
    match event {
        Event::Start(Tag::Link { dest_url, .. }) => dest_url.strip_prefix("person:")?.parse().ok(),
        _ => None,
    }
}

/// Puts the names of people in place of the links that mean them.
fn name_people<'a>(events: impl Iterator<Item = Event<'a>>, people: &People) -> Vec<Event<'a>> {
    let mut named: Vec<Event<'a>> = Vec::new();
    let mut meant: Option<(PersonId, String)> = None;
    for event in events {
        match (&mut meant, event) {
            (Some(_), Event::End(TagEnd::Link)) => {
                let Some((id, label)) = meant.take() else { continue };
                match people.get(&id) {
                    Some(name) => named.extend([
                        Event::InlineHtml("<span class=\"mention\">".into()),
                        Event::Text(format!("@{name}").into()),
                        Event::InlineHtml("</span>".into()),
                    ]),
                    None => named.push(Event::Text(format!("@{label}").into())),
                }
            }
            (Some((_, label)), Event::Text(text) | Event::Code(text)) => label.push_str(&text),
            (Some(_), _) => {}
            (None, event) => {
                let id = mentioned(&event).filter(|_| take_at_sign(&mut named));
                match id {
                    Some(id) => meant = Some((id, String::new())),
                    None => named.push(event),
                }
            }
        }
    }
    named
}

/// Takes away the `@` before a mention, if there is one.
fn take_at_sign(named: &mut [Event<'_>]) -> bool {
    let Some(Event::Text(text)) = named.last_mut() else { return false };
    let Some(before) = text.strip_suffix('@').map(str::to_owned) else { return false };
    *text = CowStr::from(before);
    true
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
    use super::{People, mentions, to_html, to_html_among, to_line};
    use crate::{boards::mention, ids::PersonId};
    use std::time::{Duration, Instant};

    #[test]
    fn markdown_becomes_html() {
        assert_eq!(to_html("**Ship** it"), "<p><strong>Ship</strong> it</p>\n");
        assert!(to_html("- [x] done").contains("checkbox"));
    }

    #[test]
    fn people_are_called_by_the_name_they_have_now_and_strangers_are_words() {
        let [ada, eve] = [PersonId(uuid::Uuid::from_u128(1)), PersonId(uuid::Uuid::from_u128(2))];
        let write = |person_id, name: &str| mention::write(&mention::Mention { person_id, name: name.to_owned() });
        let text = format!("Ask {}, not {}. `{}`", write(ada, "A. [old]"), write(eve, "Ada"), write(eve, "x"));
        let people = People::from([(ada, "Ada <Park>".to_owned())]);
        let html = to_html_among(&text, &people);
        assert!(
            html.starts_with("<p>Ask <span class=\"mention\">@Ada &lt;Park&gt;</span>, not @Ada. <code>"),
            "{html}"
        );
        assert_eq!(mentions(&text), [ada, eve]);
        assert_eq!(to_line("# Hi\n\n- *you* and\n- me", 9), "Hi you an\u{2026}");
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

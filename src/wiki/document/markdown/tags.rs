//! The few tags of HTML that mean something in markdown here.

use crate::wiki::document::node::{Image, Mark};

/// What a tag within a line means.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tag {
    Open(&'static str),
    Close(&'static str),
    Break,
    Image(Image),
}

/// None: a tag like text.
pub(super) fn tag(html: &str) -> Option<Tag> {
    let inner = html.trim().strip_prefix('<')?.strip_suffix('>')?;
    if let Some(name) = inner.strip_prefix('/') {
        return known(name).map(Tag::Close);
    }
    if matches!(inner, "br" | "br/" | "br /") {
        return Some(Tag::Break);
    }
    if inner.starts_with("img ") && !inner.contains('<') {
        return image(inner).map(Tag::Image);
    }
    known(inner).map(Tag::Open)
}

fn known(name: &str) -> Option<&'static str> {
    ["strong", "b", "em", "i", "del", "s", "u", "ins", "mark", "code"].into_iter().find(|known| *known == name)
}

pub(super) fn mark(name: &str) -> Mark {
    match name {
        "strong" | "b" => Mark::Bold,
        "em" | "i" => Mark::Italic,
        "del" | "s" => Mark::Strike,
        "u" | "ins" => Mark::Underline,
        "mark" => Mark::Highlight,
        _ => Mark::Code,
    }
}

/// An image with an address, and nothing that an image of a page does not have.
fn image(inner: &str) -> Option<Image> {
    let mut image = Image::default();
    let mut rest = inner.strip_prefix("img")?.trim();
    let mut found = false;
    while !rest.is_empty() && rest != "/" {
        let (name, after) = rest.split_once('=')?;
        let sign = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, after) = after[1..].split_once(sign)?;
        let value = decoded(value);
        match name.trim() {
            "src" => (image.src, found) = (value, true),
            "alt" => image.alt = Some(value).filter(|alt| !alt.is_empty()),
            "title" => image.title = Some(value).filter(|title| !title.trim().is_empty()),
            "width" => {
                image.width =
                    Some(value.trim_end_matches("px").parse().ok().filter(|width| (1..=10_000).contains(width))?)
            }
            _ => return None,
        }
        rest = after.trim_start();
    }
    found.then_some(image)
}

fn decoded(value: &str) -> String {
    value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

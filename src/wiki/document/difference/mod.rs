//! Two documents side by side: which blocks are which, and which words changed in them.

mod words;

use super::{
    Document,
    align::{Step, align},
    element::{Child, Element},
    html::{AsWritten, Writer},
    schema::Value,
};
use words::{Side, mark_all, text};

/// Two blocks beside each other.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[schema(as = DifferenceRow)]
pub struct Row {
    pub kind: RowKind,
    /// HTML in which what went is in `<del>`.
    pub before: Option<String>,
    /// HTML in which what came is in `<ins>`.
    pub after: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = DifferenceKind)]
pub enum RowKind {
    Same,
    Changed,
    Removed,
    Added,
}

/// The blocks of both in their order. The HTML is safe, and has no threads of comments and no links to what only some
/// may see.
pub fn difference(before: &Document, after: &Document) -> Vec<Row> {
    let [old, new] = [before, after].map(|document| {
        let mut elements = document.elements();
        elements.iter_mut().for_each(words::clean);
        elements
    });
    align(&old.iter().collect::<Vec<_>>(), &new.iter().collect::<Vec<_>>())
        .into_iter()
        .map(|step| match step {
            Step::Same(i, j) => row(RowKind::Same, Some(old[i].clone()), Some(new[j].clone())),
            Step::Removed(i) => row(RowKind::Removed, Some(old[i].clone()), None),
            Step::Added(j) => row(RowKind::Added, None, Some(new[j].clone())),
            Step::Changed(i, j) => {
                let (before, after) = changed(&old[i], &new[j]);
                row(RowKind::Changed, Some(before), Some(after))
            }
        })
        .collect()
}

fn row(kind: RowKind, before: Option<Element>, after: Option<Element>) -> Row {
    Row { kind, before: before.map(html), after: after.map(html) }
}

fn html(element: Element) -> String {
    let blocks = Document::from_elements(vec![element]).unwrap_or_default().blocks;
    let mut writer = Writer::part(&AsWritten);
    writer.blocks(&blocks);
    words::tags(&writer.out)
}

/// Both, with signs around the words that are only in one of them.
fn changed(old: &Element, new: &Element) -> (Element, Element) {
    let textual = old.kind().is_some_and(super::schema::Node::is_textual);
    let bare = |of: &Element| Element { children: Vec::new(), ..of.clone() };
    let (mut before, mut after) = (bare(old), bare(new));
    if textual {
        (before.children, after.children) = text(&old.children, &new.children);
        return (before, after);
    }
    let (old, new) = (elements(&old.children), elements(&new.children));
    for step in align(&old, &new) {
        let (mut left, mut right) = match step {
            Step::Same(i, j) => (Some(old[i].clone()), Some(new[j].clone())),
            Step::Removed(i) => (Some(old[i].clone()), None),
            Step::Added(j) => (None, Some(new[j].clone())),
            Step::Changed(i, j) => {
                let (left, right) = changed(old[i], new[j]);
                (Some(left), Some(right))
            }
        };
        match (&mut left, &mut right) {
            (Some(left), None) => mark_all(left, Side::Before),
            (None, Some(right)) => mark_all(right, Side::After),
            _ => {}
        }
        before.children.extend(left.map(Child::Element));
        after.children.extend(right.map(Child::Element));
    }
    (before, after)
}

fn elements(children: &[Child]) -> Vec<&Element> {
    children
        .iter()
        .filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
        .collect()
}

/// Takes threads and the signs of [`words`] out of what people wrote.
fn without_signs(value: &mut Value) {
    if let Value::Text(text) = value {
        words::without_signs(text);
    }
}

#[cfg(test)]
mod tests {
    use super::{RowKind, difference};
    use crate::wiki::document::{arbitrary, markdown};
    use proptest::prelude::*;

    fn rows(before: &str, after: &str) -> Vec<(RowKind, String, String)> {
        difference(&markdown::read(before), &markdown::read(after))
            .into_iter()
            .map(|row| (row.kind, row.before.unwrap_or_default(), row.after.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn words_that_changed_are_marked_in_the_block_that_changed() {
        let before = "Same\n\nThe quick brown fox\n\nGone away\n\n- one\n- two\n";
        let after = "Same\n\nThe slow **brown** fox\n\n- one\n- two\n- three\n\nNew here\n";
        let text = |text: &str| text.to_owned();
        assert_eq!(
            rows(before, after),
            [
                (RowKind::Same, text("<p>Same</p>"), text("<p>Same</p>")),
                (
                    RowKind::Changed,
                    text("<p>The <del>quick</del> brown fox</p>"),
                    text("<p>The <ins>slow</ins> <strong>brown</strong> fox</p>")
                ),
                (RowKind::Removed, text("<p>Gone away</p>"), text("")),
                (
                    RowKind::Changed,
                    text("<ul><li><p>one</p></li><li><p>two</p></li></ul>"),
                    text("<ul><li><p>one</p></li><li><p>two</p></li><li><p><ins>three</ins></p></li></ul>"),
                ),
                (RowKind::Added, text(""), text("<p>New here</p>")),
            ]
        );
    }

    #[test]
    fn what_people_wrote_cannot_pass_for_a_mark_of_change() {
        let rows = rows("<ins>a \u{fdd0}b\u{fdd3} <script>", "<ins>a \u{fdd0}c <script>");
        assert_eq!(rows[0].1, "<p>&lt;ins&gt;a <del>b</del> &lt;script&gt;</p>");
        assert_eq!(rows[0].2, "<p>&lt;ins&gt;a <ins>c</ins> &lt;script&gt;</p>");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn both_sides_are_whole_and_nothing_differs_from_itself(
            (before, after) in (arbitrary::document(), arbitrary::document())
        ) {
            let rows = difference(&before, &after);
            let kept = rows.iter().filter(|row| row.before.is_some()).count();
            let shown = rows.iter().filter(|row| row.after.is_some()).count();
            prop_assert_eq!((kept, shown), (before.blocks.len(), after.blocks.len()));
            for row in &rows {
                let sides = [(&row.before, "del", "ins"), (&row.after, "ins", "del")];
                for (html, own, other) in sides.into_iter().filter_map(|(html, own, other)| Some((html.as_ref()?, own, other))) {
                    prop_assert_eq!(html.matches(&format!("<{own}>")).count(), html.matches(&format!("</{own}>")).count());
                    let other = format!("<{other}>");
                    prop_assert!(!html.contains(&other));
                }
            }
            prop_assert!(difference(&after, &after).iter().all(|row| row.kind == RowKind::Same));
        }
    }
}

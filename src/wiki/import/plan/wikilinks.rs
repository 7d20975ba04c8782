//! Links as Obsidian and other wikis write them: `[[Name]]`, `[[Name#Heading]]` and `[[Name|words]]`, by the name of a page
//! wherever it lies.

use super::{Page, stem_of};
use crate::wiki::{
    document::{
        node::{Block, Inline, Mark},
        text,
    },
    export::relative,
};
use std::collections::HashMap;

/// Makes them links to the files of their pages. What names no page stays as it was written.
pub(super) fn link(pages: &mut [Page]) {
    let mut by_name: HashMap<String, (String, String)> = HashMap::new();
    for page in pages.iter().filter(|page| !page.path.is_empty()) {
        for name in [stem_of(&page.path), &page.title] {
            by_name.entry(name.to_lowercase()).or_insert_with(|| (page.path.clone(), page.title.clone()));
        }
    }
    for page in pages {
        let from = &page.path;
        let find = |named: &str| {
            let (target, words) = named.split_once('|').map_or((named, None), |(target, words)| (target, Some(words)));
            let (name, heading) = target.split_once('#').map_or((target, None), |(name, at)| (name, Some(at)));
            let name = name.rsplit('/').next().unwrap_or_default().trim();
            let (path, title) = by_name.get(&name.strip_suffix(".md").unwrap_or(name).to_lowercase())?;
            let anchor = heading.map_or_else(String::new, |heading| format!("#{}", heading.trim()));
            let href = format!("{}{anchor}", relative(from, path));
            Some((words.map_or_else(|| title.clone(), |words| words.trim().to_owned()), href))
        };
        text::visit_mut(&mut page.document.blocks, &mut |block| {
            if let Block::Paragraph(line) | Block::Heading { content: line, .. } = block {
                *line = std::mem::take(line).into_iter().flat_map(|inline| split(inline, &find)).collect();
            }
        });
    }
}

fn split(inline: Inline, find: &dyn Fn(&str) -> Option<(String, String)>) -> Vec<Inline> {
    let (text, marks) = match inline {
        Inline::Text { text, marks }
            if text.contains("[[") && !marks.iter().any(|mark| matches!(mark, Mark::Code | Mark::Link { .. })) =>
        {
            (text, marks)
        }
        other => return vec![other],
    };
    let mut parts = Vec::new();
    // What comes before the next link, and what is still to be looked at.
    let (mut before, mut rest) = (String::new(), text.as_str());
    while let Some((ahead, after)) = rest.split_once("[[") {
        before.push_str(ahead);
        let found = after.split_once("]]").and_then(|(named, behind)| Some((find(named)?, behind)));
        let Some(((words, href), behind)) = found.filter(|((words, _), _)| !words.is_empty()) else {
            before.push_str("[[");
            rest = after;
            continue;
        };
        if !before.is_empty() {
            parts.push(Inline::Text { text: std::mem::take(&mut before), marks: marks.clone() });
        }
        let marks = marks.iter().cloned().chain([Mark::Link { href, title: None }]).collect();
        parts.push(Inline::Text { text: words, marks });
        rest = behind;
    }
    before.push_str(rest);
    if !before.is_empty() {
        parts.push(Inline::Text { text: before, marks });
    }
    parts
}

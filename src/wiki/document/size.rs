//! How much there is in a document.

use super::{Document, element::Child};

/// Of how many parts it is when people write in it, as Yjs has it: elements, attributes with their values, texts, and the
/// pieces of these with what begins and ends around them.
pub fn parts(document: &Document) -> usize {
    let mut count = 0;
    let mut waiting = document.elements();
    while let Some(element) = waiting.pop() {
        count += 1 + 2 * element.attributes.len();
        for child in element.children {
            match child {
                Child::Element(element) => waiting.push(element),
                Child::Text(runs) => count += 1 + runs.iter().map(|run| 1 + 2 * run.marks.len()).sum::<usize>(),
            }
        }
    }
    count
}

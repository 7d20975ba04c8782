//! Whether a document is one that the editor could have made: what is asked of documents that this program makes.

use super::{Attribute, Kind, Node, Value, schema};
use crate::wiki::document::{
    Document, MOST_DEEP, Misfit,
    element::{Child, Element, Run},
    node::Mark,
};

/// Asks for everything that the schema says, content expressions and ranges of numbers included.
pub fn validate(document: &Document) -> Result<(), Misfit> {
    let elements = document.elements();
    let root = schema().node("doc").ok_or(Misfit::Children("doc"))?;
    children(root, &elements.iter().map(|element| element.name).collect::<Vec<_>>())?;
    elements.iter().try_for_each(|element| valid(element, 1))
}

fn valid(element: &Element, depth: usize) -> Result<(), Misfit> {
    if depth > MOST_DEEP {
        return Err(Misfit::TooDeep);
    }
    let kind = element.kind().ok_or(Misfit::Children(element.name))?;
    for (name, attribute) in kind.attributes() {
        if !attribute.holds(element.attributes.get(name)) {
            return Err(Misfit::AttributeType { node: kind.name, name });
        }
    }
    children(kind, &element.children.iter().map(Child::name).collect::<Vec<_>>())?;
    element.children.iter().try_for_each(|child| match child {
        Child::Element(child) => valid(child, depth + 1),
        Child::Text(runs) => runs.iter().try_for_each(|run| marks(kind, run)),
    })
}

fn children(kind: &Node, names: &[&str]) -> Result<(), Misfit> {
    let nodes = names.iter().map(|name| schema().node(name)).collect::<Option<Vec<_>>>();
    let fits = match &kind.content {
        None => names.is_empty(),
        Some(expression) => nodes.is_some_and(|nodes| expression.allows(&nodes)),
    };
    if fits { Ok(()) } else { Err(Misfit::Children(kind.name)) }
}

fn marks(kind: &Node, run: &Run) -> Result<(), Misfit> {
    let known = |mark: &Mark| schema().mark(mark.name());
    let alone = run.marks.iter().any(|mark| known(mark).is_some_and(|mark| mark.alone));
    let sorted = run.marks.is_sorted_by(|a, b| a < b);
    let twice = run.marks.windows(2).any(|pair| match pair {
        [a, b] => a.name() == b.name() && !known(a).is_some_and(|mark| mark.overlaps),
        _ => false,
    });
    let none_wanted = !kind.marked && !run.marks.is_empty();
    if !sorted || twice || none_wanted || (alone && run.marks.len() > 1) {
        return Err(Misfit::Marks(kind.name));
    }
    Ok(())
}

impl Attribute {
    fn holds(&self, value: Option<&Value>) -> bool {
        match (value, &self.kind) {
            (None, _) => self.default.is_none(),
            (Some(Value::Integer(n)), Kind::Integer { least, most }) => (least..=most).contains(&n),
            (Some(Value::Text(text)), Kind::Text { one_of }) => one_of.is_empty() || one_of.contains(&text.as_str()),
            (Some(Value::Boolean(_)), Kind::Boolean) => true,
            (Some(Value::Widths(widths)), Kind::Widths) => widths.len() <= 100,
            _ => false,
        }
    }
}

//! A document as a tree of elements with names and attributes, the way Yjs has it. What is the same for every kind of
//! node (validity, differences, Yjs) works on this; everything else on [`Document`](super::Document).

use super::{
    node::Mark,
    schema::{Node, Value, schema},
};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Element {
    pub name: &'static str,
    /// Without those that are nothing.
    pub attributes: BTreeMap<&'static str, Value>,
    pub children: Vec<Child>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Child {
    Element(Element),
    Text(Vec<Run>),
}

/// Characters that have the same marks.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Run {
    pub text: String,
    /// Sorted, each once.
    pub marks: Vec<Mark>,
}

impl Element {
    pub fn new(name: &'static str) -> Self {
        Self { name, attributes: BTreeMap::new(), children: Vec::new() }
    }

    pub fn with(mut self, name: &'static str, value: Option<Value>) -> Self {
        if let Some(value) = value {
            self.attributes.insert(name, value);
        }
        self
    }

    pub fn holding(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(children.into_iter().map(Child::Element));
        self
    }

    /// Text goes to the text before it, if there is one.
    pub fn push(&mut self, child: Child) {
        match (self.children.last_mut(), child) {
            (_, Child::Text(runs)) if runs.iter().all(|run| run.text.is_empty()) => {}
            (Some(Child::Text(before)), Child::Text(runs)) => runs.into_iter().for_each(|run| push_run(before, run)),
            (_, Child::Text(runs)) => {
                let mut text = Vec::with_capacity(runs.len());
                runs.into_iter().for_each(|run| push_run(&mut text, run));
                self.children.push(Child::Text(text));
            }
            (_, element @ Child::Element(_)) => self.children.push(element),
        }
    }

    pub fn kind(&self) -> Option<&'static Node> {
        schema().node(self.name)
    }
}

impl Child {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Element(element) => element.name,
            Self::Text(_) => "text",
        }
    }
}

/// Characters with the same marks as those before them are one run with them.
pub(super) fn push_run(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        _ if run.text.is_empty() => {}
        Some(before) if before.marks == run.marks => before.text.push_str(&run.text),
        _ => runs.push(run),
    }
}

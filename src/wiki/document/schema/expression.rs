//! The expressions of ProseMirror that say which children a node takes: `paragraph block*`, `(a | b)*`.

use super::Node;

#[derive(Debug, PartialEq)]
pub(super) enum Expression {
    /// A node, or any node of a group.
    Name(&'static str),
    Sequence(Vec<Expression>),
    Choice(Vec<Expression>),
    Repeat {
        of: Box<Expression>,
        least: usize,
        most: usize,
    },
}

impl Expression {
    pub(super) fn parse(text: &'static str) -> Result<Self, String> {
        let mut rest = text;
        let expression = choice(&mut rest)?;
        if rest.trim().is_empty() { Ok(expression) } else { Err(format!("{text:?} is not understood at {rest:?}")) }
    }

    pub(super) fn is_textual(&self) -> bool {
        match self {
            Self::Name(name) => matches!(*name, "inline" | "text"),
            Self::Sequence(parts) | Self::Choice(parts) => parts.iter().any(Self::is_textual),
            Self::Repeat { of, .. } => of.is_textual(),
        }
    }

    /// Whether the children, all of them and in this order, are what is asked for.
    pub(super) fn allows(&self, children: &[&Node]) -> bool {
        self.ends(children, vec![0]).contains(&children.len())
    }

    /// Where one can be after this expression, when one may start at any of these places. Sorted, each once.
    fn ends(&self, children: &[&Node], starts: Vec<usize>) -> Vec<usize> {
        match self {
            Self::Name(name) => {
                let fits = |node: &Node| node.name == *name || node.groups.contains(name);
                starts
                    .into_iter()
                    .filter(|at| children.get(*at).is_some_and(|node| fits(node)))
                    .map(|at| at + 1)
                    .collect()
            }
            Self::Sequence(parts) => parts.iter().fold(starts, |starts, part| part.ends(children, starts)),
            Self::Choice(parts) => {
                merged(parts.iter().flat_map(|part| part.ends(children, starts.clone())).collect::<Vec<_>>())
            }
            Self::Repeat { of, least, most } => {
                let mut ends = if *least == 0 { starts.clone() } else { Vec::new() };
                let mut front = starts;
                for times in 1..=(*most).min(children.len()) {
                    front = of.ends(children, front);
                    if front.is_empty() {
                        break;
                    }
                    if times >= *least {
                        ends.extend(&front);
                    }
                }
                merged(ends)
            }
        }
    }
}

fn merged(mut places: Vec<usize>) -> Vec<usize> {
    places.sort_unstable();
    places.dedup();
    places
}

fn choice(rest: &mut &'static str) -> Result<Expression, String> {
    let mut parts = vec![sequence(rest)?];
    while take(rest, '|') {
        parts.push(sequence(rest)?);
    }
    Ok(one_or(parts, Expression::Choice))
}

fn sequence(rest: &mut &'static str) -> Result<Expression, String> {
    let mut parts = vec![repeated(rest)?];
    while rest.trim_start().starts_with(|c: char| c == '(' || c.is_ascii_alphabetic()) {
        parts.push(repeated(rest)?);
    }
    Ok(one_or(parts, Expression::Sequence))
}

fn repeated(rest: &mut &'static str) -> Result<Expression, String> {
    let of = atom(rest)?;
    for (sign, least, most) in [('+', 1, usize::MAX), ('*', 0, usize::MAX), ('?', 0, 1)] {
        if take(rest, sign) {
            return Ok(Expression::Repeat { of: Box::new(of), least, most });
        }
    }
    Ok(of)
}

fn atom(rest: &mut &'static str) -> Result<Expression, String> {
    if take(rest, '(') {
        let inner = choice(rest)?;
        return if take(rest, ')') { Ok(inner) } else { Err(format!("a bracket is open before {rest:?}")) };
    }
    let text = rest.trim_start();
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    if end == 0 {
        return Err(format!("a name is missing before {text:?}"));
    }
    let (name, after) = text.split_at(end);
    *rest = after;
    Ok(Expression::Name(name))
}

fn take(rest: &mut &'static str, sign: char) -> bool {
    match rest.trim_start().strip_prefix(sign) {
        Some(after) => {
            *rest = after;
            true
        }
        None => false,
    }
}

fn one_or(mut parts: Vec<Expression>, many: fn(Vec<Expression>) -> Expression) -> Expression {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            many(parts)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Expression;
    use crate::wiki::document::schema::schema;

    fn allows(expression: &'static str, children: &[&str]) -> bool {
        let nodes: Vec<_> = children.iter().map(|name| schema().node(name).unwrap()).collect();
        Expression::parse(expression).unwrap().allows(&nodes)
    }

    #[test]
    fn children_are_counted_ordered_and_chosen_as_the_expression_says() {
        assert!(allows("block+", &["paragraph", "table", "paragraph"]));
        assert!(!allows("block+", &[]));
        assert!(!allows("block+", &["paragraph", "listItem"]));
        assert!(allows("paragraph block*", &["paragraph"]));
        assert!(allows("paragraph block*", &["paragraph", "bulletList", "paragraph"]));
        assert!(!allows("paragraph block*", &["bulletList", "paragraph"]));
        assert!(allows("(tableCell | tableHeader)*", &["tableHeader", "tableCell"]));
        assert!(allows("(tableCell | tableHeader)*", &[]));
        assert!(!allows("(tableCell | tableHeader)*", &["paragraph"]));
        assert!(allows("paragraph? (table heading)+ block", &["table", "heading", "table", "heading", "image"]));
        assert!(!allows("paragraph? (table heading)+ block", &["table", "heading", "table", "image"]));
    }

    #[test]
    fn what_is_no_expression_is_refused() {
        for text in ["", "block+ |", "(block", "block)", "+", "block++", "a,b"] {
            assert!(Expression::parse(text).is_err(), "{text}");
        }
    }
}

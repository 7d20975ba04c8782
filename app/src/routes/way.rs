use leptos_router::{PartialPathMatch, PathSegment, PossibleRouteMatch};
use std::borrow::Cow;

/// The way to a page, such as `/w/:workspace/p/:project/:number?`. The router's own `path!` is of another type for each
/// shape of a path, and the router's code is made anew for each of them; all of these are of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way(pub &'static str);

impl Way {
    fn steps(self) -> impl Iterator<Item = PathSegment> {
        parts(self.0).map(|part| match part.strip_prefix(':') {
            None => PathSegment::Static(part.into()),
            Some(name) => match name.strip_suffix('?') {
                None => PathSegment::Param(name.into()),
                Some(name) => PathSegment::OptionalParam(name.into()),
            },
        })
    }

    /// What stands in a path where this has names, if it is this way.
    fn read(self, path: &str) -> Option<Vec<(Cow<'static, str>, String)>> {
        let mut given = parts(path);
        let mut read = Vec::new();
        for step in self.steps() {
            match (step, given.next()) {
                (PathSegment::Static(one), Some(other)) if one == other => {}
                (PathSegment::Param(name) | PathSegment::OptionalParam(name), Some(value)) => {
                    read.push((name, value.to_owned()));
                }
                (PathSegment::OptionalParam(_), None) => {}
                _ => return None,
            }
        }
        given.next().is_none().then_some(read)
    }
}

fn parts(path: &str) -> impl Iterator<Item = &str> + use<'_> {
    path.split('/').filter(|part| !part.is_empty())
}

impl PossibleRouteMatch for Way {
    fn optional(&self) -> bool {
        false
    }

    /// It matches a path from its beginning to its end or not at all: no way has others below it.
    fn test<'a>(&self, path: &'a str) -> Option<PartialPathMatch<'a>> {
        Some(PartialPathMatch::new("", self.read(path)?, path))
    }

    fn generate_path(&self, path: &mut Vec<PathSegment>) {
        path.extend(self.steps());
    }
}

#[cfg(test)]
mod tests {
    use super::Way;

    fn read(way: &'static str, path: &str) -> Option<Vec<String>> {
        Some(Way(way).read(path)?.into_iter().map(|(name, value)| format!("{name}={value}")).collect())
    }

    #[test]
    fn names_say_what_stands_in_their_place() {
        let board = "/w/:workspace/p/:project/:number?";
        assert_eq!(read(board, "/w/larkspur/p/SHOP/12").unwrap(), ["workspace=larkspur", "project=SHOP", "number=12"]);
        assert_eq!(read(board, "/w/larkspur/p/SHOP/").unwrap(), ["workspace=larkspur", "project=SHOP"]);
        assert_eq!(read("/", "/").unwrap(), [""; 0]);
    }

    #[test]
    fn more_or_less_than_the_way_is_another_one() {
        for path in ["/w", "/w/larkspur/inbox", "/x/larkspur", "/"] {
            assert_eq!(read("/w/:workspace", path), None, "{path}");
        }
    }
}

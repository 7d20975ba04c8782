//! People named in a text: `@[Ada Park](person:ID)`. It reads in any markdown viewer, says who is meant when two have
//! one name, and stays true when somebody changes theirs. While it is written it is only `@Ada Park`.

use crate::ids::PersonId;

/// More people than these are not called by one text.
pub const MOST: usize = 50;

/// Somebody named in a text, by the name that the text has for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    pub person_id: PersonId,
    pub name: String,
}

/// As it is stored.
pub fn write(mention: &Mention) -> String {
    let mut label = String::with_capacity(mention.name.len());
    for c in mention.name.chars() {
        if c.is_ascii_punctuation() {
            label.push('\\');
        }
        label.push(c);
    }
    format!("@[{label}](person:{})", mention.person_id)
}

/// A stored text as it is typed, and who is named in it. Where two have one name, the second stays as it is stored.
pub fn to_typed(stored: &str) -> (String, Vec<Mention>) {
    let (mut typed, mut mentions, mut rest) = (String::new(), Vec::new(), stored);
    while let Some(at) = rest.find("@[") {
        let (before, candidate) = rest.split_at(at);
        typed.push_str(before);
        match read(candidate) {
            Some((mention, length)) if stands_for(&mut mentions, &mention) => {
                typed.push('@');
                typed.push_str(&mention.name);
                rest = &candidate[length..];
            }
            _ => {
                typed.push_str("@[");
                rest = &candidate[2..];
            }
        }
    }
    typed.push_str(rest);
    (typed, mentions)
}

/// Whether the name means this person in this text; a name that is new is taken for them.
pub fn stands_for(mentions: &mut Vec<Mention>, mention: &Mention) -> bool {
    if let Some(known) = mentions.iter().find(|known| known.name == mention.name) {
        return known.person_id == mention.person_id;
    }
    mentions.push(mention.clone());
    true
}

/// A typed text as it is stored: each `@Name` of those who were chosen.
pub fn to_stored(typed: &str, mentions: &[Mention]) -> String {
    let mut longest_first: Vec<&Mention> = mentions.iter().collect();
    longest_first.sort_by_key(|mention| std::cmp::Reverse(mention.name.len()));
    let (mut stored, mut rest) = (String::new(), typed);
    while let Some(at) = rest.find('@') {
        let (before, candidate) = rest.split_at(at);
        stored.push_str(before);
        let ends = |after: &str| !after.starts_with(char::is_alphanumeric);
        let found = longest_first.iter().find_map(|mention| {
            candidate[1..].strip_prefix(mention.name.as_str()).filter(|after| ends(after)).map(|after| (mention, after))
        });
        rest = if let Some((mention, after)) = found {
            stored.push_str(&write(mention));
            after
        } else {
            stored.push('@');
            &candidate[1..]
        };
    }
    stored.push_str(rest);
    stored
}

/// The mention that a text begins with, and how many bytes it takes.
fn read(text: &str) -> Option<(Mention, usize)> {
    let label = text.strip_prefix("@[")?;
    let (mut name, mut escaped, mut end) = (String::new(), false, None);
    for (at, c) in label.char_indices() {
        match c {
            '\\' if !escaped => escaped = true,
            ']' if !escaped => {
                end = Some(at);
                break;
            }
            '\n' => return None,
            _ => {
                name.push(c);
                escaped = false;
            }
        }
    }
    let id = label[end?..].strip_prefix("](person:")?;
    let (id, _) = id.split_once(')')?;
    let mention = Mention { person_id: id.parse().ok()?, name };
    Some((mention, "@[".len() + end? + "](person:".len() + id.len() + ")".len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn person(number: u128, name: &str) -> Mention {
        Mention { person_id: PersonId(Uuid::from_u128(number)), name: name.to_owned() }
    }

    #[test]
    fn what_is_typed_comes_back_as_it_was_typed() {
        let people = [person(1, "Ada"), person(2, "Ada Park"), person(3, "O_Neil [ops] \\o/"), person(4, "\u{e9}lan")];
        let typed = "Hi @Ada Park and @Ada, @O_Neil [ops] \\o/: see a@b.test, @Adam, @\u{e9}lan.";
        let stored = to_stored(typed, &people);
        for mention in &people {
            assert_eq!(stored.matches(&write(mention)).count(), 1, "{stored}");
        }
        let (again, mut named) = to_typed(&stored);
        assert_eq!(again, typed);
        named.sort_by_key(|mention| mention.person_id);
        assert_eq!(named, people);
    }

    #[test]
    fn two_of_one_name_are_told_apart() {
        let stored = format!("{} and {}", write(&person(1, "Ada")), write(&person(2, "Ada")));
        let (typed, named) = to_typed(&stored);
        assert_eq!(typed, format!("@Ada and {}", write(&person(2, "Ada"))));
        assert_eq!(to_stored(&typed, &named), stored);
    }

    #[test]
    fn what_only_looks_like_a_mention_stays() {
        for text in ["@[Ada]", "@[Ada](person:nobody)", "@[Ada](https://a.test)", "@[Ada\nPark](person:1)", "@[", "@"] {
            assert_eq!(to_typed(text), (text.to_owned(), Vec::new()));
        }
    }
}

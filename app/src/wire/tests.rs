use super::{Unreadable, decode};
use leptos::server_fn::serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::{collections::BTreeMap, fmt::Debug};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(crate = "leptos::server_fn::serde")]
struct Inner {
    letter: char,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    list: Vec<u8>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(crate = "leptos::server_fn::serde")]
struct Wide {
    whole: i64,
    broken: f64,
    yes: bool,
    name: String,
    maybe: Option<Inner>,
    pair: (u16, String),
    map: BTreeMap<String, Vec<Option<i8>>>,
    nothing: (),
    #[serde(flatten)]
    flat: Inner,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(crate = "leptos::server_fn::serde")]
enum Kind {
    Plain,
    One(Inner),
    Two(u8, i32),
    Named { a: u32, b: Option<String> },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(crate = "leptos::server_fn::serde", tag = "kind", rename_all = "snake_case")]
enum Tagged {
    Plain,
    Held(Inner),
    Named { count: u64 },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(crate = "leptos::server_fn::serde", tag = "name", content = "args")]
enum Apart {
    Plain,
    Many(Vec<Kind>),
}

fn comes_back<T: Serialize + DeserializeOwned + Debug + PartialEq>(value: T) {
    let text = serde_json::to_string(&value).unwrap();
    assert_eq!(decode::<T>(&text).as_ref(), Ok(&value), "{text}");
}

fn inner() -> Inner {
    Inner { letter: '\u{e9}', list: vec![0, 255] }
}

#[test]
fn whatever_was_written_is_read_as_it_was() {
    for maybe in [None, Some(inner())] {
        comes_back(Wide {
            whole: i64::MIN,
            broken: -0.5,
            yes: true,
            name: "\"quoted\"\n".to_owned(),
            maybe,
            pair: (u16::MAX, String::new()),
            map: [("a".to_owned(), vec![None, Some(-1)])].into(),
            nothing: (),
            flat: Inner { letter: 'x', list: Vec::new() },
        });
    }
    comes_back(vec![Kind::Plain, Kind::One(inner()), Kind::Two(1, -1), Kind::Named { a: 7, b: None }]);
    comes_back(vec![Tagged::Plain, Tagged::Held(inner()), Tagged::Named { count: u64::MAX }]);
    comes_back(vec![Apart::Plain, Apart::Many(vec![Kind::Plain, Kind::Two(0, 0)])]);
    comes_back(Ok::<_, Kind>(inner()));
}

#[test]
fn an_older_side_meets_fields_it_does_not_know() {
    let newer = r#"{"letter":"a","list":[],"added":{"since":[1,{"then":null}]}}"#;
    assert_eq!(decode::<Inner>(newer), Ok(Inner { letter: 'a', list: Vec::new() }));
}

#[test]
fn what_is_something_else_is_refused() {
    for text in ["", "{", "[]", "null", "7", r#""a""#, r#"["a",[]]"#, r#"{"list":[]}"#, r#"{"letter":"ab"}"#] {
        assert_eq!(decode::<Inner>(text), Err(Unreadable), "{text}");
    }
    for text in [r#""Missing""#, r#"{"Plain":1}"#, r#"{"Two":[1]}"#, r#"{"Named":[1,null]}"#, "{}", "3"] {
        assert_eq!(decode::<Kind>(text), Err(Unreadable), "{text}");
    }
    for text in ["-1", "256", "1.5", "true", "[1]"] {
        assert_eq!(decode::<u8>(text), Err(Unreadable), "{text}");
    }
}

use super::*;
use crate::boards::view::sample::id;
use std::cmp::Ordering;

fn field(kind: FieldKind) -> Field {
    let option =
        |number, name: &str| FieldOption { id: OptionId(id(number)), name: name.to_owned(), hue: 1, archived: false };
    Field {
        id: FieldId(id(1)),
        name: "Cost".to_owned(),
        kind,
        rank: "a0".to_owned(),
        options: vec![option(2, "Low"), option(3, "High")],
        on_card: false,
        archived: false,
        version: 1,
    }
}

fn written(kind: FieldKind, text: &str) -> Option<String> {
    Value::parse(&field(kind), text).ok()?.map(|value| value.to_string())
}

#[test]
fn every_kind_has_one_way_to_be_written() {
    let choice = id(3).to_string();
    for (kind, text, kept) in [
        (FieldKind::Text, "  two \n words ", "two words"),
        (FieldKind::Number, "+012.50", "12.5"),
        (FieldKind::Number, "-0", "0"),
        (FieldKind::Number, "\u{2212}3", "-3"),
        (FieldKind::Date, "2026-11-21", "2026-11-21"),
        (FieldKind::Select, choice.as_str(), choice.as_str()),
        (FieldKind::Person, choice.as_str(), choice.as_str()),
        (FieldKind::Checkbox, "true", "true"),
        (FieldKind::Link, "https://example.org/a?b#c", "https://example.org/a?b#c"),
    ] {
        assert_eq!(written(kind, text).as_deref(), Some(kept), "{kind:?}");
        assert_eq!(written(kind, kept).as_deref(), Some(kept), "{kind:?} reads back");
        assert_eq!(Value::parse(&field(kind), "  "), Ok(None), "{kind:?} is empty");
    }
    assert_eq!(Value::parse(&field(FieldKind::Checkbox), "false"), Ok(None));
}

#[test]
fn what_is_not_of_the_kind_is_refused() {
    let other = id(9).to_string();
    for (kind, text) in [
        (FieldKind::Text, "a\u{202e}b"),
        (FieldKind::Number, "1,5"),
        (FieldKind::Number, "1e3"),
        (FieldKind::Number, "1."),
        (FieldKind::Number, ".5"),
        (FieldKind::Number, "--1"),
        (FieldKind::Number, "1234567890123"),
        (FieldKind::Number, "0.1234567"),
        (FieldKind::Date, "2026-02-30"),
        (FieldKind::Select, "Low"),
        (FieldKind::Select, other.as_str()),
        (FieldKind::Person, "ada"),
        (FieldKind::Checkbox, "yes"),
        (FieldKind::Link, "javascript://example.org/%0aalert(1)"),
        (FieldKind::Link, "example.org"),
        (FieldKind::Link, "https://"),
        (FieldKind::Link, "https://a b"),
        (FieldKind::Link, "data:text/html,x"),
    ] {
        assert!(Value::parse(&field(kind), text).is_err(), "{kind:?} {text}");
    }
    assert!(written(FieldKind::Text, &"a".repeat(501)).is_none());
    assert!(written(FieldKind::Link, &format!("https://{}", "a".repeat(2000))).is_none());
}

#[test]
fn the_largest_numbers_keep_every_digit() {
    for text in ["999999999999.999999", "-999999999999.999999", "0.000001", "100000"] {
        assert_eq!(text.parse::<Number>().unwrap().to_string(), text);
    }
}

#[test]
fn numbers_are_in_the_order_of_what_they_amount_to() {
    assert_eq!(compare("9", "10"), Ordering::Less);
    assert_eq!(compare("-1", "-2"), Ordering::Greater);
    assert_eq!(compare("2026-01-09", "2026-01-10"), Ordering::Less);
    assert_eq!(compare("Zoë", "zoe"), Ordering::Equal);
}

#[test]
fn a_choice_is_named_once() {
    let named = |names: &[&str]| {
        let options: Vec<_> =
            names.iter().map(|name| OptionEdit { name: (*name).to_owned(), ..OptionEdit::default() }).collect();
        parse_options(&options)
    };
    assert_eq!(named(&[" Low ", "High"]).unwrap()[0].name, "Low");
    assert!(named(&["Low", "low"]).is_err());
    assert!(named(&[" "]).is_err());
    let many: Vec<String> = (0..=MOST_OPTIONS).map(|number| number.to_string()).collect();
    assert!(named(&many.iter().map(String::as_str).collect::<Vec<_>>()).is_err());
}

use super::*;
use proptest::prelude::*;
use uuid::Uuid;

/// A Saturday.
const TODAY: &str = "2026-11-21";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn person(number: u128, name: &str) -> PersonRef {
    PersonRef { id: PersonId(Uuid::from_u128(number)), name: name.to_owned(), hue: 0 }
}

fn people() -> Vec<PersonRef> {
    vec![person(1, "Anna King"), person(2, "Ann Lee"), person(3, "Zoë Müller"), person(4, "Annabel Fox")]
}

fn labels() -> Vec<Label> {
    let label = |number, name: &str| Label { id: LabelId(Uuid::from_u128(number)), name: name.to_owned(), hue: 1 };
    vec![label(1, "bug"), label(2, "needs review"), label(3, "Café")]
}

fn read(text: &str) -> QuickAdd {
    parse(text, day(TODAY), Names { people: &people(), labels: &labels(), me: Some(people()[2].id) })
}

fn due(text: &str) -> Option<String> {
    read(&format!("Sweep {text}")).due_on().map(|day| day.to_string())
}

#[test]
fn a_line_becomes_a_task() {
    let text = "Fix the till Friday @anna #bug !high";
    let task = read(text);
    assert_eq!(task.title, "Fix the till");
    assert_eq!(task.due_on(), Some(day("2026-11-27")));
    assert_eq!(task.assignees(), [people()[0].id]);
    assert_eq!(task.labels(), [labels()[0].id]);
    assert_eq!(task.priority(), Priority::High);
    let said: Vec<_> = task.parts.iter().map(|part| &text[part.at.clone()]).collect();
    assert_eq!(said, ["Friday", "@anna", "#bug", "!high"]);
}

#[test]
fn days_are_said_in_many_ways() {
    for (text, expected) in [
        ("today", TODAY),
        ("Tomorrow.", "2026-11-22"),
        ("on sat", "2026-11-28"),
        ("saturday", "2026-11-28"),
        ("by Fri", "2026-11-27"),
        ("next week", "2026-11-23"),
        ("next friday", "2026-11-27"),
        ("next month", "2026-12-01"),
        ("in 3 days", "2026-11-24"),
        ("in a week", "2026-11-28"),
        ("in 3 months", "2027-02-21"),
        ("15 Dec", "2026-12-15"),
        ("Dec 15", "2026-12-15"),
        ("15th of December", "2026-12-15"),
        ("due on 1st Jan", "2027-01-01"),
        ("Dec 15, 2028", "2028-12-15"),
        ("29 Feb", "2028-02-29"),
        ("2026-12-15", "2026-12-15"),
        ("15.12.", "2026-12-15"),
        ("1.2.2027", "2027-02-01"),
        ("20 Nov", "2027-11-20"),
    ] {
        assert_eq!(due(text).as_deref(), Some(expected), "{text}");
        assert_eq!(read(&format!("Sweep {text}")).title, "Sweep", "{text}");
    }
}

#[test]
fn what_is_no_day_or_is_over_stays_as_it_is() {
    for text in [
        "2026-11-20",
        "1.1.2020",
        "31 Feb",
        "15.12",
        "in the sun",
        "in 5000 days",
        "sat",
        "by",
        "next",
        "may",
        "32 Dec",
    ] {
        assert_eq!(due(text), None, "{text}");
        assert_eq!(read(&format!("Sweep {text}")).title, format!("Sweep {text}"));
    }
}

#[test]
fn a_name_is_the_one_that_fits_best_or_none() {
    let who = |text: &str| read(&format!("Sweep {text}")).assignees();
    assert_eq!(who("@ann"), [people()[1].id], "a whole word before the beginning of another");
    assert_eq!(who("@an"), [], "three begin so");
    assert_eq!(who("@ZOE"), [people()[2].id]);
    assert_eq!(who("@muller,"), [people()[2].id]);
    assert_eq!(who("@me"), [people()[2].id]);
    assert_eq!(who("@Anna King"), [people()[0].id]);
    assert_eq!(who("@annaking"), [people()[0].id]);
    assert_eq!(read("Sweep #needs review now").labels(), [labels()[1].id]);
    assert_eq!(read("Sweep #needs review now").title, "Sweep now");
    assert_eq!(read("Sweep #cafe").labels(), [labels()[2].id]);
    assert_eq!(read("Look at #42 for a@anna.test!").title, "Look at #42 for a@anna.test!");
}

#[test]
fn a_backslash_and_quotes_keep_words() {
    for (text, title) in [
        (r"Sweep \@anna", "Sweep @anna"),
        (r"Sweep \@nobody", "Sweep @nobody"),
        (r"Sweep \by Friday", "Sweep by Friday"),
        ("Answer \"by Friday\" mail", "Answer \"by Friday\" mail"),
        ("Print \"@anna\"", "Print \"@anna\""),
        (r"Open C:\temp and \\server", r"Open C:\temp and \\server"),
    ] {
        assert_eq!(read(text), QuickAdd { title: title.to_owned(), parts: Vec::new() });
    }
    // A mark that is never closed quotes nothing.
    assert_eq!(read("A 5\" pipe \"today").title, "A 5\" pipe \"today");
}

#[test]
fn the_last_date_counts_and_a_title_is_left() {
    let task = read("Prepare Monday meeting by Friday !low !urgent");
    assert_eq!(task.title, "Prepare Monday meeting !low");
    assert_eq!((task.due_on(), task.priority()), (Some(day("2026-11-27")), Priority::Urgent));
    assert_eq!(read("tomorrow @anna"), QuickAdd { title: "tomorrow @anna".to_owned(), parts: Vec::new() });
    assert_eq!(read("  \n "), QuickAdd::default());
}

#[test]
fn what_is_taken_back_is_a_word_again() {
    let mut text = "Fix the till by Friday @Anna King #bug".to_owned();
    while let Some(part) = read(&text).parts.first() {
        text = take_back(&text, part);
    }
    assert_eq!(read(&text).title, "Fix the till by Friday @Anna King #bug");
}

#[test]
fn a_sign_offers_what_can_follow() {
    let offered = |text: &str| {
        let (people, labels) = (people(), labels());
        let found = completion(text, text.len(), Names { people: &people, labels: &labels, me: None });
        found.map(|found| found.suggestions.into_iter().map(|one| one.text).collect::<Vec<_>>()).unwrap_or_default()
    };
    assert_eq!(offered("Fix @ann"), ["@Anna King", "@Ann Lee", "@Annabel Fox"]);
    assert_eq!(offered("Fix @k"), ["@Anna King"]);
    assert_eq!(offered("Fix #"), ["#bug", "#needs review", "#Café"]);
    assert_eq!(offered("Fix !"), ["!urgent", "!high", "!medium", "!low"]);
    for text in ["Fix @ann ", "Fix", r"Fix \@ann", "a@ann", "@nobody", "!high", ""] {
        assert_eq!(offered(text), [""; 0], "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_stumble(text in any::<String>(), caret in 0..200usize) {
        let task = read(&text);
        prop_assert_eq!(task.title.is_empty(), text.trim().is_empty());
        for part in &task.parts {
            prop_assert!(text.get(part.at.clone()).is_some());
        }
        let _ = completion(&text, caret, Names { people: &people(), labels: &labels(), me: Some(people()[2].id) });
    }

    #[test]
    fn nothing_is_lost_or_invented(words in proptest::collection::vec(
        prop_oneof![
            "[a-z]{1,6}", Just("Friday".to_owned()), Just("by".to_owned()), Just("next".to_owned()), Just("week".to_owned()),
            Just("15".to_owned()), Just("Dec".to_owned()), Just("2027".to_owned()), Just("in".to_owned()), Just("3".to_owned()),
            Just("days".to_owned()), Just("@anna".to_owned()), Just("King".to_owned()), Just("#bug".to_owned()),
            Just("!high".to_owned()), Just("\"".to_owned()), Just("\"so\"".to_owned()), Just("15.12.".to_owned()),
        ], 0..12)
    ) {
        let text = words.join("  ");
        let task = read(&text);
        // The title and the stretches that were understood, put together in order, are the text.
        let mut title = task.title.split_whitespace();
        let mut at = 0;
        for part in &task.parts {
            for word in text[at..part.at.start].split_whitespace() {
                prop_assert_eq!(title.next(), Some(word));
            }
            at = part.at.end;
        }
        for word in text[at..].split_whitespace() {
            prop_assert_eq!(title.next(), Some(word));
        }
        prop_assert_eq!(title.next(), None);
        prop_assert!(task.due_on().is_none_or(|due| due >= day(TODAY)));
    }
}

use super::{
    GroupBy, Layout, Scale, Sort, SortBy, View,
    arrange::arrange,
    names::Names,
    sample::{board, card, day, id, task_id},
};
use crate::{
    boards::{
        field::Ask,
        filter::{Due, Filter, Who},
        task::{Card, Priority},
    },
    day::Day,
    ids::{ColumnId, FieldId, LabelId, PersonId},
};
use proptest::{prelude::*, sample::subsequence};

#[test]
fn an_address_reads_as_a_person_would_say_it() {
    let names = Names::of(&board());
    let view = View {
        layout: Layout::List,
        filter: Filter {
            words: "roof & door".to_owned(),
            people: vec![Who::Person(PersonId(id(200))), Who::Nobody],
            labels: vec![LabelId(id(300))],
            priorities: vec![Priority::Urgent, Priority::High],
            due: Some(Due::Late),
            done: Some(false),
            fields: vec![
                (FieldId(id(400)), Ask::Any(vec![id(500).to_string(), String::new()])),
                (FieldId(id(401)), Ask::Between("-1.5".to_owned(), "20".to_owned())),
            ],
        },
        group: Some(GroupBy::Person),
        sort: Sort { by: SortBy::Due, reversed: true },
        scale: Some(Scale::Week),
        on: Some(day("2026-11-02")),
    };
    let query = "view=list&q=roof+%26+door&person=ada-king,nobody&label=bug&priority=urgent,high&due=late&is=open\
                  &f.stage=early,none&f.cost=-1.5..20&group=person&sort=-due&scale=week&on=2026-11-02";
    assert_eq!(view.query(&names), query);
    assert_eq!(View::parse(query, &names), view);
    assert_eq!(View::default().query(&names), "");
}

#[test]
fn what_is_kept_under_a_name_is_not_tied_to_a_day() {
    let names = Names::default();
    let view = View::parse("view=calendar&scale=week&on=2026-11-02", &names);
    assert_eq!(view.lasting().query(&names), "view=calendar&scale=week");
}

#[test]
fn a_board_has_lanes_of_what_a_task_can_be_put_into() {
    let grouped = |query: &str| View::parse(query, &Names::default()).grouped();
    assert_eq!(grouped("group=person"), GroupBy::Person);
    assert_eq!(grouped("group=due"), GroupBy::Nothing);
    assert_eq!(grouped("group=status"), GroupBy::Nothing);
    assert_eq!(grouped("view=list&group=due"), GroupBy::Due);
}

#[test]
fn a_name_that_means_two_or_nobody_is_written_as_an_id() {
    let names = Names::of(&board());
    for (person, word) in [(200, "ada-king".to_owned()), (201, id(201).to_string()), (202, id(202).to_string())] {
        assert_eq!(names.people.write(PersonId(id(person))), word);
    }
    assert_eq!(names.people.read("bob"), None, "which of the two is not known");
    assert_eq!(names.labels.write(LabelId(id(301))), id(301).to_string());
}

#[test]
fn what_nobody_knows_is_passed_over() {
    let view = View::parse(
        "?view=orrery&person=zoe&label=,&due=soon&sort=-luck&is=so&group=mood&x=1&priority=low",
        &Names::default(),
    );
    let expected = Filter { priorities: vec![Priority::Low], ..Filter::default() };
    assert_eq!(view, View { filter: expected, ..View::default() });
}

fn any_day() -> impl Strategy<Value = Option<Day>> {
    proptest::option::of(
        (1900..2999i32, 1..366u16)
            .prop_map(|(year, of_year)| Day(time::Date::from_ordinal_date(year, of_year.min(365)).unwrap())),
    )
}

fn any_ask() -> impl Strategy<Value = Ask> {
    let values = vec![String::new(), "true".to_owned(), id(500).to_string(), id(501).to_string(), id(200).to_string()];
    prop_oneof![
        subsequence(values, 1..=5).prop_map(Ask::Any),
        "[a-z~.,&][a-z~., &%é]{0,8}".prop_map(|words| Ask::Has(words.trim().to_owned())),
        ("-?[1-9][0-9]{0,4}", any_day())
            .prop_map(|(from, until)| { Ask::Between(from, until.map(|day| day.to_string()).unwrap_or_default()) }),
    ]
}

prop_compose! {
    fn any_filter()(
        words in "[ a-zA-Z&=+%,#é日-]{0,20}",
        people in subsequence(vec![Who::Nobody, Who::Person(PersonId(id(200))), Who::Person(PersonId(id(201))), Who::Person(PersonId(id(999)))], 0..=4),
        labels in subsequence(vec![LabelId(id(300)), LabelId(id(301))], 0..=2),
        priorities in subsequence(Priority::ALL.to_vec(), 0..=5),
        due in prop_oneof![
            Just(None), Just(Some(Due::Late)), Just(Some(Due::Today)), Just(Some(Due::Week)), Just(Some(Due::Never)),
            (any_day(), any_day()).prop_map(|(from, until)| Some(Due::Between(from, until))),
        ],
        done in proptest::option::of(any::<bool>()),
        fields in proptest::collection::btree_map(prop_oneof![Just(400_u128), Just(401), Just(999)], any_ask(), 0..=3),
    ) -> Filter {
        let fields = fields.into_iter().map(|(field, ask)| (FieldId(id(field)), ask)).collect();
        Filter { words: words.trim().to_owned(), people, labels, priorities, due, done, fields }
    }
}

proptest! {
    #[test]
    fn every_view_comes_back_from_its_address(
        filter in any_filter(),
        layout in proptest::sample::select(Layout::ALL.to_vec()),
        group in proptest::option::of(proptest::sample::select(GroupBy::ALL.to_vec())),
        by in proptest::sample::select(SortBy::ALL.to_vec()),
        reversed in any::<bool>(),
        scale in proptest::option::of(proptest::sample::select(Scale::ALL.to_vec())),
        on in any_day(),
    ) {
        let view = View { layout, filter, group, sort: Sort { by, reversed }, scale, on };
        for names in [Names::of(&board()), Names::default()] {
            prop_assert_eq!(View::parse(&view.query(&names), &names), view.clone());
        }
    }

    #[test]
    fn any_text_is_read_without_complaint(text in ".{0,60}") {
        View::parse(&text, &Names::of(&board()));
    }
}

fn tasks_of(cards: &[Card], view: &View) -> Vec<(String, Vec<i32>)> {
    let number = |id| cards.iter().find(|card| card.id == id).unwrap().number;
    arrange(cards.iter(), &board(), &[], view)
        .into_iter()
        .map(|bunch| (bunch.name, bunch.tasks.into_iter().map(number).collect()))
        .collect()
}

#[test]
fn groups_come_in_their_own_order_and_empty_ones_stay_away() {
    let done = ColumnId(id(101));
    let cards = [
        Card { column_id: done, due_on: Some(day("2026-11-02")), priority: Priority::Urgent, ..card(1) },
        Card { due_on: Some(day("2026-11-02")), labels: vec![LabelId(id(300)), LabelId(id(301))], ..card(2) },
        Card { due_on: Some(day("2026-11-18")), ..card(3) },
        card(4),
    ];
    let by = |group| tasks_of(&cards, &View { layout: Layout::List, group: Some(group), ..View::default() });
    let named = |pairs: &[(&str, &[i32])]| -> Vec<(String, Vec<i32>)> {
        pairs.iter().map(|(name, tasks)| ((*name).to_owned(), tasks.to_vec())).collect()
    };
    assert_eq!(by(GroupBy::Status), named(&[("To do", &[2, 3, 4]), ("Done", &[1])]));
    assert_eq!(
        by(GroupBy::Due),
        named(&[("Late", &[2]), ("Today", &[3]), ("No date", &[4]), ("Done before today", &[1])])
    );
    assert_eq!(by(GroupBy::Label), named(&[("Bug", &[2]), ("nobody", &[2]), ("No label", &[3, 4, 1])]));
    assert_eq!(by(GroupBy::Priority), named(&[("Urgent", &[1]), ("No priority", &[2, 3, 4])]));
    assert_eq!(by(GroupBy::Person), named(&[("Nobody", &[2, 3, 4, 1])]));
}

#[test]
fn what_has_no_date_is_last_whichever_way_it_is_sorted() {
    let cards = [
        card(1),
        Card { due_on: Some(day("2026-12-01")), ..card(2) },
        Card { due_on: Some(day("2026-11-01")), ..card(3) },
    ];
    let sorted = |by, reversed| {
        let view = View { layout: Layout::Table, sort: Sort { by, reversed }, ..View::default() };
        tasks_of(&cards, &view).remove(0).1
    };
    assert_eq!(sorted(SortBy::Due, false), [3, 2, 1]);
    assert_eq!(sorted(SortBy::Due, true), [2, 3, 1]);
    assert_eq!(sorted(SortBy::Created, true), [3, 2, 1]);
    assert_eq!(sorted(SortBy::Manual, false), [1, 2, 3]);
}

#[test]
fn a_card_on_its_way_is_where_it_goes() {
    let moved = [(task_id(1), ColumnId(id(101)))];
    let view = View { layout: Layout::List, ..View::default() };
    let bunches = arrange([card(1)].iter(), &board(), &moved, &view);
    assert_eq!(bunches[0].name, "Done");
}

#[test]
fn of_two_thousand_cards_those_that_fit_are_found() {
    let cards: Vec<Card> = (1..=2000).map(|number| Card { due_on: Some(day("2026-11-18")), ..card(number) }).collect();
    let view = View::parse("view=list&q=task+19&due=week&group=due&sort=title", &Names::default());
    let found = arrange(cards.iter(), &board(), &[], &view);
    assert_eq!(found.iter().map(|bunch| bunch.tasks.len()).sum::<usize>(), 139);
}

#[test]
fn a_field_groups_and_sorts_and_what_says_nothing_comes_last() {
    let (stage, cost) = (FieldId(id(400)), FieldId(id(401)));
    let saying = |number, early: &str, written: &str| {
        let mut card = card(number);
        card.fields.extend((!early.is_empty()).then(|| (stage, early.to_owned())));
        card.fields.extend((!written.is_empty()).then(|| (cost, written.to_owned())));
        card
    };
    let (early, other) = (id(500).to_string(), id(501).to_string());
    let cards = [saying(1, &other, "9"), saying(2, &early, "10"), saying(3, "", ""), saying(4, &early, "-1")];
    let view = |group, reversed| View {
        layout: Layout::Table,
        group,
        sort: Sort { by: SortBy::Field(cost), reversed },
        ..View::default()
    };
    let told = |view: &View| -> Vec<(String, Vec<i32>)> { tasks_of(&cards, view) };
    assert_eq!(
        told(&view(Some(GroupBy::Field(stage)), false)),
        [("Early".to_owned(), vec![4, 2]), ("none".to_owned(), vec![1]), ("No Stage".to_owned(), vec![3])]
    );
    assert_eq!(told(&view(None, false)), [(String::new(), vec![4, 1, 2, 3])]);
    assert_eq!(told(&view(None, true)), [(String::new(), vec![2, 1, 4, 3])]);
    // A number makes no groups, and a field that is gone none either.
    for field in [cost, FieldId(id(999))] {
        assert_eq!(told(&view(Some(GroupBy::Field(field)), false)).len(), 1);
    }
}

#[test]
fn the_groups_of_a_list_are_no_lanes_of_a_board() {
    let list = View { layout: Layout::List, group: Some(GroupBy::Priority), ..View::default() };
    assert_eq!(list.shown_as(Layout::Table).grouped(), GroupBy::Priority);
    assert_eq!(list.shown_as(Layout::Board).grouped(), GroupBy::Nothing);
    let lanes = View { group: Some(GroupBy::Person), ..View::default() };
    assert_eq!(lanes.shown_as(Layout::List).grouped(), GroupBy::Status);
}

//! Tasks that come again: once for each day of their series, at the right hour, whoever completes them.

use crate::stage::{Person, Stage, TIME_ZONE};
use atrium::{
    Error,
    actor::{Actor, Role},
    boards::{
        self, MoveTo, NewTask, RepeatBy, TaskEdit,
        board::Board,
        recurrence::Cadence,
        task::{Card, Priority},
    },
    clock,
    people::{EditProfile, Theme, edit_profile},
};
use std::collections::HashSet;
use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339};

const FRIDAYS: &str = "FREQ=WEEKLY;BYDAY=FR";

fn at(text: &str) -> OffsetDateTime {
    OffsetDateTime::parse(text, &Rfc3339).unwrap()
}

fn by(rule: &str, cadence: Cadence) -> RepeatBy {
    RepeatBy { rule: rule.to_owned(), cadence }
}

/// A board with one task, due on a Friday.
async fn board_with_task(stage: &Stage, actor: &Actor) -> (Board, Card) {
    let things = stage.things(&[]).await;
    let new = NewTask {
        title: "Clean the grinder".to_owned(),
        description: "With rice.".to_owned(),
        priority: Priority::High,
        due_on: Some("2026-11-20".parse().unwrap()),
        assignees: vec![actor.person_id()],
        labels: vec![things.label.id],
        ..NewTask::default()
    };
    let card = boards::create_task(&stage.db, actor, things.project.id, new, None).await.unwrap();
    (look(stage, actor, &things.project.key).await, card)
}

async fn look(stage: &Stage, actor: &Actor, key: &str) -> Board {
    boards::board(&stage.db, actor, key, clock::now()).await.unwrap()
}

async fn complete(stage: &Stage, actor: &Actor, board: &Board, card: &Card) {
    let done = board.columns.iter().find(|column| column.done).unwrap().id;
    let to = MoveTo { column_id: done, after: None, before: None };
    boards::move_task(&stage.db, actor, card.id, to).await.unwrap();
}

fn of_title<'a>(board: &'a Board, card: &Card) -> Vec<&'a Card> {
    board.cards.iter().filter(|other| other.title == card.title).collect()
}

#[tokio::test]
async fn a_completed_task_comes_again_with_all_it_had() {
    let stage = Stage::new().await;
    let actor = stage.actor(&stage.founder).await;
    let (board, card) = board_with_task(&stage, &actor).await;
    let now = at("2026-11-19T10:00:00Z");
    let repeat = boards::repeat_task(&stage.db, &actor, card.id, by(FRIDAYS, Cadence::Dates), None, now).await.unwrap();
    assert_eq!((repeat.words.as_str(), repeat.next_on), ("every Friday", "2026-11-27".parse().ok()));
    assert_eq!(boards::bring_due(&stage.db, now).await.unwrap(), 0, "it is neither done nor is it the next Friday");

    complete(&stage, &actor, &board, &card).await;
    assert_eq!(boards::bring_due(&stage.db, now).await.unwrap(), 1);
    assert_eq!(boards::bring_due(&stage.db, now).await.unwrap(), 0, "twice is once");
    let after = look(&stage, &actor, &board.project.key).await;
    let next = of_title(&after, &card).into_iter().find(|other| other.id != card.id).unwrap();
    assert_eq!(next.due_on, "2026-11-27".parse().ok());
    assert_eq!((next.priority, &next.assignees, &next.labels), (card.priority, &card.assignees, &card.labels));
    assert_eq!(next.column_id, board.columns[0].id);
    assert!(next.repeats && next.described);
    assert!(!after.cards.iter().find(|other| other.id == card.id).unwrap().repeats, "the series went on");

    // Somebody who takes the first one up again and completes it again changes nothing.
    let back = MoveTo { column_id: board.columns[0].id, after: None, before: None };
    boards::move_task(&stage.db, &actor, card.id, back).await.unwrap();
    complete(&stage, &actor, &board, &card).await;
    assert_eq!(boards::bring_due(&stage.db, now).await.unwrap(), 0);
    assert_eq!(of_title(&look(&stage, &actor, &board.project.key).await, &card).len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_who_complete_at_once_bring_one_task() {
    let stage = Stage::new().await;
    let actor = stage.actor(&stage.founder).await;
    let (board, card) = board_with_task(&stage, &actor).await;
    let now = at("2026-11-19T10:00:00Z");
    boards::repeat_task(&stage.db, &actor, card.id, by(FRIDAYS, Cadence::Dates), None, now).await.unwrap();
    let done = board.columns.iter().find(|column| column.done).unwrap().id;
    let people = (0..20).map(|n| {
        let (db, card, open) = (stage.db.clone(), card.clone(), board.columns[n % 2].id);
        tokio::spawn(async move {
            for column_id in [done, open, done] {
                let to = MoveTo { column_id, after: None, before: None };
                boards::move_task(&db, &actor, card.id, to).await.unwrap();
                boards::bring_due(&db, now).await.unwrap();
            }
        })
    });
    for person in people {
        person.await.unwrap();
    }
    boards::bring_due(&stage.db, now).await.unwrap();
    let after = look(&stage, &actor, &board.project.key).await;
    let days: Vec<_> = of_title(&after, &card).into_iter().map(|card| card.due_on).collect();
    assert_eq!((days.len(), days.iter().collect::<HashSet<_>>().len()), (2, 2), "{days:?}");
}

#[tokio::test]
async fn counted_from_the_completion_it_waits_for_it() {
    let stage = Stage::new().await;
    let actor = stage.actor(&stage.founder).await;
    let (board, card) = board_with_task(&stage, &actor).await;
    let rule = by("FREQ=DAILY;INTERVAL=10;COUNT=2", Cadence::Completion);
    let repeat = boards::repeat_task(&stage.db, &actor, card.id, rule, None, clock::now()).await.unwrap();
    assert_eq!(repeat.next_on, None);
    let long_after = clock::now() + Duration::days(400);
    assert_eq!(boards::bring_due(&stage.db, long_after).await.unwrap(), 0);
    complete(&stage, &actor, &board, &card).await;
    assert_eq!(boards::bring_due(&stage.db, clock::now()).await.unwrap(), 1);
    let after = look(&stage, &actor, &board.project.key).await;
    let next = (*of_title(&after, &card).iter().find(|other| other.id != card.id).unwrap()).clone();
    let today = clock::today_in(TIME_ZONE, clock::now());
    assert_eq!(next.due_on.map(|day| day.0), Some(today + Duration::days(10)));
    // Two were asked for: after the second the series is over.
    complete(&stage, &actor, &board, &next).await;
    assert_eq!(boards::bring_due(&stage.db, clock::now()).await.unwrap(), 0);
    assert!(look(&stage, &actor, &board.project.key).await.cards.iter().all(|card| !card.repeats));
}

#[tokio::test]
async fn after_a_pause_one_task_comes_and_not_one_for_each_date() {
    let stage = Stage::new().await;
    let actor = stage.actor(&stage.founder).await;
    let (board, card) = board_with_task(&stage, &actor).await;
    let now = at("2026-11-19T10:00:00Z");
    boards::repeat_task(&stage.db, &actor, card.id, by("FREQ=DAILY", Cadence::Dates), None, now).await.unwrap();
    boards::archive_project(&stage.db, &actor, board.project.id).await.unwrap();
    assert_eq!(boards::bring_due(&stage.db, at("2026-12-01T10:00:00Z")).await.unwrap(), 0, "it is put aside");
    boards::restore_project(&stage.db, &actor, board.project.id).await.unwrap();
    assert_eq!(boards::bring_due(&stage.db, at("2026-12-10T10:00:00Z")).await.unwrap(), 1);
    let after = look(&stage, &actor, &board.project.key).await;
    let days: Vec<_> = of_title(&after, &card).into_iter().filter_map(|card| card.due_on).collect();
    assert!(days.contains(&"2026-12-10".parse().unwrap()) && days.len() == 2, "{days:?}");
}

#[tokio::test]
async fn a_series_is_changed_stopped_and_follows_its_versions() {
    let stage = Stage::new().await;
    let actor = stage.actor(&stage.founder).await;
    let (board, card) = board_with_task(&stage, &actor).await;
    let now = at("2026-11-19T10:00:00Z");
    let set = |rule, expected| boards::repeat_task(&stage.db, &actor, card.id, by(rule, Cadence::Dates), expected, now);
    set(FRIDAYS, Some(card.version)).await.unwrap();
    let seq = look(&stage, &actor, &board.project.key).await.seq;
    set(FRIDAYS, None).await.unwrap();
    assert_eq!(look(&stage, &actor, &board.project.key).await.seq, seq, "twice is once");
    let stale = set("FREQ=DAILY", Some(card.version)).await;
    assert_eq!(stale, Err(Error::Conflict { current: Some(card.version + 1) }));
    let daily = set("FREQ=DAILY", None).await.unwrap();
    assert_eq!(daily.next_on, "2026-11-21".parse().ok());

    boards::stop_repeating(&stage.db, &actor, card.id).await.unwrap();
    boards::stop_repeating(&stage.db, &actor, card.id).await.unwrap();
    complete(&stage, &actor, &board, &card).await;
    assert_eq!(boards::bring_due(&stage.db, now + Duration::days(30)).await.unwrap(), 0);
}

#[tokio::test]
async fn a_task_without_a_date_gets_the_first_of_its_rule() {
    let stage = Stage::new().await;
    let actor = stage.actor(&stage.founder).await;
    let (board, card) = board_with_task(&stage, &actor).await;
    let no_date = TaskEdit { due_on: Some(String::new()), ..TaskEdit::default() };
    boards::edit_task(&stage.db, &actor, card.id, no_date, None).await.unwrap();
    let now = at("2026-11-18T10:00:00Z");
    boards::repeat_task(&stage.db, &actor, card.id, by(FRIDAYS, Cadence::Dates), None, now).await.unwrap();
    let after = look(&stage, &actor, &board.project.key).await;
    assert_eq!(of_title(&after, &card)[0].due_on, "2026-11-20".parse().ok());
}

#[tokio::test]
async fn who_may_not_edit_may_not_repeat_and_a_stranger_finds_nothing() {
    let stage = Stage::new().await;
    let actor = stage.actor(&stage.founder).await;
    let (_, card) = board_with_task(&stage, &actor).await;
    let set = async |actor: &Actor, rule: &str| {
        boards::repeat_task(&stage.db, actor, card.id, by(rule, Cadence::Dates), None, clock::now()).await
    };
    let viewer = stage.member("Vi", Role::Viewer).await;
    let viewer = stage.actor(&viewer).await;
    assert_eq!(set(&viewer, FRIDAYS).await, Err(Error::Forbidden));
    assert_eq!(boards::stop_repeating(&stage.db, &viewer, card.id).await, Err(Error::Forbidden));
    let stranger = Person::new(&stage.db, "Stella").await;
    stage.found("south", &stranger).await;
    let stranger = atrium::workspace::enter(&stage.db, &stranger.caller, "south").await.unwrap();
    assert_eq!(set(&stranger, FRIDAYS).await, Err(Error::NotFound));
    assert_eq!(boards::stop_repeating(&stage.db, &stranger, card.id).await, Err(Error::NotFound));
    assert!(set(&actor, "FREQ=SECONDLY").await.unwrap_err().field("rule").is_some());
}

#[tokio::test]
async fn a_series_outlives_the_membership_of_who_set_it_up() {
    let stage = Stage::new().await;
    let founder = stage.actor(&stage.founder).await;
    let mia = stage.member("Mia", Role::Member).await;
    let actor = stage.actor(&mia).await;
    let (board, card) = board_with_task(&stage, &founder).await;
    let now = at("2026-11-19T10:00:00Z");
    boards::repeat_task(&stage.db, &actor, card.id, by(FRIDAYS, Cadence::Dates), None, now).await.unwrap();
    atrium::workspace::suspend(&stage.db, &founder, mia.id(), clock::now()).await.unwrap();
    complete(&stage, &founder, &board, &card).await;
    assert_eq!(boards::bring_due(&stage.db, now).await.unwrap(), 1);
}

/// The moments at which a day begins, before and after the clocks change, as the tz database has them.
const MIDNIGHTS: [(&str, [&str; 3]); 5] = [
    ("Europe/Berlin", ["2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "2026-10-26T23:00:00Z"]),
    ("America/New_York", ["2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z", "2026-11-03T05:00:00Z"]),
    ("Australia/Lord_Howe", ["2026-10-03T13:30:00Z", "2026-10-04T13:00:00Z", "2026-10-05T13:00:00Z"]),
    ("Pacific/Auckland", ["2026-09-26T12:00:00Z", "2026-09-27T11:00:00Z", "2026-09-28T11:00:00Z"]),
    // There is no midnight on the first of these days: the clocks go from 23:59 to 01:00.
    ("America/Santiago", ["2026-09-06T04:00:00Z", "2026-09-07T03:00:00Z", "2026-09-08T03:00:00Z"]),
];

#[tokio::test]
async fn a_day_begins_where_the_person_is_also_when_the_clocks_change() {
    let stage = Stage::new().await;
    for (zone, midnights) in MIDNIGHTS {
        let profile = EditProfile {
            name: "Fatima",
            title: "",
            hue: 0,
            time_zone: zone,
            working_days: 31,
            leave_from: None,
            leave_until: None,
            theme: Theme::System,
        };
        edit_profile(&stage.db, &stage.founder.caller, profile, None).await.unwrap();
        let actor = stage.actor(&stage.founder).await;
        let (_, card) = board_with_task(&stage, &actor).await;
        let eve = at(midnights[0]) - Duration::hours(12);
        let due = atrium::day::Day(clock::today_in(zone, eve)).to_string();
        let edit = TaskEdit { due_on: Some(due), ..TaskEdit::default() };
        boards::edit_task(&stage.db, &actor, card.id, edit, None).await.unwrap();
        boards::repeat_task(&stage.db, &actor, card.id, by("FREQ=DAILY", Cadence::Dates), None, eve).await.unwrap();
        for midnight in midnights.map(at) {
            let brought = async |now| boards::bring_due(&stage.db, now).await.unwrap();
            assert_eq!(brought(midnight - Duration::minutes(1)).await, 0, "{zone}, a minute before {midnight}");
            assert_eq!(brought(midnight).await, 1, "{zone}, at {midnight}");
        }
        let task = boards::task(&stage.db, &actor, card.id, clock::now()).await.unwrap();
        let board = look(&stage, &actor, &task.project_key).await;
        let last = board.cards.iter().find(|card| card.repeats).unwrap();
        boards::stop_repeating(&stage.db, &actor, last.id).await.unwrap();
    }
}

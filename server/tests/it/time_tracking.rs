//! Time on tasks, on a real database: the timer, entries, who may see and correct them, and what they add up to.

use crate::stage::{Person, Stage};
use atrium::{
    Error,
    actor::{Actor, Role},
    boards::{
        self, GuestAccess, NewProject, NewTask,
        board::Board,
        export::{Exporter, FileFormat},
        project::GuestLevel,
    },
    clock,
    day::Day,
    idempotency::Once,
    ids::{TaskId, TimeEntryId},
    time_tracking::{self, NewTime, Of, Span, TaskTime, TimeEdit, TimeEntry, TimeTable},
    workspace,
};
use time::{Duration, OffsetDateTime, macros::datetime};

/// A Saturday evening in Berlin, where everybody here is.
const NOW: OffsetDateTime = datetime!(2026-11-21 20:00 UTC);

struct Scene {
    stage: Stage,
    owner: Actor,
    board: Board,
}

impl Scene {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let owner = stage.actor(&stage.founder).await;
        let board = Self::project(&stage, &owner, "ATR").await;
        Self { stage, owner, board }
    }

    async fn project(stage: &Stage, owner: &Actor, key: &str) -> Board {
        let new = NewProject { key: key.to_owned(), name: key.to_owned(), description: String::new(), hue: 0 };
        boards::create_project(&stage.db, owner, new, None).await.unwrap();
        boards::board(&stage.db, owner, key, clock::now()).await.unwrap()
    }

    async fn task(&self, title: &str) -> TaskId {
        let new = NewTask { title: title.to_owned(), ..Default::default() };
        boards::create_task(&self.stage.db, &self.owner, self.board.project.id, new, None).await.unwrap().id
    }

    async fn member(&self, name: &str, role: Role) -> Actor {
        let person = self.stage.member(name, role).await;
        self.stage.actor(&person).await
    }

    async fn guest(&self, name: &str, level: GuestLevel) -> Actor {
        let actor = self.member(name, Role::Guest).await;
        let access = GuestAccess { person_id: actor.person_id(), level: Some(level) };
        boards::set_guest(&self.stage.db, &self.owner, self.board.project.id, access).await.unwrap();
        actor
    }

    async fn add(&self, actor: &Actor, task: TaskId, minutes: i32, day: &str) -> TimeEntry {
        let new = NewTime { minutes, day: Some(day.parse().unwrap()), note: String::new() };
        time_tracking::add_time(&self.stage.db, actor, task, new, None, NOW).await.unwrap()
    }

    async fn time(&self, actor: &Actor, task: TaskId) -> TaskTime {
        time_tracking::task_time(&self.stage.db, actor, task).await.unwrap()
    }
}

fn minutes(minutes: i32) -> TimeEdit {
    TimeEdit { minutes: Some(minutes), ..TimeEdit::default() }
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[tokio::test]
async fn a_timer_counts_from_start_to_stop_on_the_day_where_the_person_is() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let task = scene.task("Paint the door").await;
    // In Berlin it is already tomorrow.
    let start = datetime!(2026-11-21 23:30 UTC);
    let running = time_tracking::start_timer(db, owner, task, "Sanding", start).await.unwrap();
    assert_eq!((running.key.as_str(), running.note.as_str(), running.seconds), ("ATR-1", "Sanding", 0));
    assert!(scene.time(owner, task).await.running);
    assert_eq!(scene.time(owner, task).await.minutes, 0, "what runs is in no total");

    // On the same task it goes on, and leaves no second trace.
    let seq = boards::board(db, owner, "ATR", NOW).await.unwrap().seq;
    let again = time_tracking::start_timer(db, owner, task, "", start + Duration::minutes(5)).await.unwrap();
    assert_eq!((again.entry_id, again.seconds), (running.entry_id, 300));
    assert_eq!(boards::board(db, owner, "ATR", NOW).await.unwrap().seq, seq);

    let stopped = time_tracking::stop_timer(db, owner, start + Duration::minutes(90)).await.unwrap().unwrap();
    assert_eq!((stopped.minutes, stopped.day), (Some(90), day("2026-11-22")));
    assert_eq!(time_tracking::stop_timer(db, owner, start).await, Ok(None), "twice is once");
    assert_eq!(time_tracking::running(db, owner, NOW).await, Ok(None));
    let time = scene.time(owner, task).await;
    assert_eq!((time.minutes, time.running, time.entries.len()), (90, false, 1));
    let detail = boards::task(db, owner, task, NOW).await.unwrap();
    assert_eq!(detail.time, time);
    assert_eq!(detail.history[0].what, "wrote down time spent on this");
}

#[tokio::test]
async fn starting_another_timer_stops_the_first_and_whoever_looks_hears_of_both() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let (door, fence) = (scene.task("Paint the door").await, scene.task("Paint the fence").await);
    time_tracking::start_timer(db, owner, door, "", NOW).await.unwrap();
    let seq = boards::board(db, owner, "ATR", NOW).await.unwrap().seq;
    time_tracking::start_timer(db, owner, fence, "", NOW + Duration::minutes(25)).await.unwrap();
    assert_eq!(scene.time(owner, door).await.minutes, 25);
    assert!(scene.time(owner, fence).await.running);
    let changes = boards::board_changes(db, owner.workspace_id, scene.board.project.id, seq).await.unwrap();
    let mut told: Vec<_> = changes.cards.iter().map(|card| card.id).collect();
    told.sort_unstable();
    assert_eq!((changes.seq, told), (seq + 1, vec![door, fence]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_clicks_at_once_leave_one_timer_running_and_lose_no_stretch() {
    let scene = Scene::new().await;
    let (db, owner) = (scene.stage.db.clone(), scene.owner);
    let mut tasks = Vec::new();
    for n in 0..5 {
        tasks.push(scene.task(&format!("Task {n}")).await);
    }
    let clicks = (0..20usize).map(|click| {
        let (db, task) = (db.clone(), tasks[click % 5]);
        tokio::spawn(async move {
            let at = NOW + Duration::minutes(i64::try_from(click).unwrap());
            if click % 7 == 6 {
                time_tracking::stop_timer(&db, &owner, at).await.map(drop)
            } else {
                time_tracking::start_timer(&db, &owner, task, "", at).await.map(drop)
            }
        })
    });
    for click in clicks.collect::<Vec<_>>() {
        click.await.unwrap().unwrap();
    }
    let mut tx = db.tenant(&owner).await.unwrap();
    let running: i64 =
        sqlx::query_scalar("select count(*) from time_entry where minutes is null").fetch_one(tx.conn()).await.unwrap();
    assert!(running <= 1, "{running} timers");
    drop(tx);
    // Two pages that start the same task at once share one timer.
    time_tracking::stop_timer(&db, &owner, NOW).await.unwrap();
    let start = || time_tracking::start_timer(&db, &owner, tasks[0], "", NOW);
    let (first, second) = tokio::join!(start(), start());
    assert_eq!(first.unwrap().entry_id, second.unwrap().entry_id);
}

#[tokio::test]
async fn a_forgotten_timer_counts_a_day_at_most_and_is_put_right() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let task = scene.task("Paint the door").await;
    time_tracking::start_timer(db, owner, task, "", NOW).await.unwrap();
    let later = NOW + Duration::days(3);
    let stopped = time_tracking::stop_timer(db, owner, later).await.unwrap().unwrap();
    assert_eq!(stopped.minutes, Some(time_tracking::MOST_MINUTES));
    let edited = time_tracking::edit_time(db, owner, stopped.id, minutes(120), Some(stopped.version), later).await;
    assert_eq!(edited.unwrap().minutes, Some(120));
    let old = time_tracking::edit_time(db, owner, stopped.id, minutes(60), Some(stopped.version), later).await;
    assert_eq!(old, Err(Error::Conflict { current: Some(stopped.version + 1) }));
    // Minutes for one that runs stop it.
    let running = time_tracking::start_timer(db, owner, task, "", later).await.unwrap();
    let put =
        time_tracking::edit_time(db, owner, running.entry_id, minutes(15), None, later + Duration::hours(9)).await;
    assert_eq!(put.unwrap().minutes, Some(15));
    assert_eq!(time_tracking::running(db, owner, later).await, Ok(None));
}

#[tokio::test]
async fn entries_are_written_changed_removed_and_put_back() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let task = scene.task("Paint the door").await;
    let once = Once::new("key-1", "30").unwrap();
    let new = NewTime { minutes: 30, day: None, note: " Sanding ".to_owned() };
    let add = || time_tracking::add_time(db, owner, task, new.clone(), Some(&once), NOW);
    let (first, second) = tokio::join!(add(), add());
    let entry = first.unwrap();
    assert_eq!(entry, second.unwrap(), "twice is once");
    assert_eq!((entry.day, entry.note.as_str()), (day("2026-11-21"), "Sanding"));

    let edit = TimeEdit { day: Some(day("2026-11-20")), note: Some(String::new()), ..minutes(45) };
    let edited = time_tracking::edit_time(db, owner, entry.id, edit.clone(), None, NOW).await.unwrap();
    assert_eq!((edited.minutes, edited.day, edited.version), (Some(45), day("2026-11-20"), 2));
    assert_eq!(time_tracking::edit_time(db, owner, entry.id, edit, None, NOW).await.unwrap().version, 2);

    time_tracking::remove_time(db, owner, entry.id, NOW).await.unwrap();
    assert_eq!(time_tracking::remove_time(db, owner, entry.id, NOW).await, Err(Error::NotFound));
    assert_eq!(time_tracking::edit_time(db, owner, entry.id, minutes(5), None, NOW).await, Err(Error::NotFound));
    assert_eq!(scene.time(owner, task).await.minutes, 0);
    let back = time_tracking::restore_time(db, owner, entry.id).await.unwrap();
    assert_eq!((back.id, back.minutes), (entry.id, Some(45)));
    assert_eq!(time_tracking::restore_time(db, owner, entry.id).await.unwrap().version, back.version);
    let said: Vec<_> =
        boards::task(db, owner, task, NOW).await.unwrap().history.into_iter().map(|one| one.what).collect();
    assert_eq!(
        said[..4],
        [
            "put back time spent on this",
            "removed time spent on this",
            "corrected the time spent on this",
            "wrote down time spent on this"
        ]
    );

    for (minutes, field) in [(0, "minutes"), (1441, "minutes")] {
        let new = NewTime { minutes, ..NewTime::default() };
        let refused = time_tracking::add_time(db, owner, task, new, None, NOW).await.unwrap_err();
        assert!(refused.field(field).is_some());
    }
    let new = NewTime { minutes: 5, day: Some(day("2026-11-23")), note: String::new() };
    assert!(time_tracking::add_time(db, owner, task, new, None, NOW).await.unwrap_err().field("day").is_some());
    boards::archive_task(db, owner, task).await.unwrap();
    let new = NewTime { minutes: 5, ..NewTime::default() };
    assert!(time_tracking::add_time(db, owner, task, new, None, NOW).await.unwrap_err().field("").is_some());
    assert!(time_tracking::start_timer(db, owner, task, "", NOW).await.unwrap_err().field("").is_some());
}

#[tokio::test]
async fn everybody_corrects_their_own_and_admins_that_of_others() {
    let scene = Scene::new().await;
    let db = &scene.stage.db;
    let task = scene.task("Paint the door").await;
    let (ada, bo) = (scene.member("Ada", Role::Member).await, scene.member("Bo", Role::Member).await);
    let admin = scene.member("Amara", Role::Admin).await;
    let viewer = scene.member("Vi", Role::Viewer).await;
    let (near, looking) = (scene.guest("Gus", GuestLevel::Edit).await, scene.guest("Gil", GuestLevel::View).await);
    let entry = scene.add(&ada, task, 60, "2026-11-20").await;

    let edit = async |actor: &Actor, to: i32| {
        time_tracking::edit_time(db, actor, entry.id, minutes(to), None, NOW).await.map(|entry| entry.minutes)
    };
    assert_eq!(edit(&bo, 5).await, Err(Error::Forbidden));
    assert_eq!(edit(&viewer, 5).await, Err(Error::Forbidden));
    assert_eq!(time_tracking::remove_time(db, &bo, entry.id, NOW).await, Err(Error::Forbidden));
    assert_eq!(edit(&admin, 50).await, Ok(Some(50)));
    assert_eq!(edit(&ada, 55).await, Ok(Some(55)));
    // To guests the time of others is not there at all.
    for guest in [&near, &looking] {
        assert_eq!(edit(guest, 5).await, Err(Error::NotFound));
        assert_eq!(time_tracking::restore_time(db, guest, entry.id).await, Err(Error::NotFound));
        assert_eq!(scene.time(guest, task).await.minutes, 0);
    }
    scene.add(&near, task, 20, "2026-11-20").await;
    let seen = scene.time(&near, task).await;
    assert_eq!((seen.minutes, seen.entries.len(), seen.can_track), (20, 1, true));
    assert_eq!(scene.time(&bo, task).await.minutes, 75);
    let can: Vec<_> = scene.time(&bo, task).await.entries.iter().map(|entry| entry.can_edit).collect();
    assert_eq!(can, [false, false]);
    for actor in [&viewer, &looking] {
        let new = NewTime { minutes: 5, ..NewTime::default() };
        assert_eq!(time_tracking::add_time(db, actor, task, new, None, NOW).await, Err(Error::Forbidden));
        assert_eq!(time_tracking::start_timer(db, actor, task, "", NOW).await, Err(Error::Forbidden));
    }
}

#[tokio::test]
async fn a_stranger_finds_nothing() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let task = scene.task("Paint the door").await;
    let entry = scene.add(owner, task, 60, "2026-11-20").await;
    let mallory = Person::new(db, "Mallory").await;
    scene.stage.found("south", &mallory).await;
    let mallory = workspace::enter(db, &mallory.caller, "south").await.unwrap();
    let outside = scene.member("Gwen", Role::Guest).await;
    for actor in [&mallory, &outside] {
        assert_eq!(time_tracking::task_time(db, actor, task).await, Err(Error::NotFound));
        assert_eq!(time_tracking::start_timer(db, actor, task, "", NOW).await, Err(Error::NotFound));
        assert_eq!(time_tracking::edit_time(db, actor, entry.id, minutes(5), None, NOW).await, Err(Error::NotFound));
        assert_eq!(time_tracking::remove_time(db, actor, entry.id, NOW).await, Err(Error::NotFound));
        let of = Of::Project(scene.board.project.id);
        assert_eq!(time_tracking::report(db, actor, of, None, NOW).await, Err(Error::NotFound));
        assert_eq!(time_tracking::report(db, actor, Of::Mine, None, NOW).await.map(|report| report.minutes), Ok(0));
    }
    assert_eq!(time_tracking::report(db, &outside, Of::Everybody, None, NOW).await, Err(Error::Forbidden));
    assert_eq!(time_tracking::restore_time(db, owner, TimeEntryId::new()).await, Err(Error::NotFound));
}

#[tokio::test]
async fn a_timer_is_stopped_also_where_its_task_is_shared_no_more() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let task = scene.task("Paint the door").await;
    let guest = scene.guest("Gus", GuestLevel::Edit).await;
    time_tracking::start_timer(db, &guest, task, "", NOW).await.unwrap();
    let access = GuestAccess { person_id: guest.person_id(), level: None };
    boards::set_guest(db, owner, scene.board.project.id, access).await.unwrap();
    let running = time_tracking::running(db, &guest, NOW).await.unwrap().unwrap();
    assert_eq!((running.key.as_str(), running.title.as_str()), ("", ""), "of what is not shared nothing is told");
    let stopped = time_tracking::stop_timer(db, &guest, NOW + Duration::minutes(10)).await.unwrap().unwrap();
    assert_eq!(stopped.minutes, Some(10));
    assert_eq!(time_tracking::report(db, &guest, Of::Mine, None, NOW).await.map(|report| report.minutes), Ok(0));
    assert_eq!(scene.time(owner, task).await.minutes, 10, "the work was done all the same");
}

#[tokio::test]
async fn a_report_adds_up_by_task_person_project_and_day() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let (door, fence) = (scene.task("Paint the door").await, scene.task("Paint the fence").await);
    let far = Scene::project(&scene.stage, owner, "FAR").await;
    let new = NewTask { title: "Elsewhere".to_owned(), ..Default::default() };
    let elsewhere = boards::create_task(db, owner, far.project.id, new, None).await.unwrap().id;
    let (ada, guest) = (scene.member("Ada", Role::Member).await, scene.guest("Gus", GuestLevel::Edit).await);
    scene.add(owner, door, 30, "2026-11-18").await;
    scene.add(owner, door, 45, "2026-10-01").await;
    scene.add(&ada, door, 60, "2026-11-18").await;
    scene.add(&ada, fence, 15, "2026-11-20").await;
    scene.add(&ada, elsewhere, 100, "2026-11-20").await;
    scene.add(&guest, fence, 7, "2026-11-20").await;
    let gone = scene.add(&ada, fence, 500, "2026-11-20").await;
    time_tracking::remove_time(db, &ada, gone.id, NOW).await.unwrap();

    let of = Of::Project(scene.board.project.id);
    let november = time_tracking::report(db, &ada, of, None, NOW).await.unwrap();
    assert_eq!((november.from, november.until, november.minutes), (day("2026-11-01"), day("2026-11-30"), 112));
    let tasks: Vec<_> = november.tasks.iter().map(|task| (task.id, task.minutes, task.total)).collect();
    assert_eq!(tasks, [(door, 90, 135), (fence, 22, 22)]);
    let people: Vec<_> = november.people.iter().map(|one| (one.person.name.as_str(), one.minutes)).collect();
    assert_eq!(people, [("Ada", 75), ("Fatima", 30), ("Gus", 7)]);
    let days: Vec<_> = november.days.iter().map(|one| (one.day.to_string(), one.minutes)).collect();
    assert_eq!(days, [("2026-11-18".to_owned(), 90), ("2026-11-20".to_owned(), 22)]);

    let mine = time_tracking::report(db, &ada, Of::Mine, None, NOW).await.unwrap();
    let projects: Vec<_> = mine.projects.iter().map(|one| (one.key.as_str(), one.minutes)).collect();
    assert_eq!((mine.minutes, projects), (175, vec![("FAR", 100), ("ATR", 75)]));
    let all = time_tracking::report(db, &ada, Of::Everybody, None, NOW).await.unwrap();
    assert_eq!(all.minutes, 212);
    let span = Span::new(day("2026-10-01"), day("2026-10-01")).unwrap();
    assert_eq!(time_tracking::report(db, &ada, of, Some(span), NOW).await.unwrap().minutes, 45);
    // A guest gets their own, in sums as in rows.
    let seen = time_tracking::report(db, &guest, of, None, NOW).await.unwrap();
    assert_eq!((seen.minutes, seen.people.len(), seen.tasks[0].total), (7, 1, 7));
}

#[tokio::test]
async fn a_table_has_every_entry_and_no_formula() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let task = scene.task("=HYPERLINK(\"http://evil.test\")").await;
    let new = NewTime { minutes: 90, day: Some(day("2026-11-20")), note: "+1, \"quoted\"".to_owned() };
    time_tracking::add_time(db, owner, task, new, None, NOW).await.unwrap();
    for n in 0..520 {
        scene.add(owner, task, 1 + n % 60, "2026-11-19").await;
    }
    let mut table = TimeTable::new(db.clone(), *owner, Of::Mine, None, NOW).await.unwrap();
    let mut file = Vec::new();
    while let Some(piece) = table.next(NOW).await.unwrap() {
        file.extend(piece);
    }
    let file = String::from_utf8(file).unwrap();
    assert!(file.starts_with("Date,Person,Project,Task,Title,Minutes,Hours,Note,Started,Ended\r\n"));
    assert_eq!(file.lines().count(), 522);
    let last = file.lines().last().unwrap();
    assert_eq!(
        last,
        "2026-11-20,Fatima,ATR,ATR-1,\"'=HYPERLINK(\"\"http://evil.test\"\")\",90,1.50,\"'+1, \"\"quoted\"\"\",,"
    );
    let guest = scene.guest("Gus", GuestLevel::Edit).await;
    assert!(TimeTable::new(db.clone(), guest, Of::Everybody, None, NOW).await.is_err());

    // A project that leaves takes its time along, for whoever reads the file.
    let now = clock::now();
    let exporter =
        Exporter::of_project(db.clone(), *owner, scene.board.project.id, FileFormat::Json, now).await.unwrap();
    let document: serde_json::Value = serde_json::from_str(&exporter.whole().await.unwrap()).unwrap();
    let time = document["tasks"][0]["time"].as_array().unwrap();
    assert_eq!((time.len(), &time[520]["minutes"], &time[520]["person"]["name"]), (521, &90.into(), &"Fatima".into()));
}

mod fields;
mod jira;
mod trello;
pub mod trello_board;

use crate::stage::{Person, Stage, sockets::serve_on};
use atrium::{
    Error,
    actor::{Actor, Role},
    boards::{
        self, TaskEdit,
        import::{
            Field, ImportState, Mapping, NewImport, OnProblem, Reading, dry_run, import, imports, run_import,
            start_import, undo_import,
        },
        project::Project,
        task::Priority,
    },
    clock,
    idempotency::Once,
    workspace,
};
use std::time::Duration;

const FILE: &str = "Title,Status,Labels,Priority,Due date,Assignee\n\
    Sand the hull,To do,\"wood, hull\",High,2026-12-01,colin\n\
    Varnish the mast,Later,wood,low,,stranger@example.test\n\
    ,Later,,,,\n\
    Buy rope,Later,,soon,,\n";

fn file(content: &str, on_problem: OnProblem) -> NewImport {
    NewImport { source: "boat.csv".to_owned(), content: content.into(), on_problem, ..NewImport::default() }
}

async fn boat() -> (Stage, Actor, Project) {
    let stage = Stage::new().await;
    stage.member("Colin", Role::Member).await;
    let actor = stage.actor(&stage.founder).await;
    let (project, ..) = stage.project(&[]).await;
    (stage, actor, project)
}

#[tokio::test]
async fn good_rows_go_in_and_broken_ones_are_named_by_line() {
    let (stage, actor, project) = boat().await;
    let started = start_import(&stage.db, &actor, project.id, file(FILE, OnProblem::SkipRow), None).await.unwrap();
    assert_eq!((started.state, started.rows_total), (ImportState::Waiting, 4));
    run_import(&stage.db, &actor, started.id).await.unwrap();
    run_import(&stage.db, &actor, started.id).await.unwrap();
    let done = import(&stage.db, &actor, started.id, clock::now()).await.unwrap();
    assert_eq!((done.state, done.rows_done, done.made, done.problem_count), (ImportState::Done, 4, 2, 2));
    assert_eq!(done.problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [4, 5]);

    let board = boards::board(&stage.db, &actor, &project.key, clock::now()).await.unwrap();
    assert_eq!(board.cards.len(), 2);
    let sand = board.cards.iter().find(|card| card.title == "Sand the hull").unwrap();
    assert_eq!((sand.priority, sand.labels.len(), sand.assignees.len()), (Priority::High, 2, 1));
    assert_eq!(sand.column_id, board.columns[0].id);
    let later = board.columns.iter().position(|column| column.name == "Later").unwrap();
    assert_eq!(
        board.cards.iter().find(|card| card.title == "Varnish the mast").unwrap().column_id,
        board.columns[later].id
    );
    let task = boards::task_by_number(&stage.db, &actor, &project.key, 2, clock::now()).await.unwrap();
    assert_eq!(task.description, "**Assignee:** stranger@example.test");
}

#[tokio::test]
async fn where_everything_is_to_stop_a_broken_row_keeps_all_rows_out() {
    let (stage, actor, project) = boat().await;
    let new = file(FILE, OnProblem::StopEverything);
    let started = start_import(&stage.db, &actor, project.id, new, None).await.unwrap();
    run_import(&stage.db, &actor, started.id).await.unwrap();
    let over = import(&stage.db, &actor, started.id, clock::now()).await.unwrap();
    assert_eq!((over.state, over.made, over.problem_count, over.can_undo), (ImportState::Failed, 0, 2, false));
    let board = boards::board(&stage.db, &actor, &project.key, clock::now()).await.unwrap();
    assert!(board.cards.is_empty() && board.columns.iter().all(|column| column.name != "Later"));
}

#[tokio::test]
async fn a_file_that_cannot_be_imported_is_refused_before_it_is_kept() {
    let (stage, actor, project) = boat().await;
    let mut untitled = Mapping::guess(&["Title".to_owned()]);
    untitled.set("title", Field::Ignore).unwrap();
    let refused = [
        file("", OnProblem::SkipRow),
        file("Title\n", OnProblem::SkipRow),
        NewImport { mapping: Some(untitled), ..file("Title\nA\n", OnProblem::SkipRow) },
        NewImport { source: String::new(), ..file("Title\nA\n", OnProblem::SkipRow) },
    ];
    for new in refused {
        let answer = start_import(&stage.db, &actor, project.id, new, None).await;
        assert!(matches!(answer, Err(Error::Invalid { .. })), "{answer:?}");
    }
    assert!(imports(&stage.db, &actor, project.id, clock::now()).await.unwrap().is_empty());
}

#[tokio::test]
async fn asked_for_twice_under_one_key_a_file_goes_in_once() {
    let (stage, actor, project) = boat().await;
    let once = Once::new("boat", "the boat").unwrap();
    let ask = || start_import(&stage.db, &actor, project.id, file(FILE, OnProblem::SkipRow), Some(&once));
    assert_eq!(ask().await.unwrap().id, ask().await.unwrap().id);
    assert_eq!(imports(&stage.db, &actor, project.id, clock::now()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn who_may_not_import_is_refused_and_a_stranger_finds_nothing() {
    let (stage, actor, project) = boat().await;
    let started = start_import(&stage.db, &actor, project.id, file(FILE, OnProblem::SkipRow), None).await.unwrap();
    let viewer = stage.actor(&stage.member("Vera", Role::Viewer).await).await;
    let guest = stage.actor(&stage.member("Gus", Role::Guest).await).await;
    let other = Person::new(&stage.db, "Stella").await;
    stage.found("south", &other).await;
    let stranger = workspace::enter(&stage.db, &other.caller, "south").await.unwrap();
    for (actor, expected) in [(&viewer, Error::Forbidden), (&guest, Error::NotFound), (&stranger, Error::NotFound)] {
        let (db, new) = (&stage.db, file(FILE, OnProblem::SkipRow));
        assert_eq!(start_import(db, actor, project.id, new, None).await.unwrap_err(), expected);
        assert_eq!(dry_run(db, actor, project.id, FILE.as_bytes(), Reading::default()).await.unwrap_err(), expected);
        assert_eq!(undo_import(db, actor, started.id).await.unwrap_err(), expected);
    }
    assert!(import(&stage.db, &viewer, started.id, clock::now()).await.is_ok_and(|seen| !seen.can_undo));
    assert_eq!(import(&stage.db, &stranger, started.id, clock::now()).await, Err(Error::NotFound));
}

#[tokio::test]
async fn undo_takes_away_what_nobody_touched_and_says_what_stayed() {
    let (stage, actor, project) = boat().await;
    let started = start_import(&stage.db, &actor, project.id, file(FILE, OnProblem::SkipRow), None).await.unwrap();
    assert!(matches!(undo_import(&stage.db, &actor, started.id).await, Err(Error::Invalid { .. })));
    run_import(&stage.db, &actor, started.id).await.unwrap();
    let board = boards::board(&stage.db, &actor, &project.key, clock::now()).await.unwrap();
    let sand = board.cards.iter().find(|card| card.title == "Sand the hull").unwrap();
    let edit = TaskEdit { priority: Some(Priority::Urgent), ..TaskEdit::default() };
    boards::edit_task(&stage.db, &actor, sand.id, edit, None).await.unwrap();

    let undone = undo_import(&stage.db, &actor, started.id).await.unwrap();
    assert_eq!((undone.state, undone.made, undone.left, undone.can_undo), (ImportState::Undone, 2, 1, false));
    assert_eq!(undo_import(&stage.db, &actor, started.id).await.unwrap().left, 1);
    let board = boards::board(&stage.db, &actor, &project.key, clock::now()).await.unwrap();
    assert_eq!(board.cards.iter().map(|card| card.title.as_str()).collect::<Vec<_>>(), ["Sand the hull"]);
    assert!(board.columns.iter().all(|column| column.name != "Later"));
    // Both labels are in use by the task that stayed.
    assert_eq!(board.labels.len(), 2);
}

#[tokio::test]
async fn an_interrupted_import_goes_on_where_it_was() {
    let (stage, actor, project) = boat().await;
    let rows: String = (0..1_500).map(|n| format!("Task {n},C{}\n", n % 7)).collect();
    let new = file(&format!("title,column\n{rows}"), OnProblem::SkipRow);
    let started = start_import(&stage.db, &actor, project.id, new, None).await.unwrap();
    let (db, id) = (stage.db.clone(), started.id);
    let run = tokio::spawn(async move { run_import(&db, &actor, id).await });
    loop {
        let seen = import(&stage.db, &actor, started.id, clock::now()).await.unwrap();
        if seen.rows_done > 0 {
            break;
        }
    }
    run.abort();
    let _ = run.await;
    // Two at once go on, as when a job is tried again before its first runner gave up.
    let (one, two) = tokio::join!(run_import(&stage.db, &actor, started.id), run_import(&stage.db, &actor, started.id));
    assert!(one.is_ok() && two.is_ok());
    let done = import(&stage.db, &actor, started.id, clock::now()).await.unwrap();
    assert_eq!((done.state, done.made, done.left), (ImportState::Done, 1_500, 1_500));
    let board = boards::board(&stage.db, &actor, &project.key, clock::now()).await.unwrap();
    let mut titles: Vec<_> = board.cards.iter().map(|card| &card.title).collect();
    titles.sort_unstable();
    titles.dedup();
    assert_eq!((board.cards.len(), titles.len()), (1_500, 1_500));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_killed_server_had_begun_goes_on_at_another() {
    let (stage, actor, project) = boat().await;
    let started = start_import(&stage.db, &actor, project.id, file(FILE, OnProblem::SkipRow), None).await.unwrap();
    let queue: String =
        sqlx::query_scalar("select queue_name from graphile_worker.jobs").fetch_one(&stage.owner).await.unwrap();
    assert_eq!(queue, "imports", "they wait for each other, and nothing else waits for them");
    // Taken by a worker that was killed: its locks stay, and nobody hears its heart.
    sqlx::raw_sql(
        "update graphile_worker._private_jobs
         set locked_by = 'graphile_worker_killed', locked_at = now() - interval '1 minute', attempts = 1;
         update graphile_worker._private_job_queues
         set locked_by = 'graphile_worker_killed', locked_at = now() - interval '1 minute';",
    )
    .execute(&stage.owner)
    .await
    .unwrap();
    let server = serve_on(stage.db.pool().clone(), stage.owner.clone()).await;
    let over = async {
        loop {
            let seen = import(&stage.db, &actor, started.id, clock::now()).await.unwrap();
            if seen.state == ImportState::Done {
                break seen;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    let done = tokio::time::timeout(Duration::from_secs(30), over).await.expect("it goes on");
    assert!(done.made > 0);
    server.stop.cancel();
}

#[tokio::test]
async fn the_requirements_of_asvs_5_become_a_board() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/asvs-5.0.csv");
    let Ok(content) = std::fs::read(path) else {
        eprintln!("skipped: there is no {path}");
        return;
    };
    let (stage, actor, project) = boat().await;
    let new = NewImport { source: "asvs-5.0.csv".to_owned(), content, ..NewImport::default() };
    let started = start_import(&stage.db, &actor, project.id, new, None).await.unwrap();
    run_import(&stage.db, &actor, started.id).await.unwrap();
    let board = boards::board(&stage.db, &actor, &project.key, clock::now()).await.unwrap();
    let used = board.columns.iter().filter(|column| board.cards.iter().any(|card| card.column_id == column.id));
    assert_eq!((board.cards.len(), used.count()), (345, 17));
    assert!(board.cards.iter().all(|card| card.priority != Priority::None && card.described));
}

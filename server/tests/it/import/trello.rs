use super::{boat, trello_board::trello_board};
use crate::stage::Stage;
use atrium::{
    actor::{Actor, Role},
    boards::{
        self,
        board::Board,
        import::{
            Format, ImportState, ImportView, NewImport, OnKnown, OnProblem, Reading, dry_run, import, run_import,
            start_import, undo_import,
        },
        project::Project,
    },
    clock,
};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

fn file(board: &Value) -> NewImport {
    NewImport { source: "board.json".to_owned(), content: board.to_string().into_bytes(), ..NewImport::default() }
}

async fn bring_in(stage: &Stage, actor: &Actor, project: &Project, new: NewImport) -> ImportView {
    let started = start_import(&stage.db, actor, project.id, new, None).await.unwrap();
    run_import(&stage.db, actor, started.id).await.unwrap();
    import(&stage.db, actor, started.id, clock::now()).await.unwrap()
}

async fn board_of(stage: &Stage, actor: &Actor, project: &Project) -> Board {
    boards::board(&stage.db, actor, &project.key, clock::now()).await.unwrap()
}

async fn large() -> (Stage, Actor, Project, Value) {
    let (stage, actor, project) = boat().await;
    let board = trello_board(1_000, &stage.founder.email, "Colin");
    (stage, actor, project, board)
}

#[tokio::test]
async fn a_thousand_cards_of_trello_arrive_with_all_that_is_on_them() {
    let (stage, actor, project, file_of) = large().await;
    let content = file_of.to_string();
    let found = dry_run(&stage.db, &actor, project.id, content.as_bytes(), Reading::default()).await.unwrap();
    assert_eq!((found.format, found.good, found.problem_count), (Format::Trello, 1_000, 0));
    assert_eq!((found.comments, found.known, found.replaces_columns), (500, 0, true));
    assert_eq!(found.unknown_people, ["Long Gone (@longgone)"]);

    let start = Instant::now();
    let done = bring_in(&stage, &actor, &project, file(&file_of)).await;
    let took = start.elapsed();
    eprintln!("1,000 cards of Trello took {took:?}");
    assert_eq!((done.state, done.made, done.left, done.problem_count), (ImportState::Done, 1_000, 1_000, 0));
    assert!(took < Duration::from_secs(20), "{took:?}");

    let board = board_of(&stage, &actor, &project).await;
    let columns: Vec<&str> = board.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(columns, ["Ideas", "Next", "Doing", "Review", "Done", "Last year"]);
    assert!(board.columns[4].done);
    let labels: Vec<&str> = board.labels.iter().map(|label| label.name.as_str()).collect();
    assert_eq!(labels, ["Label 0", "Label 1", "Label 2", "Label 3", "Label 4", "sky"]);
    let archived = boards::archived_tasks(&stage.db, &actor, project.id).await.unwrap();
    let put_aside = |at: &usize| at % 10 == 3 || at % 6 == 5;
    assert_eq!(archived.len(), (0..1_000).filter(put_aside).count());
    assert_eq!(archived.len() + board.cards.len(), 1_000);

    let positions: Vec<usize> = board
        .cards
        .iter()
        .filter(|card| card.column_id == board.columns[0].id)
        .map(|card| card.title.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 7_919 % 100_003)
        .collect();
    assert!(positions.is_sorted(), "cards stand in their order");

    let card = board.cards.iter().find(|card| card.title.starts_with("Card 12 ")).unwrap();
    assert_eq!((card.labels.len(), card.comments, card.assignees.as_slice()), (2, 1, &[actor.person_id()][..]));
    assert_eq!(card.due_on.unwrap().to_string(), "2026-10-13");
    let task = boards::task(&stage.db, &actor, card.id, clock::now()).await.unwrap();
    assert_eq!(task.description, "Text of card 12.\n\nAfter \u{201c}Card 11 \u{2013} caf\u{e9}\u{201d}.");
    let steps = boards::checklist(&stage.db, &actor, card.id).await.unwrap();
    let steps: Vec<(&str, bool)> = steps.iter().map(|item| (item.text.as_str(), item.done)).collect();
    assert_eq!(steps, [("First of 12", true), ("Second", false)]);
    let gone = board.cards.iter().find(|card| card.title.starts_with("Card 2 ")).unwrap();
    let gone = boards::task(&stage.db, &actor, gone.id, clock::now()).await.unwrap();
    assert!(gone.description.ends_with("**Assignee:** Long Gone (@longgone)"));
    assert_eq!(gone.comments_list[0].body, "**Long Gone (@u)**, 3 Oct 2026\n\nRemark on 2");
}

#[tokio::test]
async fn the_same_board_again_is_skipped_or_added_and_undo_takes_all_of_it_away() {
    let (stage, actor, project) = boat().await;
    let before = board_of(&stage, &actor, &project).await.columns;
    let content = trello_board(60, &stage.founder.email, "Colin");
    let first = bring_in(&stage, &actor, &project, file(&content)).await;
    let second = bring_in(&stage, &actor, &project, file(&content)).await;
    assert_eq!((first.made, second.made, second.skipped), (60, 0, 60));
    let found = dry_run(&stage.db, &actor, project.id, content.to_string().as_bytes(), Reading::default()).await;
    assert_eq!(found.unwrap().known, 60);
    let more = NewImport { on_known: OnKnown::AddAgain, ..file(&content) };
    let third = bring_in(&stage, &actor, &project, more).await;
    assert_eq!((third.made, third.skipped), (60, 0));

    assert_eq!(undo_import(&stage.db, &actor, third.id).await.unwrap().left, 0);
    let undone = undo_import(&stage.db, &actor, first.id).await.unwrap();
    assert_eq!((undone.state, undone.left), (ImportState::Undone, 0));
    let after = board_of(&stage, &actor, &project).await;
    let names = |columns: &[boards::project::Column]| columns.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&after.columns), names(&before));
    assert!(after.cards.is_empty() && after.labels.is_empty());
    assert!(boards::archived_tasks(&stage.db, &actor, project.id).await.unwrap().is_empty());
}

#[tokio::test]
async fn undo_keeps_an_imported_card_that_somebody_commented_on() {
    let (stage, actor, project) = boat().await;
    let done = bring_in(&stage, &actor, &project, file(&trello_board(12, &stage.founder.email, "Colin"))).await;
    let card = board_of(&stage, &actor, &project).await.cards.swap_remove(0);
    boards::add_comment(&stage.db, &actor, card.id, "Mine", None).await.unwrap();
    assert_eq!(undo_import(&stage.db, &actor, done.id).await.unwrap().left, 1);
}

#[tokio::test]
async fn a_file_cannot_put_words_into_the_mouth_of_another() {
    let (stage, owner, project) = boat().await;
    let member = stage.actor(&stage.member("Mallory", Role::Member).await).await;
    let file_of = |source: &str| {
        json!({
            "lists": [{ "id": "l", "name": "To do" }],
            "cards": [{ "id": source, "name": source, "idList": "l" }],
            "actions": [{
                "type": "commentCard", "date": "2026-11-01T10:00:00.000Z",
                "memberCreator": { "fullName": "Fatima", "username": "f" },
                "data": { "text": "I resign.", "card": { "id": source } },
            }],
        })
    };
    for (actor, source, author, body) in [
        (&member, "by a member", "Mallory", "**Fatima (@f)**, 1 Nov 2026\n\nI resign."),
        (&owner, "by the owner", "Fatima", "I resign."),
    ] {
        bring_in(&stage, actor, &project, file(&file_of(source))).await;
        let board = board_of(&stage, actor, &project).await;
        let card = board.cards.iter().find(|card| card.title == source).unwrap();
        let comments = boards::task(&stage.db, actor, card.id, clock::now()).await.unwrap().comments_list;
        assert_eq!((comments[0].author.as_str(), comments[0].body.as_str()), (author, body));
    }
}

#[tokio::test]
async fn damaged_cards_stay_out_or_keep_all_out_as_was_chosen() {
    let (stage, actor, project) = boat().await;
    let mut content = trello_board(10, &stage.founder.email, "Colin");
    content["cards"][4]["idList"] = json!(7);
    for (on_problem, state, made) in
        [(OnProblem::StopEverything, ImportState::Failed, 0), (OnProblem::SkipRow, ImportState::Done, 9)]
    {
        let done = bring_in(&stage, &actor, &project, NewImport { on_problem, ..file(&content) }).await;
        assert_eq!((done.state, done.made, done.problem_count), (state, made, 1));
        assert_eq!(done.problems[0].name, "Card 4 \u{2013} caf\u{e9}");
    }
}

#[tokio::test]
async fn an_interrupted_board_goes_on_and_is_never_half() {
    let (stage, actor, project, content) = large().await;
    let started = start_import(&stage.db, &actor, project.id, file(&content), None).await.unwrap();
    let (db, id) = (stage.db.clone(), started.id);
    let run = tokio::spawn(async move { run_import(&db, &actor, id).await });
    while import(&stage.db, &actor, started.id, clock::now()).await.unwrap().rows_done == 0 {}
    run.abort();
    let _ = run.await;
    let (one, two) = tokio::join!(run_import(&stage.db, &actor, started.id), run_import(&stage.db, &actor, started.id));
    assert!(one.is_ok() && two.is_ok());
    let done = import(&stage.db, &actor, started.id, clock::now()).await.unwrap();
    assert_eq!((done.state, done.made, done.left), (ImportState::Done, 1_000, 1_000));
    let comments: i32 = board_of(&stage, &actor, &project).await.cards.iter().map(|card| card.comments).sum();
    assert_eq!(
        comments,
        i32::try_from((0..1_000).filter(|at| at % 2 == 0 && at % 10 != 3 && at % 6 != 5).count()).unwrap()
    );
}

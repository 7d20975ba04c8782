//! Saved views and tasks changed together, on a real database.

use crate::stage::Stage;
use atrium::{
    Error,
    actor::{Actor, Role},
    boards::{
        self, NewTask,
        board::Board,
        bulk::{BulkEdit, Change, Fields},
        saved_view::{NewView, ViewEdit},
        task::{Card, Priority},
    },
    clock,
    ids::{ColumnId, PersonId, ProjectId, SavedViewId, TaskId},
};

fn view(name: &str, query: &str, shared: bool) -> NewView {
    NewView { name: name.to_owned(), query: query.to_owned(), shared }
}

async fn board(stage: &Stage, actor: &Actor, key: &str) -> Board {
    boards::board(&stage.db, actor, key, clock::now()).await.unwrap()
}

async fn names(stage: &Stage, actor: &Actor, project: ProjectId) -> Vec<String> {
    boards::saved_views(&stage.db, actor, project).await.unwrap().into_iter().map(|view| view.name).collect()
}

#[tokio::test]
async fn a_view_is_kept_with_ids_for_names_and_for_whom_it_was_meant() {
    let stage = Stage::new().await;
    let actor = stage.actor(&stage.founder).await;
    let (project, ..) = stage.project(&[]).await;
    let label = boards::add_label(&stage.db, &actor, project.id, "Bug", 1, None).await.unwrap();
    let mine = view("Bugs", "view=list&label=bug,nonsense&luck=1", false);
    let mine = boards::save_view(&stage.db, &actor, project.id, mine, None).await.unwrap();
    assert_eq!(mine.query, format!("view=list&label={}", label.id));
    boards::save_view(&stage.db, &actor, project.id, view("Late", "due=late", true), None).await.unwrap();
    let colleague = stage.actor(&stage.member("Colin", Role::Member).await).await;
    assert_eq!(names(&stage, &actor, project.id).await, ["Bugs", "Late"]);
    assert_eq!(names(&stage, &colleague, project.id).await, ["Late"]);
    // Somebody else's own view is not there, whatever one asks of it.
    let edit = ViewEdit { name: Some("Ours".to_owned()), ..ViewEdit::default() };
    assert_eq!(boards::edit_view(&stage.db, &colleague, mine.id, edit, None).await, Err(Error::NotFound));
    assert_eq!(boards::remove_view(&stage.db, &colleague, mine.id).await, Err(Error::NotFound));
    let chosen = boards::set_default_view(&stage.db, &colleague, project.id, Some(mine.id)).await;
    assert_eq!(chosen, Err(Error::NotFound));
    let twice = boards::save_view(&stage.db, &actor, project.id, view("Bugs", "", false), None).await.unwrap_err();
    assert!(twice.field("name").is_some());
}

#[tokio::test]
async fn a_viewer_keeps_views_and_shares_none() {
    let stage = Stage::new().await;
    let founder = stage.actor(&stage.founder).await;
    let (project, ..) = stage.project(&[]).await;
    let shared =
        boards::save_view(&stage.db, &founder, project.id, view("Late", "due=late", true), None).await.unwrap();
    let viewer = stage.actor(&stage.member("Vi", Role::Viewer).await).await;
    let own = boards::save_view(&stage.db, &viewer, project.id, view("Mine", "", false), None).await.unwrap();
    let share = ViewEdit { shared: Some(true), ..ViewEdit::default() };
    let refused = boards::save_view(&stage.db, &viewer, project.id, view("Ours", "", true), None).await;
    assert_eq!(refused, Err(Error::Forbidden));
    assert_eq!(boards::edit_view(&stage.db, &viewer, own.id, share.clone(), None).await, Err(Error::Forbidden));
    assert_eq!(boards::edit_view(&stage.db, &viewer, shared.id, share, None).await, Err(Error::Forbidden));
    assert_eq!(boards::remove_view(&stage.db, &viewer, shared.id).await, Err(Error::Forbidden));
    boards::remove_view(&stage.db, &viewer, own.id).await.unwrap();
    assert_eq!(boards::remove_view(&stage.db, &viewer, own.id).await, Err(Error::NotFound));
}

#[tokio::test]
async fn everybody_has_a_default_of_their_own_and_loses_it_with_the_view() {
    let stage = Stage::new().await;
    let founder = stage.actor(&stage.founder).await;
    let colleague = stage.actor(&stage.member("Colin", Role::Member).await).await;
    let (project, ..) = stage.project(&[]).await;
    let late = boards::save_view(&stage.db, &founder, project.id, view("Late", "due=late", true), None).await.unwrap();
    for _ in 0..2 {
        boards::set_default_view(&stage.db, &colleague, project.id, Some(late.id)).await.unwrap();
    }
    let defaults = async |actor: &Actor| -> Vec<SavedViewId> {
        let views = board(&stage, actor, &project.key).await.views;
        views.into_iter().filter(|view| view.default).map(|view| view.id).collect()
    };
    assert_eq!((defaults(&founder).await, defaults(&colleague).await), (vec![], vec![late.id]));
    let hide = ViewEdit { shared: Some(false), ..ViewEdit::default() };
    boards::edit_view(&stage.db, &founder, late.id, hide, Some(late.version)).await.unwrap();
    assert_eq!(defaults(&colleague).await, []);
    let stale = ViewEdit { name: Some("Later".to_owned()), ..ViewEdit::default() };
    let refused = boards::edit_view(&stage.db, &founder, late.id, stale, Some(late.version)).await;
    assert_eq!(refused, Err(Error::Conflict { current: Some(late.version + 1) }));
}

#[tokio::test]
async fn a_view_of_ones_own_leaves_no_name_where_others_look() {
    let stage = Stage::new().await;
    let founder = stage.actor(&stage.founder).await;
    let (project, ..) = stage.project(&[]).await;
    let seq = board(&stage, &founder, &project.key).await.seq;
    boards::save_view(&stage.db, &founder, project.id, view("Secret", "", false), None).await.unwrap();
    let path = format!("/workspaces/{}/projects/{}/activity", stage.slug, project.id);
    let answer = stage.ask("get", path).by(&stage.founder).send().await;
    assert!(answer.status.is_success() && !answer.text.contains("Secret"), "{}", answer.text);
    assert!(board(&stage, &founder, &project.key).await.seq > seq, "it is told all the same");
}

struct Many {
    stage: Stage,
    actor: Actor,
    project: ProjectId,
    key: String,
    start: Board,
}

impl Many {
    async fn tasks(count: usize) -> Self {
        let stage = Stage::new().await;
        let actor = stage.actor(&stage.founder).await;
        let (project, ..) = stage.project(&[]).await;
        for n in 0..count {
            let new = NewTask { title: format!("Task {n}"), ..NewTask::default() };
            boards::create_task(&stage.db, &actor, project.id, new, None).await.unwrap();
        }
        let start = board(&stage, &actor, &project.key).await;
        Self { stage, actor, project: project.id, key: project.key, start }
    }

    async fn edit(&self, edit: BulkEdit) -> Result<boards::bulk::Bulk, Error> {
        boards::edit_tasks(&self.stage.db, &self.actor, self.project, edit).await
    }

    async fn now(&self) -> Board {
        board(&self.stage, &self.actor, &self.key).await
    }

    fn column(&self, name: &str) -> ColumnId {
        self.start.columns.iter().find(|column| column.name == name).unwrap().id
    }

    fn id(&self, at: usize) -> TaskId {
        self.start.cards[at].id
    }
}

fn one(tasks: Vec<TaskId>, set: Fields) -> BulkEdit {
    BulkEdit { changes: vec![Change { tasks, set }] }
}

/// What a change may leave different: a rank, a version.
fn essence(cards: &[Card]) -> Vec<Card> {
    cards.iter().map(|card| Card { rank: String::new(), version: 0, ..card.clone() }).collect()
}

#[tokio::test]
async fn many_tasks_change_in_one_event_and_its_answer_takes_it_back() {
    let many = Many::tasks(6).await;
    let label = boards::add_label(&many.stage.db, &many.actor, many.project, "Bug", 1, None).await.unwrap();
    let before = many.now().await;
    let done = many.column("Done");
    let set = Fields {
        column_id: Some(done),
        priority: Some(Priority::High),
        due_on: Some("2026-12-01".to_owned()),
        add_assignees: vec![many.stage.founder.id()],
        add_labels: vec![label.id],
        ..Fields::default()
    };
    let edit = one(vec![many.id(0), many.id(3), many.id(1), many.id(5)], set);
    let answer = many.edit(edit.clone()).await.unwrap();
    assert_eq!(answer.cards.len(), 4);
    let after = many.now().await;
    assert_eq!(after.seq, before.seq + 1, "one command, one event");
    let order: Vec<_> = after.cards.iter().filter(|card| card.column_id == done).map(|card| card.id).collect();
    assert_eq!(order, [many.id(0), many.id(3), many.id(1), many.id(5)], "in the order in which they were named");
    // Who follows the board hears of each of them.
    let changes =
        boards::board_changes(&many.stage.db, many.actor.workspace_id, many.project, before.seq).await.unwrap();
    assert!(!changes.reload);
    assert_eq!(changes.cards.len(), 4);
    // Each of them has it in its history.
    let task = boards::task(&many.stage.db, &many.actor, many.id(3), clock::now()).await.unwrap();
    assert!(task.history[0].what.starts_with("edited 4 tasks at once"), "{}", task.history[0].what);
    // Twice is once.
    assert_eq!(many.edit(edit).await.unwrap(), boards::bulk::Bulk::default());
    assert_eq!(many.now().await.seq, after.seq);
    let undone = many.edit(answer.undo).await.unwrap();
    assert_eq!(essence(&many.now().await.cards), essence(&before.cards));
    many.edit(undone.undo).await.unwrap();
    assert_eq!(essence(&many.now().await.cards), essence(&after.cards), "and what takes back can be taken back");
}

#[tokio::test]
async fn archiving_many_takes_them_off_the_board_and_back_to_their_places() {
    let many = Many::tasks(4).await;
    let archive = Fields { archived: Some(true), ..Fields::default() };
    let answer = many.edit(one(vec![many.id(1), many.id(2)], archive)).await.unwrap();
    assert_eq!((answer.cards.len(), answer.gone.len()), (0, 2));
    let seq = many.start.seq;
    let changes = boards::board_changes(&many.stage.db, many.actor.workspace_id, many.project, seq).await.unwrap();
    assert_eq!(changes.gone.len(), 2);
    let high = Fields { priority: Some(Priority::High), ..Fields::default() };
    assert!(matches!(many.edit(one(vec![many.id(0), many.id(1)], high)).await, Err(Error::Invalid { .. })));
    assert_eq!(many.now().await.cards[0].priority, Priority::None, "all of it or nothing");
    many.edit(answer.undo).await.unwrap();
    assert_eq!(essence(&many.now().await.cards), essence(&many.start.cards));
}

#[tokio::test]
async fn what_is_of_another_project_is_refused_and_nothing_happens() {
    let many = Many::tasks(2).await;
    let (other, column, _) = many.stage.project(&[]).await;
    let foreign = NewTask { title: "Elsewhere".to_owned(), ..NewTask::default() };
    let foreign = boards::create_task(&many.stage.db, &many.actor, other.id, foreign, None).await.unwrap();
    let label = boards::add_label(&many.stage.db, &many.actor, other.id, "Bug", 1, None).await.unwrap();
    let high = Fields { priority: Some(Priority::High), ..Fields::default() };
    let refused = many.edit(one(vec![many.id(0), foreign.id], high.clone())).await;
    assert_eq!(refused, Err(Error::NotFound));
    let into = Fields { column_id: Some(column.id), ..high.clone() };
    assert!(many.edit(one(vec![many.id(0)], into)).await.unwrap_err().field("column_id").is_some());
    let labelled = Fields { add_labels: vec![label.id], ..high.clone() };
    assert!(many.edit(one(vec![many.id(0)], labelled)).await.unwrap_err().field("labels").is_some());
    let stranger = Fields { add_assignees: vec![PersonId(uuid::Uuid::now_v7())], ..high.clone() };
    assert!(many.edit(one(vec![many.id(0)], stranger)).await.unwrap_err().field("assignees").is_some());
    assert_eq!(
        many.now().await.seq,
        many.start.seq + 4,
        "a project, a column, a task and a label elsewhere, and nothing here"
    );
    let viewer = many.stage.actor(&many.stage.member("Vi", Role::Viewer).await).await;
    let edit = one(vec![many.id(0)], high);
    let looked = boards::edit_tasks(&many.stage.db, &viewer, many.project, edit.clone()).await;
    assert_eq!(looked, Err(Error::Forbidden));
    let guest = many.stage.member("Gwen", Role::Guest).await;
    let guest = many.stage.actor(&guest).await;
    assert_eq!(boards::edit_tasks(&many.stage.db, &guest, many.project, edit).await, Err(Error::NotFound));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_who_change_the_same_tasks_at_once_both_succeed() {
    let many = Many::tasks(30).await;
    let all: Vec<TaskId> = many.start.cards.iter().map(|card| card.id).collect();
    let columns: Vec<ColumnId> = many.start.columns.iter().map(|column| column.id).collect();
    let movers = (0..6usize).map(|mover| {
        let (db, actor, project) = (many.stage.db.clone(), many.actor, many.project);
        let (mut tasks, column) = (all.clone(), columns[mover % columns.len()]);
        tasks.rotate_left(mover * 5);
        tokio::spawn(async move {
            for task in tasks.iter().take(4) {
                let to = boards::MoveTo { column_id: column, after: None, before: None };
                boards::move_task(&db, &actor, *task, to).await.unwrap();
            }
            let set = Fields { column_id: Some(column), ..Fields::default() };
            boards::edit_tasks(&db, &actor, project, one(tasks, set)).await.unwrap();
        })
    });
    for mover in movers {
        mover.await.unwrap();
    }
    let end = many.now().await;
    let first = end.cards[0].column_id;
    assert_eq!(end.cards.len(), 30);
    assert!(end.cards.iter().all(|card| card.column_id == first), "the last one to come has moved all of them");
}

#[tokio::test]
async fn five_hundred_tasks_move_together_within_a_second() {
    let many = Many::tasks(500).await;
    let all: Vec<TaskId> = many.start.cards.iter().map(|card| card.id).collect();
    let set = Fields { column_id: Some(many.column("Done")), priority: Some(Priority::Low), ..Fields::default() };
    let start = std::time::Instant::now();
    let answer = many.edit(one(all, set)).await.unwrap();
    assert!(start.elapsed().as_secs() < 2, "{:?}", start.elapsed());
    assert_eq!(answer.cards.len(), 500);
    many.edit(answer.undo).await.unwrap();
    assert_eq!(essence(&many.now().await.cards), essence(&many.start.cards));
}

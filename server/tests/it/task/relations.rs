use super::scene::Scene;
use atrium::{
    Error,
    actor::{Actor, Role},
    boards::{
        self, MoveTo, NewRelation, ProjectEdit,
        board::Board,
        project::{GuestLevel, WhenBlocked},
        relation::{Relation, RelationKind},
    },
    database::Db,
    ids::TaskId,
};
use std::collections::{HashMap, HashSet};

pub async fn relate(
    scene: &Scene,
    actor: &Actor,
    task: TaskId,
    kind: RelationKind,
    other_id: TaskId,
) -> Result<Relation, Error> {
    boards::relate_tasks(&scene.stage.db, actor, task, NewRelation { kind, other_id }, None).await
}

pub async fn blocks(scene: &Scene, task: TaskId, other: TaskId) -> Result<Relation, Error> {
    relate(scene, &scene.owner, task, RelationKind::Blocks, other).await
}

pub async fn when_blocked(scene: &Scene, board: &Board, rule: WhenBlocked) {
    let edit = ProjectEdit { when_blocked: Some(rule), ..ProjectEdit::default() };
    let edited = boards::edit_project(&scene.stage.db, &scene.owner, board.project.id, edit, None).await.unwrap();
    assert_eq!(edited.when_blocked, rule);
}

#[tokio::test]
async fn both_tasks_tell_of_their_relation_each_from_its_own_side() {
    let scene = Scene::new().await;
    let (db, owner) = (&scene.stage.db, &scene.owner);
    let board = scene.project("ATR").await;
    let (sand, paint) = (scene.task(&board, "Sand").await.id, scene.task(&board, "Paint").await.id);
    let made = blocks(&scene, sand, paint).await.unwrap();
    assert_eq!((made.kind, made.task.key.as_str()), (RelationKind::Blocks, "ATR-2"));
    // Twice is once, also when it is said from the other side.
    let seq = scene.board("ATR").await.seq;
    assert_eq!(relate(&scene, owner, paint, RelationKind::BlockedBy, sand).await.unwrap().id, made.id);
    assert_eq!(scene.board("ATR").await.seq, seq);
    let seen = scene.detail(paint).await;
    assert_eq!((seen.relations[0].kind, seen.relations[0].task.id), (RelationKind::BlockedBy, sand));
    assert_eq!(seen.history[0].what, "noted that this is blocked by ATR-1");
    assert_eq!(scene.detail(sand).await.history[0].what, "noted that this blocks ATR-2");

    boards::unrelate_tasks(db, owner, made.id).await.unwrap();
    assert_eq!(boards::unrelate_tasks(db, owner, made.id).await, Err(Error::NotFound));
    assert!(scene.detail(paint).await.relations.is_empty());
    assert_eq!(scene.detail(sand).await.history[0].what, "took back that this blocks ATR-2");
}

#[tokio::test]
async fn a_reader_is_told_of_tasks_they_may_see_and_of_no_others() {
    let scene = Scene::new().await;
    let db = &scene.stage.db;
    let (here, there) = (scene.project("ATR").await, scene.project("FAR").await);
    let (near, far) = (scene.task(&here, "Sand").await.id, scene.task(&there, "Secret").await.id);
    let paint = scene.task(&here, "Paint").await.id;
    blocks(&scene, near, paint).await.unwrap();
    let hidden = blocks(&scene, far, paint).await.unwrap();
    let gus = scene.guest("Gus", &here, GuestLevel::Edit).await;
    let seen = scene.seen_by(&gus, paint).await;
    assert_eq!(seen.relations.iter().map(|relation| relation.task.id).collect::<Vec<_>>(), [near]);
    let told = serde_json::to_string(&seen).unwrap();
    assert!(!told.contains("FAR") && !told.contains("Secret"), "{told}");
    assert_eq!(boards::unrelate_tasks(db, &gus, hidden.id).await, Err(Error::NotFound));
    let refused = relate(&scene, &gus, paint, RelationKind::Relates, far).await.unwrap_err();
    let nothing = relate(&scene, &gus, paint, RelationKind::Relates, TaskId::new()).await.unwrap_err();
    assert_eq!(refused, nothing);
    assert!(boards::task_choices(db, &gus, paint, "Secret", false).await.unwrap().is_empty());
    // The refusal names the one, and of the other only that there is one.
    when_blocked(&scene, &here, WhenBlocked::Forbid).await;
    let to = MoveTo { column_id: here.columns.last().unwrap().id, after: None, before: None };
    let refused = boards::move_task(db, &gus, paint, to).await.unwrap_err().to_string();
    let sentence = "ATR-2 cannot be completed yet: it is blocked by ATR-1 \u{201c}Sand\u{201d} and a task that is \
        not shared with you.";
    assert_eq!(refused, sentence);
}

#[tokio::test]
async fn who_makes_a_task_wait_may_edit_it() {
    let scene = Scene::new().await;
    let db = &scene.stage.db;
    let (here, there) = (scene.project("ATR").await, scene.project("FAR").await);
    let (own, other) = (scene.task(&here, "Mine").await.id, scene.task(&there, "Theirs").await.id);
    let gus = scene.guest("Gus", &here, GuestLevel::Edit).await;
    let share = |level| boards::GuestAccess { person_id: gus.person_id(), level };
    boards::set_guest(db, &scene.owner, there.project.id, share(Some(GuestLevel::View))).await.unwrap();
    assert_eq!(relate(&scene, &gus, own, RelationKind::Blocks, other).await, Err(Error::Forbidden));
    assert_eq!(relate(&scene, &gus, other, RelationKind::Blocks, own).await, Err(Error::Forbidden));
    let made = relate(&scene, &gus, own, RelationKind::BlockedBy, other).await.unwrap();
    let (_, viewer) = scene.member("Vi", Role::Viewer).await;
    assert_eq!(boards::unrelate_tasks(db, &viewer, made.id).await, Err(Error::Forbidden));
    boards::unrelate_tasks(db, &gus, made.id).await.unwrap();
    assert_eq!(relate(&scene, &viewer, own, RelationKind::Relates, other).await, Err(Error::Forbidden));
}

#[tokio::test]
async fn what_goes_in_a_circle_is_refused_and_what_only_belongs_together_is_not() {
    let scene = Scene::new().await;
    let (here, there) = (scene.project("ATR").await, scene.project("FAR").await);
    let (a, b) = (scene.task(&here, "A").await.id, scene.task(&there, "B").await.id);
    let c = scene.task(&here, "C").await.id;
    blocks(&scene, a, b).await.unwrap();
    blocks(&scene, b, c).await.unwrap();
    for (from, to) in [(c, a), (b, a), (a, a)] {
        assert!(blocks(&scene, from, to).await.unwrap_err().field("other_id").is_some());
    }
    let passive = relate(&scene, &scene.owner, a, RelationKind::BlockedBy, c).await.unwrap_err();
    assert!(passive.field("other_id").is_some());
    for kind in [RelationKind::Relates, RelationKind::Duplicates] {
        relate(&scene, &scene.owner, c, kind, a).await.unwrap();
    }
    let circle = relate(&scene, &scene.owner, a, RelationKind::Duplicates, c).await.unwrap_err();
    assert!(circle.field("other_id").is_some());
    let kinds: Vec<_> = scene.detail(a).await.relations.iter().map(|relation| relation.kind).collect();
    assert_eq!(kinds, [RelationKind::Blocks, RelationKind::Relates, RelationKind::DuplicatedBy]);
}

async fn blocked_by(db: &Db, actor: &Actor) -> HashMap<TaskId, Vec<TaskId>> {
    let mut tx = db.tenant(actor).await.unwrap();
    let rows: Vec<(TaskId, TaskId)> = sqlx::query_as("select from_id, to_id from task_relation where kind = 'blocks'")
        .fetch_all(tx.conn())
        .await
        .unwrap();
    let mut found: HashMap<TaskId, Vec<TaskId>> = HashMap::new();
    for (from, to) in rows {
        found.entry(from).or_default().push(to);
    }
    found
}

/// Takes away what blocks nothing until nothing is left. A circle stays.
fn expect_no_circle(mut edges: HashMap<TaskId, Vec<TaskId>>) {
    loop {
        let before = edges.len();
        let blocking: HashSet<_> = edges.keys().copied().collect();
        for blocked in edges.values_mut() {
            blocked.retain(|task| blocking.contains(task));
        }
        edges.retain(|_, blocked| !blocked.is_empty());
        if edges.is_empty() {
            return;
        }
        assert!(edges.len() < before, "a circle: {edges:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_who_relate_at_random_at_once_never_make_a_circle() {
    let scene = Scene::new().await;
    let (db, owner) = (scene.stage.db.clone(), scene.owner);
    let boards = [scene.project("ATR").await, scene.project("FAR").await];
    let mut tasks = Vec::new();
    for n in 0..8 {
        tasks.push(scene.task(&boards[n % 2], &format!("Task {n}")).await.id);
    }
    let people = (0..20usize).map(|who| {
        let (db, tasks) = (db.clone(), tasks.clone());
        tokio::spawn(async move {
            let (mut related, mut dice) = (Vec::new(), who * 104_729 + 7);
            let mut refused = 0;
            for _ in 0..15 {
                dice = dice.wrapping_mul(1_103_515_245).wrapping_add(12_345) % 2_147_483_648;
                let (task, other_id) = (tasks[dice / 65_536 % 8], tasks[dice / 1024 % 8]);
                let kind = if dice / 4096 % 2 == 0 { RelationKind::Blocks } else { RelationKind::BlockedBy };
                match boards::relate_tasks(&db, &owner, task, NewRelation { kind, other_id }, None).await {
                    Ok(relation) => related.push(relation.id),
                    Err(Error::Invalid { .. }) => refused += 1,
                    Err(other) => panic!("{other:?}"),
                }
                if dice / 512 % 3 == 0
                    && let Some(id) = related.pop()
                {
                    // Somebody else may have taken it away.
                    let gone = boards::unrelate_tasks(&db, &owner, id).await;
                    assert!(matches!(gone, Ok(()) | Err(Error::NotFound)), "{gone:?}");
                }
                expect_no_circle(blocked_by(&db, &owner).await);
            }
            refused
        })
    });
    let mut refused = 0;
    for person in people.collect::<Vec<_>>() {
        refused += person.await.unwrap();
    }
    assert!(refused > 20, "{refused} of 300 would have closed a circle");
}

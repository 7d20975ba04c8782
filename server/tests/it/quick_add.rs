//! A task in one line, and the small window in which it is written from anywhere.

use crate::stage::{Person, Stage};
use atrium::{
    Error,
    actor::Role,
    boards::{self, board::Desk, project::GuestLevel, task::Priority},
    clock,
    idempotency::Once,
    workspace::Visit,
};
use serde_json::json;

#[tokio::test]
async fn a_line_becomes_a_task_with_its_date_people_and_labels() {
    let stage = Stage::new().await;
    let anna = stage.member("Anna King", Role::Member).await;
    let (project, column, _) = stage.project(&[]).await;
    let actor = stage.actor(&stage.founder).await;
    let label = boards::add_label(&stage.db, &actor, project.id, "bug", 1, None).await.unwrap();
    let line = "Fix the till tomorrow @anna #bug !high \\@home";
    let once = Once::new("key", line).unwrap();
    let add = || boards::quick_add(&stage.db, &actor, project.id, (line, Some(column.id)), Some(&once), clock::now());
    let card = add().await.unwrap();
    assert_eq!(card.title, "Fix the till @home");
    assert_eq!((card.assignees.as_slice(), card.labels.as_slice()), ([anna.id()].as_slice(), [label.id].as_slice()));
    assert_eq!(card.priority, Priority::High);
    let tomorrow = clock::today_in("Europe/Berlin", clock::now()).next_day().unwrap();
    assert_eq!(card.due_on.map(|due| due.0), Some(tomorrow));
    // Twice is once.
    assert_eq!(add().await.unwrap().id, card.id);
}

#[tokio::test]
async fn a_line_is_added_by_those_who_may_add_tasks_and_understood_within_their_project() {
    let stage = Stage::new().await;
    let guest = stage.member("Gwen", Role::Guest).await;
    let viewer = stage.member("Vera", Role::Viewer).await;
    let (project, ..) = stage.project(&[(&guest, GuestLevel::View)]).await;
    let add = async |person: &Person, text: &str| {
        let actor = stage.actor(person).await;
        boards::quick_add(&stage.db, &actor, project.id, (text, None), None, clock::now()).await
    };
    assert_eq!(add(&guest, "Sweep").await, Err(Error::Forbidden));
    assert_eq!(add(&viewer, "Sweep").await, Err(Error::Forbidden));
    let outside = stage.member("Olaf", Role::Guest).await;
    assert_eq!(add(&outside, "Sweep").await, Err(Error::NotFound));
    // Who does not see the project cannot be named in it.
    let card = add(&stage.founder, "Ask @olaf").await.unwrap();
    assert_eq!((card.title.as_str(), card.assignees.len()), ("Ask @olaf", 0));
    assert!(add(&stage.founder, "  ").await.unwrap_err().field("title").is_some());
}

#[tokio::test]
async fn the_window_offers_the_projects_in_which_somebody_may_add_tasks() {
    let stage = Stage::new().await;
    let guest = stage.member("Gwen", Role::Guest).await;
    let viewer = stage.member("Vera", Role::Viewer).await;
    let (shown, ..) = stage.project(&[(&guest, GuestLevel::View)]).await;
    let (shared, ..) = stage.project(&[(&guest, GuestLevel::Edit)]).await;
    let desk = async |person: &Person, key: &str| -> Desk {
        let mut visit = Visit::begin(&stage.db, &person.caller, stage.slug).await.unwrap();
        boards::desk_on(&mut visit, key, clock::now()).await.unwrap()
    };
    let all = desk(&stage.founder, &shown.key).await;
    assert_eq!(all.projects.len(), 2);
    assert_eq!(all.place.unwrap().project_id, shown.id);
    let guests = desk(&guest, &shown.key).await;
    assert_eq!(guests.projects.iter().map(|project| project.id).collect::<Vec<_>>(), [shared.id]);
    assert_eq!(guests.place.unwrap().project_id, shared.id, "not the one that they only look at");
    assert_eq!(desk(&viewer, "").await, Desk { projects: Vec::new(), place: None });
}

#[tokio::test]
async fn programs_add_a_line_too() {
    let stage = Stage::new().await;
    let (project, ..) = stage.project(&[]).await;
    let path = format!("/workspaces/{}/projects/{}/quick-tasks", stage.slug, project.id);
    let body = json!({ "text": "Fix the till 2999-12-31 !urgent" });
    let answer = stage.ask("POST", path).json(&body).by(&stage.founder).send().await;
    assert_eq!(answer.status, 201);
    let card = answer.body;
    assert_eq!((card["title"].as_str(), card["due_on"].as_str()), (Some("Fix the till"), Some("2999-12-31")));
}

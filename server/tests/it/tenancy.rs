//! As a stranger: ids of one workspace in requests to another. Each test is called after the flaw in
//! another product that it would have caught.

use crate::stage::{Answered, Person, Stage, Things};
use atrium::{actor::Role, boards::project::Project};
use axum::http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

/// Fatima's things in `north`, and Mallory's in her own workspace `south`.
struct Two {
    stage: Stage,
    victim: Things,
    mallory: Person,
    project: Uuid,
    column: Uuid,
    task: Uuid,
    other_task: Uuid,
    label: Uuid,
}

impl Two {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let victim = stage.things(&[]).await;
        let mallory = Person::new(&stage.db, "Mallory").await;
        stage.found("south", &mallory).await;
        let post = async |path: &str, body: Value| {
            let made = stage.ask("post", format!("/workspaces/south{path}")).by(&mallory).json(&body).send().await;
            assert_eq!(made.status, StatusCode::CREATED, "{:?}", made.body);
            made.body["id"].as_str().unwrap().parse::<Uuid>().unwrap()
        };
        let project = post("/projects", json!({ "key": "EVIL", "name": "Evil" })).await;
        let column = post(&format!("/projects/{project}/columns"), json!({ "name": "Loot" })).await;
        let task = post(&format!("/projects/{project}/tasks"), json!({ "title": "One" })).await;
        let other_task = post(&format!("/projects/{project}/tasks"), json!({ "title": "Two" })).await;
        let label = post(&format!("/projects/{project}/labels"), json!({ "name": "loot" })).await;
        Self { stage, victim, mallory, project, column, task, other_task, label }
    }

    /// Mallory asks in her own workspace.
    async fn south(&self, method: &str, path: &str, body: Value) -> Answered {
        self.stage.ask(method, format!("/workspaces/south{path}")).by(&self.mallory).json(&body).send().await
    }

    /// What of Fatima's is there, to see that nothing of it changed.
    async fn north(&self) -> Value {
        let key = &self.victim.project.key;
        let board =
            self.stage.ask("get", format!("/workspaces/north/boards/{key}")).by(&self.stage.founder).send().await;
        let task = self.stage.ask("get", format!("/workspaces/north/tasks/{}", self.victim.task.id));
        json!([board.body, task.by(&self.stage.founder).send().await.body])
    }
}

fn refused(answer: &Answered) -> bool {
    matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::UNPROCESSABLE_ENTITY | StatusCode::FORBIDDEN)
}

#[tokio::test]
async fn cve_2026_41649_two_ids_one_of_them_foreign_in_both_orders() {
    let two = Two::new().await;
    let before = two.north().await;
    let (victim, own_task, own_column) = (&two.victim, two.task, two.column);
    let (their_task, their_column) = (victim.task.id, victim.empty_column.id);
    for (path, body) in [
        (format!("/tasks/{own_task}/move"), json!({ "column_id": their_column })),
        (format!("/tasks/{their_task}/move"), json!({ "column_id": own_column })),
        (format!("/tasks/{their_task}/move"), json!({ "column_id": their_column })),
        (format!("/projects/{}/tasks", two.project), json!({ "title": "X", "column_id": their_column })),
        (format!("/projects/{}/tasks", victim.project.id), json!({ "title": "X", "column_id": own_column })),
        (format!("/columns/{own_column}/move"), json!({ "after": their_column })),
        (format!("/columns/{their_column}/move"), json!({ "after": own_column })),
    ] {
        let answer = two.south("post", &path, body).await;
        assert!(refused(&answer), "{path}: {}", answer.status);
    }
    for (own, other) in [(own_column, their_column.uuid()), (their_column.uuid(), own_column)] {
        let answer = two.south("delete", &format!("/columns/{own}?tasks_to={other}"), json!({})).await;
        // Hers is empty, so that only a column that is not hers is a reason to refuse.
        assert!(refused(&answer), "{own} to {other}: {}", answer.status);
    }
    assert_eq!(before, two.north().await);
}

#[tokio::test]
async fn cve_2026_43890_people_and_teams_of_another_workspace() {
    let two = Two::new().await;
    let (fatima, colin) = (two.stage.founder.id(), two.victim.colleague.id());
    let team = two.south("post", "/teams", json!({ "name": "Gang" })).await.body["id"].as_str().unwrap().to_owned();
    let (own_task, own_project, mallory) = (two.task, two.project, two.mallory.id());
    for (method, path, body) in [
        ("patch", format!("/tasks/{own_task}"), json!({ "assignees": [fatima] })),
        ("post", format!("/projects/{own_project}/tasks"), json!({ "title": "X", "assignees": [fatima] })),
        ("put", format!("/projects/{own_project}/guests/{fatima}"), json!({ "level": "view" })),
        ("put", format!("/projects/{}/guests/{mallory}", two.victim.project.id), json!({ "level": "edit" })),
        ("put", format!("/teams/{team}/members/{colin}"), json!({})),
        ("put", format!("/teams/{}/members/{mallory}", two.victim.team), json!({})),
        ("patch", format!("/teams/{}/members/{colin}", two.victim.team), json!({ "lead": true })),
        ("delete", format!("/teams/{}/members/{colin}", two.victim.team), json!({})),
        ("put", format!("/members/{mallory}/manager"), json!({ "manager_id": fatima })),
        ("put", format!("/members/{colin}/manager"), json!({ "manager_id": mallory })),
        ("put", format!("/members/{colin}/role"), json!({ "role": "viewer" })),
        ("post", format!("/members/{colin}/suspend"), json!({})),
    ] {
        let answer = two.south(method, &path, body).await;
        assert!(refused(&answer), "{method} {path}: {}", answer.status);
    }
}

#[tokio::test]
async fn cve_2026_28506_lists_and_histories_name_nothing_foreign() {
    let two = Two::new().await;
    for path in [
        "/projects",
        "/projects?archived=true",
        "/members",
        "/teams",
        "/invitations",
        "/my-tasks",
        "/people",
        "/activity",
        "/audit-events",
    ] {
        let answer = two.stage.ask("get", format!("/workspaces/south{path}")).by(&two.mallory).send().await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let text = answer.body.to_string();
        for secret in ["Fatima", "Colin", "Project P", &two.victim.project.id.to_string()] {
            assert!(!text.contains(secret), "{path} tells {secret}");
        }
    }
    for path in ["tasks", "archived-tasks", "changes?since=0", "guests", "imports", "activity"] {
        let path = format!("/workspaces/south/projects/{}/{path}", two.victim.project.id);
        assert_eq!(two.stage.ask("get", &path).by(&two.mallory).send().await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn cve_2026_24901_archives_of_others_cannot_be_restored() {
    let two = Two::new().await;
    let Two { stage, victim, .. } = &two;
    for path in [format!("/tasks/{}/archive", victim.task.id), format!("/projects/{}/archive", victim.project.id)] {
        let done = stage.ask("post", format!("/workspaces/north{path}")).by(&stage.founder).send().await;
        assert!(done.status.is_success());
    }
    for path in [format!("/tasks/{}/restore", victim.task.id), format!("/projects/{}/restore", victim.project.id)] {
        assert_eq!(two.south("post", &path, json!({})).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    // Nor by a member whose role does not restore projects.
    let member = stage.member("Mia", Role::Member).await;
    let path = format!("/workspaces/north/projects/{}/restore", victim.project.id);
    assert_eq!(stage.ask("post", path).by(&member).send().await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn cve_2026_46558_the_workspace_of_the_address_is_not_trusted() {
    let two = Two::new().await;
    // Her own task's id under Fatima's address, and the other way round.
    let own = two.stage.ask("get", format!("/workspaces/north/tasks/{}", two.task)).by(&two.mallory).send().await;
    assert_eq!(own.status, StatusCode::NOT_FOUND);
    let theirs = two.south("get", &format!("/tasks/{}", two.victim.task.id), json!({})).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    let by_number = two.south("get", &format!("/boards/{}/tasks/1", two.victim.project.key), json!({})).await;
    assert_eq!(by_number.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn cve_2026_44732_no_patch_takes_a_thing_elsewhere() {
    let two = Two::new().await;
    let (other_project, ..): (Project, _, _) = two.stage.project(&[]).await;
    let task = format!("/workspaces/north/tasks/{}", two.victim.task.id);
    for field in ["project_id", "workspace_id", "column_id", "id", "number", "version", "rank", "created_by"] {
        let body = json!({ "title": "Moved", field: other_project.id });
        let answer = two.stage.ask("patch", &task).by(&two.stage.founder).json(&body).send().await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
    }
    let project = format!("/workspaces/north/projects/{}", two.victim.project.id);
    for field in ["workspace_id", "key", "archived", "id"] {
        let body = json!({ "name": "Moved", field: "X" });
        let answer = two.stage.ask("patch", &project).by(&two.stage.founder).json(&body).send().await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
    }
    let title = two.stage.ask("get", &task).by(&two.stage.founder).send().await.body["title"].clone();
    assert_eq!(title, "Paint the fence");
}

#[tokio::test]
async fn cve_2026_40896_children_of_a_foreign_parent() {
    let two = Two::new().await;
    let before = two.north().await;
    let Two { victim, task, other_task, label, .. } = &two;
    for (method, path, body) in [
        ("patch", format!("/comments/{}", victim.comment), json!({ "body": "X" })),
        ("delete", format!("/comments/{}", victim.comment), json!({})),
        ("post", format!("/tasks/{}/comments", victim.task.id), json!({ "body": "X" })),
        ("put", format!("/labels/{}", victim.label.id), json!({ "name": "X" })),
        ("delete", format!("/labels/{}", victim.label.id), json!({})),
        ("post", format!("/projects/{}/labels", victim.project.id), json!({ "name": "X" })),
        ("patch", format!("/columns/{}", victim.empty_column.id), json!({ "name": "X" })),
        ("post", format!("/projects/{}/columns", victim.project.id), json!({ "name": "X" })),
        ("patch", format!("/tasks/{task}"), json!({ "labels": [victim.label.id] })),
        ("patch", format!("/tasks/{}", victim.task.id), json!({ "labels": [label] })),
        ("post", format!("/tasks/{}/archive", victim.task.id), json!({})),
        ("get", format!("/imports/{}", victim.import), json!({})),
        ("get", format!("/tasks/{}/activity", victim.task.id), json!({})),
        ("get", format!("/people/{}", victim.colleague.id()), json!({})),
        ("post", format!("/imports/{}/undo", victim.import), json!({})),
        ("get", format!("/page-imports/{}", victim.wiki.page_import), json!({})),
        ("post", format!("/page-imports/{}/undo", victim.wiki.page_import), json!({})),
        ("get", format!("/pages/{}/export", victim.wiki.page.id), json!({})),
        ("get", format!("/spaces/{}/export", victim.wiki.space.id), json!({})),
        ("post", format!("/projects/{}/imports", victim.project.id), json!({ "source": "x", "content": "title\nX" })),
        ("delete", format!("/invitations/{}", victim.invitation), json!({})),
        ("patch", format!("/teams/{}", victim.team), json!({ "name": "X" })),
        ("delete", format!("/teams/{}", victim.team), json!({})),
    ] {
        let answer = two.south(method, &path, body).await;
        assert!(refused(&answer), "{method} {path}: {}", answer.status);
    }
    // Neighbours on a foreign board say nothing about where a task goes: the end of the column is meant.
    let place = json!({ "column_id": two.column, "after": victim.task.id, "before": victim.task.id });
    let moved = two.south("post", &format!("/tasks/{other_task}/move"), place).await;
    assert_eq!(moved.status, StatusCode::OK);
    assert_eq!(moved.body["column_id"], json!(two.column));
    assert_eq!(before, two.north().await);
}

#[tokio::test]
async fn cve_2026_40896_children_of_another_project_of_the_same_workspace() {
    let two = Two::new().await;
    let Two { stage, victim, .. } = &two;
    let other = stage.things(&[]).await;
    let task = format!("/workspaces/north/tasks/{}", victim.task.id);
    for (method, path, body) in [
        ("post", format!("{task}/move"), json!({ "column_id": other.empty_column.id })),
        ("patch", task.clone(), json!({ "labels": [other.label.id] })),
        (
            "post",
            format!("/workspaces/north/projects/{}/tasks", victim.project.id),
            json!({ "title": "X", "labels": [other.label.id] }),
        ),
        (
            "post",
            format!("/workspaces/north/projects/{}/tasks", victim.project.id),
            json!({ "title": "X", "column_id": other.empty_column.id }),
        ),
        (
            "post",
            format!("/workspaces/north/columns/{}/move", victim.empty_column.id),
            json!({ "after": other.empty_column.id }),
        ),
    ] {
        let answer = stage.ask(method, &path).by(&stage.founder).json(&body).send().await;
        assert!(refused(&answer), "{method} {path}: {}", answer.status);
    }
    let path = format!("/workspaces/north/columns/{}?tasks_to={}", victim.first_column.id, other.first_column.id);
    assert!(refused(&stage.ask("delete", path).by(&stage.founder).send().await));
}

#[tokio::test]
async fn cve_2026_47418_a_bare_id_finds_nothing_without_its_workspace() {
    let two = Two::new().await;
    // A member of both workspaces still reaches each thing only through its own.
    two.stage.join(&two.mallory, Role::Admin).await;
    for path in [
        format!("/tasks/{}", two.victim.task.id),
        format!("/projects/{}", two.victim.project.id),
        format!("/projects/{}/tasks", two.victim.project.id),
    ] {
        assert_eq!(two.south("get", &path, json!({})).await.status, StatusCode::NOT_FOUND, "{path}");
        let north = two.stage.ask("get", format!("/workspaces/north{path}")).by(&two.mallory).send().await;
        assert_eq!(north.status, StatusCode::OK, "{path}");
    }
}

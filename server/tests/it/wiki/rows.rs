//! Row-level security by itself: what the serving role gets by statements of its own, in the name of people who have no
//! right to a page.

use super::scene::Scene;
use atrium::{
    actor::Actor,
    clock,
    ids::PageId,
    wiki::{self, level::Level},
    workspace,
};
use sqlx::AssertSqlSafe;
use uuid::Uuid;

/// Each table below a page, and how a row of it is written for the page `$2` of the workspace `$1` by the person `$3`.
const BELOW: [(&str, &str); 11] = [
    (
        "page_update",
        "insert into page_update (workspace_id, page_id, seq, person_id, at, data) values ($1, $2, 1, $3, now(), '\\x00')",
    ),
    ("page_client", "insert into page_client (workspace_id, page_id, client_id, person_id) values ($1, $2, 7, $3)"),
    (
        "page_version",
        "insert into page_version (workspace_id, id, page_id, at, kind, title, schema_version, state) values ($1, $3, $2, now(), 'session', '', 1, '\\x00')",
    ),
    (
        "page_reference",
        "insert into page_reference (workspace_id, page_id, kind, target_id) values ($1, $2, 'task', $3)",
    ),
    (
        "page_lease",
        "insert into page_lease (workspace_id, page_id, holder, address, fence, expires_at) values ($1, $2, $3, '', 1, now())",
    ),
    ("page_favourite", "insert into page_favourite (workspace_id, person_id, page_id) values ($1, $3, $2)"),
    ("page_visit", "insert into page_visit (workspace_id, person_id, page_id) values ($1, $3, $2)"),
    ("page_thread", "insert into page_thread (workspace_id, id, page_id, created_by) values ($1, $2, $2, $3)"),
    (
        "page_comment",
        "insert into page_comment (workspace_id, id, thread_id, page_id, author_id, body) values ($1, $2, $2, $2, $3, 'secret')",
    ),
    (
        "page_share",
        "insert into page_share (workspace_id, id, page_id, token_hash, below, created_by, expires_at) values ($1, $2, $2, '\\x00', false, $3, now() + interval '1 day')",
    ),
    (
        "page_tag",
        "insert into page_tag (workspace_id, page_id, tag_id) select $1, $2, id from tag where $3::uuid is not null",
    ),
];
const MADE_WITH_THE_PAGE: [&str; 3] = ["page", "page_content", "page_text"];

struct Secret {
    scene: Scene,
    page: PageId,
    /// Who may not see the page, each by their own way.
    outside: Vec<(&'static str, Actor)>,
}

impl Secret {
    async fn new() -> Self {
        let scene = Scene::new().await;
        let page = scene.page("Secret", None).await.id;
        scene.narrow(page, &[(&scene.vera, Level::View)]).await;
        let suspended = scene.stage.member("Sven", atrium::actor::Role::Admin).await;
        let sven = scene.actor(&suspended).await;
        workspace::suspend(&scene.stage.db, &scene.fatima, suspended.id(), clock::now()).await.unwrap();
        let stranger = Actor { workspace_id: scene.fatima.workspace_id, ..scene.stranger().await };
        let outside = vec![
            ("a member without the right", scene.actor(&scene.noah).await),
            ("a guest", scene.actor(&scene.gus).await),
            ("a suspended admin", sven),
            ("a stranger", stranger),
        ];
        let (workspace, mut hand) = (scene.fatima.workspace_id.uuid(), scene.hand().await);
        sqlx::query("insert into tag (workspace_id, id, name) values ($1, $2, 'secret')")
            .bind(workspace)
            .bind(Uuid::now_v7())
            .execute(&mut hand)
            .await
            .unwrap();
        for (table, write) in BELOW {
            let done = sqlx::query(write).bind(workspace).bind(page.uuid()).bind(scene.fatima.person_id().uuid());
            assert_eq!(done.execute(&mut hand).await.unwrap().rows_affected(), 1, "{table}");
        }
        Self { scene, page, outside }
    }

    fn tables() -> impl Iterator<Item = &'static str> {
        BELOW.into_iter().map(|(table, _)| table).chain(MADE_WITH_THE_PAGE)
    }

    async fn count(&self, actor: &Actor, table: &str) -> i64 {
        let mut tx = self.scene.stage.db.tenant(actor).await.unwrap();
        sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from {table}"))).fetch_one(tx.conn()).await.unwrap()
    }
}

#[tokio::test]
async fn who_may_not_see_a_page_reads_no_row_of_any_table_below_it() {
    let secret = Secret::new().await;
    for table in Secret::tables() {
        assert_eq!(secret.count(&secret.scene.fatima, table).await, 1, "{table}");
        let vera = secret.scene.actor(&secret.scene.vera).await;
        assert_eq!(secret.count(&vera, table).await, 1, "{table}, for who was let in");
        for (who, actor) in &secret.outside {
            assert_eq!(secret.count(actor, table).await, 0, "{table}, for {who}");
        }
    }
}

#[tokio::test]
async fn nor_do_they_write_or_take_away_one() {
    let secret = Secret::new().await;
    let (workspace, page) = (secret.scene.fatima.workspace_id.uuid(), secret.page.uuid());
    for (who, actor) in &secret.outside {
        for (table, write) in BELOW {
            let mut tx = secret.scene.stage.db.tenant(actor).await.unwrap();
            let written =
                sqlx::query(write).bind(workspace).bind(page).bind(actor.person_id().uuid()).execute(tx.conn()).await;
            let refusal = written.unwrap_err().to_string();
            assert!(refusal.contains("row-level security"), "{table}, by {who}: {refusal}");
        }
        for table in Secret::tables() {
            let mut tx = secret.scene.stage.db.tenant(actor).await.unwrap();
            let gone = sqlx::query(AssertSqlSafe(format!("delete from {table}"))).execute(tx.conn()).await.unwrap();
            assert_eq!(gone.rows_affected(), 0, "{table}, by {who}");
        }
    }
}

#[tokio::test]
async fn nobody_moves_a_row_to_where_they_would_not_see_it() {
    let secret = Secret::new().await;
    let (scene, noah) = (&secret.scene, secret.scene.actor(&secret.scene.noah).await);
    let open = scene.page("Open", None).await.id;
    let mut tx = scene.stage.db.tenant(&noah).await.unwrap();
    let moved = sqlx::query("update page set access_id = $2 where id = $1")
        .bind(open.uuid())
        .bind(secret.page.uuid())
        .execute(tx.conn())
        .await;
    assert!(moved.unwrap_err().to_string().contains("row-level security"));
    let mut tx = scene.stage.db.tenant(&noah).await.unwrap();
    let moved = sqlx::query("update page_text set page_id = $2 where page_id = $1")
        .bind(open.uuid())
        .bind(secret.page.uuid())
        .execute(tx.conn())
        .await;
    assert!(moved.is_err());
}

#[tokio::test]
async fn another_workspace_sees_nothing_at_all() {
    let secret = Secret::new().await;
    let elsewhere = secret.scene.stranger().await;
    for table in Secret::tables().chain(["space", "access_scope", "access_grant", "tag", "page_number"]) {
        assert_eq!(secret.count(&elsewhere, table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn a_template_of_a_space_is_for_who_sees_the_space() {
    let secret = Secret::new().await;
    let scene = &secret.scene;
    let space = scene.private_space(&scene.fatima, "Plans").await;
    for space_id in [None, Some(space.id.uuid())] {
        sqlx::query(
            "insert into page_template (workspace_id, id, space_id, name, schema_version, state, created_by)
             values ($1, $2, $3, 'Minutes', 1, '\\x00', $4)",
        )
        .bind(scene.fatima.workspace_id.uuid())
        .bind(Uuid::now_v7())
        .bind(space_id)
        .bind(scene.fatima.person_id().uuid())
        .execute(&mut scene.hand().await)
        .await
        .unwrap();
    }
    assert_eq!(secret.count(&scene.fatima, "page_template").await, 2);
    assert_eq!(secret.count(&scene.actor(&scene.noah).await, "page_template").await, 1);
    assert_eq!(wiki::spaces(&scene.stage.db, &scene.actor(&scene.noah).await, false).await.unwrap().len(), 1);
}

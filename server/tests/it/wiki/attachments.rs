use super::{
    exchange::as_html,
    scene::{Scene, list},
};
use crate::stage::small_picture;
use atrium::{
    Error, clock,
    files::{self, ByteStore, NewUpload},
    ids::{AttachmentId, FileId},
    wiki::{self, level::Level},
};

const FEW: NewUpload<'_> = NewUpload { name: "plan.txt", size: 2 };

#[tokio::test]
async fn a_file_of_a_page_is_read_by_who_sees_the_page_and_nobody_else() {
    let scene = Scene::new().await;
    let (db, now) = (&scene.stage.db, clock::now());
    let page = scene.page("Opening hours", None).await.id;
    let other = scene.page("Other", None).await.id;
    let id = scene.stage.attach(&scene.mia, page, "door.png", &small_picture()).await;
    let (vera, noah, gus) =
        (scene.actor(&scene.vera).await, scene.actor(&scene.noah).await, scene.actor(&scene.gus).await);
    let seen = files::attachments(db, &vera, page, now).await.unwrap();
    assert_eq!((seen.len(), seen[0].name.as_str(), seen[0].can_remove, seen[0].picture), (1, "door.png", false, true));
    assert_eq!(seen[0].added_by, "Mia");
    assert!(files::content(db, &vera, page, id).await.is_ok());
    assert_eq!(files::content(db, &vera, other, id).await.unwrap_err(), Error::NotFound, "by another page");
    assert_eq!(files::content(db, &gus, page, id).await.unwrap_err(), Error::NotFound);
    assert_eq!(files::attachments(db, &scene.stranger().await, page, now).await.unwrap_err(), Error::NotFound);
    scene.narrow(page, &[(&scene.vera, Level::View)]).await;
    assert!(files::content(db, &vera, page, id).await.is_ok());
    assert_eq!(files::content(db, &noah, page, id).await.unwrap_err(), Error::NotFound);
    let mut tx = db.tenant(&noah).await.unwrap();
    let rows: i64 = sqlx::query_scalar("select count(*) from attachment").fetch_one(tx.conn()).await.unwrap();
    assert_eq!(rows, 0, "by row-level security alone");
}

#[tokio::test]
async fn files_are_added_and_taken_off_by_who_may_edit_the_page() {
    let scene = Scene::new().await;
    let (db, limits) = (&scene.stage.db, scene.stage.files.limits());
    let page = scene.page("Opening hours", None).await.id;
    let id = scene.stage.attach(&scene.mia, page, "door.png", &small_picture()).await;
    let new = list(false, &[(&scene.gus, Level::Comment)]);
    wiki::set_page_access(db, &scene.fatima, page, new).await.unwrap();
    for (who, refusal) in [(&scene.vera, Error::Forbidden), (&scene.gus, Error::Forbidden)] {
        let actor = scene.actor(who).await;
        assert_eq!(files::begin_upload(db, &actor, page, FEW, limits).await.unwrap_err(), refusal);
        assert_eq!(files::remove_attachment(db, &actor, page, id).await.unwrap_err(), refusal);
    }
    let stranger = scene.stranger().await;
    assert_eq!(files::begin_upload(db, &stranger, page, FEW, limits).await.unwrap_err(), Error::NotFound);
    assert_eq!(files::remove_attachment(db, &stranger, page, id).await.unwrap_err(), Error::NotFound);
    let noah = scene.actor(&scene.noah).await;
    files::remove_attachment(db, &noah, page, id).await.unwrap();
    assert_eq!(files::remove_attachment(db, &noah, page, id).await.unwrap_err(), Error::NotFound, "twice");
}

#[tokio::test]
async fn an_upload_is_ones_own_and_of_its_page() {
    let scene = Scene::new().await;
    let (db, limits) = (&scene.stage.db, scene.stage.files.limits());
    let (page, other) = (scene.page("Opening hours", None).await.id, scene.page("Other", None).await.id);
    let (mia, noah) = (scene.actor(&scene.mia).await, scene.actor(&scene.noah).await);
    let id = files::begin_upload(db, &mia, page, FEW, limits).await.unwrap().id;
    assert_eq!(files::upload(db, &mia, page, id).await.unwrap().size, 2);
    assert_eq!(files::upload(db, &mia, other, id).await.unwrap_err(), Error::NotFound);
    assert_eq!(files::upload(db, &noah, page, id).await.unwrap_err(), Error::NotFound);
    scene.narrow(page, &[]).await;
    assert_eq!(
        files::upload(db, &mia, page, id).await.unwrap_err(),
        Error::NotFound,
        "who is shut out goes on with nothing"
    );
}

/// The file that an attachment is of.
async fn file_of(scene: &Scene, id: AttachmentId) -> FileId {
    let file: uuid::Uuid = sqlx::query_scalar("select file_id from attachment where id = $1")
        .bind(id.uuid())
        .fetch_one(&mut scene.hand().await)
        .await
        .unwrap();
    FileId(file)
}

#[tokio::test]
async fn a_file_stays_as_long_as_a_page_needs_it() {
    let scene = Scene::new().await;
    let db = &scene.stage.db;
    let page = scene.page("Opening hours", None).await.id;
    let picture = small_picture();
    let id = scene.stage.attach(&scene.stage.founder, page, "door.png", &picture).await;
    let (project, ..) = scene.stage.project(&[]).await;
    let new = atrium::boards::NewTask { title: "Paint".to_owned(), ..Default::default() };
    let task = atrium::boards::create_task(db, &scene.fatima, project.id, new, None).await.unwrap().id;
    let on_task = scene.stage.attach(&scene.stage.founder, task, "same.png", &picture).await;
    let file = file_of(&scene, id).await;
    assert_eq!(file_of(&scene, on_task).await, file, "the same content lies in a workspace once");
    scene.narrow(page, &[]).await;
    files::remove_attachment(db, &scene.fatima, task, on_task).await.unwrap();
    // The job sees no page, and still leaves what a page needs.
    assert!(!files::drop_file(db, scene.fatima.workspace_id, file).await.unwrap());
    wiki::trash_page(db, &scene.fatima, page).await.unwrap();
    wiki::delete_page(db, &scene.fatima, page).await.unwrap();
    assert!(files::drop_file(db, scene.fatima.workspace_id, file).await.unwrap());
}

#[tokio::test]
async fn the_html_of_a_page_holds_the_pictures_that_its_reader_may_see() {
    let scene = Scene::new().await;
    let (top, closed) = (scene.page("Top", None).await.id, scene.page("Closed", None).await.id);
    let mut addresses = Vec::new();
    for (page, name, bytes) in
        [(top, "door.png", small_picture()), (closed, "safe.png", small_picture()), (top, "a.txt", b"Tea".to_vec())]
    {
        let id = scene.stage.attach(&scene.mia, page, name, &bytes).await;
        addresses.push(format!("/api/v1/workspaces/north/pages/{page}/attachments/{id}"));
    }
    let [door, safe, text] = &addresses[..] else { unreachable!() };
    scene
        .write(top, &format!("![Door]({door})\n\n![Safe]({safe})\n\n![Text]({text})\n\nIt says src=\"{door}\"."))
        .await;
    scene.narrow(closed, &[]).await;
    let mia = scene.actor(&scene.mia).await;
    let html = as_html(&scene, &mia, top).await.unwrap().1;
    assert_eq!(html.matches("src=\"data:image/png;base64,iVBORw0KGgo").count(), 1, "{html}");
    for there in [safe, text] {
        assert!(html.contains(&format!("src=\"{there}\"")), "{html}");
    }
    assert!(html.contains(&format!("It says src=&quot;{door}&quot;.")), "{html}");
    let html = as_html(&scene, &scene.fatima, top).await.unwrap().1;
    assert_eq!(html.matches("src=\"data:image/png;base64,").count(), 2, "{html}");
}

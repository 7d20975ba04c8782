//! Files on tasks: how they come, who gets them, and when they go.

use crate::stage::{Answered, Person, Stage, small_picture};
use atrium::{
    Error,
    actor::Role,
    boards::{self, project::GuestLevel, task::Card},
    clock,
    files::{self, Limits},
    housekeeping,
    ids::{AttachmentId, FileId, UploadId},
    workspace,
};
use axum::{
    body::{Body, Bytes},
    http::StatusCode,
};
use futures::stream;
use server::files::{Received, Upload};
use std::io;
use time::Duration;

fn address(task: &Card, id: AttachmentId) -> String {
    format!("/workspaces/north/tasks/{}/attachments/{id}", task.id)
}

async fn names(stage: &Stage, task: &Card) -> Vec<String> {
    let founder = stage.actor(&stage.founder).await;
    let task = boards::task(&stage.db, &founder, task.id, clock::now()).await.unwrap();
    assert_eq!(usize::try_from(task.card.attachments), Ok(task.attachments.len()), "the card counts what the task has");
    task.attachments.into_iter().map(|one| one.name).collect()
}

async fn read(stage: &Stage, who: &Person, path: &str) -> Answered {
    stage.ask("get", path).by(who).send().await
}

#[tokio::test]
async fn a_file_comes_in_parts_and_is_read_as_it_was_sent() {
    let stage = Stage::new().await;
    let task = stage.things(&[]).await.task;
    let founder = &stage.founder;
    let sent: Vec<u8> = (0..300_u32).flat_map(u32::to_le_bytes).collect();
    let begun = stage.begin_over_http(founder, &task, "../fence \u{202e}plan.bin", sent.len()).await;
    assert_eq!((begun.status, begun.header("tus-resumable")), (StatusCode::CREATED, "1.0.0"));
    assert_eq!(begun.header("tus-max-size"), "20000000");
    let first = stage.go_on(founder, &begun, 0, &sent[..500]).await;
    assert_eq!((first.status, first.header("upload-offset")), (StatusCode::NO_CONTENT, "500"));
    assert_eq!(stage.go_on(founder, &begun, 0, &sent[..500]).await.status, StatusCode::CONFLICT, "an offset of before");
    assert_eq!(stage.go_on(founder, &begun, 900, &sent[900..]).await.status, StatusCode::CONFLICT, "a gap");
    let far = stage.ask_at("head", begun.header("location")).by(founder).send().await;
    assert_eq!((far.header("upload-offset"), far.header("upload-length")), ("500", "1200"));
    assert_eq!(names(&stage, &task).await, ["plan.png"], "half a file is none");
    let more = stage.go_on(founder, &begun, 500, &[&sent[500..], b"more"].concat()).await;
    assert_eq!(more.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(stage.go_on(founder, &begun, 500, &sent[500..]).await.header("upload-offset"), "1200");
    assert_eq!(stage.go_on(founder, &begun, 1200, b"").await.status, StatusCode::NOT_FOUND, "it is done");

    assert_eq!(names(&stage, &task).await, ["plan.png", "fence plan.bin"]);
    let list = read(&stage, founder, &format!("/workspaces/north/tasks/{}/attachments", task.id)).await;
    let path =
        format!("/workspaces/north/tasks/{}/attachments/{}", task.id, list.body["items"][1]["id"].as_str().unwrap());
    let whole = read(&stage, founder, &path).await;
    assert_eq!((whole.status, &whole.bytes, whole.header("content-length")), (StatusCode::OK, &sent, "1200"));
    let part = stage.ask("get", &path).by(founder).with("range", "bytes=8-11").send().await;
    assert_eq!((part.status, &part.bytes[..]), (StatusCode::PARTIAL_CONTENT, &sent[8..12]));
    assert_eq!(part.header("content-range"), "bytes 8-11/1200");
    let none = stage.ask("get", &path).by(founder).with("range", "bytes=1200-").send().await;
    assert_eq!(none.status, StatusCode::RANGE_NOT_SATISFIABLE);
    let known = stage.ask("get", &path).by(founder).with("if-none-match", whole.header("etag")).send().await;
    assert_eq!((known.status, known.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    let other = stage.ask("get", &path).by(founder).with("range", "bytes=0-1").with("if-range", "\"x\"").send().await;
    assert_eq!(other.status, StatusCode::OK, "a part of another version is of no use");
}

#[tokio::test]
async fn a_cut_line_costs_nothing_that_came_before_it() {
    let stage = Stage::new().await;
    let task = stage.things(&[]).await.task;
    let founder = stage.actor(&stage.founder).await;
    let id = stage.begin(&stage.founder, task.id.into(), 6_000_000).await.unwrap();
    let upload = Upload { db: &stage.db, actor: &founder, holder: task.id.into(), id };
    let sent = Bytes::from(vec![7_u8; 5_000_000]);
    let cut = stream::iter([Ok(sent), Err(io::Error::from(io::ErrorKind::ConnectionReset))]);
    let received = stage.files.receive(upload, 0, Body::from_stream(cut)).await.unwrap();
    assert_eq!(received, Received::Interrupted);
    let state = files::upload(&stage.db, &founder, task.id, id).await.unwrap();
    assert_eq!(state.received, 5_000_000);
    let rest = stage.files.receive(upload, 5_000_000, Body::from(vec![7_u8; 1_000_000])).await.unwrap();
    assert_eq!(rest, Received::UpTo(6_000_000));
    assert_eq!(names(&stage, &task).await, ["plan.png", "plan.txt"]);
}

#[tokio::test]
async fn of_two_who_send_at_once_one_wins_and_nothing_is_torn() {
    let stage = Stage::new().await;
    let task = stage.things(&[]).await.task;
    let begun = stage.begin_over_http(&stage.founder, &task, "a.txt", 4_000).await;
    let (a, b) = (vec![b'a'; 2_000], vec![b'b'; 2_000]);
    let one = stage.go_on(&stage.founder, &begun, 0, &a);
    let two = stage.go_on(&stage.founder, &begun, 0, &b);
    let (one, two) = tokio::join!(one, two);
    let statuses = [one.status.as_u16(), two.status.as_u16()];
    assert!(statuses == [204, 409] || statuses == [409, 204], "{statuses:?}");
    let one = stage.go_on(&stage.founder, &begun, 2_000, &a);
    let two = stage.go_on(&stage.founder, &begun, 2_000, &b);
    let (one, two) = tokio::join!(one, two);
    assert_eq!([one.status, two.status].iter().filter(|status| status.is_success()).count(), 1);
    let founder = stage.actor(&stage.founder).await;
    let found = files::attachments(&stage.db, &founder, task.id, clock::now()).await.unwrap();
    assert_eq!(found.len(), 2, "the picture, and the file once");
    let file = read(&stage, &stage.founder, &address(&task, found[1].id)).await.bytes;
    assert_eq!(file.len(), 4_000);
    assert!(file[..2_000].iter().all(|byte| *byte == file[0]) && file[2_000..].iter().all(|byte| *byte == file[2_000]));
}

#[tokio::test]
async fn one_content_lies_in_a_workspace_once_and_in_another_again() {
    let stage = Stage::new().await;
    let things = stage.things(&[]).await;
    let other = stage.things(&[]).await.task;
    let bytes = small_picture();
    let first = stage.attach(&stage.founder, things.task.id, "a.png", &bytes).await;
    let second = stage.attach(&stage.founder, other.id, "b.png", &bytes).await;
    let founder = stage.actor(&stage.founder).await;
    let place = async |task: &Card, id| files::content(&stage.db, &founder, task.id, id).await.unwrap().place;
    assert_eq!(place(&things.task, first).await, place(&other, second).await);

    // Two attachments, one file: it stays until the last of them goes, and then goes.
    let file = place(&other, second).await.file_id;
    files::remove_attachment(&stage.db, &founder, things.task.id, first).await.unwrap();
    assert!(!files::drop_file(&stage.db, founder.workspace_id, file).await.unwrap());
    assert_eq!(read(&stage, &stage.founder, &address(&other, second)).await.bytes, bytes);
    files::remove_attachment(&stage.db, &founder, other.id, second).await.unwrap();
    let twice = files::remove_attachment(&stage.db, &founder, other.id, second).await;
    assert_eq!(twice, Err(Error::NotFound));
    assert!(files::drop_file(&stage.db, founder.workspace_id, file).await.unwrap());
    assert!(files::drop_file(&stage.db, founder.workspace_id, file).await.unwrap(), "a job may run twice");

    // Nothing in the answers tells whether another workspace has it: the same upload costs the same there.
    let south = Stage { slug: "south", ..stage };
    south.found("south", &south.founder).await;
    let (project, ..) = south.project(&[]).await;
    let actor = south.actor(&south.founder).await;
    let new = boards::NewTask { title: "Own".to_owned(), ..boards::NewTask::default() };
    let task = boards::create_task(&south.db, &actor, project.id, new, None).await.unwrap();
    let own = south.attach(&south.founder, task.id, "c.png", &bytes).await;
    let place = files::content(&south.db, &actor, task.id, own).await.unwrap().place;
    assert_eq!((place.workspace_id, place.file_id != file), (actor.workspace_id, true));
}

#[tokio::test]
async fn whoever_may_see_the_task_reads_its_files_and_nobody_else() {
    let stage = Stage::new().await;
    let guest = stage.member("Gus", Role::Guest).await;
    let things = stage.things(&[(&guest, GuestLevel::View)]).await;
    let viewer = stage.member("Vera", Role::Viewer).await;
    let stranger = Person::new(&stage.db, "Sam").await;
    let path = address(&things.task, things.attachment);
    for (who, status) in [(&guest, 200), (&viewer, 200), (&things.guest, 404), (&stranger, 404)] {
        for path in [path.clone(), format!("{path}/thumbnail")] {
            assert_eq!(read(&stage, who, &path).await.status.as_u16(), status, "{path}");
        }
    }
    for (who, status) in [(&guest, 403), (&viewer, 403), (&things.guest, 404), (&stranger, 404)] {
        assert_eq!(stage.ask("delete", &path).by(who).send().await.status.as_u16(), status);
        assert_eq!(stage.begin_over_http(who, &things.task, "a", 5).await.status.as_u16(), status);
    }
    // What a browser has kept is asked for again, and is then not there.
    let tag = read(&stage, &guest, &path).await.header("etag").to_owned();
    let founder = stage.actor(&stage.founder).await;
    let unshared = boards::GuestAccess { person_id: guest.id(), level: None };
    boards::set_guest(&stage.db, &founder, things.project.id, unshared).await.unwrap();
    let after = stage.ask("get", &path).by(&guest).with("if-none-match", tag).send().await;
    assert_eq!(after.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_thumbnail_is_made_once_and_a_file_that_is_none_has_none() {
    let stage = Stage::new().await;
    let things = stage.things(&[]).await;
    let path = format!("{}/thumbnail", address(&things.task, things.attachment));
    let (one, two) = (read(&stage, &stage.founder, &path).await, read(&stage, &stage.founder, &path).await);
    assert_eq!((one.status, one.header("content-type")), (StatusCode::OK, "image/jpeg"));
    assert_eq!(one.bytes, two.bytes);
    let text = stage.attach(&stage.founder, things.task.id, "a.png", b"only called a picture").await;
    let none = read(&stage, &stage.founder, &format!("{}/thumbnail", address(&things.task, text))).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_nobody_goes_on_with_is_given_up_after_a_day() {
    let stage = Stage::new().await;
    let things = stage.things(&[]).await;
    let begun = stage.begin_over_http(&stage.founder, &things.task, "a.txt", 9).await;
    assert_eq!(stage.go_on(&stage.founder, &begun, 0, b"half").await.status, StatusCode::NO_CONTENT);
    let now = clock::now();
    assert_eq!(housekeeping::sweep(&stage.db, now + Duration::hours(23)).await.unwrap().uploads, 0);
    assert_eq!(housekeeping::sweep(&stage.db, now + Duration::hours(25)).await.unwrap().uploads, 1);
    assert_eq!(stage.go_on(&stage.founder, &begun, 4, b"more").await.status, StatusCode::NOT_FOUND);
    let jobs: i64 = sqlx::query_scalar("select count(*) from graphile_worker.jobs where key like 'clear:%'")
        .fetch_one(&stage.owner)
        .await
        .unwrap();
    assert!(jobs >= 1, "the parts are taken away by a job");
    // What the job does: nothing is left of this one.
    let id: UploadId = begun.header("location").rsplit('/').next().unwrap().parse().unwrap();
    let workspace_id = stage.actor(&stage.founder).await.workspace_id;
    stage.files.clear(workspace_id, FileId(id.uuid()), None).await.unwrap();
}

#[tokio::test]
async fn a_quota_raced_by_two_uploads_lets_one_in() {
    let stage = Stage::with_limits(Limits { file: 1_000_000, workspace: Some(1_000_000) }).await;
    let things = stage.things(&[]).await;
    let one = stage.begin_over_http(&stage.founder, &things.task, "a", 600_000);
    let two = stage.begin_over_http(&stage.founder, &things.task, "b", 600_000);
    let (one, two) = tokio::join!(one, two);
    let statuses = [one.status.as_u16(), two.status.as_u16()];
    assert!(statuses == [201, 422] || statuses == [422, 201], "{statuses:?}");
    // What is given up is free again.
    let begun = if one.status.is_success() { one } else { two };
    let gone = stage.ask_at("delete", begun.header("location")).by(&stage.founder).send().await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    assert_eq!(stage.begin_over_http(&stage.founder, &things.task, "c", 600_000).await.status, StatusCode::CREATED);
    let large = stage.begin_over_http(&stage.founder, &things.task, "d", 1_000_001).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(
        stage.begin_over_http(&stage.founder, &things.task, "e", 0).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn a_suspended_members_half_done_upload_goes_no_further() {
    let stage = Stage::new().await;
    let things = stage.things(&[]).await;
    let bo = stage.member("Bo", Role::Member).await;
    let begun = stage.begin_over_http(&bo, &things.task, "a.txt", 8).await;
    assert_eq!(stage.go_on(&bo, &begun, 0, b"half").await.status, StatusCode::NO_CONTENT);
    let founder = stage.actor(&stage.founder).await;
    let actor = stage.actor(&bo).await;
    workspace::suspend(&stage.db, &founder, bo.id(), clock::now()).await.unwrap();
    let refused = stage.go_on(&bo, &begun, 4, b"half").await.status;
    assert!(refused.is_client_error(), "{refused}");
    // Also where the request had been let in before.
    let id = begun.header("location").rsplit('/').next().unwrap().parse().unwrap();
    let upload = Upload { db: &stage.db, actor: &actor, holder: things.task.id.into(), id };
    assert!(stage.files.receive(upload, 4, Body::from("half")).await.is_err());
    assert_eq!(names(&stage, &things.task).await, ["plan.png"]);
}

//! What others were attacked with through their uploads, tried here.

use crate::stage::{Answered, Stage};
use atrium::{
    actor::Role,
    boards::{self, NewTask},
    ids::AttachmentId,
};
use axum::http::StatusCode;
use data_encoding::BASE64;

async fn fetched(stage: &Stage, name: &str, bytes: &[u8]) -> Answered {
    let things = stage.things(&[]).await;
    let id = stage.attach(&stage.founder, things.task.id, name, bytes).await;
    let path = format!("/workspaces/north/tasks/{}/attachments/{id}", things.task.id);
    let answer = stage.ask("get", path).by(&stage.founder).send().await;
    assert_eq!((answer.status, answer.bytes.as_slice()), (StatusCode::OK, bytes));
    let policy = answer.header("content-security-policy");
    assert!(policy.starts_with("sandbox; default-src 'none'") && !policy.contains("script"), "{policy}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    answer
}

/// Gokapi: a drawing with a script in it was opened as a page of the house.
#[tokio::test]
async fn cve_2026_28683_an_svg_is_a_download() {
    let stage = Stage::new().await;
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#;
    for name in ["logo.svg", "logo.png", "logo.txt"] {
        let answer = fetched(&stage, name, svg).await;
        assert!(answer.header("content-disposition").starts_with("attachment"), "{name}");
        assert_eq!(answer.header("content-type"), "application/octet-stream", "{name}");
    }
}

#[tokio::test]
async fn an_html_polyglot_is_a_picture_or_a_download_and_never_a_page() {
    let stage = Stage::new().await;
    let gif = fetched(&stage, "x.html", b"GIF89a/*<html><script>alert(1)</script>*/").await;
    assert_eq!(gif.header("content-type"), "image/gif");
    for page in ["<!DOCTYPE html><script>alert(1)</script>", "\u{feff}  <html><body onload=alert(1)>", "<a>"] {
        let answer = fetched(&stage, "x.txt", page.as_bytes()).await;
        assert!(answer.header("content-disposition").starts_with("attachment"), "{page}");
        assert_eq!(answer.header("content-type"), "application/octet-stream", "{page}");
    }
    let text = fetched(&stage, "x.html", b"Hello <script>alert(1)</script>").await;
    assert_eq!(text.header("content-type"), "text/plain; charset=utf-8");
}

/// Plane: the workspace of the address was trusted for what was copied, and only the destination was checked.
#[tokio::test]
async fn cve_2026_46558_neither_source_nor_destination_is_of_another_workspace() {
    let stage = Stage::new().await;
    let north = stage.things(&[]).await;
    let eve = stage.member("Eve", Role::Member).await;
    let founder = stage.actor(&stage.founder).await;
    let stage = Stage { slug: "south", ..stage };
    stage.found("south", &eve).await;
    let actor = stage.actor(&eve).await;
    let project = boards::NewProject { key: "SO".to_owned(), name: "S".to_owned(), description: String::new(), hue: 0 };
    let project = boards::create_project(&stage.db, &actor, project, None).await.unwrap();
    let new = NewTask { title: "Own".to_owned(), ..NewTask::default() };
    let own = boards::create_task(&stage.db, &actor, project.id, new, None).await.unwrap();
    atrium::workspace::suspend(&stage.db, &founder, eve.id(), atrium::clock::now()).await.unwrap();
    // In her own workspace she is the owner; there she asks for what is in the other one.
    let secret = stage.ask_at("get", "/api/v1/profile").by(&eve).send().await;
    let eve = match secret.header("set-cookie").strip_prefix("atrium=") {
        Some(cookie) => crate::stage::Person { secret: cookie.split(';').next().unwrap().to_owned(), ..eve },
        None => eve,
    };
    for path in [
        format!("/workspaces/south/tasks/{}/attachments/{}", north.task.id, north.attachment),
        format!("/workspaces/south/tasks/{}/attachments/{}", own.id, north.attachment),
        format!("/workspaces/south/tasks/{}/attachments/{}/thumbnail", own.id, north.attachment),
    ] {
        for method in ["get", "delete"] {
            let answer = stage.ask(method, &path).by(&eve).send().await.status.as_u16();
            assert!(answer == 404 || answer == 405, "{method} {path}: {answer}");
        }
    }
    let begun = stage.begin_over_http(&eve, &north.task, "a", 3).await;
    assert_eq!(begun.status, StatusCode::NOT_FOUND);
}

/// PraisonAI: membership was checked, and then anything was found by its bare id.
#[tokio::test]
async fn cve_2026_47418_an_id_opens_nothing_without_its_task_in_either_order() {
    let stage = Stage::new().await;
    let (one, two) = (stage.things(&[]).await, stage.things(&[]).await);
    for (task, attachment) in [(one.task.id, two.attachment), (two.task.id, one.attachment)] {
        let path = format!("/workspaces/north/tasks/{task}/attachments/{attachment}");
        for method in ["get", "delete"] {
            assert_eq!(stage.ask(method, &path).by(&stage.founder).send().await.status, StatusCode::NOT_FOUND);
        }
    }
    let begun = stage.begin_over_http(&stage.founder, &one.task, "a.txt", 3).await;
    let elsewhere = begun.header("location").replace(&one.task.id.to_string(), &two.task.id.to_string());
    for method in ["head", "delete"] {
        assert_eq!(stage.ask_at(method, &elsewhere).by(&stage.founder).send().await.status, StatusCode::NOT_FOUND);
    }
    // Somebody else's upload is nobody's, also for who may do everything.
    let ada = stage.member("Ada", Role::Owner).await;
    for method in ["head", "delete"] {
        let answer = stage.ask_at(method, begun.header("location")).by(&ada).send().await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(stage.go_on(&ada, &begun, 0, b"abc").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_path_traversal_name_writes_nowhere_and_ten_megabytes_of_header_are_refused() {
    let stage = Stage::new().await;
    let answer = fetched(&stage, "../../../etc/cron.d/x\r\nX-Evil: 1", b"* * * * * root true\n").await;
    assert!(answer.header("content-disposition").contains("filename=\"xX-Evil_ 1\""), "{:?}", answer.headers);
    assert!(!answer.headers.contains_key("x-evil"));
    let things = stage.things(&[]).await;
    let long = "x".repeat(10_000_000);
    assert_eq!(stage.begin_over_http(&stage.founder, &things.task, &long, 3).await.status, StatusCode::BAD_REQUEST);
    let path = format!("/workspaces/north/tasks/{}/attachments", things.task.id);
    let by = || stage.ask("post", &path).by(&stage.founder);
    for (length, metadata) in
        [("x", ""), ("-1", ""), ("3", "filename *"), ("3", &format!("filename {}", BASE64.encode(b"\xff")))]
    {
        let answer = by().with("upload-length", length).with("upload-metadata", metadata).send().await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{length} {metadata}");
    }
    let old = by().with("upload-length", "3").with("tus-resumable", "0.2.2").send().await;
    assert_eq!((old.status, old.header("tus-version")), (StatusCode::PRECONDITION_FAILED, "1.0.0"));
}

#[tokio::test]
async fn a_zip_bomb_of_a_picture_is_kept_and_not_unpacked() {
    let stage = Stage::new().await;
    let things = stage.things(&[]).await;
    // A GIF that says it is 65,535 pixels wide and high.
    let bomb = b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;";
    let id = stage.attach(&stage.founder, things.task.id, "bomb.gif", bomb).await;
    let path = |id: AttachmentId| format!("/workspaces/north/tasks/{}/attachments/{id}", things.task.id);
    let small = stage.ask("get", format!("{}/thumbnail", path(id))).by(&stage.founder).send().await;
    assert_eq!(small.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(stage.ask("get", path(id)).by(&stage.founder).send().await.bytes, bomb);
}

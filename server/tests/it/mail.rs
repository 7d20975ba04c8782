//! Mail goes out once, in text and HTML, to a server that speaks SMTP.

use crate::support::{fresh_database, smtp::SmtpServer};
use atrium::{database::Db, ids::MailId};
use server::post::Post;
use uuid::Uuid;

fn post(smtp: &SmtpServer) -> Post {
    Post::new("Atrium <atrium@work.test>", Some(&smtp.url)).unwrap()
}

/// A mail about a task, as it is written for somebody who was told of it.
async fn write_mail_of_thread(db: &Db) -> MailId {
    let id = write_mail(db, "ada@example.test").await;
    let mut tx = db.identity().await.unwrap();
    sqlx::query("update mail set unsubscribe = 'https://work.test/unsubscribe/abc', thread = 'roof' where id = $1")
        .bind(id.uuid())
        .execute(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn a_mail_that_can_be_stopped_says_so_as_rfc_8058_has_it_and_has_the_same_id_whenever_it_is_sent() {
    let db = Db::new(fresh_database().await.pools.serving, None);
    let id = write_mail_of_thread(&db).await;
    let mut smtp = SmtpServer::start().await;
    post(&smtp).deliver(&db, id).await.unwrap();
    let said = smtp.taken().await.text;
    for wanted in [
        &format!("Message-ID: <{id}@work.test>"),
        "References: <roof@work.test>",
        "Auto-Submitted: auto-generated",
        "List-Unsubscribe: <https://work.test/unsubscribe/abc>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ] {
        assert!(said.contains(wanted), "{wanted} is missing in:\n{said}");
    }
}

async fn write_mail(db: &Db, recipient: &str) -> MailId {
    let id = Uuid::now_v7();
    let mut tx = db.identity().await.unwrap();
    sqlx::query("insert into mail (id, recipient, subject, body_text, body_html) values ($1, $2, $3, $4, $5)")
        .bind(id)
        .bind(recipient)
        .bind("A new password")
        .bind("Plain words.")
        .bind("<p>Rich words.</p>")
        .execute(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    MailId::from(id)
}

#[tokio::test]
async fn a_mail_goes_out_once_in_text_and_html() {
    let db = Db::new(fresh_database().await.pools.serving, None);
    let mut smtp = SmtpServer::start().await;
    let post = post(&smtp);
    let first = write_mail(&db, "ada@example.test").await;
    post.deliver(&db, first).await.unwrap();
    let taken = smtp.taken().await;
    assert_eq!((taken.from.as_str(), taken.to.as_slice()), ("atrium@work.test", &["ada@example.test".to_owned()][..]));
    for wanted in ["Subject: A new password", "multipart/alternative", "Plain words.", "<p>Rich words.</p>"] {
        assert!(taken.text.contains(wanted), "{wanted} is missing in:\n{}", taken.text);
    }
    post.deliver(&db, first).await.unwrap();
    let second = write_mail(&db, "bo@example.test").await;
    post.deliver(&db, second).await.unwrap();
    assert_eq!(smtp.taken().await.to, ["bo@example.test"], "the first did not go out again");
}

#[tokio::test]
async fn a_server_that_asks_to_come_again_is_asked_again() {
    let db = Db::new(fresh_database().await.pools.serving, None);
    let mut smtp = SmtpServer::start().await;
    let post = post(&smtp);
    let id = write_mail(&db, "busy@example.test").await;
    assert!(post.deliver(&db, id).await.is_err());
    post.deliver(&db, id).await.unwrap();
    assert_eq!(smtp.taken().await.to, ["busy@example.test"]);
}

#[tokio::test]
async fn an_address_that_does_not_exist_is_not_tried_again_and_what_the_server_refuses_otherwise_is() {
    let db = Db::new(fresh_database().await.pools.serving, None);
    let mut smtp = SmtpServer::start().await;
    let post = post(&smtp);
    let nobody = write_mail(&db, "nobody@example.test").await;
    post.deliver(&db, nobody).await.unwrap();
    let stranger = write_mail(&db, "stranger@example.test").await;
    assert!(post.deliver(&db, stranger).await.is_err());
    let ada = write_mail(&db, "ada@example.test").await;
    post.deliver(&db, ada).await.unwrap();
    assert_eq!(smtp.taken().await.to, ["ada@example.test"]);
}

#[tokio::test]
async fn a_server_that_is_away_is_a_reason_to_try_again() {
    let db = Db::new(fresh_database().await.pools.serving, None);
    let post = Post::new("atrium@work.test", Some("smtp://127.0.0.1:1")).unwrap();
    let id = write_mail(&db, "ada@example.test").await;
    assert!(post.deliver(&db, id).await.is_err());
    let unsent = atrium::identity::letter_to_send(&db, id).await.unwrap();
    assert!(unsent.is_some(), "it waits for the next try");
}

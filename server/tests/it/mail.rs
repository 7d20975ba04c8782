//! Mail goes out once, in text and HTML, to a server that speaks SMTP.

use crate::support::fresh_database;
use atrium::{database::Db, ids::MailId};
use server::post::Post;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
    task::JoinHandle,
};
use uuid::Uuid;

/// Takes one mail by the rules of RFC 5321 and gives back what was said, line by line.
async fn take_one_mail() -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let taken = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 mail.test ESMTP\r\n").await.unwrap();
        let (mut said, mut in_data) = (Vec::new(), false);
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).await.unwrap_or(0) == 0 {
                return said;
            }
            let line = line.trim_end().to_owned();
            let answer = match line.split(' ').next().unwrap_or_default() {
                "." => "250 taken\r\n",
                _ if in_data => "",
                "EHLO" => "250-mail.test\r\n250 8BITMIME\r\n",
                "DATA" => "354 go on\r\n",
                "QUIT" => "221 bye\r\n",
                _ => "250 ok\r\n",
            };
            in_data = (in_data || line == "DATA") && line != ".";
            let done = line == ".";
            said.push(line);
            stream.write_all(answer.as_bytes()).await.unwrap();
            if done {
                return said;
            }
        }
    });
    (format!("smtp://{address}"), taken)
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
    let (url, taken) = take_one_mail().await;
    Post::new("Atrium <atrium@work.test>", Some(&url)).unwrap().deliver(&db, id).await.unwrap();
    let said = taken.await.unwrap().join("\n");
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
    let (url, taken) = take_one_mail().await;
    let post = Post::new("Atrium <atrium@work.test>", Some(&url)).unwrap();
    let id = write_mail(&db, "ada@example.test").await;
    post.deliver(&db, id).await.unwrap();
    let said = taken.await.unwrap().join("\n");
    for wanted in [
        "MAIL FROM:<atrium@work.test>",
        "RCPT TO:<ada@example.test>",
        "Subject: A new password",
        "multipart/alternative",
        "Plain words.",
        "<p>Rich words.</p>",
    ] {
        assert!(said.contains(wanted), "{wanted} is missing in:\n{said}");
    }
    // Nobody listens any more: a second delivery would fail if it tried.
    post.deliver(&db, id).await.unwrap();
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

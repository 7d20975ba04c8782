//! Every kind of topic of the live socket, opened by everybody there is.

use super::cast::{Persona, cast, guests};
use crate::stage::{Stage, compare, sockets};
use atrium::{
    boards,
    ids::ProjectId,
    realtime::{Tell, Topic},
};
use std::fmt::Write;
use tokio_tungstenite::{connect_async, tungstenite::Error as SocketError, tungstenite::client::IntoClientRequest};

/// The kinds of topics: a new one does not compile until it is asked for here.
fn kind(topic: &Topic) -> &'static str {
    match topic {
        Topic::Board { .. } => "board",
        Topic::Inbox { .. } => "inbox",
        Topic::Wiki { .. } => "wiki",
        Topic::Page { .. } => "page",
    }
}

/// What somebody hears who opens a topic: `open`, `gone`, or the status that refuses the socket.
async fn answer(server: &sockets::Server, who: &Persona, topic: &Topic) -> String {
    let mut request = format!("ws://{}/live", server.address).into_client_request().unwrap();
    let headers = request.headers_mut();
    headers.insert("sec-fetch-site", "same-origin".parse().unwrap());
    match (&who.token, &who.person) {
        (Some(token), _) => headers.insert("authorization", format!("Bearer {token}").parse().unwrap()),
        (None, Some(person)) => headers.insert("cookie", format!("atrium={}", person.secret).parse().unwrap()),
        (None, None) => None,
    };
    let mut socket = match connect_async(request).await {
        Ok((socket, _)) => socket,
        Err(SocketError::Http(refusal)) => return refusal.status().as_u16().to_string(),
        Err(other) => panic!("{other}"),
    };
    sockets::open_topic(&mut socket, topic, 0).await;
    let heard = |tell| match tell {
        Tell::Changes { .. } | Tell::Inbox { .. } | Tell::Wiki { .. } | Tell::Text { .. } => Some("open"),
        Tell::Gone { .. } | Tell::InboxGone => Some("gone"),
        Tell::People { .. } | Tell::Closing { .. } => None,
    };
    sockets::heard(&mut socket, heard).await.to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_gets_what_the_file_says_from_every_topic() {
    let stage = Stage::new().await;
    let personas = cast(&stage).await;
    let things = stage.things(&guests(&personas)).await;
    let server = sockets::serve_on(stage.db.pool().clone(), stage.owner.clone()).await;
    // A board that somebody shares with nobody of this workspace.
    stage.found("elsewhere", &things.colleague).await;
    let founder = atrium::workspace::enter(&stage.db, &things.colleague.caller, "elsewhere").await.unwrap();
    let new = boards::NewProject { key: "FAR".into(), name: "Far".into(), description: String::new(), hue: 0 };
    let far = boards::create_project(&stage.db, &founder, new, None).await.unwrap().id;
    let near = things.project.id;

    let names: Vec<&str> = personas.iter().map(|who| who.name).collect();
    let mut text = format!("{:<37}{}\n", "", names.join("  "));
    let board = |workspace: &str, project_id| Topic::Board { workspace: workspace.to_owned(), project_id };
    let inbox = |workspace: &str| Topic::Inbox { workspace: workspace.to_owned() };
    for (row, topic) in [
        ("", board(stage.slug, near)),
        (" of another workspace", board("elsewhere", far)),
        (" of another workspace, by ours", board(stage.slug, far)),
        (" of ours, by another workspace", board("elsewhere", near)),
        (" that is not there", board(stage.slug, ProjectId::new())),
        ("", inbox(stage.slug)),
        (" of another workspace", inbox("elsewhere")),
        (" of a workspace that is not there", inbox("nowhere")),
    ] {
        let mut answers = Vec::new();
        for who in &personas {
            answers.push(format!("{:>w$}", answer(&server, who, &topic).await, w = who.name.len()));
        }
        writeln!(text, "{:<37}{}", format!("{}{row}", kind(&topic)), answers.join("  ")).expect("text");
    }
    server.stop.cancel();
    compare("access/topics.txt", &text);
}

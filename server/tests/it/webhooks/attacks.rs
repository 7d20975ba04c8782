//! What was done to others, by the number it was reported under.

use super::{
    receiver::{Answer, Receiver},
    to, until, webhook,
};
use crate::stage::{Person, Stage};
use atrium::{
    boards, clock,
    outbound::Reach,
    webhooks::{self, NewWebhook},
    workspace,
};
use bytes::Bytes;
use http::HeaderMap;
use serde_json::json;
use server::outbound::{Lost, Outbound};

#[tokio::test]
async fn cve_2026_41649_a_webhook_of_ones_own_for_a_project_of_another_workspace() {
    let stage = Stage::new().await;
    let theirs = stage.things(&[]).await;
    let stella = Person::new(&stage.db, "Stella").await;
    stage.found("south", &stella).await;
    let body = json!({ "address": "https://example.org/", "project_id": theirs.project.id });
    for (workspace, status) in [("south", 404), ("north", 404)] {
        let path = format!("/workspaces/{workspace}/webhooks");
        let ask = stage.ask("post", path).by(&stella).with("sec-fetch-site", "same-origin");
        assert_eq!(ask.json(&body).send().await.status.as_u16(), status, "{workspace}");
    }
}

#[tokio::test]
async fn cve_2026_43890_nothing_of_another_workspace_is_ever_told() {
    let stage = Stage::new().await;
    let stella = Person::new(&stage.db, "Stella").await;
    stage.found("south", &stella).await;
    let south = workspace::enter(&stage.db, &stella.caller, "south").await.unwrap();
    let new = to("http://127.0.0.1:9/".to_owned());
    let made = webhooks::create_webhook(&stage.db, &south, new, &super::reach(), None, clock::now()).await.unwrap();
    let things = stage.things(&[]).await;
    let owner = stage.actor(&stage.founder).await;
    boards::add_comment(&stage.db, &owner, things.task.id, "A secret remark", None).await.unwrap();
    for actor in [&owner, &south] {
        webhooks::fan_out(&stage.db, actor.workspace_id, "", clock::now()).await.unwrap();
    }
    let log = webhooks::deliveries(&stage.db, &south, made.id, None, None, 200, clock::now()).await.unwrap();
    assert!(log.items.iter().all(|one| one.kind.starts_with("workspace.") || one.kind.starts_with("member.")));
}

#[tokio::test]
async fn cve_2026_47418_a_webhook_known_by_its_id_alone() {
    let stage = Stage::new().await;
    let (id, _) = webhook(&stage, to("http://127.0.0.1:9/".to_owned())).await;
    let stella = Person::new(&stage.db, "Stella").await;
    stage.found("south", &stella).await;
    for (method, tail) in [("get", ""), ("delete", ""), ("get", "/deliveries"), ("post", "/secret"), ("post", "/test")]
    {
        let path = format!("/workspaces/south/webhooks/{id}{tail}");
        let answer = stage.ask(method, path).by(&stella).with("sec-fetch-site", "same-origin").send().await;
        assert_eq!(answer.status.as_u16(), 404, "{method} {tail}");
    }
}

#[tokio::test]
async fn cve_2026_40896_a_delivery_of_one_webhook_under_another() {
    let stage = Stage::new().await;
    let (mine, theirs) = (stage.things(&[]).await, stage.things(&[]).await);
    for (webhook, delivery, status) in
        [(mine.webhook, theirs.delivery, 404), (theirs.webhook, mine.delivery, 404), (mine.webhook, mine.delivery, 200)]
    {
        let path = format!("/workspaces/north/webhooks/{webhook}/deliveries/{delivery}");
        assert_eq!(stage.ask("get", path).by(&stage.founder).send().await.status.as_u16(), status);
        let path = format!("/workspaces/north/webhooks/{webhook}/replays/{delivery}");
        let ask = stage.ask("post", path).by(&stage.founder).with("sec-fetch-site", "same-origin");
        assert_eq!(ask.send().await.status.is_success(), status == 200);
    }
}

/// A name that led to a public address when it was entered, and to this machine when it is called.
#[tokio::test]
async fn a_name_that_leads_to_this_machine_is_refused_where_it_is_called() {
    let receiver = Receiver::start(&[Answer::Code(200)]).await;
    let port = receiver.address.rsplit(':').next().unwrap().split('/').next().unwrap().to_owned();
    // Plain requests are allowed here, and this machine is not: what is refused is refused for where it leads.
    let outbound = Outbound::new(Reach::new(Vec::new(), true)).unwrap();
    let post = async |address: &str| outbound.post(address, HeaderMap::new(), Bytes::new(), 10).await.map(drop);
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    for host in
        ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f000001", "127.1", name.trim()]
    {
        assert!(matches!(post(&format!("http://{host}:{port}/")).await, Err(Lost::Refused | Lost::Unknown)), "{host}");
    }
    for address in ["http://169.254.169.254/latest/meta-data/", "http://[fd00:ec2::254]/", "http://100.64.0.1/"] {
        assert_eq!(post(address).await, Err(Lost::Refused), "{address}");
    }
    assert!(receiver.received().is_empty());
}

#[tokio::test]
async fn a_redirect_to_a_private_address_is_not_followed() {
    let stage = Stage::new().await;
    let inside = Receiver::start(&[Answer::Code(200)]).await;
    let place: &'static str = Box::leak(inside.address.clone().into_boxed_str());
    let receiver = Receiver::start(&[Answer::Redirect(place)]).await;
    let (id, _) =
        webhook(&stage, NewWebhook { kinds: vec!["project".to_owned()], ..to(receiver.address.clone()) }).await;
    stage.project(&[]).await;
    let _sending = super::sending(&stage);
    let tried = until(async || super::log(&stage, id).await.into_iter().find(|one| one.attempts > 0)).await;
    assert_eq!(tried.code, Some(302));
    assert!(inside.received().is_empty() && receiver.received().iter().all(|one| one.path == "/hooks"));
}

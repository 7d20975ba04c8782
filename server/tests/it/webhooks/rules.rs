//! Who may set webhooks up, and what is asked of one.

use super::{log, reach, to, webhook};
use crate::stage::{Person, Stage};
use atrium::{
    Error,
    actor::Role,
    boards, clock,
    housekeeping::{self, Swept},
    idempotency::Once,
    outbound::Reach,
    webhooks::{self, NewWebhook, WebhookEdit},
    workspace,
};
use time::Duration;

#[tokio::test]
async fn owners_and_admins_look_after_webhooks_and_nobody_else_knows_of_them() {
    let stage = Stage::new().await;
    let (db, now) = (&stage.db, clock::now());
    let (id, _) = webhook(&stage, to("http://127.0.0.1:9/".to_owned())).await;
    for role in [Role::Member, Role::Viewer, Role::Guest] {
        let actor = stage.actor(&stage.member("Bo", role).await).await;
        let new = to("https://example.org/".to_owned());
        let refused = webhooks::create_webhook(db, &actor, new, &reach(), None, now).await;
        assert_eq!(refused.unwrap_err(), Error::Forbidden, "{role:?}");
        assert_eq!(webhooks::webhooks(db, &actor, now).await.unwrap_err(), Error::Forbidden);
        assert_eq!(webhooks::webhook(db, &actor, id, now).await.unwrap_err(), Error::Forbidden);
        let log = webhooks::deliveries(db, &actor, id, None, None, 10, now).await;
        assert_eq!(log.unwrap_err(), Error::Forbidden);
        assert_eq!(webhooks::rotate_secret(db, &actor, id, now).await.unwrap_err(), Error::Forbidden);
        assert_eq!(webhooks::test_webhook(db, &actor, id, "", now).await.unwrap_err(), Error::Forbidden);
        assert_eq!(webhooks::replay_failed(db, &actor, id, None, now).await.unwrap_err(), Error::Forbidden);
        assert_eq!(webhooks::remove_webhook(db, &actor, id).await.unwrap_err(), Error::Forbidden);
        let edit = WebhookEdit { enabled: Some(false), ..WebhookEdit::default() };
        assert_eq!(webhooks::edit_webhook(db, &actor, id, edit, &reach()).await.unwrap_err(), Error::Forbidden);
    }
    let admin = stage.actor(&stage.member("Ada", Role::Admin).await).await;
    webhooks::remove_webhook(db, &admin, id).await.unwrap();
    assert_eq!(webhooks::remove_webhook(db, &admin, id).await.unwrap_err(), Error::NotFound);
}

#[tokio::test]
async fn an_address_is_public_and_encrypted_and_kinds_are_those_there_are() {
    let stage = Stage::new().await;
    let (db, now, owner) = (&stage.db, clock::now(), stage.actor(&stage.founder).await);
    let refused = async |new: NewWebhook, field: &str| {
        let error = webhooks::create_webhook(db, &owner, new, &Reach::default(), None, now).await.unwrap_err();
        assert!(error.field(field).is_some(), "{error:?}");
    };
    for address in ["", "example.org", "http://example.org/", "https://localhost/", "https://10.1.2.3/"] {
        refused(to(address.to_owned()), "address").await;
    }
    for kind in ["session.started", "watch", "nothing", "task.'; --", "webhook.created"] {
        let kinds = vec![kind.to_owned()];
        refused(NewWebhook { kinds, ..to("https://example.org/".to_owned()) }, "kinds").await;
    }
    let name = "x".repeat(81);
    refused(NewWebhook { name, ..to("https://example.org/".to_owned()) }, "name").await;
}

#[tokio::test]
async fn a_webhook_is_made_once_under_one_key_and_its_secret_told_once() {
    let stage = Stage::new().await;
    let (db, now, owner) = (&stage.db, clock::now(), stage.actor(&stage.founder).await);
    let once = Once::new("k", "a webhook").unwrap();
    let new = to("https://example.org/".to_owned());
    let first = webhooks::create_webhook(db, &owner, new.clone(), &reach(), Some(&once), now).await.unwrap();
    let again = webhooks::create_webhook(db, &owner, new.clone(), &reach(), Some(&once), now).await.unwrap();
    assert_eq!((again.id, again.secret), (first.id, None));
    let secret = first.secret.unwrap();
    let path = format!("/workspaces/north/webhooks/{}", first.id);
    let shown = stage.ask("get", path).by(&stage.founder).send().await;
    assert!(shown.status.is_success() && !shown.text.contains(&secret) && !shown.text.contains("whsec_"));
    for _ in 1..20 {
        webhooks::create_webhook(db, &owner, new.clone(), &reach(), None, now).await.unwrap();
    }
    assert!(webhooks::create_webhook(db, &owner, new, &reach(), None, now).await.is_err(), "twenty are enough");
}

#[tokio::test]
async fn only_what_is_asked_for_is_told_and_nothing_from_before_or_while_it_was_off() {
    let stage = Stage::new().await;
    let things = stage.things(&[]).await;
    let (db, owner) = (&stage.db, stage.actor(&stage.founder).await);
    let say = async |words: &str| {
        boards::add_comment(db, &owner, things.task.id, words, None).await.unwrap();
        webhooks::fan_out(db, owner.workspace_id, "", clock::now()).await.unwrap();
    };
    let new = || to("http://127.0.0.1:9/".to_owned());
    let (all, _) = webhook(&stage, new()).await;
    let (other, ..) = stage.project(&[]).await;
    let (of_project, _) = webhook(&stage, NewWebhook { project_id: Some(other.id), ..new() }).await;
    let (of_kind, _) = webhook(&stage, NewWebhook { kinds: vec!["comment.added".to_owned()], ..new() }).await;
    say("One").await;
    let kinds = async |id| log(&stage, id).await.into_iter().map(|one| one.kind).rev().collect::<Vec<_>>();
    assert_eq!(kinds(all).await, ["project.created", "column.created", "comment.added"]);
    assert_eq!(kinds(of_kind).await, ["comment.added"]);
    assert!(kinds(of_project).await.is_empty());

    let switch = async |enabled| {
        let edit = WebhookEdit { enabled: Some(enabled), ..WebhookEdit::default() };
        webhooks::edit_webhook(db, &owner, of_kind, edit, &reach()).await.unwrap();
    };
    switch(false).await;
    assert!(webhooks::test_webhook(db, &owner, of_kind, "", clock::now()).await.is_err(), "it is off");
    boards::add_comment(db, &owner, things.task.id, "Meanwhile", None).await.unwrap();
    switch(true).await;
    say("Two").await;
    assert_eq!(kinds(of_kind).await.len(), 2);
}

#[tokio::test]
async fn deliveries_are_kept_for_thirty_days_and_go_with_their_webhook_and_workspace() {
    let stage = Stage::new().await;
    let (db, owner, now) = (&stage.db, stage.actor(&stage.founder).await, clock::now());
    let (id, _) = webhook(&stage, to("http://127.0.0.1:9/".to_owned())).await;
    webhooks::test_webhook(db, &owner, id, "", now).await.unwrap();
    let swept = async |days| housekeeping::sweep(db, now + Duration::days(days)).await.unwrap().deliveries;
    assert_eq!((swept(29).await, swept(31).await, swept(31).await), (0, 1, 0));
    webhooks::test_webhook(db, &owner, id, "", now).await.unwrap();
    workspace::delete(db, &owner, now).await.unwrap();
    let endpoints = webhooks::due(db, 10, now).await.unwrap();
    assert!(endpoints.is_empty(), "a deleted workspace tells nothing");
    let swept = housekeeping::sweep(db, now + Duration::days(31)).await.unwrap();
    assert_eq!(swept.workspaces, 1, "{swept:?} {:?}", Swept::default());
}

#[tokio::test]
async fn a_stranger_finds_nothing() {
    let stage = Stage::new().await;
    let (id, _) = webhook(&stage, to("http://127.0.0.1:9/".to_owned())).await;
    let stella = Person::new(&stage.db, "Stella").await;
    for path in ["", &format!("/{id}"), &format!("/{id}/deliveries")] {
        let answer = stage.ask("get", format!("/workspaces/north/webhooks{path}")).by(&stella).send().await;
        assert_eq!(answer.status.as_u16(), 404);
    }
}

//! What goes over the wire.

use super::{
    log,
    receiver::{Answer, Receiver},
    sending, to, until, webhook,
};
use crate::stage::Stage;
use atrium::{
    boards::{self, MoveTo, TaskEdit},
    clock, identity,
    webhooks::{self, DeliveryStatus, Disabled, NewWebhook, sign},
};
use std::{collections::BTreeSet, time::Duration};
use time::OffsetDateTime;

#[tokio::test]
async fn what_happens_to_a_task_is_told_in_its_order_and_signed() {
    let stage = Stage::new().await;
    let receiver = Receiver::start(&[Answer::Code(200)]).await;
    let things = stage.things(&[]).await;
    let (id, secret) = webhook(&stage, to(receiver.address.clone())).await;
    let owner = stage.actor(&stage.founder).await;
    let to = MoveTo { column_id: things.empty_column.id, after: None, before: None };
    boards::move_task(&stage.db, &owner, things.task.id, to).await.unwrap();
    for title in ["Paint the door", "Paint the gate"] {
        let edit = TaskEdit { title: Some(title.to_owned()), ..TaskEdit::default() };
        boards::edit_task(&stage.db, &owner, things.task.id, edit, None).await.unwrap();
    }
    let _sending = sending(&stage);
    let received = receiver.have(3).await;
    let kinds: Vec<_> = received.iter().map(|one| one.json()["type"].as_str().unwrap().to_owned()).collect();
    assert_eq!(kinds, ["task.moved", "task.edited", "task.edited"]);
    let seqs: Vec<_> = received.iter().map(|one| one.json()["data"]["seq"].as_i64().unwrap()).collect();
    assert!(seqs.windows(2).all(|pair| pair[0] < pair[1]), "{seqs:?}");

    let first = &received[0];
    let (message, at) = (first.header("webhook-id"), first.header("webhook-timestamp").parse().unwrap());
    let at = OffsetDateTime::from_unix_timestamp(at).unwrap();
    assert_eq!(first.header("webhook-signature"), sign(std::slice::from_ref(&secret), message, at, &first.body));
    assert!((clock::now() - at).whole_seconds().abs() < 60);
    assert_eq!(first.header("content-type"), "application/json");
    let data = &first.json()["data"];
    assert_eq!(data["task"]["key"], format!("{}-{}", things.project.key, things.task.number));
    assert_eq!(data["task"]["id"], things.task.id.to_string());
    assert_eq!((&data["actor"]["name"], &data["workspace"]), (&"Fatima".into(), &"north".into()));
    assert_eq!(data["details"]["to"], "Extra");
    for hidden in [&secret, &stage.founder.email, &things.invitation_secret] {
        assert!(received.iter().all(|one| !one.body.contains(hidden.as_str())), "{hidden}");
    }
    let log = until(async || {
        Some(log(&stage, id).await).filter(|log| log.iter().all(|one| one.status == DeliveryStatus::Delivered))
    })
    .await;
    assert_eq!((log.len(), log[0].attempts, log[0].code), (3, 1, Some(200)));
}

#[tokio::test]
async fn a_failure_is_tried_again_under_the_same_identity() {
    let stage = Stage::new().await;
    let receiver = Receiver::start(&[Answer::Code(500), Answer::Code(200)]).await;
    let (id, _) = webhook(&stage, to(receiver.address.clone())).await;
    stage.project(&[]).await;
    let _sending = sending(&stage);
    let received = receiver.have(3).await;
    let [first, .., last] = &received[..] else { panic!("{received:?}") };
    assert_eq!(first.json()["type"], "project.created");
    assert_eq!(last.header("webhook-id"), first.header("webhook-id"));
    assert_eq!(last.body, first.body, "the very same words");
    let later = |one: &super::receiver::Received| one.header("webhook-timestamp").parse::<i64>().unwrap();
    assert!(later(last) - later(first) >= 5);
    let founder = stage.actor(&stage.founder).await;
    let oldest = until(async || log(&stage, id).await.pop().filter(|one| one.attempts == 2)).await;
    let detail = webhooks::delivery(&stage.db, &founder, id, oldest.id, clock::now()).await.unwrap();
    let codes: Vec<_> = detail.tries.iter().map(|one| (one.code, one.answer.as_str())).collect();
    assert_eq!(codes, [(Some(500), "as I was told"), (Some(200), "as I was told")]);
    assert_eq!((detail.message_id.as_str(), detail.body), (first.header("webhook-id"), first.body.clone()));
}

#[tokio::test]
async fn a_receiver_that_hangs_holds_back_no_other_and_is_given_up_after_15_seconds() {
    let stage = Stage::new().await;
    let (slow, quick) = (Receiver::start(&[Answer::Hang]).await, Receiver::start(&[Answer::Code(204)]).await);
    let (id, _) = webhook(&stage, to(slow.address.clone())).await;
    webhook(&stage, to(quick.address.clone())).await;
    let _sending = sending(&stage);
    for _ in 0..4 {
        stage.project(&[]).await;
    }
    let begun = std::time::Instant::now();
    quick.have(8).await;
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    assert!(slow.received().len() <= 2, "at most two at a time");
    let first = until(async || log(&stage, id).await.into_iter().find(|one| one.attempts > 0)).await;
    let founder = stage.actor(&stage.founder).await;
    let detail = webhooks::delivery(&stage.db, &founder, id, first.id, clock::now()).await.unwrap();
    assert_eq!(detail.tries[0].lost.as_deref(), Some("There was no answer within 15 seconds."));
    assert!((14_000..18_000).contains(&detail.tries[0].millis), "{}", detail.tries[0].millis);
}

#[tokio::test]
async fn an_answer_without_end_is_kept_by_its_beginning() {
    let stage = Stage::new().await;
    let receiver = Receiver::start(&[Answer::Endless]).await;
    let (id, _) = webhook(&stage, to(receiver.address.clone())).await;
    stage.project(&[]).await;
    let _sending = sending(&stage);
    let done = until(async || log(&stage, id).await.into_iter().find(|one| one.attempts > 0)).await;
    let founder = stage.actor(&stage.founder).await;
    let detail = webhooks::delivery(&stage.db, &founder, id, done.id, clock::now()).await.unwrap();
    assert_eq!((done.status, detail.tries[0].answer.len()), (DeliveryStatus::Delivered, 1024));
    assert!(detail.tries[0].millis < 5_000);
}

#[tokio::test]
async fn an_address_that_is_gone_is_switched_off_and_its_caretakers_hear_of_it() {
    let stage = Stage::new().await;
    let receiver = Receiver::start(&[Answer::Code(410)]).await;
    let (id, _) = webhook(&stage, NewWebhook { name: "Robot".to_owned(), ..to(receiver.address.clone()) }).await;
    let founder = stage.actor(&stage.founder).await;
    webhooks::test_webhook(&stage.db, &founder, id, "http://atrium.test", clock::now()).await.unwrap();
    let sending = sending(&stage);
    let off = until(async || {
        let shown = webhooks::webhook(&stage.db, &founder, id, clock::now()).await.unwrap();
        Some(shown).filter(|shown| !shown.enabled)
    })
    .await;
    assert_eq!((off.disabled_because, off.failed), (Some(Disabled::Gone), 1));
    let mails = identity::mailbox(&stage.db, true).await.unwrap();
    let (letter, _) = mails.iter().find(|(letter, _)| letter.subject.contains("Robot")).unwrap();
    assert_eq!(letter.recipient, stage.founder.email);
    assert!(letter.text.contains(&format!("http://atrium.test/w/north/webhooks/{id}")), "{}", letter.text);
    stage.project(&[]).await;
    drop(sending);
    assert_eq!(receiver.received().len(), 1);
}

#[tokio::test]
async fn two_servers_send_everything_once() {
    let stage = Stage::new().await;
    let receiver = Receiver::start(&[Answer::Code(200)]).await;
    webhook(&stage, to(receiver.address.clone())).await;
    let _both = (sending(&stage), sending(&stage));
    for _ in 0..12 {
        stage.project(&[]).await;
    }
    receiver.have(24).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    let received = receiver.received();
    let ids: BTreeSet<_> = received.iter().map(|one| one.header("webhook-id").to_owned()).collect();
    assert_eq!((received.len(), ids.len()), (24, 24));
}

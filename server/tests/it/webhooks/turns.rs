//! Who takes what, and when, by a clock of the test's own.

use super::{log, to, webhook};
use crate::stage::Stage;
use atrium::{
    clock,
    ids::WebhookId,
    webhooks::{self, Claim, DeliveryStatus, Disabled, LAST_TRY, Outcome, sign},
};
use std::time::Duration as Took;
use time::{Duration, OffsetDateTime};

const TOOK: Took = Took::from_millis(12);

fn failed() -> Outcome {
    Outcome::Lost { because: "There was no connection to the host.".to_owned() }
}

async fn claim(stage: &Stage, id: WebhookId, now: OffsetDateTime) -> Option<Claim> {
    let due = webhooks::due(&stage.db, 10, now).await.unwrap();
    let endpoint = due.into_iter().find(|endpoint| endpoint.webhook_id == id)?;
    webhooks::claim(&stage.db, endpoint, now).await.unwrap()
}

async fn settle(stage: &Stage, claim: &Claim, outcome: &Outcome, now: OffsetDateTime) {
    webhooks::settle(&stage.db, claim, outcome, TOOK, 0.0, "http://atrium.test", now).await.unwrap();
}

/// A webhook with a test on its way.
async fn scene(stage: &Stage) -> (WebhookId, OffsetDateTime) {
    let (id, now) = (webhook(stage, to("http://127.0.0.1:9/hooks".to_owned())).await.0, clock::now());
    let founder = stage.actor(&stage.founder).await;
    webhooks::test_webhook(&stage.db, &founder, id, "", now).await.unwrap();
    (id, now)
}

#[tokio::test]
async fn what_a_killed_server_had_taken_is_found_again_after_a_minute() {
    let stage = Stage::new().await;
    let (id, now) = scene(&stage).await;
    let lost = claim(&stage, id, now).await.unwrap();
    assert!(claim(&stage, id, now + Duration::seconds(59)).await.is_none());
    let now = now + Duration::seconds(61);
    let found = claim(&stage, id, now).await.unwrap();
    assert_eq!((&found.message_id, &found.body), (&lost.message_id, &lost.body));
    // It was not dead, only slow: what it says now counts no more.
    settle(&stage, &lost, &failed(), now).await;
    assert_eq!(log(&stage, id).await[0].attempts, 0);
    settle(&stage, &found, &Outcome::Answered { code: 204, answer: String::new() }, now).await;
    let done = &log(&stage, id).await[0];
    assert_eq!((done.status, done.attempts, done.millis), (DeliveryStatus::Delivered, 1, Some(12)));
    assert!(claim(&stage, id, now + Duration::days(2)).await.is_none());
}

#[tokio::test]
async fn after_eight_tries_it_is_given_up_and_can_be_replayed() {
    let stage = Stage::new().await;
    let (id, mut now) = scene(&stage).await;
    let begun = now;
    for _ in 0..LAST_TRY {
        let mut due = None;
        while due.is_none() {
            due = claim(&stage, id, now).await;
            now += Duration::minutes(5);
        }
        settle(&stage, &due.unwrap(), &failed(), now).await;
    }
    assert!((30..34).contains(&(now - begun).whole_hours()), "{}", now - begun);
    let given_up = log(&stage, id).await.remove(0);
    assert_eq!((given_up.status, given_up.attempts), (DeliveryStatus::Failed, 8));
    assert!(claim(&stage, id, now + Duration::days(2)).await.is_none());

    let founder = stage.actor(&stage.founder).await;
    let since = |moment| webhooks::replay_failed(&stage.db, &founder, id, Some(moment), now);
    assert_eq!(since(now).await.unwrap(), 0, "it was made before");
    assert_eq!((since(begun - Duration::hours(1)).await.unwrap(), since(begun).await.unwrap()), (1, 0));
    let again = claim(&stage, id, now).await.unwrap();
    settle(&stage, &again, &Outcome::Answered { code: 200, answer: "thanks".to_owned() }, now).await;
    assert_eq!(log(&stage, id).await[0].status, DeliveryStatus::Delivered);
    webhooks::replay_delivery(&stage.db, &founder, id, given_up.id, now).await.unwrap();
    assert_eq!(claim(&stage, id, now).await.unwrap().message_id, again.message_id);
}

#[tokio::test]
async fn where_nothing_arrives_for_five_days_nothing_more_is_sent() {
    let stage = Stage::new().await;
    let (id, now) = scene(&stage).await;
    let founder = stage.actor(&stage.founder).await;
    let shown = async || webhooks::webhook(&stage.db, &founder, id, clock::now()).await.unwrap();
    let first = claim(&stage, id, now).await.unwrap();
    settle(&stage, &first, &failed(), now).await;
    assert!(shown().await.failing_since.is_some());
    let now = now + Duration::days(5) + Duration::minutes(1);
    let last = claim(&stage, id, now).await.unwrap();
    settle(&stage, &last, &failed(), now).await;
    assert_eq!((shown().await.enabled, shown().await.disabled_because), (false, Some(Disabled::Failing)));
    // Switched on again it begins anew.
    let edit = webhooks::WebhookEdit { enabled: Some(true), ..Default::default() };
    webhooks::edit_webhook(&stage.db, &founder, id, edit, &super::reach()).await.unwrap();
    assert_eq!((shown().await.disabled_because, shown().await.failing_since), (None, None));
}

#[tokio::test]
async fn for_a_day_both_secrets_sign() {
    let stage = Stage::new().await;
    let (id, old) = webhook(&stage, to("http://127.0.0.1:9/hooks".to_owned())).await;
    let (founder, now) = (stage.actor(&stage.founder).await, clock::now());
    let new = webhooks::rotate_secret(&stage.db, &founder, id, now).await.unwrap();
    assert!(new.starts_with("whsec_") && new != old);
    for (after, secrets) in [(Duration::hours(23), vec![new.clone(), old]), (Duration::hours(25), vec![new])] {
        let now = now + after;
        webhooks::test_webhook(&stage.db, &founder, id, "", now).await.unwrap();
        let claim = claim(&stage, id, now).await.unwrap();
        assert_eq!(claim.signature, sign(&secrets, &claim.message_id, now, &claim.body));
        settle(&stage, &claim, &Outcome::Answered { code: 200, answer: String::new() }, now).await;
    }
}

#[tokio::test]
async fn a_later_event_waits_for_an_earlier_one_of_its_task_through_a_hiccup_and_not_for_hours() {
    let stage = Stage::new().await;
    let things = stage.things(&[]).await;
    let (id, _) = webhook(&stage, to("http://127.0.0.1:9/hooks".to_owned())).await;
    let founder = stage.actor(&stage.founder).await;
    for body in ["One", "Two"] {
        atrium::boards::add_comment(&stage.db, &founder, things.task.id, body, None).await.unwrap();
    }
    let now = clock::now();
    webhooks::fan_out(&stage.db, founder.workspace_id, "", now).await.unwrap();
    webhooks::fan_out(&stage.db, founder.workspace_id, "", now).await.unwrap();
    assert_eq!(log(&stage, id).await.len(), 2, "read twice, told once");
    let first = claim(&stage, id, now).await.unwrap();
    assert!(claim(&stage, id, now).await.is_none(), "the first is on its way");
    settle(&stage, &first, &failed(), now).await;
    assert!(claim(&stage, id, now + Duration::seconds(4)).await.is_none(), "it comes again at once");
    let now = now + Duration::seconds(7);
    let again = claim(&stage, id, now).await.unwrap();
    assert_eq!(again.message_id, first.message_id);
    settle(&stage, &again, &failed(), now).await;
    let second = claim(&stage, id, now).await.unwrap();
    assert_ne!(second.message_id, first.message_id);
}

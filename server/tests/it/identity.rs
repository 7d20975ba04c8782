//! Accounts on a real database.

use crate::stage::{Person, Stage};
use atrium::{
    Error,
    actor::Role,
    clock,
    identity::{self, ChangePassword, CreateToken, Effort, SignIn, SignUp, TokenScope},
    ids::SessionId,
    workspace::{self, Kind},
};
use time::{Duration, OffsetDateTime};

const NEW: &str = "another quiet lantern";

fn at_the_door<'a>(person: &'a Person, password: &'a str) -> SignIn<'a> {
    SignIn { email: &person.email, password, device: "a test", address: "192.0.2.7", previous: None }
}

async fn stands(stage: &Stage, secret: &str, now: OffsetDateTime) -> bool {
    identity::authenticate_session(&stage.db, secret, now).await.unwrap().is_some()
}

/// Somebody's session, whose secret is due to be renewed: they joined a workspace meanwhile.
async fn due(stage: &Stage, name: &str) -> (SessionId, String) {
    let person = Person::new(&stage.db, name).await;
    let session = person.sign_in(&stage.db).await;
    stage.join(&person, Role::Member).await;
    session
}

async fn renewed(stage: &Stage, id: SessionId, now: OffsetDateTime) -> String {
    identity::rotate(&stage.db, id, now).await.unwrap().expect("a new secret")
}

#[tokio::test]
async fn signing_up_makes_a_person_and_a_space_of_their_own() {
    let stage = Stage::new().await;
    let ada = Person::new(&stage.db, "Ada").await;
    let mine = workspace::list_mine(&stage.db, &ada.caller, clock::now()).await.unwrap();
    assert_eq!(mine.len(), 1);
    assert_eq!(mine[0].kind, Kind::Personal);

    let again = SignUp {
        address: None,
        email: &ada.email.to_uppercase(),
        name: "Ada again",
        password: NEW,
        time_zone: "Nowhere",
        effort: Effort::Reduced,
    };
    let refused = identity::sign_up(&stage.db, again, clock::now()).await.unwrap_err();
    assert!(refused.field("email").is_some());
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_get_the_same_answer() {
    let stage = Stage::new().await;
    let ada = Person::new(&stage.db, "Ada").await;
    let wrong = identity::sign_in(&stage.db, at_the_door(&ada, "not it at all"), clock::now()).await.unwrap_err();
    let mut nobody = at_the_door(&ada, "not it at all");
    nobody.email = "nobody@example.test";
    let unknown = identity::sign_in(&stage.db, nobody, clock::now()).await.unwrap_err();
    assert_eq!(wrong, unknown);
}

#[tokio::test]
async fn guessing_is_slowed_and_whoever_waits_may_try_again() {
    let stage = Stage::new().await;
    let ada = Person::new(&stage.db, "Ada").await;
    let now = clock::now();
    for _ in 0..5 {
        let wrong = identity::sign_in(&stage.db, at_the_door(&ada, "not it at all"), now).await.unwrap_err();
        assert!(matches!(wrong, Error::Invalid { .. }), "{wrong:?}");
    }
    let early = identity::sign_in(&stage.db, at_the_door(&ada, &ada.password), now).await.unwrap_err();
    assert!(matches!(early, Error::Busy { retry_after_seconds: 1..=2 }), "{early:?}");
    let later = now + Duration::seconds(3);
    identity::sign_in(&stage.db, at_the_door(&ada, &ada.password), later).await.unwrap();
    // A sign-in that succeeded starts the count afresh.
    identity::sign_in(&stage.db, at_the_door(&ada, &ada.password), later).await.unwrap();
}

#[tokio::test]
async fn a_session_ends_when_idle_when_old_and_when_signed_out() {
    let stage = Stage::new().await;
    let ada = Person::new(&stage.db, "Ada").await;
    let now = clock::now();
    assert!(stands(&stage, &ada.secret, now).await);
    assert!(!stands(&stage, &ada.secret, now + Duration::days(15)).await);
    for days in (0..=84).step_by(12) {
        assert!(stands(&stage, &ada.secret, now + Duration::days(days)).await, "day {days}");
    }
    assert!(!stands(&stage, &ada.secret, now + Duration::days(91)).await);
    identity::sign_out(&stage.db, &ada.secret, now).await.unwrap();
    identity::sign_out(&stage.db, &ada.secret, now).await.unwrap();
    assert!(!stands(&stage, &ada.secret, now).await);
}

#[tokio::test]
async fn signing_in_ends_the_session_that_the_browser_carried() {
    let stage = Stage::new().await;
    let ada = Person::new(&stage.db, "Ada").await;
    let form = SignIn { previous: Some(&ada.secret), ..at_the_door(&ada, &ada.password) };
    let fresh = identity::sign_in(&stage.db, form, clock::now()).await.unwrap();
    assert!(!stands(&stage, &ada.secret, clock::now()).await);
    assert!(stands(&stage, &fresh.secret, clock::now()).await);
}

#[tokio::test]
async fn a_renewed_session_answers_to_its_old_secret_for_half_a_minute() {
    let stage = Stage::new().await;
    let now = clock::now();
    let (id, secret) = due(&stage, "Ada").await;
    let fresh = renewed(&stage, id, now).await;
    assert!(stands(&stage, &secret, now + Duration::seconds(20)).await);
    assert!(!stands(&stage, &secret, now + Duration::seconds(40)).await);
    assert!(stands(&stage, &fresh, now + Duration::seconds(40)).await);
}

#[tokio::test]
async fn of_requests_at_one_moment_one_renews_the_session() {
    let stage = Stage::new().await;
    let (id, secret) = due(&stage, "Ada").await;
    let now = clock::now();
    let fresh: Vec<_> = futures::future::join_all((0..8).map(|_| identity::rotate(&stage.db, id, now)))
        .await
        .into_iter()
        .filter_map(Result::unwrap)
        .collect();
    assert_eq!(fresh.len(), 1);
    assert!(stands(&stage, &secret, now).await, "the rest of the moment's requests come with it");
    assert!(stands(&stage, &fresh[0], now).await);
}

#[tokio::test]
async fn signing_out_ends_a_session_that_was_renewed_on_the_way() {
    let stage = Stage::new().await;
    let (id, secret) = due(&stage, "Ada").await;
    let now = clock::now();
    let fresh = renewed(&stage, id, now).await;
    identity::sign_out(&stage.db, &secret, now).await.unwrap();
    assert!(!stands(&stage, &secret, now).await && !stands(&stage, &fresh, now).await);

    let (id, secret) = due(&stage, "Bo").await;
    let fresh = renewed(&stage, id, now).await;
    identity::sign_out(&stage.db, &secret, now + Duration::minutes(1)).await.unwrap();
    assert!(stands(&stage, &fresh, now + Duration::minutes(1)).await, "an old secret ends nothing later");
}

#[tokio::test]
async fn changing_the_password_ends_every_other_session() {
    let stage = Stage::new().await;
    let ada = Person::new(&stage.db, "Ada").await;
    let (_, elsewhere) = ada.sign_in(&stage.db).await;
    let change = |old| ChangePassword { old, new: NEW, address: "192.0.2.7" };
    let now = clock::now();
    let wrong = identity::change_password(&stage.db, &ada.caller, change("not it at all"), now).await.unwrap_err();
    assert!(wrong.field("old").is_some());
    let fresh = identity::change_password(&stage.db, &ada.caller, change(&ada.password), now).await.unwrap();
    assert!(!stands(&stage, &elsewhere, now).await);
    assert!(!stands(&stage, &ada.secret, now).await, "the secret it was done with may be what was stolen");
    assert!(stands(&stage, &fresh, now).await);
    assert!(identity::sign_in(&stage.db, at_the_door(&ada, &ada.password), now).await.is_err());
    identity::sign_in(&stage.db, at_the_door(&ada, NEW), now).await.unwrap();
}

#[tokio::test]
async fn a_mailed_reset_works_once_for_an_hour_and_ends_every_session() {
    let stage = Stage::new().await;
    let ada = Person::new(&stage.db, "Ada").await;
    let now = clock::now();
    identity::request_reset(&stage.db, "nobody@example.test", "https://a.test", now).await.unwrap();
    identity::request_reset(&stage.db, &ada.email, "https://a.test/", now).await.unwrap();
    identity::request_reset(&stage.db, &ada.email, "https://a.test/", now).await.unwrap();
    let mails = identity::mailbox(&stage.db, true).await.unwrap();
    assert_eq!(mails.len(), 1, "one mail a minute, and none to nobody");
    let text = &mails[0].0.text;
    let token = text.split("https://a.test/reset?token=").nth(1).unwrap().split_whitespace().next().unwrap();

    let late = now + Duration::minutes(61);
    assert!(identity::reset_password(&stage.db, token, NEW, late).await.is_err());
    assert!(identity::reset_password(&stage.db, token, "short", now).await.unwrap_err().field("password").is_some());
    identity::reset_password(&stage.db, token, NEW, now).await.unwrap();
    assert!(identity::reset_password(&stage.db, token, NEW, now).await.is_err());
    assert!(!stands(&stage, &ada.secret, now).await);
    identity::sign_in(&stage.db, at_the_door(&ada, NEW), now).await.unwrap();
}

#[tokio::test]
async fn nobody_ends_the_session_or_revokes_the_token_of_another() {
    let stage = Stage::new().await;
    let ada = Person::new(&stage.db, "Ada").await;
    let mallory = Person::new(&stage.db, "Mallory").await;
    let (session, secret) = ada.sign_in(&stage.db).await;
    let (token, _) = ada.token(&stage.db, TokenScope::Read).await;
    let now = clock::now();
    assert_eq!(identity::end_session(&stage.db, &mallory.caller, session, now).await, Err(Error::NotFound));
    assert_eq!(identity::revoke_token(&stage.db, &mallory.caller, token, now).await, Err(Error::NotFound));
    assert!(stands(&stage, &secret, now).await);
    identity::end_session(&stage.db, &ada.caller, session, now).await.unwrap();
    assert!(!stands(&stage, &secret, now).await);
    assert_eq!(identity::end_session(&stage.db, &ada.caller, session, now).await, Err(Error::NotFound));
}

#[tokio::test]
async fn a_token_reads_or_writes_until_it_is_revoked_and_never_makes_another() {
    let stage = Stage::new().await;
    let ada = Person::new(&stage.db, "Ada").await;
    let now = clock::now();
    let (id, token) = ada.token(&stage.db, TokenScope::Read).await;
    assert!(token.starts_with("atr_"));
    let caller = identity::authenticate_token(&stage.db, &token, now).await.unwrap().unwrap();
    assert!(!caller.may_write());
    assert_eq!(identity::list_tokens(&stage.db, &caller, now).await.unwrap().len(), 1);

    let form = CreateToken { name: "more", scope: TokenScope::Write, days: 30 };
    assert_eq!(identity::create_token(&stage.db, &caller, form, None, now).await, Err(Error::Forbidden));
    let found = workspace::CreateWorkspace { name: "By a reader", slug: None };
    assert_eq!(workspace::create(&stage.db, &caller, found, None, now).await, Err(Error::Forbidden));

    let (_, writing) = ada.token(&stage.db, TokenScope::Write).await;
    let writer = identity::authenticate_token(&stage.db, &writing, now).await.unwrap().unwrap();
    let found = workspace::CreateWorkspace { name: "By a writer", slug: None };
    workspace::create(&stage.db, &writer, found, None, now).await.unwrap();

    identity::revoke_token(&stage.db, &ada.caller, id, now).await.unwrap();
    assert!(identity::authenticate_token(&stage.db, &token, now).await.unwrap().is_none());
    let later = now + Duration::days(2);
    assert!(identity::authenticate_token(&stage.db, &writing, later).await.unwrap().is_none());
}

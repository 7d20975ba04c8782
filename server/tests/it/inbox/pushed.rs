//! What is pushed to devices: encrypted, to those who are signed in there, once, and as the service asks.

use super::scene::{Scene, call};
use crate::stage::{AUTH, P256DH, Person, Stage};
use atrium::{
    Error,
    actor::{Caller, Proof, Role},
    clock,
    identity::{self, TokenScope},
    ids::PushId,
    inbox::{
        self, Mark,
        channels::{
            self, Settings,
            push::{self, NewDevice},
        },
    },
    outbound::Reach,
    workspace,
};
use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use server::{outbound::Outbound, push::Push};
use std::{
    sync::{Arc, Mutex},
    time::Duration as Wait,
};
use time::{Duration, OffsetDateTime};
use tokio::net::TcpListener;

/// What a push service was sent.
type Taken = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

async fn answer(
    Path(way): Path<String>,
    State(taken): State<Taken>,
    headers: HeaderMap,
    body: Bytes,
) -> (StatusCode, HeaderMap) {
    taken.lock().unwrap().push((headers, body));
    let mut said = HeaderMap::new();
    let status = match way.as_str() {
        "gone" => StatusCode::GONE,
        "busy" => {
            said.insert("retry-after", "600".parse().unwrap());
            StatusCode::TOO_MANY_REQUESTS
        }
        "broken" => StatusCode::INTERNAL_SERVER_ERROR,
        "elsewhere" => {
            said.insert("location", "/taken".parse().unwrap());
            StatusCode::TEMPORARY_REDIRECT
        }
        "hangs" => {
            tokio::time::sleep(Wait::from_mins(1)).await;
            StatusCode::CREATED
        }
        _ => StatusCode::CREATED,
    };
    (status, said)
}

/// A push service on this machine, and what it takes.
struct Service {
    base: String,
    taken: Taken,
    push: Push,
    reach: Reach,
}

impl Service {
    async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let taken = Taken::default();
        let app = Router::new().route("/{way}", post(answer)).with_state(taken.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        let reach = Reach::new(vec!["127.0.0.0/8".parse().unwrap()], true);
        let push = Push::new(Outbound::new(reach.clone()).unwrap(), "mailto:atrium@work.test".to_owned());
        Self { base, taken, push, reach }
    }

    fn count(&self) -> usize {
        self.taken.lock().unwrap().len()
    }
}

/// Ada is given the task on a device whose service answers in that way, and the message is written.
async fn written(service: &Service, way: &str) -> (Scene, PushId) {
    let scene = Scene::new().await;
    scene.stage.device_at(&scene.ada, &format!("{}/{way}", service.base), &service.reach).await;
    scene.assigns(&[&scene.ada]).await;
    scene.catch_up().await;
    go_out(&scene, later(1)).await;
    let [id] = messages(&scene.stage).await.try_into().expect("one message");
    (scene, id)
}

async fn go_out(scene: &Scene, now: OffsetDateTime) {
    channels::go_out(&scene.stage.db, "https://atrium.test", now).await.unwrap();
}

fn later(minutes: i64) -> OffsetDateTime {
    clock::now() + Duration::minutes(minutes)
}

async fn messages(stage: &Stage) -> Vec<PushId> {
    let mut tx = stage.db.identity().await.unwrap();
    let ids: Vec<uuid::Uuid> =
        sqlx::query_scalar("select id from push_message order by id").fetch_all(tx.conn()).await.unwrap();
    ids.into_iter().map(PushId).collect()
}

async fn devices(stage: &Stage, who: &Person) -> usize {
    push::push_desk(&stage.db, &who.caller, clock::now()).await.unwrap().devices.len()
}

#[tokio::test]
async fn a_message_is_encrypted_signed_and_sent_once() {
    let service = Service::new().await;
    let (scene, id) = written(&service, "taken").await;
    for _ in 0..2 {
        service.push.send(&scene.stage.db, id).await.unwrap();
    }
    go_out(&scene, later(2)).await;
    assert_eq!(messages(&scene.stage).await, []);
    let taken = service.taken.lock().unwrap().clone();
    let [(headers, body)] = taken.as_slice() else { panic!("{} messages", taken.len()) };
    let said = |name: &str| headers.get(name).unwrap().to_str().unwrap().to_owned();
    assert_eq!((said("content-encoding").as_str(), said("urgency").as_str()), ("aes128gcm", "high"));
    assert_eq!(said("topic"), scene.task.id.uuid().simple().to_string());
    // A day, from when it was written: a minute from now.
    assert!((86_400..=86_460).contains(&said("ttl").parse::<i64>().unwrap()), "{}", said("ttl"));
    let key = push::push_desk(&scene.stage.db, &scene.ada.caller, clock::now()).await.unwrap().key;
    assert!(said("authorization").starts_with("vapid t=") && said("authorization").ends_with(&format!("k={key}")));
    assert!(!String::from_utf8_lossy(body).contains("Mend the roof"));
}

#[tokio::test]
async fn a_device_that_is_gone_is_forgotten_and_a_redirect_is_not_followed() {
    let service = Service::new().await;
    let (scene, id) = written(&service, "gone").await;
    service.push.send(&scene.stage.db, id).await.unwrap();
    assert_eq!((devices(&scene.stage, &scene.ada).await, messages(&scene.stage).await.len()), (0, 0));

    let (scene, id) = written(&service, "elsewhere").await;
    service.push.send(&scene.stage.db, id).await.unwrap();
    assert_eq!((devices(&scene.stage, &scene.ada).await, messages(&scene.stage).await.len()), (1, 0));
    assert_eq!(service.count(), 2, "nobody went to where it pointed");
}

/// When a message is tried again, in seconds from now.
async fn next_try(stage: &Stage) -> f64 {
    sqlx::query_scalar(
        "select extract(epoch from max(run_at) - now())::float8 from graphile_worker.jobs where task_identifier = 'send_push'",
    )
    .fetch_one(&stage.owner)
    .await
    .unwrap()
}

#[tokio::test]
async fn a_busy_service_is_asked_again_when_it_said_so_and_a_broken_one_after_a_pause() {
    let service = Service::new().await;
    for (way, pause) in [("busy", 600.0), ("broken", 30.0)] {
        let (scene, id) = written(&service, way).await;
        service.push.send(&scene.stage.db, id).await.unwrap();
        assert_eq!(messages(&scene.stage).await, [id], "it waits");
        let next = next_try(&scene.stage).await;
        assert!((pause - 10.0..=pause + 1.0).contains(&next), "{way}: {next}");
    }
}

#[tokio::test]
async fn a_service_that_hangs_is_let_go_and_asked_again() {
    let service = Service::new().await;
    let (scene, id) = written(&service, "hangs").await;
    let began = std::time::Instant::now();
    service.push.send(&scene.stage.db, id).await.unwrap();
    assert!(began.elapsed() < Wait::from_secs(30));
    assert_eq!(messages(&scene.stage).await, [id]);
}

#[tokio::test]
async fn nothing_is_sent_of_what_was_read_lost_or_is_not_wanted_at_that_moment() {
    let service = Service::new().await;
    let (scene, id) = written(&service, "taken").await;
    let ada = scene.stage.actor(&scene.ada).await;
    inbox::mark(&scene.stage.db, &ada, &scene.task.id.into(), Mark::Read, clock::now()).await.unwrap();
    service.push.send(&scene.stage.db, id).await.unwrap();

    let (scene, id) = written(&service, "taken").await;
    workspace::suspend(&scene.stage.db, &scene.fatima, scene.ada.id(), clock::now()).await.unwrap();
    service.push.send(&scene.stage.db, id).await.unwrap();

    let (scene, id) = written(&service, "taken").await;
    let none = Settings { push: channels::Reasons::default(), ..Settings::default() };
    channels::set_settings(&scene.stage.db, &scene.ada.caller, &none).await.unwrap();
    service.push.send(&scene.stage.db, id).await.unwrap();
    assert_eq!((service.count(), messages(&scene.stage).await.len()), (0, 0));
}

#[tokio::test]
async fn who_signs_out_is_not_pushed_to_on_that_device_any_more() {
    let service = Service::new().await;
    let (scene, id) = written(&service, "taken").await;
    identity::sign_out(&scene.stage.db, &scene.ada.secret, clock::now()).await.unwrap();
    assert_eq!(messages(&scene.stage).await, []);
    service.push.send(&scene.stage.db, id).await.unwrap();
    scene.says(&scene.bo, &call(scene.ada.id(), "Ada")).await;
    scene.catch_up().await;
    go_out(&scene, later(2)).await;
    assert_eq!((service.count(), messages(&scene.stage).await.len()), (0, 0));
    let mut tx = scene.stage.db.identity().await.unwrap();
    let left: i64 = sqlx::query_scalar("select count(*) from push_subscription").fetch_one(tx.conn()).await.unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn a_device_is_its_persons_and_twice_is_one() {
    let stage = Stage::new().await;
    let ada = stage.member("Ada", Role::Member).await;
    let at = "https://push.example.net/ada";
    let first = stage.device_at(&ada, at, &Reach::default()).await;
    assert_eq!(stage.device_at(&ada, at, &Reach::default()).await, first);
    assert_eq!(devices(&stage, &ada).await, 1);
    assert_eq!(push::remove_device(&stage.db, &stage.founder.caller, first).await, Err(Error::NotFound));
    let (id, _) = ada.token(&stage.db, TokenScope::Write).await;
    let by_token = Caller { person_id: ada.id(), proof: Proof::Token { id, may_write: true } };
    assert_eq!(push::remove_device(&stage.db, &by_token, first).await, Err(Error::Forbidden));
    let new = NewDevice { endpoint: at, p256dh: P256DH, auth: AUTH, device: "" };
    let refused = push::add_device(&stage.db, &by_token, new.clone(), &Reach::default(), clock::now()).await;
    assert_eq!(refused, Err(Error::Forbidden));
    push::remove_device(&stage.db, &ada.caller, first).await.unwrap();
    assert_eq!(push::remove_device(&stage.db, &ada.caller, first).await, Err(Error::NotFound));

    for endpoint in
        ["http://push.example.net/a", "https://127.0.0.1/a", "https://localhost/a", "https://10.0.0.1/", "x"]
    {
        let new = NewDevice { endpoint, ..new.clone() };
        let refused = push::add_device(&stage.db, &ada.caller, new, &Reach::default(), clock::now()).await;
        assert!(matches!(refused, Err(Error::Invalid { .. })), "{endpoint}");
    }
    let short = NewDevice { auth: "AAAA", ..new };
    let refused = push::add_device(&stage.db, &ada.caller, short, &Reach::default(), clock::now()).await;
    assert!(matches!(refused, Err(Error::Invalid { .. })));
}

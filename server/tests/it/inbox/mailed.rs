//! What goes out by mail: what was not read in time, once, to those who may see it and want it.

use super::scene::{Scene, call};
use crate::stage::{Person, Stage};
use atrium::{
    actor::Role,
    boards::{self, GuestAccess, NewTask, project::GuestLevel},
    clock,
    identity::{self, Letter},
    inbox::{
        self, Mark, Reason, Until,
        channels::{self, Reasons, Settings},
    },
    workspace,
};
use server::post::Post;
use time::{Duration, OffsetDateTime};

const BASE: &str = "https://atrium.test";

async fn go_out(scene: &Scene, now: OffsetDateTime) -> usize {
    channels::go_out(&scene.stage.db, BASE, now).await.unwrap()
}

fn later(minutes: i64) -> OffsetDateTime {
    clock::now() + Duration::minutes(minutes)
}

async fn letters(stage: &Stage, who: &Person) -> Vec<Letter> {
    let mails = identity::mailbox(&stage.db, true).await.unwrap();
    mails.into_iter().map(|(letter, _)| letter).filter(|letter| letter.recipient == who.email).collect()
}

#[tokio::test]
async fn what_is_not_read_in_two_minutes_comes_in_one_mail_and_what_is_read_in_none() {
    let scene = Scene::new().await;
    scene.assigns(&[&scene.ada, &scene.bo]).await;
    scene.says(&scene.stage.founder, &call(scene.ada.id(), "Ada")).await;
    scene.catch_up().await;
    assert_eq!(go_out(&scene, later(1)).await, 0, "there is still time to read it");
    let bo = scene.stage.actor(&scene.bo).await;
    inbox::mark(&scene.stage.db, &bo, &scene.task.id.into(), Mark::Read, clock::now()).await.unwrap();
    assert_eq!(go_out(&scene, later(3)).await, 1);
    assert_eq!(go_out(&scene, later(30)).await, 0, "twice is once");
    assert_eq!(letters(&scene.stage, &scene.bo).await, []);
    let [letter] = letters(&scene.stage, &scene.ada).await.try_into().unwrap();
    let key = format!("{}-{}", scene.project.key, scene.task.number);
    assert_eq!(letter.subject, format!("{key} Mend the roof"));
    for wanted in ["Fatima gave this to you", "Fatima mentioned you in a comment", "/settings/notifications"] {
        assert!(letter.text.contains(wanted) && letter.html.contains(wanted), "{wanted}: {}", letter.text);
    }
    assert!(letter.text.contains(&format!("{BASE}/w/north/p/{}/{}", scene.project.key, scene.task.number)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_make_one_mail() {
    let scene = Scene::new().await;
    scene.assigns(&[&scene.ada]).await;
    scene.catch_up().await;
    let now = later(3);
    let looks = (0..8).map(|_| {
        let db = scene.stage.db.clone();
        tokio::spawn(async move { channels::go_out(&db, BASE, now).await.unwrap() })
    });
    let mut made = 0;
    for look in looks {
        made += look.await.unwrap();
    }
    assert_eq!((made, letters(&scene.stage, &scene.ada).await.len()), (1, 1));
}

#[tokio::test]
async fn many_tasks_at_once_come_in_one_mail() {
    let scene = Scene::new().await;
    for number in 0..5 {
        let title = format!("Plank {number}");
        let new = NewTask { title, assignees: vec![scene.ada.id()], ..NewTask::default() };
        boards::create_task(&scene.stage.db, &scene.fatima, scene.project.id, new, None).await.unwrap();
    }
    scene.catch_up().await;
    assert_eq!(go_out(&scene, later(3)).await, 1);
    let [letter] = letters(&scene.stage, &scene.ada).await.try_into().unwrap();
    assert_eq!(letter.subject, "5 tasks with news in north");
    assert!((0..5).all(|number| letter.text.contains(&format!("Plank {number}"))));
    assert_eq!(letter.thread, None);
}

#[tokio::test]
async fn nothing_is_mailed_to_whom_it_does_not_concern_any_more() {
    let scene = Scene::new().await;
    let guest = scene.stage.member("Gwen", Role::Guest).await;
    let share = |level| GuestAccess { person_id: guest.id(), level };
    let (db, fatima) = (&scene.stage.db, &scene.fatima);
    boards::set_guest(db, fatima, scene.project.id, share(Some(GuestLevel::View))).await.unwrap();
    let everybody = [&guest, &scene.ada, &scene.bo].map(|who| call(who.id(), "You")).join(" ");
    scene.says(&scene.stage.founder, &everybody).await;
    scene.catch_up().await;
    boards::set_guest(db, fatima, scene.project.id, share(None)).await.unwrap();
    workspace::suspend(db, fatima, scene.ada.id(), clock::now()).await.unwrap();
    let none = Settings { mail: Reasons::default(), ..Settings::default() };
    channels::set_settings(db, &scene.bo.caller, &none).await.unwrap();
    assert_eq!(go_out(&scene, later(3)).await, 0);
    // Nor later, when they may again: it was settled.
    boards::set_guest(db, fatima, scene.project.id, share(Some(GuestLevel::View))).await.unwrap();
    workspace::reinstate(db, fatima, scene.ada.id()).await.unwrap();
    channels::set_settings(db, &scene.bo.caller, &Settings::default()).await.unwrap();
    assert_eq!(go_out(&scene, later(60)).await, 0);
}

#[tokio::test]
async fn rights_are_looked_at_once_more_when_the_mail_server_is_back() {
    let scene = Scene::new().await;
    let guest = scene.stage.member("Gwen", Role::Guest).await;
    let share = |level| GuestAccess { person_id: guest.id(), level };
    let (db, fatima) = (&scene.stage.db, &scene.fatima);
    let (other, ..) = scene.stage.project(&[(&guest, GuestLevel::View)]).await;
    boards::set_guest(db, fatima, scene.project.id, share(Some(GuestLevel::View))).await.unwrap();
    let new = NewTask { title: "Water the lawn".to_owned(), ..NewTask::default() };
    let lawn = boards::create_task(db, fatima, other.id, new, None).await.unwrap();
    for task in [scene.task.id, lawn.id] {
        boards::add_comment(db, fatima, task, &call(guest.id(), "Gwen"), None).await.unwrap();
    }
    let digest = Settings { digest_hour: Some(8), ..Settings::default() };
    channels::set_settings(db, &guest.caller, &digest).await.unwrap();
    scene.catch_up().await;
    assert_eq!(go_out(&scene, later(25 * 60)).await, 1);
    let [letter] = letters(&scene.stage, &guest).await.try_into().unwrap();
    assert!(letter.text.contains("Mend the roof") && letter.text.contains("Water the lawn"));

    boards::set_guest(db, fatima, scene.project.id, share(None)).await.unwrap();
    // Nobody listens there, and nothing is tried.
    let post = Post::new("atrium@work.test", Some("smtp://127.0.0.1:1")).unwrap();
    post.deliver(db, letter.id).await.unwrap();
    assert_eq!(letters(&scene.stage, &guest).await, []);
    assert_eq!(go_out(&scene, later(25 * 60)).await, 1);
    let [letter] = letters(&scene.stage, &guest).await.try_into().unwrap();
    assert!(!letter.text.contains("Mend the roof") && letter.text.contains("Water the lawn"));
    assert!(post.deliver(db, letter.id).await.is_err(), "this one would go");
}

#[tokio::test]
async fn quiet_and_digest_hold_back_and_what_is_put_off_waits() {
    let scene = Scene::new().await;
    scene.assigns(&[&scene.ada, &scene.bo]).await;
    let quiet = channels::QuietHours { from: "00:00".parse().unwrap(), until: "23:59".parse().unwrap() };
    let settings = Settings { quiet: Some(quiet), ..Settings::default() };
    channels::set_settings(&scene.stage.db, &scene.ada.caller, &settings).await.unwrap();
    scene.catch_up().await;
    let bo = scene.stage.actor(&scene.bo).await;
    inbox::snooze(&scene.stage.db, &bo, &scene.task.id.into(), Until::LaterToday, clock::now()).await.unwrap();
    assert_eq!(go_out(&scene, later(3)).await, 0);
    assert_eq!(go_out(&scene, later(4 * 60)).await, 1, "three hours later it is back");
    assert_eq!(letters(&scene.stage, &scene.ada).await, []);
    channels::set_settings(&scene.stage.db, &scene.ada.caller, &Settings::default()).await.unwrap();
    assert_eq!(go_out(&scene, later(5 * 60)).await, 1, "who wants no quiet any more is told soon");
}

#[tokio::test]
async fn the_link_in_a_mail_stops_mails_for_its_person_alone_and_as_often_as_it_is_used() {
    let scene = Scene::new().await;
    let stage = Stage::whole().await;
    let ada = stage.member("Ada", Role::Member).await;
    let fatima = stage.actor(&stage.founder).await;
    let (project, ..) = stage.project(&[]).await;
    let new = NewTask { title: "Paint".to_owned(), assignees: vec![ada.id()], ..NewTask::default() };
    boards::create_task(&stage.db, &fatima, project.id, new, None).await.unwrap();
    inbox::catch_up(&stage.db, fatima.workspace_id).await.unwrap();
    channels::go_out(&stage.db, BASE, later(3)).await.unwrap();
    let [letter] = letters(&stage, &ada).await.try_into().unwrap();
    let link = letter.unsubscribe.unwrap();
    assert!(letter.text.contains(&link));
    let path = link.strip_prefix(BASE).unwrap().to_owned();
    drop(scene);

    let wants =
        async |who: &Person| channels::settings(&stage.db, &who.caller).await.unwrap().mail.has(Reason::Assigned);
    let looked = stage.ask_at("get", path.as_str()).send().await;
    assert!(looked.status == 200 && looked.text.contains("Stop these mails"), "{}", looked.text);
    assert!(wants(&ada).await, "to look changes nothing");
    for _ in 0..2 {
        let one_click = stage.ask_at("post", path.as_str());
        let one_click = one_click.bytes("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click");
        assert_eq!(one_click.send().await.status, 200);
        assert!(!wants(&ada).await && wants(&stage.founder).await);
    }
    let after = channels::settings(&stage.db, &ada.caller).await.unwrap();
    assert_eq!(after, Settings { mail: Reasons::default(), ..Settings::default() });

    // Of another person, cut short, and of nobody.
    let whole = path.rsplit('/').next().unwrap();
    let mut forged = path.clone().into_bytes();
    forged[20] = if forged[20] == b'A' { b'B' } else { b'A' };
    let forged = String::from_utf8(forged).unwrap();
    for wrong in [forged.as_str(), &path[..path.len() - 4], "/unsubscribe/x", "/unsubscribe/%00"] {
        for method in ["get", "post"] {
            assert_eq!(stage.ask_at(method, wrong).send().await.status, 404, "{method} {wrong}");
        }
    }
    assert!(wants(&stage.founder).await);
    assert_eq!(channels::whose(&stage.db, whole).await, Ok(ada.id()));
}

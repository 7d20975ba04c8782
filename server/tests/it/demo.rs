use crate::support::fresh_database;
use atrium::{
    activity::{self, Verdict},
    boards, clock,
    database::Db,
    demo::{self, Outcome},
    identity, workspace,
};

#[tokio::test]
async fn the_demonstration_is_made_once_and_its_log_is_sound() {
    let pools = fresh_database().await.pools;
    let (db, owner) = (Db::new(pools.serving, None), Db::new(pools.owner, None));
    assert_eq!(demo::fill(&db, &owner, clock::now()).await, Ok(Outcome::Made));
    assert_eq!(demo::fill(&db, &owner, clock::now()).await, Ok(Outcome::AlreadyThere));
    for one in activity::verify_all(&db).await.unwrap() {
        assert!(matches!(one.verdict, Verdict::Sound { .. }), "{}", one.slug);
    }
    let caller = identity::find_person(&db, "owner@demo.test").await.unwrap();
    let actor = workspace::enter(&db, &caller, demo::SLUG).await.unwrap();
    let projects = boards::projects(&db, &actor, false).await.unwrap();
    let tasks: i64 = projects.iter().map(|project| project.open_tasks + project.done_tasks).sum();
    assert_eq!((projects.len(), tasks), (4, 250));
}

#[tokio::test]
async fn everybody_in_the_demonstration_signs_in_and_the_guest_sees_one_project() {
    let pools = fresh_database().await.pools;
    let (db, owner) = (Db::new(pools.serving, None), Db::new(pools.owner, None));
    demo::fill(&db, &owner, clock::now()).await.unwrap();
    for (email, sees) in demo::SIGN_INS.into_iter().zip([4, 4, 4, 4, 1]) {
        let form =
            identity::SignIn { email, password: demo::PASSWORD, device: "a test", address: "test", previous: None };
        identity::sign_in(&db, form, clock::now()).await.unwrap();
        let caller = identity::find_person(&db, email).await.unwrap();
        let actor = workspace::enter(&db, &caller, demo::SLUG).await.unwrap();
        assert_eq!(actor.role.name(), email.split('@').next().unwrap());
        assert_eq!(boards::projects(&db, &actor, false).await.unwrap().len(), sees, "{email}");
    }
}

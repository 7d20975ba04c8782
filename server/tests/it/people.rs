//! Profiles and the directory, on a real database.

use crate::stage::{Person, Stage};
use atrium::{
    Error,
    actor::Role,
    clock,
    people::{self, EditProfile, Theme},
};

fn profile<'a>(name: &'a str, time_zone: &'a str) -> EditProfile<'a> {
    EditProfile {
        name,
        title: "Gardener",
        hue: 3,
        time_zone,
        working_days: 31,
        leave_from: None,
        leave_until: None,
        theme: Theme::Dark,
    }
}

#[tokio::test]
async fn a_profile_is_changed_by_its_person_and_seen_by_colleagues() {
    let stage = Stage::new().await;
    let bo = stage.member("Bo", Role::Member).await;
    let today = atrium::day::Day(clock::now().date());
    let form = EditProfile {
        leave_from: today.0.previous_day().map(atrium::day::Day),
        leave_until: today.0.next_day().map(atrium::day::Day),
        ..profile("Bo Berg", "Asia/Tokyo")
    };
    let version = people::edit_profile(&stage.db, &bo.caller, form, Some(1)).await.unwrap();
    let stale = people::edit_profile(&stage.db, &bo.caller, profile("Old", "UTC"), Some(version - 1)).await;
    assert_eq!(stale, Err(Error::Conflict { current: Some(version) }));
    let founder = stage.actor(&stage.founder).await;
    let page = people::directory(&stage.db, &founder, "garden", None, 50, clock::now()).await.unwrap();
    assert_eq!(page.items.len(), 1);
    assert!(page.items[0].on_leave && page.items[0].name == "Bo Berg");
    assert_eq!(people::profile(&stage.db, &bo.caller).await.unwrap().theme, Theme::Dark);
}

#[tokio::test]
async fn what_is_no_time_zone_or_no_leave_is_refused() {
    let stage = Stage::new().await;
    let caller = &stage.founder.caller;
    let nowhere = people::edit_profile(&stage.db, caller, profile("Fatima", "Mars/Base"), None).await.unwrap_err();
    assert!(nowhere.field("time_zone").is_some());
    let backwards = EditProfile {
        leave_from: "2026-11-21".parse().ok(),
        leave_until: "2026-11-20".parse().ok(),
        ..profile("Fatima", "UTC")
    };
    let backwards = people::edit_profile(&stage.db, caller, backwards, None).await.unwrap_err();
    assert!(backwards.field("leave_until").is_some());
}

#[tokio::test]
async fn a_stranger_is_not_there_and_a_guest_has_no_directory() {
    let stage = Stage::new().await;
    let stranger = Person::new(&stage.db, "Mallory").await;
    let guest = stage.member("Gus", Role::Guest).await;
    let founder = stage.actor(&stage.founder).await;
    let found = people::person(&stage.db, &founder, stranger.id(), clock::now()).await;
    assert_eq!(found, Err(Error::NotFound));
    let refused = people::directory(&stage.db, &stage.actor(&guest).await, "", None, 50, clock::now()).await;
    assert_eq!(refused, Err(Error::Forbidden));
}

//! Reminders of due days, with a clock of our own.

use super::scene::Scene;
use crate::stage::Person;
use atrium::{
    actor::Role,
    boards::{self, TaskEdit},
    inbox::{self, Shelf},
    people::{self, EditProfile, Theme},
};
use time::{Duration, OffsetDateTime, macros::datetime};

async fn live_in(scene: &Scene, who: &Person, zone: &str) {
    let form = EditProfile {
        name: "Somebody",
        title: "",
        hue: 0,
        time_zone: zone,
        working_days: 31,
        leave_from: None,
        leave_until: None,
        theme: Theme::Light,
    };
    people::edit_profile(&scene.stage.db, &who.caller, form, None).await.unwrap();
}

async fn due(scene: &Scene, day: &str) {
    scene.edits(TaskEdit { due_on: Some(day.to_owned()), ..TaskEdit::default() }).await;
}

async fn given(scene: &Scene, now: OffsetDateTime) -> usize {
    inbox::remind(&scene.stage.db, now).await.unwrap()
}

#[tokio::test]
async fn five_people_in_five_zones_are_reminded_at_nine_each_once() {
    let scene = Scene::new().await;
    // The day before, and the Sunday on which the clocks of Berlin go forward.
    let zones = [
        ("Pacific/Auckland", datetime!(2026-03-27 20:00 UTC), datetime!(2026-03-28 20:00 UTC)),
        ("Asia/Kathmandu", datetime!(2026-03-28 03:15 UTC), datetime!(2026-03-29 03:15 UTC)),
        ("Europe/Berlin", datetime!(2026-03-28 08:00 UTC), datetime!(2026-03-29 07:00 UTC)),
        ("America/St_Johns", datetime!(2026-03-28 11:30 UTC), datetime!(2026-03-29 11:30 UTC)),
        ("America/Los_Angeles", datetime!(2026-03-28 16:00 UTC), datetime!(2026-03-29 16:00 UTC)),
    ];
    let mut people = Vec::new();
    for (zone, ..) in zones {
        let person = scene.stage.member(zone, Role::Member).await;
        live_in(&scene, &person, zone).await;
        people.push(person);
    }
    scene.assigns(&people.iter().collect::<Vec<_>>()).await;
    due(&scene, "2026-03-29").await;
    let mut now = datetime!(2026-03-27 18:00 UTC);
    let mut reminders = 0;
    while now < datetime!(2026-03-29 20:00 UTC) {
        let expected = zones.iter().filter(|(_, before, on)| [*before, *on].contains(&now)).count();
        assert_eq!(given(&scene, now).await, expected, "at {now}");
        reminders += expected;
        now += Duration::minutes(5);
    }
    assert_eq!(reminders, 10);
}

#[tokio::test]
async fn who_was_reminded_is_not_reminded_again_and_another_day_is_another_reminder() {
    let scene = Scene::new().await;
    scene.assigns(&[&scene.ada]).await;
    due(&scene, "2026-11-20").await;
    let nine = datetime!(2026-11-20 08:00 UTC);
    assert_eq!(given(&scene, nine - Duration::minutes(1)).await, 0);
    let (one, other) = tokio::join!(given(&scene, nine), given(&scene, nine));
    assert_eq!(one + other, 1, "two servers at once");
    assert_eq!(given(&scene, nine + Duration::minutes(5)).await, 0);
    due(&scene, "2026-11-21").await;
    assert_eq!(given(&scene, nine + Duration::minutes(10)).await, 1, "due tomorrow now");
    assert_eq!(given(&scene, nine + Duration::days(1)).await, 1);
    let lines = &scene.shelf(&scene.ada, Shelf::Open).await.items[0].lines;
    assert!(lines.iter().all(|line| line.what.contains("ue ") && line.who.is_empty()), "{lines:?}");
}

#[tokio::test]
async fn nobody_is_reminded_of_what_is_done_put_away_or_long_past() {
    let scene = Scene::new().await;
    scene.assigns(&[&scene.ada]).await;
    due(&scene, "2026-11-20").await;
    let nine = datetime!(2026-11-20 08:00 UTC);
    assert_eq!(given(&scene, nine + Duration::hours(3)).await, 0, "the server was down");
    boards::archive_task(&scene.stage.db, &scene.fatima, scene.task.id).await.unwrap();
    assert_eq!(given(&scene, nine).await, 0);
    boards::restore_task(&scene.stage.db, &scene.fatima, scene.task.id).await.unwrap();
    scene.assigns(&[]).await;
    assert_eq!(given(&scene, nine).await, 0);
}

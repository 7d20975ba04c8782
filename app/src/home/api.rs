use crate::{failure::Failure, wire::Reply};
use atrium::{
    activity::EventView,
    boards::{project::ProjectSummary, task::ListedTask},
    day::Day,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What somebody sees first in a workspace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HomeView {
    /// Good morning, afternoon or evening, by name.
    pub greeting: String,
    /// The date where they are, in words.
    pub date: String,
    pub today: Day,
    pub tasks: Vec<ListedTask>,
    pub changes: Vec<EventView>,
    pub projects: Vec<ProjectSummary>,
    pub can_create: bool,
}

#[server(output = Reply)]
pub async fn load_home(workspace: String) -> Result<HomeView, Failure> {
    use crate::context::{actor, request};
    use atrium::{Error, activity, actor::Role, boards, clock};
    let me = request()?.session.ok_or(Error::SignedOut)?;
    let (db, actor) = actor(&workspace).await?;
    let now = clock::now();
    let today = Day(clock::today_in(&me.time_zone, now));
    let mut changes = activity::feed(&db, &actor, activity::Feed::Workspace, None, 12, now).await?.items;
    // A title is saved with each pause in typing: of those in a row the last one counts.
    changes.dedup_by(|older, newer| {
        let same = (&older.kind, older.subject_id, older.person_id) == (&newer.kind, newer.subject_id, newer.person_id);
        same && older.kind == "page.renamed"
    });
    Ok(HomeView {
        greeting: greeting(&clock::hour_in(&me.time_zone, now), &me.name),
        date: format!("{} {} {}", today.0.weekday(), today.0.day(), today.0.month()),
        today,
        tasks: boards::my_tasks(&db, &actor).await?.into_iter().take(12).collect(),
        changes,
        projects: boards::projects(&db, &actor, false).await?,
        can_create: actor.caller.may_write() && !matches!(actor.role, Role::Viewer | Role::Guest),
    })
}

/// `hour` is such as `14:03`.
#[cfg(any(feature = "ssr", test))]
fn greeting(hour: &str, name: &str) -> String {
    let first = name.split_whitespace().next().unwrap_or_default();
    let hour: u8 = hour.split(':').next().and_then(|hour| hour.parse().ok()).unwrap_or(12);
    match hour {
        5..12 => format!("Good morning, {first}"),
        12..18 => format!("Good afternoon, {first}"),
        _ => format!("Good evening, {first}"),
    }
}

#[cfg(test)]
mod tests {
    use super::greeting;

    #[test]
    fn the_hour_makes_the_greeting() {
        assert_eq!(greeting("05:00", "Ada King"), "Good morning, Ada");
        assert_eq!(greeting("12:01", "Ada"), "Good afternoon, Ada");
        assert_eq!(greeting("23:59", "Ada"), "Good evening, Ada");
        assert_eq!(greeting("04:59", "Ada"), "Good evening, Ada");
    }
}

use super::{
    mine::{MyTask, MyWork},
    store::{feed, mine},
    task::ListedTask,
};
use crate::{
    Error, Result,
    actor::{Actor, Caller},
    clock,
    database::Db,
    day::Day,
    workspace::{Visit, list_mine},
};
use time::OffsetDateTime;

/// The open tasks assigned to the actor in one workspace, the most pressing first.
pub async fn my_tasks(db: &Db, actor: &Actor) -> Result<Vec<ListedTask>> {
    let mut tx = db.view(actor).await?;
    Ok(mine::assigned(&mut tx, actor).await?.into_iter().map(|mine| mine.task).collect())
}

/// The same in every workspace that the caller stands in now. Each is entered anew, by its own door.
pub async fn my_work(db: &Db, caller: &Caller, now: OffsetDateTime) -> Result<MyWork> {
    let mut tasks = Vec::new();
    let mut today = Day(now.date());
    for workspace in list_mine(db, caller, now).await? {
        if workspace.suspended || workspace.deleted_at.is_some() {
            continue;
        }
        let mut visit = match Visit::begin(db, caller, &workspace.slug).await {
            Ok(visit) => visit,
            // Somebody was shown out between the list and the door.
            Err(Error::NotFound | Error::Forbidden) => continue,
            Err(error) => return Err(error),
        };
        today = Day(clock::today_in(&feed::time_zone(&mut visit.tx).await?, now));
        let assigned = mine::assigned(&mut visit.tx, &visit.actor).await?;
        tasks.extend(assigned.into_iter().map(|mine| MyTask {
            workspace: workspace.slug.clone(),
            workspace_name: workspace.name.clone(),
            task: mine.task,
            project: mine.project,
            version: mine.version,
            column_id: mine.column_id,
            can_edit: mine.can_edit,
        }));
    }
    tasks.sort_by_key(|one| (one.task.due_on.is_none(), one.task.due_on, std::cmp::Reverse(one.task.priority)));
    Ok(MyWork { tasks, today })
}

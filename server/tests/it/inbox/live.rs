//! What is unread is told over the live socket, also by the other server.

use crate::stage::{
    Stage,
    sockets::{connect, heard, open_topic, serve_on},
};
use atrium::{
    actor::Role,
    boards::{self, NewTask},
    clock,
    inbox::{self, Mark},
    realtime::{Tell, Topic},
    workspace,
};
use sqlx::{
    PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};

fn unread(tell: &Tell) -> Option<i64> {
    if let Tell::Inbox { unread } = tell { Some(*unread) } else { None }
}

/// Two servers by one pool of the tests would wait for one another.
async fn connections(stage: &Stage) -> PgPool {
    let options = PgConnectOptions::clone(&stage.owner.connect_options());
    PgPoolOptions::new().max_connections(6).connect_with(options).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_happens_at_one_server_is_told_to_who_listens_at_the_other() {
    let stage = Stage::new().await;
    let here = serve_on(stage.db.pool().clone(), connections(&stage).await).await;
    let there = serve_on(stage.db.pool().clone(), connections(&stage).await).await;
    let bo = stage.member("Bo", Role::Member).await;
    let (fatima, bo_here) = (stage.actor(&stage.founder).await, stage.actor(&bo).await);
    let (project, ..) = stage.project(&[]).await;
    let topic = Topic::Inbox { workspace: stage.slug.to_owned() };
    let mut tabs = Vec::new();
    for server in [&here, &there] {
        let mut socket = connect(server, &bo, "same-origin").await.unwrap();
        open_topic(&mut socket, &topic, 0).await;
        assert_eq!(heard(&mut socket, |tell| unread(&tell)).await, 0);
        tabs.push(socket);
    }
    let new = NewTask { title: "Paint".to_owned(), assignees: vec![bo.id()], ..NewTask::default() };
    let task = boards::create_task(&here.db, &fatima, project.id, new, None).await.unwrap();
    for tab in &mut tabs {
        assert_eq!(heard(tab, |tell| unread(&tell).filter(|unread| *unread > 0)).await, 1);
    }
    inbox::mark(&there.db, &bo_here, &task.id.into(), Mark::Read, clock::now()).await.unwrap();
    for tab in &mut tabs {
        assert_eq!(heard(tab, |tell| unread(&tell).filter(|unread| *unread < 1)).await, 0);
    }
    workspace::suspend(&here.db, &fatima, bo.id(), clock::now()).await.unwrap();
    for tab in &mut tabs {
        heard(tab, |tell| matches!(tell, Tell::InboxGone).then_some(())).await;
    }
    here.stop.cancel();
    there.stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_starts_tells_what_happened_while_none_ran() {
    let stage = Stage::new().await;
    let bo = stage.member("Bo", Role::Member).await;
    let fatima = stage.actor(&stage.founder).await;
    let (project, ..) = stage.project(&[]).await;
    let new = NewTask { title: "Paint".to_owned(), assignees: vec![bo.id()], ..NewTask::default() };
    boards::create_task(&stage.db, &fatima, project.id, new, None).await.unwrap();
    let server = serve_on(stage.db.pool().clone(), stage.owner.clone()).await;
    let mut socket = connect(&server, &bo, "same-origin").await.unwrap();
    open_topic(&mut socket, &Topic::Inbox { workspace: stage.slug.to_owned() }, 0).await;
    heard(&mut socket, |tell| unread(&tell).filter(|unread| *unread == 1)).await;
    server.stop.cancel();
}

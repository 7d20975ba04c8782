//! sqlx 0.9 can put a connection back in the pool inside a transaction whose `begin` was cancelled.
//! The next query on it would read on behalf of whoever asked before.

use crate::support::{TestDatabase, context, fresh_database};
use sqlx::AssertSqlSafe;
use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
};
use uuid::Uuid;

/// Runs a future until it has waited that often, then drops it: a cancellation at that very moment.
async fn cancel_at_wait<F: Future>(future: F, wait: usize) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut waits = 0;
    poll_fn(|cx| match future.as_mut().poll(cx) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => {
            waits += 1;
            if waits >= wait { Poll::Ready(None) } else { Poll::Pending }
        }
    })
    .await
}

#[tokio::test]
async fn a_cancelled_begin_leaves_no_tenant_behind() {
    let TestDatabase { pools, .. } = fresh_database().await;
    let mut cancelled = 0;
    // On a busy machine many a begin is over before it is cancelled.
    for round in 0..1_000 {
        if round >= 200 && cancelled >= 60 {
            break;
        }
        let begin = format!(
            "begin; select set_config('app.workspace_id', '{}', true), set_config('app.scope', 'system', true)",
            Uuid::new_v4()
        );
        // A begin waits for the pool's check of the connection, then for its own answers.
        let begun = cancel_at_wait(pools.serving.begin_with(AssertSqlSafe(begin)), round % 3 + 1).await;
        cancelled += u32::from(begun.is_none());
        drop(begun);
        assert_eq!(context(&pools.serving).await, "", "round {round} saw another's context");
    }
    assert!(cancelled >= 60, "only {cancelled} of 1000 begins were cancelled: the test proves nothing");
}

#[tokio::test]
async fn a_dropped_transaction_leaves_no_tenant_behind() {
    let TestDatabase { pools, .. } = fresh_database().await;
    let begin = format!("begin; select set_config('app.workspace_id', '{}', true)", Uuid::new_v4());
    drop(pools.serving.begin_with(AssertSqlSafe(begin)).await.unwrap());
    assert_eq!(context(&pools.serving).await, "");
}

#[tokio::test]
async fn a_context_set_outside_a_transaction_costs_the_connection() {
    let TestDatabase { pools, .. } = fresh_database().await;
    sqlx::query("select set_config('app.scope', 'system', false)").execute(&pools.serving).await.unwrap();
    for _ in 0..5 {
        assert_eq!(context(&pools.serving).await, "");
    }
}

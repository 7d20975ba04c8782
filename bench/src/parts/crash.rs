use super::Bench;
use crate::{
    figures::number,
    http::{Visitor, answer},
    outcome::Outcome,
    scene::WORKSPACE,
    server::signal,
};
use atrium::{
    boards::{project::Project, task::Card},
    ids::ProjectId,
};
use reqwest::Method;
use rustix::process::Signal;
use serde::Deserialize;
use serde_json::json;
use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::{Duration, Instant},
};
use tokio::{task::JoinSet, time::sleep};

const WRITES: usize = 1_000;
const WRITERS: usize = 8;
/// So many are answered before the process is killed.
const FIRST: usize = 400;
const PATIENCE: Duration = Duration::from_mins(2);

#[derive(Clone, Copy)]
enum Victim {
    Server,
    Postgres,
}

/// Kill -9 amid a thousand writes. A write that was not answered is sent again under the same
/// idempotency key, as a careful client does: in the end each must be there, and once.
pub async fn measure(bench: &mut Bench<'_>) -> Outcome<()> {
    for (victim, title, key) in [(Victim::Server, "the server", "CRASHA"), (Victim::Postgres, "its Postgres", "CRASHB")]
    {
        bench.report.section(format!("{WRITES} writes while {title} is killed with -9"));
        round(bench, victim, key).await?;
    }
    Ok(())
}

async fn round(bench: &mut Bench<'_>, victim: Victim, key: &str) -> Outcome<()> {
    let visitor = bench.visitor()?;
    let body = json!({ "key": key, "name": key });
    let project: Project = visitor.post(&format!("/workspaces/{WORKSPACE}/projects"), &body).await?;
    let progress = Arc::new(Progress::default());
    let mut writers = JoinSet::new();
    for _ in 0..WRITERS {
        writers.spawn(write(visitor.clone(), project.id, key.to_owned(), progress.clone()));
    }
    while progress.answered.load(SeqCst) < FIRST {
        sleep(Duration::from_millis(2)).await;
    }
    let killed = Instant::now();
    let before = progress.answered.load(SeqCst);
    match victim {
        Victim::Server => {
            bench.server.kill()?;
            bench.server = bench.house.serve(Some(bench.server.port)).await?;
        }
        Victim::Postgres => signal(bench.house.postmaster()?, Signal::KILL),
    }
    let mut answers = Vec::new();
    for written in writers.join_all().await {
        answers.extend(written?);
    }
    let back = answers.iter().filter(|answer| answer.sent > killed).map(|answer| answer.at).min();
    let there = titles(&visitor, project.id).await?;
    let lost = answers.iter().filter(|answer| !there.contains_key(&answer.title)).count();
    let doubled = there.values().filter(|times| **times > 1).count();
    bench.report.figure("answered before the kill", number(before), "");
    bench.report.figure("tries that failed and were sent again", number(progress.failed.load(SeqCst)), "");
    let found = format!("{lost} of {} answered", answers.len());
    bench.report.finding("lost", found, "none", lost == 0);
    bench.report.finding("there twice", doubled.to_string(), "none", doubled == 0);
    let seconds = back.map_or(f64::NAN, |at| at.duration_since(killed).as_secs_f64());
    bench.report.figure("until a write is answered again", seconds, "s");
    Ok(())
}

#[derive(Default)]
struct Progress {
    taken: AtomicUsize,
    answered: AtomicUsize,
    failed: AtomicUsize,
}

struct Answered {
    title: String,
    sent: Instant,
    at: Instant,
}

/// Takes one write after the other until there is none left.
async fn write(visitor: Visitor, project: ProjectId, key: String, progress: Arc<Progress>) -> Outcome<Vec<Answered>> {
    let mut answers = Vec::new();
    loop {
        let number = progress.taken.fetch_add(1, SeqCst);
        if number >= WRITES {
            return Ok(answers);
        }
        let title = format!("write {number}");
        let begun = Instant::now();
        loop {
            let sent = Instant::now();
            let path = format!("/workspaces/{WORKSPACE}/projects/{project}/tasks");
            let request = visitor.api(Method::POST, &path).json(&json!({ "title": title }));
            let request = request.header("idempotency-key", format!("{key}-{number}")).timeout(Duration::from_secs(20));
            match answer::<Card>(request).await {
                Ok(_) => {
                    progress.answered.fetch_add(1, SeqCst);
                    answers.push(Answered { title, sent, at: Instant::now() });
                    break;
                }
                Err(error) if begun.elapsed() > PATIENCE => return Err(error),
                Err(_) => {
                    progress.failed.fetch_add(1, SeqCst);
                    sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }
}

#[derive(Deserialize)]
struct Page {
    items: Vec<Card>,
    next: Option<String>,
}

/// How often each title is on the board.
async fn titles(visitor: &Visitor, project: ProjectId) -> Outcome<HashMap<String, usize>> {
    let mut found = HashMap::new();
    let mut after = String::new();
    loop {
        let path = format!("/workspaces/{WORKSPACE}/projects/{project}/tasks?limit=200{after}");
        let page: Page = visitor.get(&path).await?;
        for card in page.items {
            *found.entry(card.title).or_default() += 1;
        }
        match page.next {
            Some(next) => after = format!("&after={next}"),
            None => return Ok(found),
        }
    }
}

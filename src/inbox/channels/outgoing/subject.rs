use crate::{
    Result,
    database::TenantTx,
    ids::TaskId,
    inbox::{
        InboxLine,
        channels::store::outgoing::{self, Recipient},
        queries::Reader,
    },
};
use time::OffsetDateTime;
use uuid::Uuid;

/// The task that something happened on.
#[derive(Clone, Debug)]
pub struct About {
    pub task_id: TaskId,
    pub project_key: String,
    pub project: String,
    pub number: i32,
    pub title: String,
}

impl About {
    pub fn key(&self) -> String {
        format!("{}-{}", self.project_key, self.number)
    }

    pub fn address(&self, base_url: &str, workspace: &str) -> String {
        format!("{base_url}/w/{workspace}/p/{}/{}", self.project_key, self.number)
    }
}

/// A task with what happened on it, oldest first.
#[derive(Clone, Debug)]
pub struct Subject {
    pub about: About,
    pub lines: Vec<InboxLine>,
}

/// What these things that somebody was told are about, in the order in which they happened.
pub async fn subjects(
    tx: &mut TenantTx,
    recipient: &Recipient,
    ids: &[Uuid],
    now: OffsetDateTime,
) -> Result<Vec<Subject>> {
    let reader = Reader { id: tx.person_id(), zone: recipient.time_zone.clone(), now };
    let mut subjects: Vec<Subject> = Vec::new();
    for (about, row) in outgoing::lines(tx, ids).await? {
        let line = reader.line(row)?;
        match subjects.iter_mut().find(|one| one.about.task_id == about.task_id) {
            Some(subject) => subject.lines.push(line),
            None => subjects.push(Subject { about, lines: vec![line] }),
        }
    }
    Ok(subjects)
}

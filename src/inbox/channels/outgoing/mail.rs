//! The mails to one person: one for each task, or one for all of them.

use super::{
    decide::{Moment, Waiting},
    letter::Post,
    subject::{self, Subject},
};
use crate::{
    Result,
    database::TenantTx,
    identity::letter::{Written, keep},
    ids::TaskId,
    inbox::channels::{
        Channel,
        store::outgoing::{self, Recipient},
        unsubscribe,
    },
    jobs::{self, Job},
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// More tasks than this at one moment come in one mail, whatever was chosen.
const MOST_SINGLE: usize = 3;

/// Writes what is to go by mail and its jobs, and settles the rest. Answers with how many mails there are.
pub async fn write(
    tx: &mut TenantTx,
    moment: &Moment<'_>,
    recipient: &Recipient,
    waiting: &[Waiting],
    base_url: &str,
) -> Result<usize> {
    let sorted = moment.sort(Channel::Mail, waiting);
    outgoing::put_off(tx, Channel::Mail, &sorted.over, None).await?;
    for (until, ids) in &sorted.later {
        outgoing::put_off(tx, Channel::Mail, ids, Some(*until)).await?;
    }
    if sorted.going.is_empty() {
        return Ok(0);
    }
    let together = moment.settings.digest_hour.is_some() || sorted.going.len() > MOST_SINGLE;
    let mails: Vec<BTreeMap<TaskId, Vec<Uuid>>> =
        if together { vec![sorted.going] } else { sorted.going.into_iter().map(|one| BTreeMap::from([one])).collect() };
    let stop = unsubscribe::link(tx, base_url).await?;
    for about in &mails {
        let ids: Vec<Uuid> = about.values().flatten().copied().collect();
        let subjects = subject::subjects(tx, recipient, &ids, moment.now).await?;
        send(tx, &Post { recipient, subjects: &subjects, base_url, stop: &stop }, &ids).await?;
    }
    Ok(mails.len())
}

async fn send(tx: &mut TenantTx, post: &Post<'_>, ids: &[Uuid]) -> Result<()> {
    let thread = match post.subjects {
        [Subject { about, .. }] => Some(about.task_id.to_string()),
        _ => None,
    };
    let written = Written {
        to: &post.recipient.email,
        subject: post.subject(),
        text: post.text(),
        html: post.html(),
        about: Some((tx.workspace_id(), tx.person_id())),
        unsubscribe: Some(post.stop),
        thread: thread.as_deref(),
    };
    let mail_id = keep(tx.conn(), &written).await?;
    outgoing::mailed(tx, ids, mail_id).await?;
    jobs::enqueue(tx, &Job::SendMail { mail_id }).await
}

use super::{
    Act, TimeAct, Turn, Versions, Which,
    history::{Done, History, Stacks},
};
use crate::{
    boards::{api, edit_tasks, pause},
    failure::Failure,
    time_tracking::api as time,
};
use atrium::{
    Error,
    boards::{bulk::Bulk, task::Card},
    ids::TaskId,
};
use leptos::prelude::*;

/// How long an act that is under way is waited for, and between two looks, in milliseconds.
const PATIENCE: i32 = 3_000;
const STEP: i32 = 30;

/// Takes back, or does again, and says what came of it.
pub async fn take(turn: Turn) {
    let Turn { history, which } = turn;
    // Without a connection an act may be under way for hours.
    let mut patience = PATIENCE / STEP;
    // Two quick presses are two acts, one after the other.
    while history.with(|stacks| stacks.busy || (stacks.under_way > 0 && patience > 0)) {
        pause(STEP).await;
        patience = (patience - 1).max(0);
    }
    let Some(done) = history.with(|stacks| pop(stacks, which)) else {
        let words =
            if which == Which::Again { "There is nothing to do again." } else { "There is nothing to take back." };
        return history.toasts().note(words);
    };
    history.with(|stacks| stacks.busy = true);
    let again = which == Which::Again;
    let act = if again { &done.again } else { &done.back };
    let expected = done.versions.map(|versions| if again { versions.before } else { versions.after });
    let answer = perform(history, &done.workspace, act, expected).await;
    history.with(|stacks| stacks.busy = false);
    match answer {
        Ok(version) => {
            let words = if again { "Done again" } else { "Taken back" };
            history.toasts().success(format!("{words}: {}.", done.said));
            history.with(|stacks| settle(stacks, done, again, version));
            history.turned();
        }
        Err(Failure::Refused(Error::Conflict { .. })) => {
            history.toasts().error("Somebody has changed this task meanwhile, so it was left as it is.");
        }
        Err(Failure::Offline) => {
            history.toasts().error(Failure::Offline.to_string());
            history.with(|stacks| if again { stacks.future.push(done) } else { stacks.past.push(done) });
        }
        Err(Failure::Kept) => history.toasts().success(Failure::Kept.to_string()),
        Err(failure) => history.toasts().error(failure.to_string()),
    }
}

fn pop(stacks: &mut Stacks, which: Which) -> Option<Done> {
    match which {
        Which::Back => stacks.past.pop(),
        Which::Again => stacks.future.pop(),
        Which::This(number) => {
            let at = stacks.past.iter().position(|done| done.number == number)?;
            Some(stacks.past.remove(at))
        }
    }
}

/// Answers with the version that the task has now, where it is about one.
async fn perform(history: History, workspace: &str, act: &Act, expected: Option<i32>) -> Result<Option<i32>, Failure> {
    let slug = workspace.to_owned();
    let card = match act {
        Act::Move { task, to } => Some(api::move_task(slug, *task, *to).await?),
        Act::Edit { task, edit } => Some(api::edit_task(slug, *task, edit.clone(), expected).await?),
        Act::Restore(task) => Some(api::restore_task(slug, *task).await?),
        Act::Archive(task) => {
            api::archive_task(slug, *task).await?;
            None
        }
        Act::MoveColumn { column, after } => {
            api::move_column(slug, *column, *after).await?;
            None
        }
        Act::Time { id, act } => {
            match act {
                TimeAct::Remove => time::remove_time(slug, *id).await?,
                TimeAct::Restore => time::restore_time(slug, *id).await?,
                TimeAct::Edit(typed) => drop(time::edit_time(slug, *id, typed.clone(), None).await?),
            }
            return Ok(None);
        }
        Act::Together { project, edit } => {
            let Bulk { cards, gone, .. } = edit_tasks(slug, *project, edit.clone()).await?;
            show(history, cards, &gone);
            return Ok(None);
        }
    };
    let version = card.as_ref().map(|card| card.version);
    let gone = if let Act::Archive(task) = act { vec![*task] } else { Vec::new() };
    show(history, card.into_iter().collect(), &gone);
    Ok(version)
}

/// The live line tells it too; this is a moment sooner.
fn show(history: History, cards: Vec<Card>, gone: &[TaskId]) {
    let Some(board) = history.with(|stacks| stacks.board) else { return };
    let ours = |card: &Card| {
        board.board.with_untracked(|board| board.columns.iter().any(|column| column.id == card.column_id))
    };
    for card in cards.into_iter().filter(ours) {
        board.put(card);
    }
    for task in gone {
        board.take_away(*task);
    }
}

/// Keeps what was turned for the other way. The task has a new version now, with the content of an old one: what waits
/// for the old one waits for the new.
fn settle(stacks: &mut Stacks, mut done: Done, again: bool, version: Option<i32>) {
    if let (Some(Versions { before, after }), Some(version)) = (done.versions, version) {
        let task = done.back.task();
        let others = if again { &mut stacks.future } else { &mut stacks.past };
        for other in others.iter_mut().filter(|other| other.back.task() == task) {
            match &mut other.versions {
                Some(versions) if again && versions.before == after => versions.before = version,
                Some(versions) if !again && versions.after == before => versions.after = version,
                _ => {}
            }
        }
        done.versions =
            Some(if again { Versions { before, after: version } } else { Versions { before: version, after } });
    }
    if again { stacks.past.push(done) } else { stacks.future.push(done) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::boards::api::Edit;

    fn edited(number: u32, before: i32, after: i32) -> Done {
        let act = Act::Edit { task: id(), edit: Edit::default() };
        Done { number, ..Done::new("north", String::new(), act.clone(), act).between(before, after) }
    }

    fn id() -> TaskId {
        "0191d1f0-0000-7000-8000-000000000001".parse().unwrap()
    }

    fn versions(done: &Done) -> (i32, i32) {
        done.versions.map(|versions| (versions.before, versions.after)).unwrap()
    }

    #[test]
    fn two_edits_are_taken_back_and_done_again_one_after_the_other() {
        let mut stacks = Stacks { past: vec![edited(1, 1, 2), edited(2, 2, 3)], ..Stacks::default() };
        // Taking back the second makes version 4, which has the content of 2: the first is expected there now.
        let second = pop(&mut stacks, Which::Back).unwrap();
        settle(&mut stacks, second, false, Some(4));
        assert_eq!(versions(&stacks.past[0]), (1, 4));
        let first = pop(&mut stacks, Which::Back).unwrap();
        settle(&mut stacks, first, false, Some(5));
        // Doing the first again makes version 6, from which the second starts.
        let first = pop(&mut stacks, Which::Again).unwrap();
        assert_eq!(versions(&first), (5, 4));
        settle(&mut stacks, first, true, Some(6));
        assert_eq!(versions(&stacks.future[0]), (6, 3));
        assert_eq!(versions(&stacks.past[0]), (5, 6));
    }

    #[test]
    fn one_act_is_taken_back_by_its_number() {
        let mut stacks = Stacks { past: vec![edited(1, 1, 2), edited(2, 2, 3)], ..Stacks::default() };
        assert_eq!(pop(&mut stacks, Which::This(1)).map(|done| done.number), Some(1));
        assert_eq!(pop(&mut stacks, Which::This(1)), None);
        assert_eq!(stacks.past.len(), 1);
    }
}

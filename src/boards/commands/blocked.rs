//! Completing tasks that others still block, where the project forbids it. Every command that moves
//! tasks among finished ones asks here.
//!
//! Two ways are left alone. A task that is restored among finished ones was completed before. And an
//! import brings tasks that are new, which nothing can block yet.

use crate::{
    Error, Result,
    actor::Actor,
    boards::{
        project::{Project, WhenBlocked},
        store::relations::{self, Block},
    },
    database::TenantTx,
    ids::TaskId,
};

/// Refuses when one of these tasks is open and an open task outside of them blocks it.
pub async fn demand_unblocked(tx: &mut TenantTx, actor: &Actor, project: &Project, tasks: &[TaskId]) -> Result<()> {
    if project.when_blocked != WhenBlocked::Forbid {
        return Ok(());
    }
    match relations::open_blocks(tx, actor, tasks).await?.as_slice() {
        [] => Ok(()),
        blocks => Err(Error::invalid("", explain(blocks))),
    }
}

/// Why the first of them cannot be completed, naming what the actor may see.
fn explain(blocks: &[Block]) -> String {
    let first = &blocks[0];
    let of_first = || blocks.iter().filter(|block| block.blocked == first.blocked);
    let mut names: Vec<String> = of_first()
        .filter(|block| block.visible)
        .map(|block| format!("{} \u{201c}{}\u{201d}", block.key, block.title))
        .collect();
    let visible = names.len();
    names.truncate(3);
    if visible > names.len() {
        names.push("others".to_owned());
    }
    if of_first().any(|block| !block.visible) {
        names.push("a task that is not shared with you".to_owned());
    }
    let names = match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    };
    format!("{} cannot be completed yet: it is blocked by {names}.", first.blocked_key)
}

#[cfg(test)]
mod tests {
    use super::{Block, explain};
    use crate::ids::TaskId;

    #[test]
    fn a_refusal_names_what_may_be_seen() {
        let (roof, door) = (TaskId::new(), TaskId::new());
        let block = |blocked, key: &str, visible| Block {
            blocked,
            blocked_key: "ATR-4".to_owned(),
            key: key.to_owned(),
            title: "Paint".to_owned(),
            visible,
        };
        let one = [block(roof, "ATR-1", true), block(door, "ATR-2", true)];
        let sentence = "ATR-4 cannot be completed yet: it is blocked by ATR-1 \u{201c}Paint\u{201d}.";
        assert_eq!(explain(&one), sentence);
        let hidden = [block(roof, "FAR-1", false), block(roof, "FAR-2", false)];
        let sentence = "ATR-4 cannot be completed yet: it is blocked by a task that is not shared with you.";
        assert_eq!(explain(&hidden), sentence);
        let many: Vec<_> = (1..6).map(|n| block(roof, &format!("ATR-{n}"), n != 5)).collect();
        assert!(explain(&many).ends_with("\u{201d}, others and a task that is not shared with you."));
    }
}

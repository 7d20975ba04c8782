use super::comments::say;
use crate::{
    Result,
    actor::Actor,
    boards::{
        policy::Action,
        reaction::Reaction,
        store::{
            access::{Which, load_for},
            comments, reactions,
        },
    },
    database::Db,
    ids::CommentId,
};

/// Gives a sign to a comment, or takes one's own back. Giving it twice is giving it once.
pub async fn react(db: &Db, actor: &Actor, comment_id: CommentId, reaction: Reaction, on: bool) -> Result<()> {
    let mut tx = db.tenant(actor).await?;
    let project = load_for(&mut tx, actor, Action::Comment, Which::Comment(comment_id)).await?.project;
    let (task_id, ..) = comments::lock(&mut tx, comment_id).await?;
    if !reactions::set(&mut tx, comment_id, reaction, on).await? {
        return Ok(());
    }
    let kind = if on { "comment.reacted" } else { "comment.unreacted" };
    say(&mut tx, kind, &project, (task_id, comment_id), ("", "")).await?;
    tx.commit().await
}

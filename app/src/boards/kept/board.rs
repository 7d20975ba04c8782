use super::{
    super::{page::reload, state::BoardState},
    Deed, News, kept, new_card,
};
use crate::wire::decode;
use atrium::{boards::task::Card, ids::TaskId};
use leptos::{LazyViewError, prelude::*};

/// Shows the board as it will be when all that is kept is sent, once these news are taken. Fetched when something was
/// kept for the first time, as the pages in [`crate::routes`] are.
#[cfg_attr(feature = "split", lazy(fallible))]
pub async fn foresee(state: BoardState, news: Option<String>) -> Result<(), LazyViewError> {
    match news.and_then(|news| decode(&news).ok()) {
        Some(News::Sent { key, said: Some(card) }) => take(state, key, *card),
        Some(News::GivenUp) => reload(state),
        Some(News::Sent { said: None, .. }) | None => {}
    }
    let kept = kept(state);
    state.keep_unsent(&kept.iter().map(Deed::task_id).collect::<Vec<_>>());
    let mut moves = Vec::new();
    for (turn, deed) in kept.iter().enumerate() {
        match deed {
            Deed::MoveTask { task_id, to } => moves.push((*task_id, *to)),
            _ => show(state, deed, turn),
        }
    }
    state.foresee_moves(&moves);
    state.touch(kept.iter().map(Deed::task_id).collect());
    Ok(())
}

/// Takes the server's answer in the place of what was foreseen.
fn take(state: BoardState, key: Option<TaskId>, card: Card) {
    if let Some(key) = key {
        state.take_away(key);
    }
    if state.board.with_untracked(|board| board.columns.iter().any(|column| column.id == card.column_id)) {
        state.touch(vec![card.id]);
        state.put(card);
    }
}

fn show(state: BoardState, deed: &Deed, turn: usize) {
    match deed {
        Deed::CreateTask { project_id, column_id, task, key } => {
            let is_here = state.board.with_untracked(|board| board.project.id == *project_id);
            if is_here && state.card_now(*key).is_none() {
                state.foresee(new_card(*key, *column_id, task.clone(), turn));
            }
        }
        Deed::EditTask { task_id, edit } => {
            if let Some(card) = state.card_now(*task_id) {
                let mut edited = card.clone();
                edit.show_in(&mut edited);
                if edited != card {
                    state.foresee(edited);
                }
            }
        }
        Deed::ArchiveTask { task_id } => state.take_away(*task_id),
        Deed::MoveTask { .. } | Deed::AddComment { .. } => {}
    }
}

//! The view in the address: what a person sees can be sent to another, and comes back on reload.

use super::state::BoardState;
use atrium::{
    boards::{
        board::Board,
        saved_view::SavedView,
        view::{Layout, View, names::Names},
    },
    ids::SavedViewId,
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

/// What the address asks for; where it asks for nothing, what the reader chose to see at first.
pub fn first_view(board: &Board, query: &str) -> (View, Option<SavedViewId>) {
    let names = Names::of(board);
    match board.views.iter().find(|view| view.default) {
        Some(chosen) if query.is_empty() => (View::parse(&chosen.query, &names), Some(chosen.id)),
        _ => {
            let view = View::parse(query, &names);
            let same = |saved: &&SavedView| View::parse(&saved.query, &names) == view.lasting();
            let saved = board.views.iter().find(same).map(|saved| saved.id);
            (view, saved)
        }
    }
}

impl BoardState {
    /// The address of this view of the board, or of another.
    pub fn address(self, view: &View) -> String {
        let query = self.query(view);
        self.board.with(|board| {
            let mark = if query.is_empty() { "" } else { "?" };
            format!("/w/{}/p/{}{mark}{query}", self.workspace.get_value(), board.project.key)
        })
    }

    /// A view as the query of its address.
    pub fn query(self, view: &View) -> String {
        self.board.with(|board| {
            let query = view.query(&Names::of(board));
            // Who sees something else at first says it when they mean the board.
            let otherwise = query.is_empty() && board.views.iter().any(|view| view.default);
            if otherwise { format!("view={}", Layout::Board.word()) } else { query }
        })
    }
}

/// Keeps the two the same. A change of the view takes the place of the address before it, so that "back" leaves the
/// board; an address that says nothing, such as a task's, leaves the view as it is.
pub fn follow(state: BoardState) {
    let (location, navigate) = (use_location(), use_navigate());
    Effect::new(move |last: Option<String>| {
        let (path, search) = (location.pathname.get(), location.search.get());
        let search = search.trim_start_matches('?').to_owned();
        let query = state.view.with(|view| state.query(view));
        let base =
            format!("/w/{}/p/{}", state.workspace.get_value(), state.board.with(|board| board.project.key.clone()));
        let here = path.strip_prefix(&base).is_some_and(|rest| {
            let number = rest.trim_matches('/');
            rest.is_empty() || number.bytes().all(|digit| digit.is_ascii_digit())
        });
        if here && search != query {
            let came = last.is_some_and(|last| last != search);
            if came && !search.is_empty() {
                let view = state.board.with_untracked(|board| View::parse(&search, &Names::of(board)));
                state.view.set(view);
            } else {
                let mark = if query.is_empty() { "" } else { "?" };
                let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
                navigate(&format!("{path}{mark}{query}"), options);
                return query;
            }
        }
        search
    });
}

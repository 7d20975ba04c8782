use super::{
    super::{api::Draft, state::BoardState},
    field::{Line, QuickField, Submit},
    lines,
    send::{Target, add, drafts, why},
};
use crate::{
    frame::use_me,
    ui::use_toasts,
    undo::{Act, Done, use_history},
};
use atrium::{boards::board::Vocabulary, ids::ColumnId};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// A card that is being written at the end of a column.
#[derive(Clone, Copy)]
pub struct Writing {
    pub column_id: ColumnId,
    pub state: StoredValue<BoardState>,
    pub text: RwSignal<String>,
    pub open: RwSignal<bool>,
    /// What the task gets that its line does not say.
    pub like: StoredValue<Draft>,
}

/// Enter adds and stays open for the next one, Shift and Enter opens what it added, Escape closes.
#[component]
pub fn WriteCard(writing: Writing) -> impl IntoView {
    let Writing { column_id, state, text, open, like } = writing;
    let state = state.get_value();
    let me = use_me();
    let vocabulary = Memo::new(move |_| {
        state.board.with(|board| Vocabulary {
            people: board.people.clone(),
            labels: board.labels.clone(),
            today: board.today,
            me,
        })
    });
    let line = Line::new(text, vocabulary.into());
    let busy = RwSignal::new(false);
    let (toasts, history, navigate) = (use_toasts(), use_history(), use_navigate());
    let submit = move |how: Submit| {
        let mut drafts = vocabulary.with_untracked(|names| drafts(&text.get_untracked(), names));
        like.with_value(|like| drafts.iter_mut().for_each(|draft| draft.fill_from(like)));
        if drafts.is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        let navigate = navigate.clone();
        history.carry_out(async move {
            let (project_id, key) = state.board.with_untracked(|board| (board.project.id, board.project.key.clone()));
            let workspace = state.workspace.get_value();
            let target = Target { workspace: workspace.clone(), project_id, column_id };
            let numbers = StoredValue::new(Vec::new());
            let added = |card: atrium::boards::task::Card| {
                numbers.update_value(|numbers| numbers.push(card.number));
                history.did(Done::new(
                    &workspace,
                    format!("{key}-{} was added", card.number),
                    Act::Archive(card.id),
                    Act::Restore(card.id),
                ));
                state.put(card);
            };
            let (count, failure) = add(&target, &drafts, added).await;
            busy.set(false);
            let left: Vec<_> = drafts.into_iter().skip(count).map(|draft| draft.title).collect();
            let left = if failure.is_some() && count == 0 { text.get_untracked() } else { left.join("\n") };
            if let Some(failure) = failure {
                toasts.error(why(&failure));
            } else if let (Submit::AddAndOpen, Some(number)) = (how, numbers.get_value().last()) {
                open.set(false);
                navigate(&format!("/w/{workspace}/p/{key}/{number}"), NavigateOptions::default());
            }
            let end = left.len();
            line.put(left, end);
        });
    };
    let submit = Callback::new(submit);
    let count = move || text.with(|text| lines::of(text).len().min(lines::MOST));
    let words = move || if count() > 1 { format!("Add {} tasks", count()) } else { "Add".to_owned() };
    let join = move |_| {
        let one = lines::together(&text.get_untracked());
        let end = one.len();
        line.put(one, end);
    };
    view! {
        <QuickField line=line label="Title of the new task" submit=submit escape=Callback::new(move |()| open.set(false))/>
        <div class="actions">
            <button class="button primary small" type="button" aria-busy=move || busy.get().then_some("true") on:click=move |_| submit.run(Submit::Add)>
                {words}
            </button>
            {move || (count() > 1).then(|| view! {
                <button class="button small" type="button" on:click=join>"Make it one"</button>
            })}
            <button class="button quiet small" type="button" on:click=move |_| open.set(false)>"Close"</button>
        </div>
    }
}

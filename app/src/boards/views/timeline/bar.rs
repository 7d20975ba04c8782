use super::{super::calendar::when, Shared};
use crate::ui::{Icon, IconName};
use atrium::{boards::view::calendar::Span, ids::TaskId};
use leptos::prelude::*;

impl Shared {
    /// Where a bar is shown: a carried one where it is held.
    pub fn span(self, task_id: TaskId) -> Option<Span> {
        let span = self.plan.spans.with(|spans| spans.get(&task_id).copied())?;
        let held = self.held.get().filter(|(id, _)| *id == task_id);
        Some(held.map_or(span, |(_, shift)| shift.apply(span)))
    }

    /// The left and the right end of a bar, in pixels from the beginning of the line.
    pub fn ends(self, span: Span) -> (f64, f64) {
        let line = self.line.get();
        (self.pixels(line.at(span.from)), self.pixels(line.at(span.to) + 1))
    }
}

/// A task from its start to its due date. Its ends can be taken hold of.
#[component]
pub fn TimeBar(shared: Shared, task_id: TaskId) -> impl IntoView {
    let state = shared.state;
    let card = state.card(task_id);
    let place = Memo::new(move |_| shared.span(task_id).map(|span| shared.ends(span)).unwrap_or_default());
    let clash = Memo::new(move |_| shared.plan.clashes.with(|all| all.get(&task_id).map(|(_, key)| key.clone())));
    let late = move || {
        state.board.with(|board| {
            card.with(|card| {
                let done = |column_id| board.columns.iter().any(|column| column.id == column_id && column.done);
                card.as_ref()
                    .is_some_and(|card| card.due_on.is_some_and(|due| due < board.today) && !done(card.column_id))
            })
        })
    };
    let class = move || {
        let held = shared.held.with(|held| held.is_some_and(|(id, _)| id == task_id));
        let mut class = "time-bar".to_owned();
        for (name, applies) in [(" held", held), (" late", late()), (" clash", clash.with(Option::is_some))] {
            if applies {
                class.push_str(name);
            }
        }
        class
    };
    let warning = move || clash.get().map(|key| format!("Starts before {key} ends"));
    let label = move || {
        let today = state.board.with(|board| board.today);
        let said = card.with(|card| card.as_ref().map(|card| format!("{}, {}", card.title, when(card, today))));
        [said, warning()].into_iter().flatten().collect::<Vec<_>>().join(". ")
    };
    let address = move || {
        card.with(|card| {
            card.as_ref().map(|card| {
                state
                    .board
                    .with(|board| format!("/w/{}/p/{}/{}", state.workspace.get_value(), board.project.key, card.number))
            })
        })
    };
    view! {
        <a
            class=class
            href=address
            draggable="false"
            tabindex="-1"
            aria-label=label
            aria-describedby=shared.rows.can_edit.then_some("time-keys")
            style:left=move || format!("{}px", place.get().0)
            style:width=move || format!("{}px", place.get().1 - place.get().0)
        >
            {shared.rows.can_edit.then(|| view! { <span class="edge start"></span> })}
            <span class="one-line" aria-hidden="true">{move || card.with(|card| card.as_ref().map(|card| card.title.clone()))}</span>
            {shared.rows.can_edit.then(|| view! { <span class="edge end"></span> })}
        </a>
        {move || warning().map(|warning| view! {
            <span class="clashing" aria-hidden="true" style:left=move || format!("{}px", place.get().1 + 8.0)><Icon name=IconName::TriangleAlert/>{warning}</span>
        })}
    }
}

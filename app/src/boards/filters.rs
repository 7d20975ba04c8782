//! What is looked for, as chips that read as a sentence. The row is empty until something is.

use super::{
    state::BoardState,
    views::{Wanted, views},
};
use crate::ui::{Icon, IconName};
use atrium::{
    boards::{
        board::Board,
        field::{Ask, Field, FieldKind, show},
        filter::{Due, Filter, Who},
    },
    ids::FieldId,
};
use leptos::prelude::*;

/// A part of a filter; each is one chip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    Words,
    People,
    Labels,
    Priorities,
    Due,
    Done,
    /// A custom field of the project.
    Field(FieldId),
}

impl Part {
    /// Those of every project.
    pub const ALL: [Self; 6] = [Self::Words, Self::People, Self::Labels, Self::Priorities, Self::Due, Self::Done];

    /// Those, and one for each field of the board.
    pub fn all(board: &Board) -> Vec<Self> {
        Self::ALL.into_iter().chain(board.fields.iter().map(|field| Self::Field(field.id))).collect()
    }

    pub fn title(self, board: &Board) -> String {
        let title = match self {
            Self::Words => "Words",
            Self::People => "Person",
            Self::Labels => "Label",
            Self::Priorities => "Priority",
            Self::Due => "Due",
            Self::Done => "Progress",
            Self::Field(id) => field_of(board, id).map_or("A field", |field| field.name.as_str()),
        };
        title.to_owned()
    }

    fn clear(self, filter: &mut Filter) {
        match self {
            Self::Words => filter.words.clear(),
            Self::People => filter.people.clear(),
            Self::Labels => filter.labels.clear(),
            Self::Priorities => filter.priorities.clear(),
            Self::Due => filter.due = None,
            Self::Done => filter.done = None,
            Self::Field(id) => filter.ask(id, Ask::Any(Vec::new())),
        }
    }

    /// What is asked of this part, if anything is.
    fn asked(self, filter: &Filter, board: &Board) -> Option<String> {
        let person = |who: &Who| match who {
            Who::Nobody => "nobody".to_owned(),
            Who::Person(id) => {
                let known = board.people.iter().find(|person| person.id == *id);
                known.map_or_else(|| "somebody who left".to_owned(), |person| person.name.clone())
            }
        };
        let label = |id| {
            let known = board.labels.iter().find(|label| label.id == id);
            known.map_or_else(|| "a removed label".to_owned(), |label| label.name.clone())
        };
        let said = match self {
            Self::Words => filter.words.trim().to_owned(),
            Self::People => filter.people.iter().map(person).collect::<Vec<_>>().join(", "),
            Self::Labels => filter.labels.iter().map(|id| label(*id)).collect::<Vec<_>>().join(", "),
            Self::Priorities => filter.priorities.iter().map(|one| one.title()).collect::<Vec<_>>().join(", "),
            Self::Due => filter.due.map(|due| due_name(due, board)).unwrap_or_default(),
            Self::Done => filter.done.map(|done| if done { "done" } else { "open" }).unwrap_or_default().to_owned(),
            Self::Field(id) => {
                let asked = filter.asked(id).zip(field_of(board, id));
                asked.map(|(ask, field)| asked_of(field, ask, board)).unwrap_or_default()
            }
        };
        (!said.is_empty()).then_some(said)
    }
}

fn field_of(board: &Board, id: FieldId) -> Option<&Field> {
    board.fields.iter().find(|field| field.id == id)
}

/// What is asked of a field, as the end of a sentence that begins with its name and "is".
fn asked_of(field: &Field, ask: &Ask, board: &Board) -> String {
    let year = board.today.0.year();
    let said = |written: &str| match (written, field.kind) {
        ("", FieldKind::Checkbox) => "no".to_owned(),
        ("", _) => "empty".to_owned(),
        (_, FieldKind::Checkbox) => "yes".to_owned(),
        (written, _) => show(field, written, &board.people, year),
    };
    match ask {
        Ask::Any(values) => values.iter().map(|value| said(value)).collect::<Vec<_>>().join(", "),
        Ask::Has(words) => format!("with \u{201c}{}\u{201d}", words.trim()),
        Ask::Between(from, until) if until.is_empty() => format!("from {}", said(from)),
        Ask::Between(from, until) if from.is_empty() => format!("up to {}", said(until)),
        Ask::Between(from, until) => format!("{} to {}", said(from), said(until)),
    }
}

pub fn due_name(due: Due, board: &Board) -> String {
    let year = board.today.0.year();
    match due {
        Due::Late => "late".to_owned(),
        Due::Today => "today".to_owned(),
        Due::Week => "this week".to_owned(),
        Due::Never => "without a date".to_owned(),
        Due::Between(Some(from), Some(until)) => format!("{} to {}", from.short(year), until.short(year)),
        Due::Between(Some(from), None) => format!("from {}", from.short(year)),
        Due::Between(None, Some(until)) => format!("until {}", until.short(year)),
        Due::Between(None, None) => "any day".to_owned(),
    }
}

/// What the menu of filters was opened for.
#[derive(Clone, Copy)]
pub struct Opened {
    /// All parts, or one of them.
    pub part: RwSignal<Option<Part>>,
    /// Rises with each time.
    pub times: RwSignal<u32>,
}

impl Opened {
    fn open(self, part: Option<Part>) {
        self.part.set(part);
        self.times.update(|times| *times += 1);
    }
}

#[component]
pub fn Filters(state: BoardState) -> impl IntoView {
    let opened = Opened { part: RwSignal::new(None), times: RwSignal::new(0) };
    let ever = Memo::new(move |_| opened.times.get() > 0);
    let empty = Memo::new(move |_| state.view.with(|view| view.filter.is_empty()));
    let chips = Memo::new(move |_| {
        state.view.with(|view| {
            state.board.with(|board| {
                let asked = |part: Part| part.asked(&view.filter, board).map(|said| (part, said));
                Part::all(board).into_iter().filter_map(asked).collect::<Vec<_>>()
            })
        })
    });
    // The chip stays the same element while its words change: the menu hangs on it.
    let said = move |part: Part| {
        chips.with(|chips| chips.iter().find(|(other, _)| *other == part).map(|(_, said)| said.clone()))
    };
    let title = move |part: Part| state.board.with_untracked(|board| part.title(board));
    let count = Memo::new(move |_| (state.shown(), state.total()));
    view! {
        <div class="filters needs-script" role="search" aria-label="Filter the tasks">
            <button
                class="button quiet small"
                type="button"
                popovertarget="filter-menu"
                aria-haspopup="true"
                aria-keyshortcuts="f"
                on:click=move |_| opened.open(None)
            >
                <Icon name=IconName::ListFilter/>"Filter"
            </button>
            <For each=move || chips.with(|chips| chips.iter().map(|(part, _)| *part).collect::<Vec<_>>()) key=|part| *part let:part>
                <span class="filter">
                    <button class="what" type="button" popovertarget="filter-menu" aria-haspopup="true" on:click=move |_| opened.open(Some(part))>
                        {title(part)}" is "<strong>{move || said(part)}</strong>
                    </button>
                    <button
                        type="button"
                        aria-label=format!("Remove the filter {}", title(part))
                        on:click=move |_| state.view.update(|view| part.clear(&mut view.filter))
                    >
                        <Icon name=IconName::X/>
                    </button>
                </span>
            </For>
            {move || (!empty.get()).then(|| view! {
                <button class="button quiet small" type="button" on:click=move |_| state.view.update(|view| view.filter = Filter::default())>"Clear"</button>
                <span class="count" role="status">{move || { let (shown, total) = count.get(); format!("{shown} of {total}") }}</span>
            })}
            <div class="menu filter-menu" id="filter-menu" popover="auto" role="group" aria-label="Filter">
                {move || ever.get().then(|| crate::routes::later(views(Wanted::Filter(state, opened))))}
            </div>
        </div>
    }
}

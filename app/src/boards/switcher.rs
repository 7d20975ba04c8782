//! As what a project is looked at, from a board to a timeline, and the views that were given a name.

use super::{
    state::BoardState,
    views::{Wanted, views},
};
use crate::ui::{Icon, IconName};
use atrium::boards::view::{GroupBy, Layout, Sort, SortBy, View};
use leptos::prelude::*;

fn layout_name(layout: Layout) -> (&'static str, IconName) {
    match layout {
        Layout::Board => ("Board", IconName::SquareKanban),
        Layout::List => ("List", IconName::Rows3),
        Layout::Table => ("Table", IconName::Table2),
        Layout::Calendar => ("Calendar", IconName::Calendar),
        Layout::Timeline => ("Timeline", IconName::ChartGantt),
    }
}

#[component]
pub fn Switcher(state: BoardState) -> impl IntoView {
    let layout = Memo::new(move |_| state.view.with(|view| view.layout));
    let opened = RwSignal::new(0);
    let ever = Memo::new(move |_| opened.get() > 0);
    let name = Memo::new(move |_| {
        let chosen = state.chosen.get();
        state.board.with(|board| {
            board
                .views
                .iter()
                .find(|view| Some(view.id) == chosen)
                .map_or_else(|| "Views".to_owned(), |view| view.name.clone())
        })
    });
    let tabs = Layout::ALL.into_iter().zip(1..).map(|(one, number)| {
        let (name, icon) = layout_name(one);
        let other = move || state.view.with(|view| view.shown_as(one));
        view! {
            <a
                href=move || state.address(&other())
                aria-current=move || (layout.get() == one).then_some("page")
                aria-keyshortcuts=number.to_string()
                on:click=move |event| {
                    if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                        event.prevent_default();
                        state.view.update(|view| *view = view.shown_as(one));
                    }
                }
            >
                <Icon name=icon/><span>{name}</span>
            </a>
        }
    });
    view! {
        <div class="switcher-row">
            <nav class="segmented" aria-label="Shown as">{tabs.collect_view()}</nav>
            <button
                class="button quiet small needs-script"
                type="button"
                popovertarget="saved-views"
                aria-haspopup="true"
                on:click=move |_| opened.update(|times| *times += 1)
            >
                <Icon name=IconName::Bookmark/><span class="one-line">{move || name.get()}</span>
            </button>
            <div class="menu saved-views" id="saved-views" popover="auto" role="group" aria-label="Saved views">
                {move || ever.get().then(|| crate::routes::later(views(Wanted::Saved(state, opened))))}
            </div>
            {move || {
                let layout = layout.get();
                (layout != Layout::Calendar).then(|| view! { <Arrange state=state layout=layout/> })
            }}
        </div>
    }
}

/// In which groups a layout has its tasks, and in which order; those of a board are its lanes.
#[component]
fn Arrange(state: BoardState, layout: Layout) -> impl IntoView {
    let on_board = layout == Layout::Board;
    let group = Memo::new(move |_| state.view.with(View::grouped));
    let sort = Memo::new(move |_| state.view.with(|view| view.sort));
    let fields = Memo::new(move |_| state.board.with(|board| board.fields.clone()));
    let groups: &[GroupBy] = if on_board { &GroupBy::LANES } else { &GroupBy::ALL };
    let by_word = move |word: &str| {
        let field = || word.parse().ok().map(GroupBy::Field);
        let found = groups.iter().copied().find(|group| group.word() == word).or_else(field);
        // A board without lanes is the board as it is.
        found.filter(|group| !(on_board && *group == GroupBy::Nothing))
    };
    let order = |word: &str| {
        let field = || word.parse().map(SortBy::Field).unwrap_or_default();
        SortBy::ALL.into_iter().find(|by| by.word() == word).unwrap_or_else(field)
    };
    view! {
        <label class="arrange needs-script">
            <span>{if on_board { "Lanes" } else { "Group" }}</span>
            <select on:change=move |event| state.view.update(|view| view.group = by_word(&event_target_value(&event)))>
                {groups.iter().map(|&one| view! { <option value=one.word() selected=move || group.get() == one>{group_name(one)}</option> }).collect_view()}
                {move || fields.get().into_iter().filter(|field| field.kind.groups()).map(|field| {
                    let by = GroupBy::Field(field.id);
                    view! { <option value=field.id.to_string() selected=move || group.get() == by>{field.name}</option> }
                }).collect_view()}
            </select>
        </label>
        {(!on_board).then(|| view! {
            <label class="arrange needs-script">
                <span>"Order"</span>
                <select on:change=move |event| state.view.update(|view| view.sort = Sort { by: order(&event_target_value(&event)), reversed: false })>
                    {SortBy::ALL.map(|one| view! { <option value=one.word() selected=move || sort.get().by == one>{sort_name(one)}</option> }).collect_view()}
                    {move || fields.get().into_iter().map(|field| {
                        let by = SortBy::Field(field.id);
                        view! { <option value=field.id.to_string() selected=move || sort.get().by == by>{format!("By {}", field.name)}</option> }
                    }).collect_view()}
                </select>
            </label>
        })}
    }
}

fn group_name(group: GroupBy) -> &'static str {
    match group {
        GroupBy::Nothing => "None",
        GroupBy::Status => "Status",
        GroupBy::Person => "Person",
        GroupBy::Label => "Label",
        GroupBy::Priority => "Priority",
        GroupBy::Due => "Due",
        GroupBy::Field(_) => "Field",
    }
}

fn sort_name(by: SortBy) -> &'static str {
    match by {
        SortBy::Manual => "As on the board",
        SortBy::Due => "Due first",
        SortBy::Priority => "Most urgent first",
        SortBy::Created => "Oldest first",
        SortBy::Title => "By title",
        SortBy::Field(_) => "By a field",
    }
}

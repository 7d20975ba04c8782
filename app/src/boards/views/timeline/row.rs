use super::{
    super::{
        field_menu::FIELD_MENU,
        rows::{GroupHead, Item, row_class},
    },
    Shared,
    bar::TimeBar,
};
use crate::{
    boards::picking::Field,
    ui::{Icon, IconName},
};
use atrium::{boards::task::Card, ids::TaskId};
use leptos::prelude::*;

/// The head of a group, or a task with its bar.
#[component]
pub fn Row(shared: Shared, item: Item) -> impl IntoView {
    let (Some(task_id), Some(row)) = (item.task(), item.row()) else {
        return view! { <li class="head"><GroupHead shared=shared.rows item=item/></li> }.into_any();
    };
    let card = shared.state.card(task_id);
    let dated = Memo::new(move |_| shared.plan.spans.with(|spans| spans.contains_key(&task_id)));
    view! {
        <li class=row_class(shared.rows, task_id) data-task=task_id.to_string() data-row=row>
            <div class="name">{move || card.get().map(|card| view! { <Name shared=shared card=card/> })}</div>
            {move || dated.get().then(|| view! {
                <div class="track"><Show when=move || shared.awake.get()><TimeBar shared=shared task_id=task_id/></Show></div>
            })}
            {move || (!dated.get()).then(|| view! { <Undated shared=shared task_id=task_id/> })}
        </li>
    }
    .into_any()
}

#[component]
fn Name(shared: Shared, card: Card) -> impl IntoView {
    let (key, address) = shared.state.board.with_untracked(|board| {
        let base = format!("/w/{}/p/{}", shared.state.workspace.get_value(), board.project.key);
        (format!("{}-{}", board.project.key, card.number), format!("{base}/{}", card.number))
    });
    let dated = card.due_on.is_some() || card.start_on.is_some();
    view! {
        <span class="key">{key.clone()}</span>
        <a class="title" href=address draggable="false">{card.title.clone()}</a>
        {(shared.rows.can_edit && dated).then(|| view! {
            <button
                class="button quiet small icon-only"
                type="button"
                tabindex="-1"
                popovertarget=FIELD_MENU
                aria-haspopup="true"
                aria-label=format!("Move {key} to another day")
                data-field=Field::When.word()
            >
                <Icon name=IconName::CalendarClock/>
            </button>
        })}
    }
}

/// In the row of a task without dates: how it gets some.
#[component]
fn Undated(shared: Shared, task_id: TaskId) -> impl IntoView {
    let key = super::plan::key(shared.state, task_id);
    view! {
        <div class="track">
            {if shared.rows.can_edit {
                view! {
                    <button
                        class="button quiet small undated"
                        type="button"
                        tabindex="-1"
                        popovertarget=FIELD_MENU
                        aria-haspopup="true"
                        data-field=Field::When.word()
                    >
                        <Icon name=IconName::CalendarClock/>"Give it dates"<span class="visually-hidden">{format!(" {key}")}</span>
                    </button>
                }.into_any()
            } else {
                view! { <span class="undated muted">"No dates"</span> }.into_any()
            }}
        </div>
    }
}

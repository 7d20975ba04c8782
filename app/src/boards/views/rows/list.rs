use super::{
    Item, Shared,
    cells::{Cell, Pick},
    head::GroupHead,
    title::Title,
};
use crate::boards::picking::Field;
use atrium::boards::view::{GroupBy, View};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// One row, one task; the heads of groups stick to the top.
#[component]
pub fn List(shared: Shared) -> impl IntoView {
    let part = shared.drawn.part;
    let head = Memo::new(move |_| part.with(|part| part.head.clone()));
    view! {
        <ol class="list-rows">
            {move || head.get().map(|item| view! { <li class="head"><GroupHead shared=shared item=item/></li> })}
            <li class="space above" aria-hidden="true"></li>
            <For each=move || part.with(|part| part.items.clone()) key=Clone::clone let:item>
                <Row shared=shared item=item/>
            </For>
            <li class="space below" aria-hidden="true"></li>
        </ol>
    }
}

#[component]
fn Row(shared: Shared, item: Item) -> impl IntoView {
    let (Some(task_id), Some(row)) = (item.task(), item.row()) else {
        return view! { <li class="head"><GroupHead shared=shared item=item/></li> }.into_any();
    };
    let state = shared.state;
    let card = state.card(task_id);
    let class = row_class(shared, task_id);
    let by_status = Memo::new(move |_| state.view.with(View::grouped) == GroupBy::Status);
    let name = row.clone();
    view! {
        <li class=class data-task=task_id.to_string() data-row=name>
            {move || card.get().map(|card| {
                let key = state.board.with_untracked(|board| format!("{}-{}", board.project.key, card.number));
                view! {
                    <Pick shared=shared card=card.clone()/>
                    <Cell shared=shared card=card.clone() field=Field::Priority/>
                    <span class="key">{key}</span>
                    <Title shared=shared card=card.clone() row=row.clone()/>
                    <Cell shared=shared card=card.clone() field=Field::Labels/>
                    <Cell shared=shared card=card.clone() field=Field::Due/>
                    {(!by_status.get()).then(|| view! { <Cell shared=shared card=card.clone() field=Field::Status/> })}
                    <Cell shared=shared card=card.clone() field=Field::People/>
                }
            })}
        </li>
    }
    .into_any()
}

/// How a row looks: its task is open, done, or picked.
pub fn row_class(shared: Shared, task_id: atrium::ids::TaskId) -> impl Fn() -> String + Clone + Send + Sync + 'static {
    let state = shared.state;
    let params = use_params_map();
    let number = state.card_now(task_id).map(|card| card.number.to_string()).unwrap_or_default();
    let column = Memo::new(move |_| state.card(task_id).with(|card| card.as_ref().map(|card| card.column_id)));
    move || {
        let done = shared.columns.with(|columns| columns.iter().any(|one| Some(one.id) == column.get() && one.done));
        let mut class = "task-row".to_owned();
        for (name, applies) in [
            (" current", params.with(|params| params.get("number").is_some_and(|open| open == number))),
            (" done", done),
            (" picked", state.picked.with(|picked| picked.contains(&task_id))),
        ] {
            if applies {
                class.push_str(name);
            }
        }
        class
    }
}

use super::{
    Item, Shared,
    cells::{Cell, Pick},
    head::GroupHead,
    list::row_class,
    title::Title,
    widths::{Grip, Widths},
};
use crate::{
    boards::picking::Field,
    ui::{Icon, IconName},
};
use atrium::boards::view::{Sort, SortBy};
use leptos::prelude::*;

/// The columns, after the one that picks: name, class, and what its head sorts by.
pub const COLUMNS: [(&str, &str, Option<SortBy>); 7] = [
    ("Key", "key", Some(SortBy::Created)),
    ("Title", "title", Some(SortBy::Title)),
    ("Status", "status", Some(SortBy::Manual)),
    ("People", "people", None),
    ("Labels", "labels", None),
    ("Priority", "priority", Some(SortBy::Priority)),
    ("Due", "due", Some(SortBy::Due)),
];

#[component]
pub fn Table(shared: Shared) -> impl IntoView {
    let part = shared.drawn.part;
    let head = Memo::new(move |_| part.with(|part| part.head.clone()));
    let widths = Widths::new(shared.drawn.node);
    view! {
        <table class="task-table" role="grid" aria-label="Tasks" aria-rowcount=move || shared.items.with(Vec::len).to_string()>
            <colgroup>
                <col class="of-pick"/>
                {COLUMNS.map(|(_, class, _)| view! { <col class=format!("of-{class}")/> }).collect_view()}
            </colgroup>
            <thead>
                <tr>
                    <th scope="col"><span class="visually-hidden">"Pick"</span></th>
                    {COLUMNS.into_iter().enumerate().map(|(at, (name, _, by))| view! {
                        <HeadCell shared=shared name=name by=by widths=widths at=at + 1/>
                    }).collect_view()}
                </tr>
            </thead>
            <tbody>
                {move || head.get().map(|item| view! { <GroupRow shared=shared item=item/> })}
                <tr class="space above" aria-hidden="true"></tr>
                <For each=move || part.with(|part| part.items.clone()) key=Clone::clone let:item>
                    <Row shared=shared item=item/>
                </For>
                <tr class="space below" aria-hidden="true"></tr>
            </tbody>
        </table>
    }
}

#[component]
fn HeadCell(shared: Shared, name: &'static str, by: Option<SortBy>, widths: Widths, at: usize) -> impl IntoView {
    let state = shared.state;
    let sort = Memo::new(move |_| state.view.with(|view| view.sort));
    let sorted = move || by.filter(|by| *by == sort.get().by && (*by != SortBy::Manual || sort.get().reversed));
    let aria = move || sorted().map(|_| if sort.get().reversed { "descending" } else { "ascending" });
    let turn = move |by: SortBy| {
        state.view.update(|view| {
            let reversed = view.sort.by == by && !view.sort.reversed;
            view.sort = Sort { by, reversed };
        });
    };
    view! {
        <th scope="col" aria-sort=aria>
            {match by {
                None => view! { <span>{name}</span> }.into_any(),
                Some(by) => view! {
                    <button type="button" on:click=move |_| turn(by)>
                        {name}
                        {move || sorted().map(|_| view! { <Icon name=if sort.get().reversed { IconName::ArrowDown } else { IconName::ArrowUp }/> })}
                    </button>
                }.into_any(),
            }}
            <Grip widths=widths at=at name=name/>
        </th>
    }
}

#[component]
fn GroupRow(shared: Shared, item: Item) -> impl IntoView {
    view! { <tr class="head"><th colspan=(COLUMNS.len() + 1).to_string() scope="rowgroup"><GroupHead shared=shared item=item/></th></tr> }
}

#[component]
fn Row(shared: Shared, item: Item) -> impl IntoView {
    let (Some(task_id), Some(row)) = (item.task(), item.row()) else {
        return view! { <GroupRow shared=shared item=item/> }.into_any();
    };
    let state = shared.state;
    let card = state.card(task_id);
    let class = row_class(shared, task_id);
    let selected = move || if state.picked.with(|picked| picked.contains(&task_id)) { "true" } else { "false" };
    let name = row.clone();
    view! {
        <tr class=class data-task=task_id.to_string() data-row=name aria-selected=selected>
            {move || card.get().map(|card| {
                let key = state.board.with_untracked(|board| format!("{}-{}", board.project.key, card.number));
                let fields = [Field::Status, Field::People, Field::Labels, Field::Priority, Field::Due];
                view! {
                    <td><Pick shared=shared card=card.clone()/></td>
                    <td><span class="key">{key}</span></td>
                    <td><Title shared=shared card=card.clone() row=row.clone()/></td>
                    {fields.map(|field| view! { <td><Cell shared=shared card=card.clone() field=field/></td> }).collect_view()}
                }
            })}
        </tr>
    }
    .into_any()
}

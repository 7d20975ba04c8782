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
use atrium::boards::{
    field::Field as OwnField,
    view::{Sort, SortBy},
};
use leptos::prelude::*;

/// The columns of every project, after the one that picks: name, class, and what its head sorts by.
const COLUMNS: [(&str, &str, Option<SortBy>); 7] = [
    ("Key", "key", Some(SortBy::Created)),
    ("Title", "title", Some(SortBy::Title)),
    ("Status", "status", Some(SortBy::Manual)),
    ("People", "people", None),
    ("Labels", "labels", None),
    ("Priority", "priority", Some(SortBy::Priority)),
    ("Due", "due", Some(SortBy::Due)),
];

/// All columns of a project: behind those of every project, one for each of its own fields.
fn columns(fields: &[OwnField]) -> Vec<(String, &'static str, Option<SortBy>)> {
    let own = fields.iter().map(|field| (field.name.clone(), "own", Some(SortBy::Field(field.id))));
    COLUMNS.into_iter().map(|(name, class, by)| (name.to_owned(), class, by)).chain(own).collect()
}

#[component]
pub fn Table(shared: Shared) -> impl IntoView {
    move || shared.fields.with(|fields| view! { <Grid shared=shared columns=columns(fields)/> })
}

#[component]
fn Grid(shared: Shared, columns: Vec<(String, &'static str, Option<SortBy>)>) -> impl IntoView {
    let part = shared.drawn.part;
    let head = Memo::new(move |_| part.with(|part| part.head.clone()));
    let count = columns.len() + 1;
    let own = count - 1 - COLUMNS.len();
    let project_id = shared.state.board.with_untracked(|board| board.project.id);
    // Where a project has columns of its own, their widths are its own too.
    let widths = Widths::new(shared.drawn.node, count, (own > 0).then_some(project_id));
    view! {
        <table class=format!("task-table own-{}", own.min(8)) role="grid" aria-label="Tasks" aria-rowcount=move || shared.items.with(Vec::len).to_string()>
            <colgroup>
                <col class="of-pick"/>
                {columns.iter().map(|(_, class, _)| view! { <col class=format!("of-{class}")/> }).collect_view()}
            </colgroup>
            <thead>
                <tr>
                    <th scope="col"><span class="visually-hidden">"Pick"</span></th>
                    {columns.into_iter().enumerate().map(|(at, (name, _, by))| view! {
                        <HeadCell shared=shared name=name by=by widths=widths at=at + 1/>
                    }).collect_view()}
                </tr>
            </thead>
            <tbody>
                {move || head.get().map(|item| view! { <GroupRow shared=shared item=item count=count/> })}
                <tr class="space above" aria-hidden="true"></tr>
                <For each=move || part.with(|part| part.items.clone()) key=Clone::clone let:item>
                    <Row shared=shared item=item count=count/>
                </For>
                <tr class="space below" aria-hidden="true"></tr>
            </tbody>
        </table>
    }
}

#[component]
fn HeadCell(shared: Shared, name: String, by: Option<SortBy>, widths: Widths, at: usize) -> impl IntoView {
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
    let of = name.clone();
    view! {
        <th scope="col" aria-sort=aria>
            {match by {
                None => view! { <span>{name}</span> }.into_any(),
                Some(by) => view! {
                    <button type="button" on:click=move |_| turn(by)>
                        <span class="one-line">{name}</span>
                        {move || sorted().map(|_| view! { <Icon name=if sort.get().reversed { IconName::ArrowDown } else { IconName::ArrowUp }/> })}
                    </button>
                }.into_any(),
            }}
            <Grip widths=widths at=at name=of/>
        </th>
    }
}

#[component]
fn GroupRow(shared: Shared, item: Item, count: usize) -> impl IntoView {
    view! { <tr class="head"><th colspan=count.to_string() scope="rowgroup"><GroupHead shared=shared item=item/></th></tr> }
}

#[component]
fn Row(shared: Shared, item: Item, count: usize) -> impl IntoView {
    let (Some(task_id), Some(row)) = (item.task(), item.row()) else {
        return view! { <GroupRow shared=shared item=item count=count/> }.into_any();
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
                let own = shared.fields.with_untracked(|fields| fields.iter().map(|field| Field::Own(field.id)).collect::<Vec<_>>());
                let fields = Field::COLUMNS.into_iter().chain(own);
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

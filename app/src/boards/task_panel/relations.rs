use super::{
    OpenTask,
    api::{relate_tasks, unrelate_tasks},
    picker::TaskPicker,
    task_line::TaskLine,
};
use crate::{
    ui::{Icon, IconName},
    wiki::address,
};
use atrium::{
    boards::relation::{Relation, RelationKind, TaskRef},
    ids::RelationId,
    wiki::page::{PageRef, shown_title},
};
use leptos::prelude::*;

/// Above the tasks that this one is related to in one way.
fn heading(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::BlockedBy => "Blocked by",
        RelationKind::Blocks => "Blocks",
        RelationKind::Relates => "Related to",
        RelationKind::Duplicates => "Duplicates",
        RelationKind::DuplicatedBy => "Duplicated by",
    }
}

/// The tasks that this one waits for, holds up, repeats or belongs with. It takes no room until there is
/// one, or somebody wants to add one.
#[component]
pub fn Relations(open: OpenTask, wanted: RwSignal<bool>) -> impl IntoView {
    let relations = Memo::new(move |_| open.watch(|task| task.relations.clone()));
    let can_edit = Memo::new(move |_| open.watch(|task| task.can.edit));
    let there = Memo::new(move |_| wanted.get() || relations.with(|relations| !relations.is_empty()));
    view! {
        <Show when=move || there.get()>
            <section class="relations" aria-labelledby="relations-title">
                <h2 id="relations-title">"Relations"</h2>
                {RelationKind::ALL.map(|kind| view! { <Related open=open kind=kind relations=relations/> }).into_iter().collect_view()}
                <Show when=move || can_edit.get()><AddRelation open=open wanted=wanted/></Show>
            </section>
        </Show>
    }
}

/// The pages of the wiki that name the task.
#[component]
pub fn Pages(open: OpenTask) -> impl IntoView {
    let pages = Memo::new(move |_| open.watch(|task| task.pages.clone()));
    let line = move |page: PageRef| {
        let href = address::page(&open.workspace(), page.number, &page.title);
        view! {
            <li class="task-line">
                <span class="state"><Icon name=IconName::File/></span>
                <a href=href><span class="title">{shown_title(&page.title).to_owned()}</span></a>
            </li>
        }
    };
    view! {
        <Show when=move || pages.with(|pages| !pages.is_empty())>
            <section class="relations" aria-labelledby="pages-title">
                <h2 id="pages-title">"Pages"</h2>
                <ul class="task-lines">
                    <For each=move || pages.get() key=|page| (page.id, page.title.clone()) children=line/>
                </ul>
            </section>
        </Show>
    }
}

/// The tasks of one kind, under its name.
#[component]
fn Related(open: OpenTask, kind: RelationKind, relations: Memo<Vec<Relation>>) -> impl IntoView {
    let mine = Memo::new(move |_| {
        relations.with(|relations| relations.iter().filter(|one| one.kind == kind).cloned().collect::<Vec<_>>())
    });
    let line = move |relation: Relation| {
        let Relation { id, task, .. } = relation;
        let part = open.with(|open| open.can.edit).then(|| format!("No longer: {} {}", kind.words(), task.key));
        view! { <TaskLine open=open task=task part=part parted=move |()| unrelate(open, id)/> }
    };
    view! {
        <Show when=move || mine.with(|mine| !mine.is_empty())>
            <div class=if kind == RelationKind::BlockedBy { "kind blocking" } else { "kind" }>
                <h3>{heading(kind)}</h3>
                <ul class="task-lines">
                    <For each=move || mine.get() key=|one| (one.id, one.task.title.clone(), one.task.done) children=line/>
                </ul>
            </div>
        </Show>
    }
}

fn unrelate(open: OpenTask, relation_id: RelationId) {
    let (workspace, toasts) = (open.workspace(), open.state.toasts);
    leptos::task::spawn_local(async move {
        if let Err(failure) = unrelate_tasks(workspace, relation_id).await {
            toasts.error(failure.to_string());
        }
        open.reload();
    });
}

/// How it is related, and to which task. It stays open for the next one.
#[component]
fn AddRelation(open: OpenTask, wanted: RwSignal<bool>) -> impl IntoView {
    let kind = RwSignal::new(RelationKind::BlockedBy);
    let choose = move |event| {
        let name = event_target_value(&event);
        if let Some(chosen) = RelationKind::ALL.into_iter().find(|kind| kind.name() == name) {
            kind.set(chosen);
        }
    };
    let chosen = Callback::new(move |task: TaskRef| {
        wanted.set(false);
        let (workspace, toasts, task_id) = (open.workspace(), open.state.toasts, open.with(|task| task.card.id));
        let kind = kind.get_untracked();
        leptos::task::spawn_local(async move {
            if let Err(failure) = relate_tasks(workspace, task_id, kind, task.id).await {
                toasts.error(failure.field("other_id").unwrap_or_else(|| failure.to_string()));
            }
            open.reload();
        });
    });
    view! {
        <Show
            when=move || wanted.get()
            fallback=move || view! {
                <button class="button quiet small needs-script" type="button" on:click=move |_| wanted.set(true)>
                    <Icon name=IconName::Plus/>"Add a relation"
                </button>
            }
        >
            <div class="add-relation">
                <select aria-label="How this task is related" on:change=choose>
                    {RelationKind::ALL.map(|one| view! {
                        <option value=one.name() selected=one == kind.get_untracked()>{heading(one)}</option>
                    }).into_iter().collect_view()}
                </select>
                <TaskPicker
                    open=open
                    label="The other task"
                    same_project=false
                    chosen=chosen
                    close=Callback::new(move |()| wanted.set(false))
                />
            </div>
        </Show>
    }
}

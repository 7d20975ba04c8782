use super::{
    api::{Typed, edit_time, remove_time},
    edit_form::EntryForm,
};
use crate::{
    boards::OpenTask,
    failure::Failure,
    ui::{Avatar, Icon, IconName},
    undo::{Act, Done, TimeAct, use_history},
};
use atrium::{
    ids::TimeEntryId,
    time_tracking::{TimeEntry, hours},
};
use leptos::prelude::*;

/// The entries of the open task, newest first.
#[component]
pub fn Entries(open: OpenTask) -> impl IntoView {
    let entries = Memo::new(move |_| open.watch(|task| task.time.entries.clone()));
    let editing = RwSignal::new(None::<TimeEntryId>);
    view! {
        <ul class="time-entries">
            <For each=move || entries.get() key=|entry| (entry.id, entry.version) let:entry>
                <Entry open=open entry=entry editing=editing/>
            </For>
        </ul>
    }
}

fn typed(entry: &TimeEntry) -> Typed {
    Typed {
        spent: entry.minutes.map(|minutes| hours(minutes.into())).unwrap_or_default(),
        day: entry.day.to_string(),
        note: entry.note.clone(),
    }
}

#[component]
fn Entry(open: OpenTask, entry: TimeEntry, editing: RwSignal<Option<TimeEntryId>>) -> impl IntoView {
    let id = entry.id;
    let here = Memo::new(move |_| editing.get() == Some(id));
    let entry = StoredValue::new(entry);
    let history = use_history();
    let said = move |what: &str| format!("{} of {} {what}", entry.with_value(long), open.with(|task| task.key.clone()));
    let did = move |said: String, back, again| {
        let act = |act| Act::Time { id, act };
        history.did(Done::new(&open.workspace(), said, act(back), act(again)));
        history.offer();
    };
    let remove = move |()| {
        history.carry_out(async move {
            match remove_time(open.workspace(), id).await {
                Ok(()) => did(said("removed"), TimeAct::Restore, TimeAct::Remove),
                Err(failure) => open.state.toasts.error(failure.to_string()),
            }
            open.reload();
        });
    };
    let save = Callback::new(move |(now, refused): (Typed, Callback<Failure>)| {
        let (before, version) = entry.with_value(|entry| (typed(entry), entry.version));
        if now == before {
            return editing.set(None);
        }
        history.carry_out(async move {
            match edit_time(open.workspace(), id, now.clone(), Some(version)).await {
                Ok(_) => {
                    // A timer that was stopped by it does not run again.
                    if !before.spent.is_empty() {
                        did(said("changed"), TimeAct::Edit(before), TimeAct::Edit(now));
                    }
                    editing.try_set(None);
                    open.reload();
                }
                Err(failure) => refused.run(failure),
            }
        });
    });
    let today = open.state.board.with_untracked(|board| board.today.to_string());
    view! {
        <li class="time-entry" class:runs=entry.with_value(|entry| entry.minutes.is_none())>
            {move || if here.get() {
                let typed = entry.with_value(typed);
                let cancel = Callback::new(move |()| editing.set(None));
                view! { <EntryForm typed=typed today=today.clone() save=save cancel=cancel label="Save"/> }.into_any()
            } else {
                view! { <Face open=open entry=entry.get_value() edit=Callback::new(move |()| editing.set(Some(id))) remove=Callback::new(remove)/> }.into_any()
            }}
        </li>
    }
}

/// How long an entry is, or that it runs.
fn long(entry: &TimeEntry) -> String {
    entry.minutes.map_or_else(|| "Running".to_owned(), |minutes| hours(minutes.into()))
}

#[component]
fn Face(open: OpenTask, entry: TimeEntry, edit: Callback<()>, remove: Callback<()>) -> impl IntoView {
    let year = open.state.board.with_untracked(|board| board.today.0.year());
    let day = entry.day.short(year);
    let name = entry.person.name.clone();
    let what = format!("{} of {name}, {day}", long(&entry));
    view! {
        <Avatar hue=entry.person.hue name=name.clone() size="small"/>
        <div class="what"><span>{name}" "<time datetime=entry.day.to_string()>{day}</time></span>{(!entry.note.is_empty()).then(|| view! { <small>{entry.note.clone()}</small> })}</div>
        <strong class="long">{long(&entry)}</strong>
        {entry.can_edit.then(|| view! {
            <div class="actions needs-script">
                <button class="button quiet small icon-only" type="button" aria-label=format!("Change {what}") data-tip="Change" on:click=move |_| edit.run(())>
                    <Icon name=IconName::Pencil/>
                </button>
                <button class="button quiet small icon-only" type="button" aria-label=format!("Remove {what}") data-tip="Remove" data-tip-align="end" on:click=move |_| remove.run(())>
                    <Icon name=IconName::Trash2/>
                </button>
            </div>
        })}
    }
}

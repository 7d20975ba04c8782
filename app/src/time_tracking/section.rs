use super::{
    api::{Typed, add_time},
    edit_form::EntryForm,
    entries::Entries,
};
use crate::{
    boards::{OpenTask, fresh_key},
    failure::Failure,
};
use atrium::{boards::estimate::Estimate, time_tracking::hours};
use leptos::{prelude::*, task::spawn_local};

/// The time spent on a task, against its estimate. It takes no room until there is some, or somebody wants to write
/// some down.
#[component]
pub fn TimeSection(open: OpenTask, wanted: RwSignal<bool>) -> impl IntoView {
    let can_track = Memo::new(move |_| open.watch(|task| task.time.can_track));
    let empty = Memo::new(move |_| open.watch(|task| task.time.entries.is_empty()));
    let adding = RwSignal::new(false);
    // What is sent again after a broken line is written down once.
    let key = StoredValue::new(String::new());
    Effect::new(move |_| adding.set(wanted.get()));
    Effect::new(move |_| {
        if adding.get() {
            key.set_value(fresh_key());
        }
    });
    let add = Callback::new(move |(typed, refused): (Typed, Callback<Failure>)| {
        let sent = key.get_value();
        spawn_local(async move {
            let task_id = open.with(|task| task.card.id);
            match add_time(open.workspace(), task_id, typed, sent).await {
                Ok(_) => {
                    adding.try_set(false);
                    wanted.try_set(false);
                    open.reload();
                }
                Err(failure) => {
                    if failure != Failure::Offline {
                        key.try_update_value(|key| *key = fresh_key());
                    }
                    refused.run(failure);
                }
            }
        });
    });
    let cancel = Callback::new(move |()| {
        adding.set(false);
        wanted.set(false);
    });
    view! {
        <Show when=move || wanted.get() || !empty.get()>
            <section class="time" aria-labelledby="time-title">
                <h2 id="time-title">"Time" <Spent open=open/></h2>
                <Entries open=open/>
                {move || adding.get().then(|| view! { <EntryForm typed=Typed::default() today=today(open) save=add cancel=cancel label="Write down"/> })}
                <Show when=move || can_track.get() && !adding.get()>
                    <button class="button quiet small needs-script" type="button" on:click=move |_| adding.set(true)>"Write down time"</button>
                </Show>
            </section>
        </Show>
    }
}

fn today(open: OpenTask) -> String {
    open.state.board.with_untracked(|board| board.today.to_string())
}

/// The total, and where the task has an estimate, how much of it that is.
#[component]
fn Spent(open: OpenTask) -> impl IntoView {
    let spent = Memo::new(move |_| {
        open.watch(|task| {
            (task.time.minutes, task.card.estimate.map(|estimate| i64::from(Estimate::minutes(estimate))))
        })
    });
    move || {
        match spent.get() {
        (0, _) => None,
        (minutes, None) => Some(view! { <span class="count">{hours(minutes)}</span> }.into_any()),
        (minutes, Some(estimate)) => Some(
            view! {
                <span class="count">{against(minutes, estimate)}</span>
                <progress class:over=(minutes > estimate) max=estimate.to_string() value=minutes.to_string() aria-label="Of the estimate"></progress>
            }
            .into_any(),
        ),
    }
    }
}

/// Such as `2h of 6h` or `7h, 1h over the 6h estimated`.
pub fn against(minutes: i64, estimate: i64) -> String {
    if minutes > estimate {
        format!("{}, {} over the {} estimated", hours(minutes), hours(minutes - estimate), hours(estimate))
    } else {
        format!("{} of {}", hours(minutes), hours(estimate))
    }
}

#[cfg(test)]
mod tests {
    use super::against;

    #[test]
    fn what_is_over_the_estimate_is_said_in_words() {
        assert_eq!(against(120, 360), "2h of 6h");
        assert_eq!(against(420, 360), "7h, 1h over the 6h estimated");
    }
}

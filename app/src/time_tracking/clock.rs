use super::api::{load_timer, stop_timer};
use crate::{
    frame::{FrameData, use_workspace},
    ui::{Icon, IconName, use_toasts},
};
use atrium::time_tracking::{LONG, Running, clock_face, hours};
use leptos::{ev, leptos_dom::helpers::set_interval, prelude::*, task::spawn_local};
use std::time::Duration;

/// One's timer, in the frame of every page. It counts by itself, and asks the server when somebody comes back to the
/// page: it may have been stopped elsewhere.
#[component]
pub fn RunningTimer() -> impl IntoView {
    let (workspace, frame) = (StoredValue::new(use_workspace()), use_context::<FrameData>());
    let running = RwSignal::new(None::<Running>);
    let since = StoredValue::new(0.0);
    let seconds = RwSignal::new(0);
    let count = move || {
        // A clock needs no fractions of seconds, and a year has 3e7 of them.
        #[expect(clippy::cast_possible_truncation, reason = "see above")]
        let gone = ((js_sys::Date::now() - since.get_value()) / 1000.0) as i64;
        seconds.set(gone);
    };
    let ask = move || {
        spawn_local(async move {
            let Ok(answer) = load_timer(workspace.get_value()).await else { return };
            if let Some(answer) = &answer {
                #[expect(clippy::cast_precision_loss, reason = "it runs for less than a million years")]
                since.try_update_value(|since| *since = js_sys::Date::now() - answer.seconds as f64 * 1000.0);
                seconds.try_set(answer.seconds);
            } else if let Some(frame) = frame {
                frame.timer_runs(false);
            }
            running.try_set(answer);
        });
    };
    ask();
    let back = window_event_listener(ev::focus, move |_| ask());
    let ticks = set_interval(count, Duration::from_secs(1)).ok();
    on_cleanup(move || {
        back.remove();
        if let Some(ticks) = ticks {
            ticks.clear();
        }
    });
    move || running.get().map(|timer| view! { <Clock timer=timer seconds=seconds/> })
}

#[component]
fn Clock(timer: Running, seconds: RwSignal<i64>) -> impl IntoView {
    let (workspace, frame, toasts) = (use_workspace(), use_context::<FrameData>(), use_toasts());
    let Running { key, title, .. } = timer;
    let name = if key.is_empty() { "a task that is not shared with you any more".to_owned() } else { key.clone() };
    let href = key.rsplit_once('-').map(|(project, number)| format!("/w/{workspace}/p/{project}/{number}"));
    let href = href.unwrap_or_else(|| format!("/w/{workspace}/time"));
    let long = Memo::new(move |_| seconds.get() >= LONG * 60);
    let about = {
        let name = name.clone();
        move || {
            if long.get() {
                format!("Still working on {name}? The timer has run for {}", hours(seconds.get() / 60))
            } else {
                format!("Timer on {name}: {title}")
            }
        }
    };
    let shown = name.clone();
    let stop = move |_| {
        let (workspace, name) = (workspace.clone(), name.clone());
        spawn_local(async move {
            match stop_timer(workspace).await {
                Ok(stopped) => {
                    if let Some(entry) = stopped {
                        let minutes = i64::from(entry.minutes.unwrap_or_default());
                        let after = if minutes >= LONG { " Put it right in the task if that is too much." } else { "" };
                        toasts.success(format!("Stopped. {} written down on {name}.{after}", hours(minutes)));
                    }
                    if let Some(frame) = frame {
                        frame.timer_runs(false);
                    }
                }
                Err(failure) => toasts.error(failure.to_string()),
            }
        });
    };
    view! {
        <div class="running-timer" class:long=move || long.get()>
            <a href=href title=about>
                <span class="time">{move || clock_face(seconds.get())}</span>
                <span class="key">{key}</span>
            </a>
            <button type="button" aria-label=format!("Stop the timer on {shown}") data-tip="Stop" data-tip-align="end" on:click=stop>
                <Icon name=IconName::Square/>
            </button>
        </div>
    }
}

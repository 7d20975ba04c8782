use super::api::{start_timer, stop_timer};
use crate::{
    boards::OpenTask,
    frame::FrameData,
    ui::{Icon, IconName},
};
use atrium::time_tracking::hours;
use leptos::{prelude::*, task::spawn_local};

/// Starts one's timer on the open task, or stops it.
#[component]
pub fn TimerButton(open: OpenTask) -> impl IntoView {
    let runs = Memo::new(move |_| open.watch(|task| task.time.running));
    let can_track = Memo::new(move |_| open.watch(|task| task.time.can_track));
    // What was pressed shows at once; what the server says comes after.
    let pressed = RwSignal::new(None::<bool>);
    Effect::new(move |_| {
        runs.track();
        pressed.set(None);
    });
    let shown = move || pressed.get().unwrap_or_else(|| runs.get());
    let frame = use_context::<FrameData>();
    let press = move |_| {
        let start = !shown();
        pressed.set(Some(start));
        spawn_local(async move {
            let task_id = open.with(|task| task.card.id);
            let toasts = open.state.toasts;
            let answer = if start {
                start_timer(open.workspace(), task_id).await.map(|_| None)
            } else {
                stop_timer(open.workspace()).await
            };
            match answer {
                Ok(stopped) => {
                    if let Some(minutes) = stopped.and_then(|entry| entry.minutes) {
                        toasts.success(format!("Stopped. {} written down.", hours(minutes.into())));
                    }
                    if let Some(frame) = frame {
                        frame.timer_runs(start);
                    }
                }
                Err(failure) => {
                    pressed.try_set(None);
                    toasts.error(failure.form_message().unwrap_or_else(|| failure.to_string()));
                }
            }
            open.reload();
        });
    };
    let label = move || if shown() { "Stop the timer" } else { "Start a timer" };
    view! {
        <Show when=move || can_track.get() || runs.get()>
            <button
                class="button quiet small icon-only timer-button needs-script"
                type="button"
                aria-label=label
                aria-keyshortcuts="s"
                data-tip=label
                class:runs=shown
                on:click=press
            >
                {move || view! { <Icon name=if shown() { IconName::Square } else { IconName::Timer }/> }}
            </button>
        </Show>
    }
}

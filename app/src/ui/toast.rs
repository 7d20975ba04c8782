//! Short words about what just happened. Errors stay until closed; the rest leave by themselves.
use std::time::Duration;

use leptos::prelude::*;

use super::{Icon, IconName};

const STAY: Duration = Duration::from_secs(6);
/// What can be taken back stays a little longer.
const STAY_WITH_UNDO: Duration = Duration::from_secs(8);

#[derive(Clone)]
struct Toast {
    number: u32,
    text: String,
    error: bool,
    undo: Option<Callback<()>>,
}

/// The messages of this page. Speak from event handlers and effects only.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    last: StoredValue<u32>,
}

/// Call once, at the root.
pub fn provide_toasts() -> Toasts {
    let toasts = Toasts { shown: RwSignal::new(Vec::new()), last: StoredValue::new(0) };
    provide_context(toasts);
    toasts
}

pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(provide_toasts)
}

impl Toasts {
    pub fn success(self, text: impl Into<String>) {
        self.show(text.into(), false, None);
    }

    pub fn error(self, text: impl Into<String>) {
        self.show(text.into(), true, None);
    }

    /// Says what was done and offers to take it back.
    pub fn undoable(self, text: impl Into<String>, undo: Callback<()>) {
        self.show(text.into(), false, Some(undo));
    }

    fn show(self, text: String, error: bool, undo: Option<Callback<()>>) {
        self.last.update_value(|last| *last += 1);
        let number = self.last.get_value();
        let stay = if undo.is_some() { STAY_WITH_UNDO } else { STAY };
        self.shown.update(|shown| {
            shown.push(Toast { number, text, error, undo });
        });
        if !error {
            // Without a timer the person closes it.
            _ = set_timeout(move || self.close(number), stay);
        }
    }

    fn close(self, number: u32) {
        // The page may be gone by now.
        self.shown.try_update(|shown| shown.retain(|toast| toast.number != number));
    }
}

/// Where they appear; once, after the frame.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div class="toasts" role="region" aria-label="Messages" aria-live="polite">
            <For each=move || toasts.shown.get() key=|toast| toast.number let:toast>
                <ToastCard toasts=toasts toast=toast/>
            </For>
        </div>
    }
}

#[component]
fn ToastCard(toasts: Toasts, toast: Toast) -> impl IntoView {
    let Toast { number, text, error, undo } = toast;
    let (class, icon) =
        if error { ("toast error", IconName::CircleAlert) } else { ("toast success", IconName::CircleCheck) };
    view! {
        <div class=class>
            <Icon name=icon/>
            <p>{text}</p>
            {undo.map(|undo| view! {
                <button class="button quiet small" type="button" on:click=move |_| { toasts.close(number); undo.run(()); }>"Undo"</button>
            })}
            <button class="button quiet small icon-only" type="button" aria-label="Close" on:click=move |_| toasts.close(number)>
                <Icon name=IconName::X/>
            </button>
        </div>
    }
}

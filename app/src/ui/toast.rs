//! Short words about what just happened. Errors stay until closed; the rest leave by themselves.

use super::{Icon, IconName, each, focus::is_there, keep_focus};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};

/// In milliseconds.
const STAY: i32 = 6_000;
/// What can be taken back stays a little longer.
const STAY_WITH_UNDO: i32 = 10_000;
/// While somebody is at a message, none of them leaves.
const HELD: &str = ".toast:hover, .toast:focus-within";
const LOOK_AGAIN: i32 = 2_000;

#[derive(Clone)]
struct Toast {
    number: u128,
    text: String,
    tone: Tone,
    undo: Option<Callback<()>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tone {
    Success,
    Note,
    Error,
}

impl Tone {
    fn look(self) -> (&'static str, IconName) {
        match self {
            Self::Success => ("toast success", IconName::CircleCheck),
            Self::Note => ("toast", IconName::Info),
            Self::Error => ("toast error", IconName::CircleAlert),
        }
    }
}

/// The messages of this page. Speak from event handlers and effects only.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    last: StoredValue<u128>,
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
        self.show(text.into(), Tone::Success, None);
    }

    /// Says something that is neither good nor bad.
    pub fn note(self, text: impl Into<String>) {
        self.show(text.into(), Tone::Note, None);
    }

    pub fn error(self, text: impl Into<String>) {
        self.show(text.into(), Tone::Error, None);
    }

    /// Says what was done and offers to take it back. By its number the message is closed when that was done elsewhere.
    pub fn undoable(self, text: impl Into<String>, undo: Callback<()>) -> u128 {
        self.show(text.into(), Tone::Success, Some(undo))
    }

    fn show(self, text: String, tone: Tone, undo: Option<Callback<()>>) -> u128 {
        self.last.update_value(|last| *last += 1);
        let number = self.last.get_value();
        let stay = if undo.is_some() { STAY_WITH_UNDO } else { STAY };
        self.shown.update(|shown| {
            shown.push(Toast { number, text, tone, undo });
        });
        if tone != Tone::Error {
            self.close_after(number, stay);
        }
        number
    }

    /// A message outlives the page it was said on. Leptos would stop the clock together with the view that spoke.
    fn close_after(self, number: u128, stay: i32) {
        let close = Closure::once_into_js(move || {
            if is_there(HELD) {
                self.close_after(number, LOOK_AGAIN);
            } else {
                self.close(number);
            }
        });
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(close.unchecked_ref(), stay);
    }

    pub fn close(self, number: u128) {
        if is_there(".toasts :focus") {
            keep_focus(Vec::new());
        }
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
            {each(
                move || toasts.shown.with(|shown| shown.iter().map(|toast| (toast.number, 0)).collect()),
                move |number| card(toasts, number),
            )}
        </div>
    }
}

fn card(toasts: Toasts, number: u128) -> AnyView {
    let said = toasts.shown.with_untracked(|shown| shown.iter().find(|toast| toast.number == number).cloned());
    let Some(Toast { text, tone, undo, .. }) = said else { return ().into_any() };
    let (class, icon) = tone.look();
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
    .into_any()
}

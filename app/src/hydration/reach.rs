use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, MouseEvent};

/// By what somebody reaches for an element: the pointer or the focus come to it, something in it is pressed, written or
/// chosen.
pub const REACHES: [&str; 5] = ["pointerover", "focusin", "click", "input", "change"];

/// What was done to an element before there was code for it.
pub enum Missed {
    Press(HtmlElement),
    /// A field, and what kind of event told that it has another value.
    Value(Element, String),
}

impl Missed {
    /// Keeps what was done from happening by halves. What opens in a new tab needs no code.
    pub fn of(event: &Event) -> Option<Self> {
        let target = event.target()?.dyn_into::<Element>().ok()?;
        let missed = match event.type_().as_str() {
            kind @ ("input" | "change") => Self::Value(target, kind.to_owned()),
            "click" if !goes_elsewhere(event) => {
                Self::Press(target.closest("a, button").ok().flatten()?.dyn_into().ok()?)
            }
            _ => return None,
        };
        event.prevent_default();
        event.stop_propagation();
        Some(missed)
    }

    pub fn happen(self) {
        match self {
            Self::Press(button) => button.click(),
            Self::Value(field, kind) => {
                if let Ok(change) = Event::new(&kind) {
                    let _ = field.dispatch_event(&change);
                }
            }
        }
    }
}

fn goes_elsewhere(event: &Event) -> bool {
    event.dyn_ref::<MouseEvent>().is_some_and(|mouse| mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key())
}

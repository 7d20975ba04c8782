//! How wide the columns of the table are, as the reader left them.

use atrium::ids::ProjectId;
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, PointerEvent};

const KEY: &str = "atrium.table.widths";
const LEAST: f64 = 56.0;

/// Widths in pixels, the column that picks included; nothing while the style sheet decides.
#[derive(Clone, Copy)]
pub struct Widths {
    node: NodeRef<html::Div>,
    now: RwSignal<Option<Vec<f64>>>,
    /// Under which name they are kept.
    key: StoredValue<String>,
    /// Where a pointer took hold, and how wide the column was.
    held: StoredValue<Option<(f64, f64)>>,
}

impl Widths {
    /// Of so many columns; kept for one project, or for all that have no columns of their own.
    pub fn new(node: NodeRef<html::Div>, count: usize, of: Option<ProjectId>) -> Self {
        let key = of.map_or_else(|| KEY.to_owned(), |id| format!("{KEY}.{id}"));
        let widths = Self { node, now: RwSignal::new(None), key: StoredValue::new(key), held: StoredValue::new(None) };
        Effect::new(move |_| widths.now.set(widths.key.with_value(|key| kept(key, count))));
        Effect::new(move |_| widths.now.with(|now| now.as_deref().map(|now| widths.apply(now))));
        widths
    }

    fn all(self, selector: &str) -> Vec<HtmlElement> {
        let Some(found) = self.node.get_untracked().and_then(|node| node.query_selector_all(selector).ok()) else {
            return Vec::new();
        };
        (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
    }

    fn apply(self, widths: &[f64]) {
        for (column, width) in self.all("col").iter().zip(widths) {
            let _ = column.style().set_property("width", &format!("{width}px"));
        }
        for table in self.all("table") {
            let _ = table.style().set_property("width", &format!("{}px", widths.iter().sum::<f64>()));
        }
    }

    /// As they are on the screen.
    fn measured(self) -> Vec<f64> {
        self.all("thead th").iter().map(|head| f64::from(head.offset_width())).collect()
    }

    fn set(self, at: usize, width: f64) {
        let mut widths = self.now.get_untracked().unwrap_or_else(|| self.measured());
        if let Some(column) = widths.get_mut(at) {
            *column = width.max(LEAST);
            self.now.set(Some(widths));
        }
    }

    fn width(self, at: usize) -> f64 {
        self.measured().get(at).copied().unwrap_or(LEAST)
    }

    fn keep(self) {
        let text = self.now.with_untracked(|now| now.as_ref().and_then(|now| serde_json::to_string(now).ok()));
        if let (Some(text), Ok(Some(storage))) = (text, window().local_storage()) {
            // Where nothing is kept, it holds until the page goes.
            let _ = self.key.with_value(|key| storage.set_item(key, &text));
        }
    }
}

fn kept(key: &str, count: usize) -> Option<Vec<f64>> {
    let text = window().local_storage().ok()??.get_item(key).ok()??;
    let widths: Vec<f64> = crate::wire::decode(&text).ok()?;
    (widths.len() == count).then_some(widths)
}

/// The edge of a column's head, which the pointer drags and the arrow keys move.
#[component]
pub fn Grip(widths: Widths, at: usize, name: String) -> impl IntoView {
    let pressed = move |event: PointerEvent| {
        event.prevent_default();
        if let Some(grip) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
            let _ = grip.set_pointer_capture(event.pointer_id());
        }
        widths.held.set_value(Some((f64::from(event.client_x()), widths.width(at))));
    };
    let moved = move |event: PointerEvent| {
        if let Some((from, width)) = widths.held.get_value() {
            widths.set(at, width + f64::from(event.client_x()) - from);
        }
    };
    let released = move |_| {
        if widths.held.get_value().is_some() {
            widths.held.set_value(None);
            widths.keep();
        }
    };
    let stepped = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowLeft" => -16.0,
            "ArrowRight" => 16.0,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        widths.set(at, widths.width(at) + step);
        widths.keep();
    };
    let now = move || {
        widths.now.with(|now| {
            now.as_ref().and_then(|now| now.get(at)).map_or_else(|| "0".to_owned(), |width| format!("{width:.0}"))
        })
    };
    view! {
        <span
            class="grip needs-script"
            role="separator"
            aria-orientation="vertical"
            aria-label=format!("Width of {name}")
            aria-valuenow=now
            aria-valuemin="0"
            aria-valuemax="4000"
            tabindex="0"
            on:pointerdown=pressed
            on:pointermove=moved
            on:pointerup=released
            on:keydown=stepped
        ></span>
    }
}

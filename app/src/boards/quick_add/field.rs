use super::{caret, chips::Chips, menu::Suggestions};
use crate::ui::next_frame;
use atrium::boards::{
    board::Vocabulary,
    quick_add::{Completion, QuickAdd},
};
use leptos::{html, prelude::*};
use web_sys::KeyboardEvent;

/// What Enter means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Submit {
    Add,
    AddAndOpen,
}

/// The text of a field and what is understood of it.
#[derive(Clone, Copy)]
pub struct Line {
    pub text: RwSignal<String>,
    pub understood: Memo<QuickAdd>,
    pub field: NodeRef<html::Textarea>,
    vocabulary: Signal<Vocabulary>,
    /// In bytes, while the field has the focus.
    caret: RwSignal<Option<usize>>,
    pub chosen: RwSignal<usize>,
}

impl Line {
    pub fn new(text: RwSignal<String>, vocabulary: Signal<Vocabulary>) -> Self {
        let understood = Memo::new(move |_| vocabulary.with(|names| text.with(|text| names.read(text))));
        let (caret, chosen) = (RwSignal::new(None), RwSignal::new(0));
        Self { text, understood, field: NodeRef::new(), vocabulary, caret, chosen }
    }

    /// What the word at the caret could become.
    pub fn completion(self) -> Option<Completion> {
        let caret = self.caret.get()?;
        self.text.with(|text| self.vocabulary.with(|names| names.complete(text, caret)))
    }

    pub fn with_names<T>(self, look: impl FnOnce(&Vocabulary) -> T) -> T {
        self.vocabulary.with(look)
    }

    /// Shows this text with the caret behind its first `at` bytes.
    pub fn put(self, text: String, at: usize) {
        if let Some(field) = self.field.get_untracked() {
            caret::put(&field, &text, at);
            let _ = field.focus();
        }
        self.caret.set(None);
        self.text.set(text);
    }

    pub fn pick(self, index: usize) {
        let Some(found) = untrack(|| self.completion()) else { return };
        let Some(one) = found.suggestions.get(index) else { return };
        let text = self.text.get_untracked();
        let (before, after) = (&text[..found.at.start], &text[found.at.end..]);
        let at = before.len() + one.text.len() + 1;
        self.put(format!("{before}{} {}", one.text, after.trim_start()), at);
    }

    fn follow(self) {
        if let Some(field) = self.field.get_untracked() {
            self.caret.set(Some(caret::of(&field)));
        }
    }

    /// Whether the key was for the menu.
    fn steer(self, key: &str) -> bool {
        let Some(count) = untrack(|| self.completion()).map(|found| found.suggestions.len()) else { return false };
        let chosen = self.chosen.get_untracked().min(count - 1);
        match key {
            "ArrowDown" => self.chosen.set((chosen + 1) % count),
            "ArrowUp" => self.chosen.set((chosen + count - 1) % count),
            "Enter" | "Tab" => self.pick(chosen),
            "Escape" => self.caret.set(None),
            _ => return false,
        }
        true
    }
}

/// The field, in which what is understood is marked, a menu for names, and what was understood as chips.
#[component]
pub fn QuickField(
    line: Line,
    label: &'static str,
    submit: Callback<Submit>,
    #[prop(optional)] escape: Option<Callback<()>>,
    /// Once, when it first appears.
    #[prop(default = true)]
    focus: bool,
) -> impl IntoView {
    let waits = StoredValue::new(focus);
    Effect::new(move |_| {
        if let Some(field) = line.field.get()
            && waits.try_update_value(std::mem::take) == Some(true)
        {
            let text = line.text.get_untracked();
            // What has come late is not in the page yet, and takes no focus.
            let late = !field.is_connected();
            let begin = move || {
                caret::put(&field, &text, text.len());
                let _ = field.focus();
                field.scroll_into_view_with_bool(false);
            };
            if late { next_frame(begin) } else { begin() }
        }
    });
    // What grows under the field stays in sight.
    Effect::new(move |_| {
        line.understood.track();
        line.completion();
        let _ = request_animation_frame(move || {
            let field = line.field.try_get_untracked().flatten();
            if let Some(card) = field.and_then(|field| field.closest(".new-card").ok().flatten()) {
                card.scroll_into_view_with_bool(false);
            }
        });
    });
    let pressed = move |event: KeyboardEvent| {
        event.stop_propagation();
        let key = event.key();
        let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.is_composing());
        if plain && line.steer(&key) {
            event.prevent_default();
        } else if key == "Enter" && !event.is_composing() {
            event.prevent_default();
            submit.run(if event.shift_key() { Submit::AddAndOpen } else { Submit::Add });
        } else if key == "Escape"
            && let Some(escape) = escape
        {
            escape.run(());
        }
    };
    view! {
        <div class="quick-field">
            <div class="mirror" aria-hidden="true">{move || marked(&line.text.get(), &line.understood.get())}</div>
            <textarea
                node_ref=line.field
                rows="1"
                maxlength="20000"
                aria-label=label
                aria-autocomplete="list"
                aria-controls="quick-suggestions"
                aria-activedescendant=move || line.completion().map(|_| format!("suggestion-{}", line.chosen.get()))
                placeholder="What is to be done?"
                autocomplete="off"
                prop:value=move || line.text.get()
                on:input=move |event| {
                    line.chosen.set(0);
                    line.text.set(event_target_value(&event));
                    line.follow();
                }
                on:keyup=move |event| if event.key().starts_with("Arrow") && untrack(|| line.completion()).is_none() { line.follow() }
                on:click=move |_| line.follow()
                on:blur=move |_| line.caret.set(None)
                on:keydown=pressed
            ></textarea>
        </div>
        <Suggestions line=line/>
        <Chips line=line/>
    }
}

/// The text once more, under the field, with what was understood marked.
fn marked(text: &str, understood: &QuickAdd) -> AnyView {
    let mut pieces = Vec::new();
    let mut at = 0;
    for part in &understood.parts {
        // The text is a letter ahead of what was understood for a moment.
        let (Some(before), Some(marked)) = (text.get(at..part.at.start), text.get(part.at.clone())) else { break };
        pieces.push(view! { <span>{before.to_owned()}</span><mark>{marked.to_owned()}</mark> });
        at = part.at.end;
    }
    let rest = format!("{}\u{200b}", text.get(at..).unwrap_or_default());
    view! { {pieces} <span>{rest}</span> }.into_any()
}

use super::api::Typed;
use crate::failure::Failure;
use leptos::{html, prelude::*};

/// Sends what was typed; the second is told what was refused.
pub type Save = Callback<(Typed, Callback<Failure>)>;

/// How long, on which day, and at what.
#[component]
pub fn EntryForm(
    typed: Typed,
    /// The last day that can be chosen.
    today: String,
    save: Save,
    cancel: Callback<()>,
    label: &'static str,
) -> impl IntoView {
    let [spent, day, note] = [(); 3].map(|()| NodeRef::<html::Input>::new());
    let (why, busy) = (RwSignal::new(None::<String>), RwSignal::new(false));
    let refused = Callback::new(move |failure: Failure| {
        busy.try_set(false);
        let field = ["minutes", "day", "note"].into_iter().find_map(|field| failure.field(field));
        why.try_set(Some(field.or_else(|| failure.form_message()).unwrap_or_else(|| failure.to_string())));
    });
    Effect::new(move |_| {
        if let Some(field) = spent.get() {
            let _ = field.focus();
        }
    });
    let value = |field: NodeRef<html::Input>| field.get_untracked().map(|field| field.value()).unwrap_or_default();
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            busy.set(true);
            why.set(None);
            save.run((Typed { spent: value(spent), day: value(day), note: value(note) }, refused));
        }
    };
    let first_day = if typed.day.is_empty() { today.clone() } else { typed.day };
    let keys = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            // It closes the form, and not the task around it.
            event.prevent_default();
            cancel.run(());
        }
    };
    view! {
        <form class="time-form" on:submit=send on:keydown=keys>
            <input
                node_ref=spent
                type="text"
                class="spent"
                aria-label="How long"
                aria-invalid=move || why.get().is_some().then_some("true")
                aria-describedby="time-refused"
                placeholder="1h 30m"
                autocomplete="off"
                maxlength="40"
                value=typed.spent
            />
            <input node_ref=day type="date" aria-label="Day" max=today value=first_day/>
            <input node_ref=note type="text" class="note" aria-label="Note" placeholder="At what? (optional)" maxlength="500" value=typed.note/>
            <div class="actions">
                <button class="button small primary" type="submit" aria-busy=move || busy.get().then_some("true")>{label}</button>
                <button class="button small quiet" type="button" on:click=move |_| cancel.run(())>"Cancel"</button>
            </div>
            <p class="danger-text" id="time-refused" role="alert">{move || why.get()}</p>
        </form>
    }
}

use leptos::prelude::*;

/// How far something long has come.
#[component]
pub fn Progress(
    #[prop(into)] what: String,
    #[prop(into)] done: Signal<u32>,
    #[prop(into)] of: Signal<u32>,
) -> impl IntoView {
    view! {
        <div class="progress">
            <p><span>{what.clone()}</span><span>{move || format!("{} of {}", done.get(), of.get())}</span></p>
            <progress aria-label=what max=move || of.get().max(1).to_string() value=move || done.get().to_string()></progress>
        </div>
    }
}

use crate::ui::{Button, Dialog};
use leptos::prelude::*;

/// Asks before something that cannot simply be taken back. The form that does it is the children.
#[component]
pub fn Confirm(
    #[prop(into)] id: String,
    #[prop(into)] title: String,
    /// What will happen.
    #[prop(into)]
    sentence: Signal<String>,
    open: RwSignal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <Dialog id=id title=title open=open>
            <p>{move || sentence.get()}</p>
            <div class="actions">
                <Button on:click=move |_| open.set(false)>"Cancel"</Button>
                {children()}
            </div>
        </Dialog>
    }
}

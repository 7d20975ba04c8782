use leptos::prelude::*;

const NAME: &str = "single-keys";

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Whether single keys do nothing in this browser. Browser only.
pub fn are_off() -> bool {
    storage().and_then(|storage| storage.get_item(NAME).ok().flatten()).is_some_and(|kept| kept == "off")
}

/// Turns single keys off and on, at once. For people who speak to their machine, each word can be a key.
#[component]
pub fn KeysSwitch() -> impl IntoView {
    let on = RwSignal::new(true);
    Effect::new(move |_| on.set(!are_off()));
    let turn = move |event| {
        let wanted = event_target_checked(&event);
        on.set(wanted);
        if let Some(storage) = storage() {
            let _ = storage.set_item(NAME, if wanted { "on" } else { "off" });
        }
    };
    view! {
        <label class="check needs-script">
            <input type="checkbox" prop:checked=move || on.get() on:change=turn/>
            <span>"Single keys act" <small>"Such as c for a new task. Press ? for all of them."</small></span>
        </label>
    }
}

//! Wakes the server-rendered page in the browser.

use leptos::prelude::document;
use wasm_bindgen_futures::spawn_local;

#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    spawn_local(async {
        for name in ["data-part", "data-rows", "data-over"] {
            if let Some(part) = document().body().and_then(|body| body.get_attribute(name)) {
                app::fetch(&part).await;
            }
        }
        app::hydration::in_turn(|| leptos::mount::hydrate_body(app::App));
    });
}

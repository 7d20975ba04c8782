//! Wakes the server-rendered page in the browser.

use leptos::prelude::{document, window};
use wasm_bindgen_futures::{JsFuture, spawn_local};

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
        install().await;
    });
}

/// Hands the program's files to the service worker. Where there is none, in a private window for instance, nothing
/// is missing but the page that is shown offline.
async fn install() {
    let navigator = window().navigator();
    if js_sys::Reflect::has(&navigator, &"serviceWorker".into()).unwrap_or(false) {
        drop(JsFuture::from(navigator.service_worker().register("/sw.js")).await);
    }
}

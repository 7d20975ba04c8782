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

/// Room for the texts of the parts. The splitter lays them out anew, each aligned, and where that would take more room
/// than they had, it leaves all texts of all parts in the program. What nobody refers to is laid out nowhere.
#[cfg(feature = "split")]
#[used]
static ROOM: [u8; 4096] = [1; 4096];

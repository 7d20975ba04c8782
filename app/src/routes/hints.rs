//! Names the files of a part in the head, for the script in `shell` to fetch together with the program. Leptos would
//! fetch them ahead of the style and of all that the first paint needs.

use leptos::{PrefetchLazyFn, WasmSplitManifest, nonce::use_nonce, prelude::*};
use leptos_meta::Link;

/// Takes the list of parts from Leptos.
pub fn collect() {
    provide_context(PrefetchLazyFn::default());
}

pub(super) fn write() {
    let door = use_context::<http::request::Parts>().is_none_or(|parts| super::is_door(parts.uri.path()));
    let manifest = use_context::<WasmSplitManifest>();
    let (false, Some(manifest), Some(parts)) = (door, manifest, use_context::<PrefetchLazyFn>()) else { return };
    let (Some(manifest), Some(mut parts)) = (manifest.0.try_read_value(), parts.0.try_write_value()) else {
        return;
    };
    let (folder, files, _) = &*manifest;
    let nonce = use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
    for file in parts.drain().filter_map(|part| files.get(part)).flatten() {
        // A link registers itself for the head when it is rendered.
        drop(
            view! {
                <Link
                    rel="preload"
                    href=format!("{folder}/{file}.wasm")
                    as_="fetch"
                    type_="application/wasm"
                    fetchpriority="low"
                    media="not all"
                    crossorigin=nonce.clone()
                />
            }
            .to_html(),
        );
    }
}

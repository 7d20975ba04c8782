use leptos::prelude::*;
use std::sync::Arc;

/// A list that changes while its items stay the elements they are, as with `For`. That is made anew for each kind of
/// item, 10 KB at a time; this is one list for all kinds that the first screen of a board has. An item is drawn anew when
/// the number beside its key is another one.
pub fn each<K: From<u128> + Into<u128>>(
    items: impl Fn() -> Vec<(K, u32)> + Send + 'static,
    draw: impl Fn(K) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let items = move || items().into_iter().map(|(key, edition)| (key.into(), edition)).collect();
    list(Box::new(items), Arc::new(move |key| draw(K::from(key))))
}

fn list(items: Box<dyn Fn() -> Vec<(u128, u32)> + Send>, draw: Arc<dyn Fn(u128) -> AnyView + Send + Sync>) -> AnyView {
    view! { <For each=move || items() key=|item| *item let((key, _))>{draw(key)}</For> }.into_any()
}

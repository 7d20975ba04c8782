use leptos::prelude::*;
use std::sync::Arc;

/// A list that changes while its items stay the elements they are, as with `For`. That is made anew for each kind of
/// item, 10 KB at a time; this is one list for all kinds that the first screen of a board has.
pub fn each<K: From<u128> + Into<u128>>(
    keys: impl Fn() -> Vec<K> + Send + 'static,
    draw: impl Fn(K) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    list(Box::new(move || keys().into_iter().map(Into::into).collect()), Arc::new(move |number| draw(K::from(number))))
}

fn list(keys: Box<dyn Fn() -> Vec<u128> + Send>, draw: Arc<dyn Fn(u128) -> AnyView + Send + Sync>) -> AnyView {
    view! { <For each=move || keys() key=|number| *number let:number>{draw(number)}</For> }.into_any()
}

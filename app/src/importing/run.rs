use super::Import;
use crate::{boards::pause, failure::Failure};
use leptos::{prelude::*, task::spawn_local};

/// How long between two looks, in milliseconds.
const BETWEEN: i32 = 500;

/// The import at work, asked for again until it is over; nothing before the first answer.
pub fn watch<T: Import>(workspace: String, id: Option<T::Id>, error: RwSignal<Option<String>>) -> RwSignal<Option<T>> {
    let state = RwSignal::new(None);
    let alive = StoredValue::new(true);
    on_cleanup(move || alive.set_value(false));
    Effect::new(move |_| {
        let Some(id) = id else { return };
        let workspace = workspace.clone();
        spawn_local(async move {
            while alive.try_get_value() == Some(true) {
                match T::load(workspace.clone(), id).await {
                    Ok(import) => {
                        let over = import.state().is_over();
                        state.try_set(Some(import));
                        if over {
                            return;
                        }
                    }
                    // The server may be away for a moment; the import goes on there.
                    Err(Failure::Offline) => {}
                    Err(failure) => {
                        error.try_set(Some(failure.to_string()));
                        return;
                    }
                }
                pause(BETWEEN).await;
            }
        });
    });
    state
}

/// A figure of the import, 0 before there is any.
pub fn count<T: Import>(state: RwSignal<Option<T>>, of: fn(&T) -> i32) -> Signal<u32> {
    Signal::derive(move || {
        state.with(|state| state.as_ref().map_or(0, |import| u32::try_from(of(import)).unwrap_or_default()))
    })
}

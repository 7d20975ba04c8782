use crate::failure::Failure;

/// Waits in the browser. On the server nothing waits: it does not run these tasks.
#[cfg(feature = "hydrate")]
pub async fn pause(milliseconds: i32) {
    // Leptos wants futures that could go to another thread. The browser has one.
    send_wrapper::SendWrapper::new(wait(milliseconds)).await;
}

#[cfg(feature = "hydrate")]
async fn wait(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let _ = leptos::prelude::window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

#[cfg(not(feature = "hydrate"))]
pub async fn pause(_: i32) {}

/// Asks until the server can be reached.
pub async fn until_reached<T, F>(mut ask: impl FnMut() -> F) -> Result<T, Failure>
where
    F: Future<Output = Result<T, Failure>>,
{
    loop {
        match ask().await {
            Err(Failure::Offline) => pause(2_000).await,
            answer => return answer,
        }
    }
}

//! Sends a form's fields to a server function, as Leptos' own client does.

use crate::failure::Failure;

/// The JSON of the output. Where the answer leads elsewhere, the router follows.
#[cfg(feature = "hydrate")]
pub async fn post(path: &str, fields: String) -> Result<String, Failure> {
    use leptos::server_fn::{
        client::{Client, browser::BrowserClient},
        error::FromServerFnError,
        redirect::call_redirect_hook,
        request::{ClientReq, browser::BrowserRequest},
        response::{ClientRes, browser::BrowserResponse},
    };

    let request: BrowserRequest =
        ClientReq::<Failure>::try_new_post(path, "application/x-www-form-urlencoded", "application/json", fields)?;
    let response: BrowserResponse = <BrowserClient as Client<Failure>>::send(request).await?;
    let refused = ClientRes::<Failure>::status(&response) >= 400;
    let location = ClientRes::<Failure>::has_redirect(&response).then(|| ClientRes::<Failure>::location(&response));
    let answer = if refused {
        Err(Failure::de(ClientRes::<Failure>::try_into_bytes(response).await?))
    } else {
        ClientRes::<Failure>::try_into_string(response).await
    };
    if let Some(location) = location {
        call_redirect_hook(&location);
    }
    answer
}

/// Nothing is sent from the server.
#[cfg(not(feature = "hydrate"))]
pub async fn post(_path: &str, _fields: String) -> Result<String, Failure> {
    Err(Failure::Offline)
}

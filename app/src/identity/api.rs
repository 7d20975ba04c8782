use crate::{failure::Failure, wire::Reply};
use atrium::{
    identity::{ApiTokenView, SessionView, TokenScope},
    ids::{ApiTokenId, SessionId},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::{cookie, next::local_path};
#[cfg(feature = "ssr")]
use crate::context::{Request, caller, request};
#[cfg(feature = "ssr")]
use atrium::{clock::now, identity};

/// What the pages before the sign-in need to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Door {
    pub signed_in: bool,
    /// The password of the demonstration's people; in development alone.
    pub demo_password: Option<String>,
}

#[server(output = Reply)]
pub async fn load_door() -> Result<Door, Failure> {
    let request = request()?;
    let demo_password = request.development.then(|| atrium::demo::PASSWORD.to_owned());
    Ok(Door { signed_in: request.caller.is_some(), demo_password })
}

#[server(output = Reply)]
pub async fn sign_in(email: String, password: String, next: String) -> Result<(), Failure> {
    let request = request()?;
    begin_session(&request, &email, &password).await?;
    leptos_axum::redirect(&local_path(&next), false);
    Ok(())
}

#[server(output = Reply)]
pub async fn sign_up(
    name: String,
    email: String,
    password: String,
    time_zone: String,
    next: String,
) -> Result<(), Failure> {
    let request = request()?;
    let form = identity::SignUp {
        email: &email,
        name: &name,
        password: &password,
        time_zone: &time_zone,
        effort: identity::Effort::Full,
        address: Some(&request.address),
    };
    identity::sign_up(&request.db, form, now()).await?;
    begin_session(&request, &email, &password).await?;
    leptos_axum::redirect(&local_path(&next), false);
    Ok(())
}

#[cfg(feature = "ssr")]
async fn begin_session(request: &Request, email: &str, password: &str) -> Result<(), Failure> {
    let device = use_context::<http::request::Parts>()
        .and_then(|parts| Some(parts.headers.get(http::header::USER_AGENT)?.to_str().ok()?.to_owned()))
        .unwrap_or_default();
    let previous = cookie::read(request);
    let form =
        identity::SignIn { email, password, device: &device, address: &request.address, previous: previous.as_deref() };
    let fresh = identity::sign_in(&request.db, form, now()).await?;
    cookie::set(request, &fresh.secret);
    Ok(())
}

#[server(output = Reply)]
pub async fn request_reset(email: String) -> Result<(), Failure> {
    let request = request()?;
    identity::request_reset(&request.db, &email, &request.base_url, now()).await?;
    leptos_axum::redirect("/forgot?sent=1", false);
    Ok(())
}

#[server(output = Reply)]
pub async fn reset_password(token: String, password: String) -> Result<(), Failure> {
    let request = request()?;
    identity::reset_password(&request.db, &token, &password, now()).await?;
    cookie::clear(&request);
    leptos_axum::redirect("/sign-in?changed=1", false);
    Ok(())
}

#[server(output = Reply)]
pub async fn change_password(old: String, new: String) -> Result<(), Failure> {
    let request = request()?;
    let (db, caller) = caller()?;
    let form = identity::ChangePassword { old: &old, new: &new, address: &request.address };
    let secret = identity::change_password(&db, &caller, form, now()).await?;
    cookie::set(&request, &secret);
    Ok(())
}

/// Where one is signed in, and which tokens act for one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Security {
    pub sessions: Vec<SessionView>,
    pub tokens: Vec<ApiTokenView>,
}

#[server(output = Reply)]
pub async fn load_security() -> Result<Security, Failure> {
    let (db, caller) = caller()?;
    let sessions = identity::list_sessions(&db, &caller, now()).await?;
    Ok(Security { sessions, tokens: identity::list_tokens(&db, &caller, now()).await? })
}

#[server(output = Reply)]
pub async fn end_session(id: SessionId) -> Result<(), Failure> {
    let (db, caller) = caller()?;
    Ok(identity::end_session(&db, &caller, id, now()).await?)
}

#[server(output = Reply)]
pub async fn end_other_sessions() -> Result<u64, Failure> {
    let (db, caller) = caller()?;
    Ok(identity::end_other_sessions(&db, &caller, now()).await?)
}

/// Answers with the token, which is shown this once.
#[server(output = Reply)]
pub async fn create_token(name: String, scope: TokenScope, days: i64) -> Result<String, Failure> {
    let (db, caller) = caller()?;
    let form = identity::CreateToken { name: &name, scope, days };
    Ok(identity::create_token(&db, &caller, form, None, now()).await?.token.unwrap_or_default())
}

#[server(output = Reply)]
pub async fn revoke_token(id: ApiTokenId) -> Result<(), Failure> {
    let (db, caller) = caller()?;
    Ok(identity::revoke_token(&db, &caller, id, now()).await?)
}

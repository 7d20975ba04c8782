use crate::{
    failure::Failure,
    head,
    ui::{EmptyState, IconName, LinkButton},
};
use leptos::prelude::*;

/// An address that leads nowhere. Answers 404.
#[component]
pub fn NotFound() -> impl IntoView {
    say_status(404);
    head::title(|| "Nothing here".to_owned());
    view! {
        <main class="door" id="content" tabindex="-1">
            <EmptyState page=true icon=IconName::CircleQuestionMark title="There is nothing here" sentence="The address may be mistyped, or what was here is not shared with you.">
                <LinkButton href="/">"Go to your workspaces"</LinkButton>
            </EmptyState>
        </main>
    }
}

/// Why a page is not shown, in place of the page, with the status that fits.
#[component]
pub fn Excuse(failure: Failure) -> impl IntoView {
    use atrium::Error;
    let (icon, title, status) = match &failure {
        Failure::Refused(Error::NotFound) => (IconName::CircleQuestionMark, "There is nothing here", 404),
        Failure::Refused(Error::Forbidden) => (IconName::ShieldCheck, "This is not open to you", 403),
        Failure::Refused(Error::SignedOut) => (IconName::KeyRound, "Please sign in", 401),
        Failure::Offline | Failure::Kept => (IconName::WifiOff, "No connection", 503),
        Failure::Refused(error) => (IconName::CircleAlert, "That did not work", error.status()),
        Failure::OutOfDate => (IconName::RefreshCw, "This page is out of date", 400),
    };
    say_status(status);
    let sentence = match &failure {
        Failure::Refused(Error::Forbidden) => "Somebody who looks after this workspace can open it to you.".to_owned(),
        other => other.to_string(),
    };
    view! {
        <EmptyState page=true icon=icon title=title sentence=sentence>
            <LinkButton href="/">"Go to your workspaces"</LinkButton>
        </EmptyState>
    }
}

#[cfg(feature = "ssr")]
fn say_status(status: u16) {
    if let (Some(options), Ok(status)) =
        (use_context::<leptos_axum::ResponseOptions>(), http::StatusCode::from_u16(status))
    {
        options.set_status(status);
    }
}

#[cfg(not(feature = "ssr"))]
fn say_status(_: u16) {}

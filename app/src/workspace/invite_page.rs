use super::{
    api::{AcceptInvitation, InvitationDoor, load_invitation},
    workspaces_page::role_word,
};
use crate::{
    failure::Failure,
    form::{Action, ActionForm, Answer},
    identity::{DoorPage, next::keeping},
    ui::{Button, ButtonKind, ButtonSize, FormError, LinkButton, Skeleton},
    wire::load,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

#[component]
pub fn InvitePage() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token")).unwrap_or_default();
    let secret = token.clone();
    let door = load(move || secret.clone(), load_invitation);
    view! {
        <Suspense fallback=|| view! { <div class="door"><main><Skeleton shape="title"/><Skeleton/></main></div> }>
            {move || {
                let token = token.clone();
                Suspend::new(async move {
                    match door.await {
                        Ok(door) => view! { <Invitation door=door token=token/> }.into_any(),
                        Err(failure) => view! { <Over failure=failure/> }.into_any(),
                    }
                })
            }}
        </Suspense>
    }
}

#[component]
fn Over(failure: Failure) -> impl IntoView {
    let sentence = match failure {
        Failure::Refused(atrium::Error::NotFound) => {
            "It was used, taken back, or its time is over. Please ask the person who invited you for a new one."
                .to_owned()
        }
        other => other.to_string(),
    };
    view! {
        <DoorPage title="This invitation is over" sentence=sentence>
            <LinkButton href="/" size=ButtonSize::Wide>"Go to your workspaces"</LinkButton>
        </DoorPage>
    }
}

#[component]
fn Invitation(door: InvitationDoor, token: String) -> impl IntoView {
    let here = format!("/invite/{token}");
    let action = Action::<AcceptInvitation>::new();
    let answer = Answer::of(action);
    let said = door.invitation;
    let sentence = format!("{} invites you to join as {}.", said.inviter, role_word(said.role).to_lowercase());
    let mailed =
        said.email.map(|email| view! { <p class="muted">{format!("The invitation was sent to {email}.")}</p> });
    let ways = if let Some(me) = door.me {
        view! {
            <ActionForm action=action class="form">
                <FormError error=answer.form()/>
                <input type="hidden" name="token" value=token/>
                <Button kind=ButtonKind::Primary size=ButtonSize::Wide submit=true busy=action.pending()>"Join the workspace"</Button>
                <p class="muted">{format!("You are signed in as {me}.")}</p>
            </ActionForm>
        }
        .into_any()
    } else {
        view! {
            <div class="form">
                <LinkButton href=keeping("/sign-up", &here) kind=ButtonKind::Primary size=ButtonSize::Wide>"Make an account"</LinkButton>
                <LinkButton href=keeping("/sign-in", &here) size=ButtonSize::Wide>"Sign in"</LinkButton>
            </div>
        }
        .into_any()
    };
    view! {
        <DoorPage title=format!("Join {}", said.workspace_name) sentence=sentence>
            {mailed}
            {ways}
        </DoorPage>
    }
}

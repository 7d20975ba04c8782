use super::{
    api::{RequestReset, ResetPassword},
    door::DoorPage,
};
use crate::{
    form::{Action, ActionForm, Answer},
    routes::use_query,
    ui::{Button, ButtonKind, ButtonSize, FieldKind, FormError, LinkButton, Notice, NoticeKind, TextField},
};
use leptos::prelude::*;

/// Asking for a link to set a new password.
#[component]
pub fn ForgotPage() -> impl IntoView {
    let sent = Memo::new({
        let query = use_query();
        move |_| query.with(|query| query.get("sent").is_some())
    });
    let action = Action::<RequestReset>::new();
    let answer = Answer::of(action);
    view! {
        <DoorPage
            title="Set a new password"
            sentence="We send you a link, good for one hour."
            foot=|| view! { "It came back to you? " <a href="/sign-in">"Sign in"</a> }
        >
            <Show when=move || sent.get()>
                <Notice kind=NoticeKind::Success sentence="If there is an account with this address, a mail is on its way. It can take a minute."/>
            </Show>
            <ActionForm action=action class="form">
                <FormError error=answer.form()/>
                <TextField id="email" label="E-mail" kind=FieldKind::Email autocomplete="username" required=true error=answer.field("email")/>
                <Button kind=ButtonKind::Primary size=ButtonSize::Wide submit=true busy=action.pending()>"Send the link"</Button>
            </ActionForm>
        </DoorPage>
    }
}

/// Where that link leads.
#[component]
pub fn ResetPage() -> impl IntoView {
    let token = use_query().with_untracked(|query| query.get("token")).unwrap_or_default();
    let action = Action::<ResetPassword>::new();
    let answer = Answer::of(action);
    let form = if token.is_empty() {
        view! {
            <Notice kind=NoticeKind::Warning sentence="The link is not complete. Please open it from the mail, or ask for a new one."/>
            <LinkButton href="/forgot" kind=ButtonKind::Primary size=ButtonSize::Wide>"Ask for a new link"</LinkButton>
        }
        .into_any()
    } else {
        view! {
            <ActionForm action=action class="form">
                <FormError error=answer.form()/>
                <input type="hidden" name="token" value=token/>
                <TextField
                    id="password"
                    label="New password"
                    kind=FieldKind::Password
                    autocomplete="new-password"
                    hint="At least 8 characters. A few words are easy to remember."
                    required=true
                    error=answer.field("password")
                />
                <Button kind=ButtonKind::Primary size=ButtonSize::Wide submit=true busy=action.pending()>"Set the password"</Button>
            </ActionForm>
        }
        .into_any()
    };
    view! {
        <DoorPage
            title="Choose a new password"
            sentence="You will be signed out everywhere else."
            foot=|| view! { <a href="/forgot">"Ask for a new link"</a> }
        >
            {form}
        </DoorPage>
    }
}

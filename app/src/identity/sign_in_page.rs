use super::{
    api::{SignIn, load_door},
    demo,
    door::{DoorPage, next_in_address},
    next::keeping,
};
use crate::{
    form::{Action, ActionForm, Answer},
    routes::use_query,
    ui::{Button, ButtonKind, ButtonSize, FieldKind, FormError, Notice, NoticeKind, TextField},
    wire::load,
};
use leptos::prelude::*;
use leptos_router::components::Redirect;

#[component]
pub fn SignInPage() -> impl IntoView {
    let door = load(|| (), |()| load_door());
    let next = next_in_address();
    let changed = use_query().with_untracked(|query| query.get("changed").is_some());
    let sign_up = keeping("/sign-up", &next);
    let onward = next.clone();
    let action = Action::<SignIn>::new();
    view! {
        <DoorPage title="Sign in" sentence="Welcome back." foot=move || view! { "New here? " <a href=sign_up.clone()>"Make an account"</a> }>
            {changed.then(|| view! {
                <Notice kind=NoticeKind::Success sentence="Your new password is set. Please sign in with it."/>
            })}
            <SignInForm action=action next=next/>
            <Suspense>
                {move || {
                    let next = onward.clone();
                    Suspend::new(async move {
                        match door.await {
                            Ok(door) if door.signed_in => Some(view! { <Redirect path=next/> }.into_any()),
                            Ok(door) => door.demo_password.map(|password| view! {
                                <DemoDoor action=action next=next password=password/>
                            }.into_any()),
                            Err(_) => None,
                        }
                    })
                }}
            </Suspense>
        </DoorPage>
    }
}

#[component]
fn SignInForm(action: Action<SignIn>, next: String) -> impl IntoView {
    let answer = Answer::of(action);
    view! {
        <ActionForm action=action class="form">
            <FormError error=answer.form()/>
            <input type="hidden" name="next" value=next/>
            <TextField id="email" label="E-mail" kind=FieldKind::Email autocomplete="username" required=true error=answer.field("email")/>
            <div class="field">
                <div class="beside"><label for="password">"Password"</label><a href="/forgot">"Forgot it?"</a></div>
                <input id="password" name="password" type="password" autocomplete="current-password" required=true/>
            </div>
            <Button kind=ButtonKind::Primary size=ButtonSize::Wide submit=true busy=action.pending()>"Sign in"</Button>
        </ActionForm>
    }
}

/// One click for each person of the demonstration workspace. The form above says what goes wrong.
#[component]
fn DemoDoor(action: Action<SignIn>, next: String, password: String) -> impl IntoView {
    view! {
        <section class="stack" aria-labelledby="demo-title">
            <p id="demo-title" class="muted">"Or look around as somebody of the demonstration workspace:"</p>
            <div class="row">
                {demo::PEOPLE.into_iter().map(|(email, role)| {
                    let (next, password) = (next.clone(), password.clone());
                    view! {
                    <ActionForm action=action>
                        <input type="hidden" name="email" value=email/>
                        <input type="hidden" name="password" value=password/>
                        <input type="hidden" name="next" value=next/>
                        <Button size=ButtonSize::Small submit=true>{role}</Button>
                    </ActionForm>
                }}).collect_view()}
            </div>
        </section>
    }
}

use super::{
    api::SignUp,
    door::{DoorPage, next_in_address},
    next::keeping,
};
use crate::{
    form::{Action, ActionForm, Answer},
    ui::{Button, ButtonKind, ButtonSize, FieldKind, FormError, TextField},
};
use leptos::prelude::*;

#[component]
pub fn SignUpPage() -> impl IntoView {
    let next = next_in_address();
    let sign_in = keeping("/sign-in", &next);
    let action = Action::<SignUp>::new();
    let answer = Answer::of(action);
    let zone = RwSignal::new(String::new());
    Effect::new(move |_| zone.set(browser_time_zone().unwrap_or_default()));
    view! {
        <DoorPage
            title="Make an account"
            sentence="You get a space of your own, and can share workspaces with others."
            foot=move || view! { "Here already? " <a href=sign_in.clone()>"Sign in"</a> }
        >
            <ActionForm action=action class="form">
                <FormError error=answer.form()/>
                <input type="hidden" name="next" value=next/>
                <input type="hidden" name="time_zone" value=zone prop:value=zone/>
                <TextField id="name" label="Name" autocomplete="name" required=true error=answer.field("name")/>
                <TextField id="email" label="E-mail" kind=FieldKind::Email autocomplete="username" required=true error=answer.field("email")/>
                <TextField
                    id="password"
                    label="Password"
                    kind=FieldKind::Password
                    autocomplete="new-password"
                    hint="At least 8 characters. A few words are easy to remember."
                    required=true
                    error=answer.field("password")
                />
                <Button kind=ButtonKind::Primary size=ButtonSize::Wide submit=true busy=action.pending()>"Make my account"</Button>
            </ActionForm>
        </DoorPage>
    }
}

/// The IANA name of the zone that this browser is in.
pub fn browser_time_zone() -> Option<String> {
    use js_sys::{Array, Intl::DateTimeFormat, Object, Reflect};
    let options = DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
}

use crate::{
    form::{Action, ActionForm, Answer, Fresh},
    identity::api::ChangePassword,
    ui::{Button, ButtonKind, FieldKind, FormError, TextField},
};
use leptos::{html, prelude::*};

#[component]
pub fn PasswordSection(fresh: Fresh) -> impl IntoView {
    let action = Action::<ChangePassword>::new();
    let answer = Answer::of(action);
    let form = NodeRef::<html::Form>::new();
    fresh.follow_form(action, "Your password is changed. Everywhere else you are signed out.");
    crate::form::after(action, move |()| {
        if let Some(form) = form.get_untracked() {
            form.reset();
        }
    });
    view! {
        <section>
            <h2>"Password"</h2>
            <p>"Changing it signs you out everywhere else."</p>
            <ActionForm action=action node_ref=form class="form">
                <FormError error=answer.form()/>
                <TextField id="old" label="Your password now" kind=FieldKind::Password autocomplete="current-password" required=true error=answer.field("old")/>
                <TextField id="new" label="New password" kind=FieldKind::Password autocomplete="new-password" hint="At least 8 characters." required=true error=answer.field("new")/>
                <div class="actions"><Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Change the password"</Button></div>
            </ActionForm>
        </section>
    }
}

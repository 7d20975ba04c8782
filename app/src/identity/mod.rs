use leptos::prelude::*;

#[component]
pub fn SignInPage() -> impl IntoView {
    view! { <p>"SignInPage"</p> }
}

#[component]
pub fn SignUpPage() -> impl IntoView {
    view! { <p>"SignUpPage"</p> }
}

#[component]
pub fn ForgotPage() -> impl IntoView {
    view! { <p>"ForgotPage"</p> }
}

#[component]
pub fn ResetPage() -> impl IntoView {
    view! { <p>"ResetPage"</p> }
}

#[component]
pub fn MailboxPage() -> impl IntoView {
    view! { <p>"MailboxPage"</p> }
}

#[component]
pub fn SecurityPage() -> impl IntoView {
    view! { <p>"SecurityPage"</p> }
}

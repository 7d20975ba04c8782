use leptos::prelude::*;

#[component]
pub fn MailboxPage() -> impl IntoView {
    view! { <p>"MailboxPage"</p> }
}

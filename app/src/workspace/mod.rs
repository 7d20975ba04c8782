use leptos::prelude::*;

#[component]
pub fn InvitePage() -> impl IntoView {
    view! { <p>"InvitePage"</p> }
}

#[component]
pub fn WorkspacesPage() -> impl IntoView {
    view! { <p>"WorkspacesPage"</p> }
}

#[component]
pub fn MembersPage() -> impl IntoView {
    view! { <p>"MembersPage"</p> }
}

#[component]
pub fn TeamsPage() -> impl IntoView {
    view! { <p>"TeamsPage"</p> }
}

#[component]
pub fn AuditPage() -> impl IntoView {
    view! { <p>"AuditPage"</p> }
}

#[component]
pub fn SettingsPage() -> impl IntoView {
    view! { <p>"SettingsPage"</p> }
}

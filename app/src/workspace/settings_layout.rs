use crate::frame::use_workspace;
use atrium::workspace::WorkspaceCan;
use leptos::{html, prelude::*};
use leptos_router::hooks::use_location;

/// A page of the settings, with the list of places beside it. Within a workspace its own are listed,
/// as far as `can` allows.
#[component]
pub fn SettingsLayout(
    #[prop(into)] title: String,
    #[prop(into)] sentence: String,
    #[prop(optional_no_strip)] can: Option<WorkspaceCan>,
    children: Children,
) -> impl IntoView {
    let workspace = use_workspace();
    let base = format!("/w/{workspace}");
    let inside = !workspace.is_empty();
    let admin = can.is_none_or(|can| can.read_audit);
    let places = NodeRef::<html::Nav>::new();
    // On a phone they are a row, of which only a part is in sight.
    Effect::new(move |_| {
        let Some(places) = places.get() else { return };
        if let Ok(Some(current)) = places.query_selector("[aria-current]") {
            let past = current.get_bounding_client_rect().right() - places.get_bounding_client_rect().right();
            if past > 0.0 {
                places.scroll_by_with_x_and_y(past + 24.0, 0.0);
            }
        }
    });
    view! {
        <div class="settings">
            <nav aria-label="Settings" node_ref=places>
                <h2>"You"</h2>
                <ul>
                    <Place href="/settings/profile" name="Profile"/>
                    <Place href="/settings/notifications" name="Notifications"/>
                    <Place href="/settings/security" name="Security"/>
                </ul>
                {inside.then(|| view! {
                    <h2>"Workspace"</h2>
                    <ul>
                        <Place href=format!("{base}/settings") name="General"/>
                        <Place href=format!("{base}/members") name="Members"/>
                        <Place href=format!("{base}/teams") name="Teams"/>
                        {admin.then(|| view! {
                            <Place href=format!("{base}/webhooks") name="Webhooks"/>
                            <Place href=format!("{base}/audit") name="Audit log"/>
                        })}
                    </ul>
                })}
            </nav>
            <div class="content">
                <header><h1>{title}</h1><p>{sentence}</p></header>
                {children()}
            </div>
        </div>
    }
}

#[component]
fn Place(#[prop(into)] href: String, name: &'static str) -> impl IntoView {
    let path = use_location().pathname;
    let own = href.clone();
    let current = move || {
        let tail =
            path.with(|path| path.strip_prefix(own.as_str()).map(|tail| tail.is_empty() || tail.starts_with('/')));
        tail.unwrap_or_default().then_some("page")
    };
    view! { <li><a href=href aria-current=current>{name}</a></li> }
}

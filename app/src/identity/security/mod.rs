//! How one signs in: the password, where one is signed in, and tokens for programs.

mod password;
mod sessions;
mod tokens;

use super::api::load_security;
use crate::{
    form::Fresh,
    frame::{Excuse, Frame},
    ui::{Crumb, RowsSkeleton},
    wire::load,
    workspace::SettingsLayout,
};
use leptos::prelude::*;
use password::PasswordSection;
use sessions::SessionsSection;
pub use sessions::device_words;
use tokens::{NewTokenSection, TokensSection};

#[component]
pub fn SecurityPage() -> impl IntoView {
    let fresh = Fresh::new();
    let security = load(move || fresh.get(), |_| load_security());
    view! {
        <Frame title="Sign-in and security" crumbs=vec![Crumb::new("Settings", "/settings/profile")]>
            <SettingsLayout title="Sign-in and security" sentence="Your password, where you are signed in, and tokens for programs.">
                <PasswordSection fresh=fresh/>
                <Transition fallback=|| view! { <RowsSkeleton/> }>
                    {move || Suspend::new(async move {
                        match security.await {
                            Ok(found) => view! {
                                <SessionsSection sessions=found.sessions fresh=fresh/>
                                <TokensSection tokens=found.tokens fresh=fresh/>
                            }.into_any(),
                            Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                        }
                    })}
                </Transition>
                <NewTokenSection fresh=fresh/>
            </SettingsLayout>
        </Frame>
    }
}

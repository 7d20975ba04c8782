use super::{api::load_profile, profile_form::ProfileFields};
use crate::{
    boards::{CalendarDesk, CalendarSection},
    form::Fresh,
    frame::{Excuse, Frame},
    ui::{Crumb, RowsSkeleton},
    wire::load,
    workspace::SettingsLayout,
};
use leptos::prelude::*;

#[component]
pub fn ProfilePage() -> impl IntoView {
    let fresh = Fresh::new();
    let calendar = CalendarDesk::mine();
    let desk = load(move || fresh.get(), |_| load_profile());
    view! {
        <Frame title="Profile" crumbs=vec![Crumb::new("Settings", "/settings/profile")]>
            <SettingsLayout title="Profile" sentence="How you appear to others. It is the same in every workspace.">
                <Transition fallback=|| view! { <RowsSkeleton/> }>
                    {move || Suspend::new(async move {
                        match desk.await {
                            Ok(desk) => view! { <ProfileFields desk=desk fresh=fresh/> }.into_any(),
                            Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                        }
                    })}
                </Transition>
                <CalendarSection desk=calendar subject=None/>
            </SettingsLayout>
        </Frame>
    }
}

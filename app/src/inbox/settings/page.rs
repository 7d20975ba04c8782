use super::{
    api::{SetNotifications, load_notifications},
    devices::{DevicesSection, devices},
    fields::{DigestField, QuietFields, ReminderFields},
    grid::Grid,
};
use crate::{
    form::{Action, ActionForm, Answer, Fresh},
    frame::{Excuse, Frame},
    ui::{Button, ButtonKind, Crumb, FormError, RowsSkeleton},
    wire::load,
    workspace::SettingsLayout,
};
use atrium::inbox::channels::Settings;
use leptos::prelude::*;

#[component]
pub fn NotificationsPage() -> impl IntoView {
    let fresh = Fresh::new();
    let settings = load(move || fresh.get(), |_| load_notifications());
    let changed = Fresh::new();
    let devices = devices(changed);
    view! {
        <Frame title="Notifications" crumbs=vec![Crumb::new("Settings", "/settings/profile")]>
            <SettingsLayout
                title="Notifications"
                sentence="What you are told of, and how it reaches you. It is the same in every workspace."
            >
                <Transition fallback=|| view! { <RowsSkeleton/> }>
                    {move || Suspend::new(async move {
                        match settings.await {
                            Ok(settings) => view! { <Choices settings=settings fresh=fresh/> }.into_any(),
                            Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                        }
                    })}
                </Transition>
                <Transition fallback=|| view! { <RowsSkeleton/> }>
                    {move || Suspend::new(async move {
                        match devices.await {
                            Ok(desk) => view! { <DevicesSection desk=desk fresh=changed/> }.into_any(),
                            Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                        }
                    })}
                </Transition>
            </SettingsLayout>
        </Frame>
    }
}

#[component]
fn Choices(settings: Settings, fresh: Fresh) -> impl IntoView {
    let action = Action::<SetNotifications>::new();
    let answer = Answer::of(action);
    fresh.follow_form(action, "Your choices are saved.");
    view! {
        <ActionForm action=action>
            <FormError error=answer.form()/>
            <section>
                <h2>"What reaches you"</h2>
                <p>"A mail waits two minutes and goes out only if you have not read it here by then."</p>
                <Grid settings=settings.clone()/>
            </section>
            <section>
                <h2>"Mail"</h2>
                <div class="form"><DigestField hour=settings.digest_hour error=answer.field("digest_hour")/></div>
            </section>
            <section>
                <h2>"Quiet"</h2>
                <p>"Mail and push wait until it is over. The inbox goes on by itself."</p>
                <div class="form"><QuietFields settings=settings.clone() answer=answer/></div>
            </section>
            <section>
                <h2>"Due days"</h2>
                <p>"You are reminded of open tasks that are yours."</p>
                <div class="form"><ReminderFields reminders=settings.reminders error=answer.field("remind_hour")/></div>
            </section>
            <div class="actions row"><Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Save"</Button></div>
        </ActionForm>
    }
}

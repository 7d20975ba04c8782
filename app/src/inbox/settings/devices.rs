use super::{
    api::{RemoveDevice, add_device, load_devices},
    browser::{self, Support},
};
use crate::{
    failure::Failure,
    form::{Action, ActionForm, Fresh},
    identity::device_words,
    ui::{Button, ButtonSize, Chip, Icon, IconName, use_toasts},
    wire::{Loading, load},
};
use atrium::inbox::channels::push::{Device, PushDesk};
use leptos::{prelude::*, task::spawn_local};

/// What the section shows; made at page level.
pub fn devices(fresh: Fresh) -> Loading<Result<PushDesk, Failure>> {
    load(move || fresh.get(), |_| load_devices())
}

/// The devices that are pushed to, and the way to have this one be another.
#[component]
pub fn DevicesSection(desk: PushDesk, fresh: Fresh) -> impl IntoView {
    let remove = Action::<RemoveDevice>::new();
    fresh.follow(remove, "Nothing is pushed there any more.");
    let here = desk.devices.iter().any(|device| device.current);
    let none = desk.devices.is_empty();
    view! {
        <section>
            <h2>"Push to your devices"</h2>
            <p>"A message on the screen of a phone or computer, also while Atrium is closed. Signing out there ends it."</p>
            {none.then(|| view! { <p class="muted">"No device yet."</p> })}
            <ul class="list">{desk.devices.into_iter().map(|device| row(device, remove)).collect_view()}</ul>
            {(!here).then(|| view! { <ThisDevice key=desk.key fresh=fresh/> })}
        </section>
    }
}

fn row(device: Device, remove: Action<RemoveDevice>) -> impl IntoView {
    let name = device_words(&device.device);
    let label = format!("Push no more to {name}");
    view! {
        <li>
            <Icon name=IconName::Bell/>
            <div class="what"><span>{name}</span><small>{format!("Since {}", device.since)}</small></div>
            {device.current.then(|| view! { <span class="aside"><Chip text="This browser"/></span> })}
            <ActionForm action=remove>
                <input type="hidden" name="id" value=device.id.to_string()/>
                <Button size=ButtonSize::Small submit=true attr:aria-label=label>"Remove"</Button>
            </ActionForm>
        </li>
    }
}

/// Asks the browser for leave, and says what to do where it can not be asked.
#[component]
fn ThisDevice(key: String, fresh: Fresh) -> impl IntoView {
    let toasts = use_toasts();
    let support = RwSignal::new(None::<Support>);
    let asking = RwSignal::new(false);
    Effect::new(move |_| support.set(Some(browser::support())));
    let begin = move |_| {
        let key = key.clone();
        asking.set(true);
        spawn_local(async move {
            match browser::subscribe(&key).await {
                Ok(new) => match add_device(new.endpoint, new.p256dh, new.auth, new.device).await {
                    Ok(()) => {
                        toasts.success("Messages are pushed to this browser.");
                        fresh.bump();
                    }
                    Err(failure) => toasts.error(failure.to_string()),
                },
                Err(sentence) => toasts.error(sentence),
            }
            support.try_set(Some(browser::support()));
            asking.try_set(false);
        });
    };
    let sentence = move || match support.get() {
        Some(Support::Install) => Some(
            "On an iPhone or iPad, install Atrium first: open the share menu of Safari and choose Add to Home Screen. \
             Then open it from there and come back to this page.",
        ),
        Some(Support::Denied) => Some(
            "This browser was told not to show messages from Atrium. Allow them in its settings for this site, then load \
             this page again.",
        ),
        Some(Support::Missing) => Some("This browser can not receive pushed messages."),
        Some(Support::Ready) | None => None,
    };
    view! {
        <div class="needs-script">
            {move || sentence().map(|sentence| view! { <p class="muted">{sentence}</p> })}
            <Show when=move || support.get().is_none_or(|support| support == Support::Ready)>
                <Button busy=asking on:click=begin.clone()>"Push to this browser"</Button>
            </Show>
        </div>
    }
}

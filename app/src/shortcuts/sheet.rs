use super::{GROUPS, Shortcut, are_off};
use crate::{
    at_hand::use_reach,
    ui::{Dialog, Kbd},
};
use leptos::prelude::*;

/// All keys, by where they work.
#[component]
pub fn ShortcutSheet() -> impl IntoView {
    let reach = use_reach();
    let open = RwSignal::new(true);
    Effect::new(move |_| {
        if !open.get() {
            reach.close();
        }
    });
    let apple = window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac"));
    let row = move |one: &Shortcut| {
        let keys = one.keys.iter().flat_map(|keys| keys.split(' ')).map(|key| match key {
            "Ctrl" if apple => "\u{2318}".to_owned(),
            key => key.to_owned(),
        });
        view! {
            <div><dt>{one.what}</dt><dd>{keys.map(|key| view! { <Kbd key=key/> }).collect_view()}</dd></div>
        }
    };
    view! {
        <Dialog id="shortcut-sheet" title="Keys" open=open wide=true>
            {are_off().then(|| view! {
                <p class="muted">"Single keys are turned off in your profile. Those with Ctrl or Cmd work."</p>
            })}
            <div class="shortcut-sheet">
                {GROUPS.iter().map(|group| view! {
                    <section><h3>{group.name}</h3><dl>{group.shortcuts.iter().map(row).collect_view()}</dl></section>
                }).collect_view()}
            </div>
        </Dialog>
    }
}

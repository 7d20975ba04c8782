use super::state::InboxState;
use crate::ui::{Icon, IconName, Menu};
use leptos::{html, prelude::*};

pub const MENU: &str = "snooze";

/// One menu of times for all items.
#[component]
pub fn SnoozeMenu(state: InboxState) -> impl IntoView {
    let day = NodeRef::<html::Input>::new();
    let put_off = move |until: String, said: String| {
        if let Some(about) = state.snoozing.get_untracked() {
            state.snooze(about, until, said);
        }
    };
    let times = [
        (IconName::Clock, "later_today", "Later today", "In three hours it is back"),
        (IconName::Sunrise, "tomorrow", "Tomorrow", "Back tomorrow at nine"),
        (IconName::Calendar, "next_week", "Next week", "Back on Monday at nine"),
    ];
    view! {
        <Menu id=MENU label="Put it off until">
            {times.into_iter().map(|(icon, until, name, said)| view! {
                <button
                    type="button"
                    popovertarget=MENU
                    popovertargetaction="hide"
                    on:click=move |_| put_off(until.to_owned(), said.to_owned())
                >
                    <Icon name=icon/>
                    {name}
                </button>
            }).collect_view()}
            <hr/>
            <div class="until">
                <label for="snooze-day">"A day"</label>
                <input id="snooze-day" type="date" node_ref=day/>
                <button
                    class="button small"
                    type="button"
                    popovertarget=MENU
                    popovertargetaction="hide"
                    on:click=move |_| {
                        let day = day.get_untracked().map(|day| day.value()).unwrap_or_default();
                        if !day.is_empty() {
                            put_off(day.clone(), format!("Back on {day} at nine"));
                        }
                    }
                >
                    "Put off"
                </button>
            </div>
        </Menu>
    }
}

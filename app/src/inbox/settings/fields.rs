use crate::{
    form::Answer,
    ui::{Choice, SelectField},
};
use atrium::{
    inbox::channels::{Reminders, Settings},
    people::WorkingDays,
};
use leptos::prelude::*;

fn hours() -> impl Iterator<Item = Choice> {
    (0..24).map(|hour| Choice::new(hour.to_string(), format!("{hour:02}:00")))
}

#[component]
pub fn DigestField(hour: Option<i16>, error: MaybeProp<String>) -> impl IntoView {
    let mut choices = vec![Choice::new("", "At once, one for each task")];
    choices.extend(hours().map(|hour| Choice { text: format!("Once a day, at {}", hour.text), ..hour }));
    let value = hour.map(|hour| hour.to_string()).unwrap_or_default();
    view! { <SelectField id="digest_hour" name="settings[digest_hour]" label="Mails come" choices=choices value=value error=error/> }
}

#[component]
pub fn QuietFields(settings: Settings, answer: Answer) -> impl IntoView {
    let quiet = settings.quiet;
    let days = (0_u8..).zip(WorkingDays::NAMES).map(|(number, name)| {
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    name="settings[quiet_days][]"
                    value=number.to_string()
                    checked=settings.is_quiet_day(number)
                />
                <span>{name}</span>
            </label>
        }
    });
    let (wrong_hours, wrong_days) = (answer.field("quiet"), answer.field("quiet_days"));
    view! {
        <div class="pair">
            <Time id="quiet_from" label="From" value=quiet.map(|quiet| quiet.from.to_string()).unwrap_or_default()/>
            <Time id="quiet_until" label="Until" value=quiet.map(|quiet| quiet.until.to_string()).unwrap_or_default()/>
        </div>
        {move || wrong_hours.get().map(|error| view! { <p class="error" id="quiet-error" role="alert">{error}</p> })}
        <fieldset class="field days">
            <legend>"Days without"</legend>
            {days.collect_view()}
            {move || wrong_days.get().map(|error| view! { <p class="error" role="alert">{error}</p> })}
        </fieldset>
    }
}

#[component]
fn Time(id: &'static str, label: &'static str, value: String) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}<span class="optional">" optional"</span></label>
            <input id=id name=format!("settings[{id}]") type="time" value=value/>
        </div>
    }
}

#[component]
pub fn ReminderFields(reminders: Reminders, error: MaybeProp<String>) -> impl IntoView {
    let days = [
        ("on_the_day", "On the day", reminders.on_the_day),
        ("day_before", "The day before", reminders.day_before),
        ("week_before", "A week before", reminders.week_before),
    ];
    let days = days.into_iter().map(|(value, name, checked)| {
        view! {
            <label class="check">
                <input type="checkbox" name="settings[remind][]" value=value checked=checked/>
                <span>{name}</span>
            </label>
        }
    });
    view! {
        <fieldset class="field days">
            <legend>"Remind me"</legend>
            {days.collect_view()}
        </fieldset>
        <SelectField id="remind_hour" name="settings[remind_hour]" label="At" choices=hours().collect() value=reminders.hour.to_string() error=error/>
    }
}

use super::api::{EditProfile, ProfileDesk};
use crate::{
    form::{Action, ActionForm, Answer, Fresh},
    shortcuts::KeysSwitch,
    ui::{
        Button, ButtonKind, Choice, DensitySwitch, FieldKind, FormError, HueField, SelectField, TextField, Theme,
        ThemeSwitch,
    },
};
use atrium::people::WorkingDays;
use leptos::prelude::*;

#[component]
pub fn ProfileFields(desk: ProfileDesk, fresh: Fresh) -> impl IntoView {
    let action = Action::<EditProfile>::new();
    let answer = Answer::of(action);
    fresh.follow_form(action, "Your profile is saved.");
    let me = desk.profile;
    let mut zones: Vec<Choice> = desk.time_zones.iter().map(|zone| Choice::new(zone, zone.replace('_', " "))).collect();
    if !desk.time_zones.contains(&me.time_zone) {
        zones.insert(0, Choice::new(&me.time_zone, &me.time_zone));
    }
    let day_text = |day: Option<atrium::day::Day>| day.map(|day| day.to_string()).unwrap_or_default();
    view! {
        <ActionForm action=action>
            <input type="hidden" name="profile[version]" value=me.version.to_string()/>
            <section>
                <h2>"You"</h2>
                <div class="form">
                    <FormError error=answer.form()/>
                    <TextField id="name" name="profile[name]" label="Name" value=me.name autocomplete="name" required=true error=answer.field("name")/>
                    <TextField id="title" name="profile[title]" label="Title" value=me.title placeholder="Designer" optional=true error=answer.field("title")/>
                    <HueField name="profile[hue]" label="Colour of your initials" value=me.hue/>
                    <p class="hint">{format!("You sign in with {}.", me.email)}</p>
                </div>
            </section>
            <section>
                <h2>"Time"</h2>
                <p>"Dates and hours are shown in your zone. Colleagues see what hour it is for you, and whether you are away."</p>
                <div class="form">
                    <SelectField id="time_zone" name="profile[time_zone]" label="Time zone" choices=zones value=me.time_zone error=answer.field("time_zone")/>
                    <WorkingDaysField days=me.working_days error=answer.field("working_days")/>
                    <div class="pair">
                        <TextField id="leave_from" name="profile[leave_from]" label="Away from" kind=FieldKind::Date value=day_text(me.leave_from) optional=true error=answer.field("leave_from")/>
                        <TextField id="leave_until" name="profile[leave_until]" label="Until" kind=FieldKind::Date value=day_text(me.leave_until) optional=true error=answer.field("leave_until")/>
                    </div>
                </div>
            </section>
            <section>
                <h2>"Look"</h2>
                <p>"The theme changes at once, in this browser."</p>
                <div class="form"><ThemeField current=me.theme/></div>
            </section>
            <div class="actions row"><Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Save the profile"</Button></div>
        </ActionForm>
        <section class="needs-script">
            <h2>"In this browser"</h2>
            <p>"These act at once and are kept here alone."</p>
            <div class="form"><DensitySwitch/><KeysSwitch/></div>
        </section>
    }
}

#[component]
fn WorkingDaysField(days: WorkingDays, error: MaybeProp<String>) -> impl IntoView {
    let boxes = (0_u8..).zip(WorkingDays::NAMES).map(|(number, name)| {
        view! {
            <label class="check">
                <input type="checkbox" name="profile[days][]" value=number.to_string() checked=days.has(number)/>
                <span>{name}</span>
            </label>
        }
    });
    view! {
        <fieldset class="field days">
            <legend>"Working days"</legend>
            {boxes.collect_view()}
            {move || error.get().map(|error| view! { <p class="error">{error}</p> })}
        </fieldset>
    }
}

#[component]
fn ThemeField(current: atrium::people::Theme) -> impl IntoView {
    let chosen = RwSignal::new(current.name());
    let follow = move |event: leptos::ev::Event| chosen.set(Theme::parse(&event_target_value(&event)).as_str());
    view! {
        <input type="hidden" name="profile[theme]" prop:value=chosen value=chosen/>
        <div on:change=follow><ThemeSwitch current=Theme::parse(current.name())/></div>
    }
}

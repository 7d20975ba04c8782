use crate::{
    form::Answer,
    ui::{Choice, Field, SelectField},
};
use atrium::boards::template::TemplateShelf;
use leptos::prelude::*;

/// What a new project starts from, and when. It needs no script.
#[component]
pub fn StartFrom(shelf: TemplateShelf, answer: Answer) -> impl IntoView {
    let mut choices = vec![Choice::new("", "An empty board")];
    choices.extend(shelf.own.into_iter().map(|one| Choice::new(one.id.to_string(), one.name)));
    let about: Vec<_> = shelf.shipped.iter().map(|one| (one.id.clone(), one.about.clone())).collect();
    choices.extend(shelf.shipped.into_iter().map(|one| Choice::new(one.id, one.name)));
    let chosen = RwSignal::new(String::new());
    let hint = move || {
        chosen.with(|chosen| match about.iter().find(|(id, _)| id == chosen) {
            Some((_, about)) => about.clone(),
            None if chosen.is_empty() => "Four columns, and nothing in them.".to_owned(),
            None => "As it was kept, with the dates as far apart as they were.".to_owned(),
        })
    };
    view! {
        <div class="pair">
            <div class="start-from">
                <SelectField id="template" label="Start from" choices=choices value="" error=answer.field("template") on:change=move |event| chosen.set(event_target_value(&event))/>
                <p class="hint">{hint}</p>
            </div>
            <Field id="starts_on" label="Its first date" optional=true error=answer.field("starts_on") hint=Some("Of a template with dates. Today without it.".to_owned())>
                <input id="starts_on" type="date" name="starts_on" aria-describedby="starts_on-hint"/>
            </Field>
        </div>
    }
}

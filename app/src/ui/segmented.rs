use leptos::prelude::*;

use super::Choice;

/// One of a few, all in sight. Listen with `on:change`, or send it in a form under `name`.
#[component]
pub fn Segmented(
    #[prop(into)] legend: String,
    #[prop(into)] name: String,
    choices: Vec<Choice>,
    #[prop(into)] value: String,
) -> impl IntoView {
    let choices = choices
        .into_iter()
        .map(|choice| {
            let checked = choice.value == value;
            view! { <label><input type="radio" name=name.clone() value=choice.value checked=checked/>{choice.text}</label> }
        })
        .collect_view();
    view! { <fieldset class="segmented"><legend class="visually-hidden">{legend}</legend>{choices}</fieldset> }
}

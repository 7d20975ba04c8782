use super::{super::card::priority_name, field::Line, lines};
use crate::ui::{Icon, IconName};
use atrium::boards::{
    board::Vocabulary,
    quick_add::{Meaning, Part, take_back},
};
use leptos::prelude::*;

/// What was understood; pressing one takes it back into the title.
#[component]
pub fn Chips(line: Line) -> impl IntoView {
    let several = Memo::new(move |_| line.text.with(|text| lines::of(text).len() > 1));
    view! {
        <ul class="understood" aria-label="Understood" aria-live="polite">
            {move || (!several.get()).then(|| {
                line.with_names(|names| line.understood.with(|understood| {
                    understood.parts.iter().map(|part| chip(line, names, part)).collect_view()
                }))
            })}
        </ul>
    }
}

fn chip(line: Line, names: &Vocabulary, part: &Part) -> impl IntoView + use<> {
    let (icon, words, hue) = said(names, part.meaning);
    let (part, label) = (part.clone(), format!("{words}: keep it as words"));
    let back = move |_| {
        let text = take_back(&line.text.get_untracked(), &part);
        let end = text.len();
        line.put(text, end);
    };
    view! {
        <li>
            <button type="button" class=format!("chip {hue}") aria-label=label on:click=back>
                <Icon name=icon/>{words}<Icon name=IconName::X/>
            </button>
        </li>
    }
}

fn said(names: &Vocabulary, meaning: Meaning) -> (IconName, String, String) {
    match meaning {
        Meaning::Due(day) => {
            let weekday = day.0.weekday().to_string();
            let words = format!("{} {}", &weekday[..3], day.short(names.today.0.year()));
            (IconName::Calendar, words, String::new())
        }
        Meaning::Assignee(id) => {
            let person = names.people.iter().find(|person| person.id == id);
            let hue = person.map_or(0, |person| person.hue);
            (IconName::User, person.map_or_else(String::new, |person| person.name.clone()), format!("hue-{hue}"))
        }
        Meaning::Label(id) => {
            let label = names.labels.iter().find(|label| label.id == id);
            let hue = label.map_or(0, |label| label.hue);
            (IconName::Tag, label.map_or_else(String::new, |label| label.name.clone()), format!("hue-{hue}"))
        }
        Meaning::Priority(priority) => (IconName::Flag, priority_name(priority).to_owned(), String::new()),
    }
}

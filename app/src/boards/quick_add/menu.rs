use super::field::Line;
use crate::ui::{Avatar, Icon, IconName};
use atrium::boards::quick_add::{Meaning, Suggestion};
use leptos::prelude::*;

/// What the word at the caret could become. The focus stays in the field.
#[component]
pub fn Suggestions(line: Line) -> impl IntoView {
    let found = Memo::new(move |_| line.completion().map(|found| found.suggestions).unwrap_or_default());
    view! {
        <ul class="suggestions" id="quick-suggestions" role="listbox" aria-label="Suggestions" hidden=move || found.with(Vec::is_empty)>
            {move || found.get().into_iter().enumerate().map(|(index, one)| view! {
                <li
                    id=format!("suggestion-{index}")
                    role="option"
                    aria-selected=move || (line.chosen.get() == index).to_string()
                    // The field keeps the focus.
                    on:mousedown=|event| event.prevent_default()
                    on:click=move |_| line.pick(index)
                >
                    {face(&one)}
                    <span>{one.name}</span>
                </li>
            }).collect_view()}
        </ul>
    }
}

fn face(one: &Suggestion) -> AnyView {
    match one.meaning {
        Meaning::Assignee(_) => {
            view! { <Avatar hue=one.hue.unwrap_or(0) name=one.name.clone() size="small"/> }.into_any()
        }
        Meaning::Label(_) => view! { <span class=format!("dot hue-{}", one.hue.unwrap_or(0))></span> }.into_any(),
        Meaning::Priority(_) | Meaning::Due(_) => view! { <Icon name=IconName::Flag/> }.into_any(),
    }
}

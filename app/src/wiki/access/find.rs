use super::api::{Candidate, find_candidates};
use crate::ui::{Avatar, Icon, IconName};
use leptos::{html, prelude::*};
use std::time::Duration;
use web_sys::KeyboardEvent;

const PAUSE: Duration = Duration::from_millis(150);

/// A field that finds people and teams by name.
#[component]
pub fn Find(workspace: String, chosen: Callback<Candidate>) -> impl IntoView {
    let words = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<Candidate>::new());
    let at = RwSignal::new(0_usize);
    let field = NodeRef::<html::Input>::new();
    look(workspace, words, found, at);
    let choose = move |candidate: Candidate| {
        chosen.run(candidate);
        words.set(String::new());
        if let Some(field) = field.get_untracked() {
            let _ = field.focus();
        }
    };
    let pressed = move |event: KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" if count > 0 => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" if !event.is_composing() => {
                if let Some(candidate) = found.with_untracked(|found| found.get(at.get_untracked()).cloned()) {
                    choose(candidate);
                }
            }
            "Escape" if !words.with_untracked(String::is_empty) => words.set(String::new()),
            _ => return,
        }
        event.prevent_default();
    };
    let any = move || !found.with(Vec::is_empty);
    view! {
        <div class="picker needs-script">
            <input
                type="search"
                role="combobox"
                aria-label="Add people or teams"
                aria-autocomplete="list"
                aria-controls="candidates"
                aria-expanded=move || any().to_string()
                aria-activedescendant=move || any().then(|| format!("candidate-{}", at.get()))
                placeholder="Add people or teams"
                autocomplete="off"
                maxlength="80"
                node_ref=field
                prop:value=move || words.get()
                on:input=move |event| words.set(event_target_value(&event))
                on:keydown=pressed
            />
            <ul role="listbox" id="candidates" aria-label="People and teams">
                {move || found.get().into_iter().enumerate().map(|(index, candidate)| {
                    let (name, mine) = (candidate.name.clone(), candidate.clone());
                    let face = match candidate.hue {
                        Some(hue) => view! { <Avatar hue=hue name=name.clone() size="small"/> }.into_any(),
                        None => view! { <Icon name=IconName::Users/> }.into_any(),
                    };
                    view! {
                        <li
                            role="option"
                            id=format!("candidate-{index}")
                            aria-selected=move || (at.get() == index).to_string()
                            on:click=move |_| choose(mine.clone())
                        >
                            {face}<span class="one-line">{name}</span>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </div>
    }
}

/// Looks for what is typed when the typing pauses. A later answer is the newer one.
fn look(workspace: String, words: RwSignal<String>, found: RwSignal<Vec<Candidate>>, at: RwSignal<usize>) {
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let words = words.get();
        let mine = turn.get_value() + 1;
        turn.set_value(mine);
        if words.trim().is_empty() {
            found.set(Vec::new());
            return;
        }
        let workspace = workspace.clone();
        let ask = move || {
            if turn.try_get_value() != Some(mine) {
                return;
            }
            leptos::task::spawn_local(async move {
                let answer = find_candidates(workspace, words).await;
                if turn.try_get_value() == Some(mine)
                    && let Ok(candidates) = answer
                {
                    at.set(0);
                    found.set(candidates);
                }
            });
        };
        drop(set_timeout(ask, PAUSE));
    });
}

use super::{State, Upload, all};
use crate::ui::{Icon, IconName};
use atrium::{files::size_text, ids::TaskId};
use leptos::prelude::*;

/// What is on its way to a task.
#[component]
pub fn Uploads(task_id: TaskId) -> impl IntoView {
    let all = all();
    let here = move || all.get().into_iter().filter(|one| one.task_id == task_id).collect::<Vec<_>>();
    view! {
        <ul class="uploads" aria-label="On their way">
            <For each=here key=|one| one.number let:one>
                <Row upload=one/>
            </For>
        </ul>
    }
}

#[component]
fn Row(upload: Upload) -> impl IntoView {
    let Upload { name, size, sent, state, .. } = upload;
    let (about, said, stuck) = (state.clone(), state.clone(), state.clone());
    let percent = move || if size > 0.0 { (sent.get() / size * 100.0).floor() } else { 0.0 };
    let shown = percent.clone();
    let status = move || match about.get() {
        State::Waiting => "Waiting".to_owned(),
        State::Sending => format!("{} % of {}", shown(), whole(size)),
        State::Offline => "Offline. It goes on by itself.".to_owned(),
        State::Refused(sentence) => sentence,
        State::Cancelled => "Given up".to_owned(),
    };
    let refused = move || matches!(said.get(), State::Refused(_));
    let again = state.clone();
    view! {
        <li class:refused=refused>
            <p><span class="one-line">{name.clone()}</span><small role="status">{status}</small></p>
            {move || matches!(stuck.get(), State::Refused(_)).then(|| {
                let again = again.clone();
                view! { <button class="button small" type="button" on:click=move |_| again.set(State::Waiting)>"Try again"</button> }
            })}
            <button
                class="button quiet small icon-only"
                type="button"
                aria-label=format!("Give up {name}")
                on:click=move |_| state.set(State::Cancelled)
            >
                <Icon name=IconName::X/>
            </button>
            <progress aria-label=format!("Uploading {name}") max="100" value=move || percent().to_string()></progress>
        </li>
    }
}

#[expect(clippy::cast_possible_truncation, reason = "no file is that long")]
fn whole(size: f64) -> String {
    size_text(size as i64)
}

use super::OpenTask;
use crate::ui::{Icon, IconName};
use atrium::boards::relation::TaskRef;
use leptos::prelude::*;

/// Another task, to go to, and to part from.
#[component]
pub fn TaskLine(
    open: OpenTask,
    task: TaskRef,
    /// What the button says that parts the two, if the reader may.
    part: Option<String>,
    #[prop(into)] parted: Callback<()>,
) -> impl IntoView {
    let href = format!("/w/{}/p/{}/{}", open.workspace(), task.project_key, task.number);
    let (icon, state) = if task.done { (IconName::CircleCheck, "Done") } else { (IconName::CircleDot, "Open") };
    view! {
        <li class="task-line" class:done=task.done>
            <span class="state" title=state><Icon name=icon/><span class="visually-hidden">{state}</span></span>
            <a href=href><span class="key">{task.key}</span>" "<span class="title">{task.title}</span></a>
            {task.archived.then(|| view! { <span class="muted">"archived"</span> })}
            {part.map(|label| view! {
                <button class="button quiet small icon-only needs-script" type="button" aria-label=label on:click=move |_| parted.run(())>
                    <Icon name=IconName::X/>
                </button>
            })}
        </li>
    }
}

use super::Desk;
use crate::{
    boards::api::restore_task,
    ui::{Button, ButtonSize, use_toasts},
};
use atrium::{boards::project::ArchivedTask, ids::TaskId};
use leptos::prelude::*;

/// Tasks that were put aside, the newest first, each with the way back.
#[component]
pub fn ArchivedTasks(
    desk: Desk,
    board: String,
    key: String,
    tasks: Vec<ArchivedTask>,
    count: i64,
    can: bool,
) -> impl IntoView {
    let toasts = use_toasts();
    let restore = move |task_id: TaskId, column: String| {
        leptos::task::spawn_local(async move {
            match restore_task(desk.workspace.get_value(), task_id).await {
                Ok(_) => {
                    desk.fresh.bump();
                    toasts.success(format!("The task is back in {column}."));
                }
                Err(failure) => toasts.error(failure.to_string()),
            }
        });
    };
    let shown = i64::try_from(tasks.len()).unwrap_or(i64::MAX);
    let sentence = match count {
        0 => "There are none.".to_owned(),
        1 => "One task is archived. It is on no board and in no list.".to_owned(),
        count if count > shown => format!("{count} tasks are archived. These are the {shown} newest of them."),
        count => format!("{count} tasks are archived. They are on no board and in no list."),
    };
    view! {
        <section id="archived-tasks">
            <h2>"Archived tasks"</h2>
            <p>{sentence}</p>
            {(count > 0).then(|| view! {
                <ul class="list">
                    {tasks.into_iter().map(|task| {
                        let href = format!("{board}/{}", task.number);
                        let name = format!("{key}-{}", task.number);
                        let label = format!("Restore {name}");
                        let (task_id, column) = (task.id, task.column.clone());
                        view! {
                            <li>
                                <div class="what">
                                    <a href=href>{task.title}</a>
                                    <small>{format!("{name} \u{b7} {} \u{b7} archived {}", task.column, task.archived)}</small>
                                </div>
                                {can.then(|| view! {
                                    <Button
                                        size=ButtonSize::Small
                                        on:click=move |_| restore(task_id, column.clone())
                                        attr:class="button small needs-script"
                                        attr:aria-label=label
                                    >"Restore"</Button>
                                })}
                            </li>
                        }
                    }).collect_view()}
                </ul>
            })}
        </section>
    }
}

use super::{
    super::api::{self, Edit},
    OpenTask,
};
use crate::{failure::Failure, undo::reverse};
use leptos::{html, prelude::*};

/// The description as it reads, or as markdown while it is edited. When somebody else was quicker,
/// both versions stand side by side.
#[component]
pub fn Description(open: OpenTask) -> impl IntoView {
    let editing = RwSignal::new(false);
    let theirs = RwSignal::new(None::<String>);
    let text = StoredValue::new(open.with(|task| task.description.clone()));
    let field = NodeRef::<html::Textarea>::new();
    let can_edit = open.with(|task| task.can.edit);
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let written = move || field.get_untracked().map(|field| field.value()).unwrap_or_default();
    let save = move |over: bool| {
        let mine = written();
        let (task_id, version) = open.with(|task| (task.card.id, task.card.version));
        text.set_value(mine.clone());
        leptos::task::spawn_local(async move {
            let edit = Edit { description: Some(mine), ..Edit::default() };
            let back = open.with(|task| reverse(&edit, task));
            match api::edit_task(open.workspace(), task_id, edit.clone(), (!over).then_some(version)).await {
                Ok(card) => {
                    // Over somebody else's words it is not known here what was there before.
                    if !over {
                        open.did_edit(&card, back, edit);
                    }
                    open.state.put(card);
                    open.reload.run(());
                }
                Err(Failure::Refused(atrium::Error::Conflict { .. })) => {
                    let (project, number) = open.with(|task| (task.project_key.clone(), task.card.number));
                    if let Ok(now) = api::load_task(open.workspace(), project, number).await {
                        theirs.set(Some(now.description));
                    }
                }
                Err(failure) => open.state.toasts.error(failure.to_string()),
            }
        });
    };
    let html = open.with(|task| task.description_html.clone());
    view! {
        <section class="description" aria-label="Description">
            <Show
                when=move || editing.get()
                fallback=move || view! {
                    {can_edit.then(|| view! {
                        <button class="button quiet small edit needs-script" type="button" aria-keyshortcuts="e" on:click=move |_| editing.set(true)>"Edit"</button>
                    })}
                    <div class="prose small" data-empty="No description yet." inner_html=html.clone()></div>
                }
            >
                <textarea rows="10" aria-label="Description, in markdown" node_ref=field prop:value=text.get_value()></textarea>
                {move || theirs.get().map(|theirs| view! {
                    <div class="conflict" role="alert">
                        <p>"Somebody changed this while you were writing. Here is theirs; yours is above."</p>
                        <div class="versions"><div>{theirs}</div></div>
                        <div class="row">
                            <button class="button small" type="button" on:click=move |_| save(true)>"Keep mine"</button>
                            <button class="button small" type="button" on:click=move |_| { editing.set(false); open.reload.run(()); }>"Take theirs"</button>
                        </div>
                    </div>
                })}
                <div class="row">
                    <button class="button primary small" type="button" on:click=move |_| save(false)>"Save"</button>
                    <button class="button quiet small" type="button" on:click=move |_| { theirs.set(None); editing.set(false); }>"Cancel"</button>
                </div>
            </Show>
        </section>
    }
}

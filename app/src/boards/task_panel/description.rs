use super::{
    super::api::{self, Edit},
    OpenTask,
    mentions::{self, Mentioning},
};
use crate::{failure::Failure, undo::reverse};
use atrium::boards::mention;
use leptos::{html, prelude::*};

/// The description as it reads, or as markdown while it is edited. When somebody else was quicker,
/// both versions stand side by side.
#[component]
pub fn Description(open: OpenTask) -> impl IntoView {
    let editing = RwSignal::new(false);
    let theirs = RwSignal::new(None::<String>);
    // What the writing started from: what others do meanwhile changes the task, and not this.
    let started = StoredValue::new((String::new(), 0));
    let named = RwSignal::new(Vec::new());
    let field = NodeRef::<html::Textarea>::new();
    let can_edit = Memo::new(move |_| open.watch(|task| task.can.edit));
    let html = Memo::new(move |_| open.watch(|task| task.description_html.clone()));
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let begin = move |_| {
        started.set_value(open.with(|task| (task.description.clone(), task.card.version)));
        theirs.set(None);
        editing.set(true);
    };
    let typed = move || {
        let (typed, called) = started.with_value(|(text, _)| mention::to_typed(text));
        named.set(called);
        typed
    };
    let save = move |over: bool| {
        let typed = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        let mine = mentions::stored(&open.people().get_untracked(), &typed, &named.get_untracked());
        let (before, version) = started.get_value();
        let (task_id, project, number) = open.with(|task| (task.card.id, task.project_key.clone(), task.card.number));
        let (workspace, toasts) = (open.workspace(), open.state.toasts);
        let expected = (!over).then_some(version);
        let edit = Edit { description: Some(mine), was: Some(before), ..Edit::default() };
        let (back, shown) = open.with(|task| (reverse(&edit, task), task.card.version));
        leptos::task::spawn_local(async move {
            match api::edit_task(workspace.clone(), task_id, edit.clone(), expected).await {
                Ok(card) => {
                    // Over somebody else's words it is not known here what was there before.
                    if !over {
                        open.did_edit(&card, shown, back, edit);
                    }
                    open.state.put(card);
                    open.reload();
                    editing.try_set(false);
                }
                Err(Failure::Kept) => drop(editing.try_set(false)),
                Err(Failure::Refused(atrium::Error::Conflict { .. })) => {
                    if let Ok(now) = api::load_task(workspace, project, number).await.and_then(|now| now.open()) {
                        theirs.try_set(Some(now.description));
                    }
                }
                Err(failure) => toasts.error(failure.to_string()),
            }
        });
    };
    view! {
        <section class="description" aria-label="Description">
            <Show
                when=move || editing.get()
                fallback=move || view! {
                    {move || can_edit.get().then(|| view! {
                        <button class="button quiet small edit needs-script" type="button" aria-keyshortcuts="e" on:click=begin>"Edit"</button>
                    })}
                    <div class="prose small" data-empty="No description yet." inner_html=move || html.get()></div>
                }
            >
                <Mentioning field=field named=named people=open.people()>
                    <textarea
                        rows="10"
                        aria-label="Description, in markdown"
                        node_ref=field
                        prop:value=typed()
                        on:keydown=move |event| if event.key() == "Escape" { event.prevent_default(); }
                    ></textarea>
                </Mentioning>
                {move || theirs.get().map(|theirs| view! {
                    <div class="conflict" role="alert">
                        <p>"Somebody changed this while you were writing. Here is theirs; yours is above."</p>
                        <div class="versions"><div>{theirs}</div></div>
                        <div class="row">
                            <button class="button small" type="button" on:click=move |_| save(true)>"Keep mine"</button>
                            <button class="button small" type="button" on:click=move |_| { editing.set(false); open.reload(); }>"Take theirs"</button>
                        </div>
                    </div>
                })}
                <div class="row">
                    <button class="button primary small" type="button" on:click=move |_| save(false)>"Save"</button>
                    <button class="button quiet small" type="button" on:click=move |_| editing.set(false)>"Cancel"</button>
                </div>
            </Show>
        </section>
    }
}

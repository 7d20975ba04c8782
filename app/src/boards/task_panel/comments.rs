use super::{
    super::{api, new_card::fresh_key, pause::pause},
    OpenTask,
};
use crate::{
    failure::Failure,
    form::{Action, ActionForm},
    ui::{Avatar, Icon, IconName, Time},
};
use atrium::boards::{comment::Comment, task::HistoryEntry};
use leptos::prelude::*;

/// Comments and history as one stream, oldest first.
#[component]
pub fn Stream(open: OpenTask) -> impl IntoView {
    let (comments, history) = open.with(|task| (task.comments_list.clone(), task.history.clone()));
    let mut items: Vec<(String, AnyView)> = Vec::new();
    for entry in history.into_iter().filter(|entry| entry.what != "commented") {
        items.push((entry.when.at.clone(), view! { <HistoryItem entry=entry/> }.into_any()));
    }
    for comment in comments {
        items.push((comment.created.at.clone(), view! { <CommentItem comment=comment open=open/> }.into_any()));
    }
    items.sort_by(|a, b| a.0.cmp(&b.0));
    view! { <ol class="stream">{items.into_iter().map(|(_, view)| view).collect_view()}</ol> }
}

#[component]
fn HistoryItem(entry: HistoryEntry) -> impl IntoView {
    view! {
        <li class="event">
            <Icon name=IconName::History/>
            <p><strong>{entry.who}</strong>" "{entry.what}" "<Time at=entry.when.at text=entry.when.text/></p>
        </li>
    }
}

#[component]
fn CommentItem(comment: Comment, open: OpenTask) -> impl IntoView {
    let editing = RwSignal::new(false);
    let body = RwSignal::new(comment.body.clone());
    let (id, version, html) = (comment.id, comment.version, comment.body_html.clone());
    let after = move |answer: Result<(), Failure>| match answer {
        Ok(()) => open.reload(),
        Err(failure) => open.state.toasts.error(failure.to_string()),
    };
    let remove = move |_| {
        leptos::task::spawn_local(async move { after(api::remove_comment(open.workspace(), id).await) });
    };
    let save = move |_| {
        leptos::task::spawn_local(async move {
            after(api::edit_comment(open.workspace(), id, body.get_untracked(), version).await);
        });
    };
    view! {
        <li class="comment">
            <Avatar hue=comment.author_hue name=comment.author.clone()/>
            <header>
                <strong>{comment.author}</strong>
                <Time at=comment.created.at text=comment.created.text/>
                {comment.edited.then_some(" edited")}
                <div class="actions needs-script">
                    {comment.can_edit.then(|| view! {
                        <button class="button quiet small icon-only" type="button" aria-label="Edit comment" on:click=move |_| editing.set(true)><Icon name=IconName::Pencil/></button>
                    })}
                    {comment.can_remove.then(|| view! {
                        <button class="button quiet small icon-only" type="button" aria-label="Remove comment" on:click=remove><Icon name=IconName::Trash2/></button>
                    })}
                </div>
            </header>
            <Show when=move || editing.get() fallback=move || view! { <div class="prose small" inner_html=html.clone()></div> }>
                <textarea rows="4" aria-label="Comment" prop:value=move || body.get() on:input=move |event| body.set(event_target_value(&event))></textarea>
                <div class="row">
                    <button class="button primary small" type="button" on:click=save>"Save"</button>
                    <button class="button quiet small" type="button" on:click=move |_| editing.set(false)>"Cancel"</button>
                </div>
            </Show>
        </li>
    }
}

#[component]
pub fn WriteComment(open: OpenTask) -> impl IntoView {
    let body = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let action = Action::<api::AddComment>::new();
    let task_id = open.with(|task| task.card.id);
    let send = move || {
        let text = body.get_untracked();
        if text.trim().is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        let key = fresh_key();
        leptos::task::spawn_local(async move {
            let answer = loop {
                match api::add_comment(open.workspace(), task_id, text.clone(), key.clone()).await {
                    Err(Failure::Offline) => pause(2_000).await,
                    answer => break answer,
                }
            };
            busy.set(false);
            match answer {
                Ok(()) => {
                    body.set(String::new());
                    open.reload();
                }
                Err(failure) => open.state.toasts.error(failure.field("body").unwrap_or_else(|| failure.to_string())),
            }
        });
    };
    view! {
        <ActionForm action=action class="write-comment" on:submit:capture=move |event| {
            event.prevent_default();
            send();
        }>
            <input type="hidden" name="workspace" value=open.workspace()/>
            <input type="hidden" name="task_id" value=task_id.to_string()/>
            <input type="hidden" name="key" value=""/>
            <textarea
                name="body"
                aria-label="Write a comment"
                placeholder="Write a comment"
                rows="2"
                prop:value=move || body.get()
                on:input=move |event| body.set(event_target_value(&event))
                on:keydown=move |event| if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) { send(); }
            ></textarea>
            <div class="actions">
                <span class="muted">"Markdown works"</span>
                <button class="button primary small" type="submit" aria-busy=move || busy.get().then_some("true")>"Comment"</button>
            </div>
        </ActionForm>
    }
}

use super::super::{
    super::{api, new_card::fresh_key, pause::pause},
    OpenTask,
    mentions::{self, Mentioning},
};
use crate::{
    failure::Failure,
    form::{Action, ActionForm},
};
use leptos::{html, prelude::*};

#[component]
pub fn WriteComment(open: OpenTask) -> impl IntoView {
    let busy = RwSignal::new(false);
    let named = RwSignal::new(Vec::new());
    let field = NodeRef::<html::Textarea>::new();
    let action = Action::<api::AddComment>::new();
    let task_id = open.with(|task| task.card.id);
    let send = move || {
        let typed = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        if typed.trim().is_empty() || busy.get_untracked() {
            return;
        }
        let text = mentions::stored(&open.people().get_untracked(), &typed, &named.get_untracked());
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
                    if let Some(field) = field.get_untracked() {
                        field.set_value("");
                    }
                    open.reload();
                }
                Err(Failure::Kept) => {
                    if let Some(field) = field.get_untracked() {
                        field.set_value("");
                    }
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
            <Mentioning field=field named=named people=open.people()>
                <textarea
                    name="body"
                    aria-label="Write a comment"
                    placeholder="Write a comment"
                    rows="2"
                    node_ref=field
                    on:keydown=move |event| if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) { send(); }
                ></textarea>
            </Mentioning>
            <div class="actions">
                <span class="muted">"Markdown works, @ calls somebody"</span>
                <button class="button primary small" type="submit" aria-busy=move || busy.get().then_some("true")>"Comment"</button>
            </div>
        </ActionForm>
    }
}

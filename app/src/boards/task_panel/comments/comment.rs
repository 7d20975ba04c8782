use super::{
    super::{
        super::api,
        OpenTask,
        mentions::{self, Mentioning},
    },
    reactions::{AnswerWithSign, Reactions},
};
use crate::{
    failure::Failure,
    ui::{Avatar, Icon, IconName, Time},
};
use atrium::{
    boards::{comment::Comment, mention, task::TaskDetail},
    ids::CommentId,
};
use leptos::{html, prelude::*};

/// What is being done to a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    Reading,
    Editing,
    Removing,
}

#[component]
pub fn CommentItem(comment: Comment, open: OpenTask) -> impl IntoView {
    let doing = RwSignal::new(Doing::Reading);
    let (id, version, html) = (comment.id, comment.version, comment.body_html.clone());
    let stored = StoredValue::new(comment.body);
    let reactions = Memo::new(move |_| {
        let found = |task: &TaskDetail| {
            task.comments_list.iter().find(|known| known.id == id).map(|known| known.reactions.clone())
        };
        open.watch(found).unwrap_or_default()
    });
    // What is not sent yet has no version, and nobody else has seen it.
    let can_answer = version > 0 && open.with(|task| task.can.comment);
    view! {
        <li class="comment">
            <Avatar hue=comment.author_hue name=comment.author.clone()/>
            <header>
                <strong>{comment.author}</strong>
                <Time at=comment.created.at text=comment.created.text/>
                {comment.edited.then(|| view! { <span class="muted">"edited"</span> })}
                <div class="actions needs-script">
                    {can_answer.then(|| view! { <AnswerWithSign comment_id=id given=reactions open=open/> })}
                    {comment.can_edit.then(|| view! {
                        <button class="button quiet small icon-only" type="button" aria-label="Edit comment" on:click=move |_| doing.set(Doing::Editing)><Icon name=IconName::Pencil/></button>
                    })}
                    {comment.can_remove.then(|| view! {
                        <button class="button quiet small icon-only" type="button" aria-label="Remove comment" on:click=move |_| doing.set(Doing::Removing)><Icon name=IconName::Trash2/></button>
                    })}
                </div>
            </header>
            {move || match doing.get() {
                Doing::Editing => view! { <EditComment id=id version=version stored=stored.get_value() doing=doing open=open/> }.into_any(),
                shown => view! {
                    <div class="prose small" inner_html=html.clone()></div>
                    {(shown == Doing::Removing).then(|| view! { <RemoveComment id=id doing=doing open=open/> })}
                    <Reactions comment_id=id given=reactions open=open/>
                }.into_any(),
            }}
        </li>
    }
}

fn follow(open: OpenTask, answer: Result<(), Failure>) {
    match answer {
        Ok(()) => open.reload(),
        Err(failure) => open.state.toasts.error(failure.field("body").unwrap_or_else(|| failure.to_string())),
    }
}

#[component]
fn EditComment(id: CommentId, version: i32, stored: String, doing: RwSignal<Doing>, open: OpenTask) -> impl IntoView {
    let (typed, named) = mention::to_typed(&stored);
    let named = RwSignal::new(named);
    let field = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let save = move || {
        let text = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        let body = mentions::stored(&open.people().get_untracked(), &text, &named.get_untracked());
        leptos::task::spawn_local(async move {
            follow(open, api::edit_comment(open.workspace(), id, body, version).await);
        });
    };
    let leave = move || {
        doing.set(Doing::Reading);
        open.reload();
    };
    view! {
        <form
            class="write-comment"
            data-editing=""
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
            on:keydown=move |event| match event.key().as_str() {
                _ if event.default_prevented() => {}
                "Escape" => {
                    event.prevent_default();
                    leave();
                }
                "Enter" if event.ctrl_key() || event.meta_key() => save(),
                _ => {}
            }
        >
            <Mentioning field=field named=named people=open.people()>
                <textarea rows="4" aria-label="Comment" node_ref=field prop:value=typed></textarea>
            </Mentioning>
            <div class="actions">
                <button class="button quiet small" type="button" on:click=move |_| leave()>"Cancel"</button>
                <button class="button primary small" type="submit">"Save"</button>
            </div>
        </form>
    }
}

/// Asks before words are lost for good.
#[component]
fn RemoveComment(id: CommentId, doing: RwSignal<Doing>, open: OpenTask) -> impl IntoView {
    let keep = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(keep) = keep.get() {
            let _ = keep.focus();
        }
    });
    let remove = move |_| {
        leptos::task::spawn_local(async move { follow(open, api::remove_comment(open.workspace(), id).await) });
    };
    view! {
        <div class="row" role="group" aria-label="Remove this comment?">
            <span class="muted">"Remove it for everybody?"</span>
            <button class="button danger small" type="button" on:click=remove>"Remove"</button>
            <button class="button quiet small" type="button" node_ref=keep on:click=move |_| doing.set(Doing::Reading)>"Keep"</button>
        </div>
    }
}

use super::{
    api,
    panel::Talk,
    passage,
    write::{Edit, Write, Writing},
};
use crate::ui::{Avatar, Icon, IconName, Time, keep_focus};
use atrium::{
    ids::{PageCommentId, ThreadId},
    wiki::thread::{PageComment, Thread},
};
use leptos::{html, prelude::*, task::spawn_local};

/// Where the focus finds a thread, or something in it.
fn at(thread: ThreadId, inside: &str) -> String {
    format!(".comments-panel [data-thread-item=\"{thread}\"]{inside}")
}

fn at_comment(id: PageCommentId, button: &str) -> String {
    format!(".comments-panel [data-comment=\"{id}\"] {button}")
}

/// One conversation: the passage it is about, what was said, and the way to answer.
#[component]
pub fn ThreadItem(first: Thread, talk: Talk) -> impl IntoView {
    let id = first.id;
    // What is being written in it stays while the rest is read anew.
    let thread = Memo::new(move |_| {
        talk.threads
            .with(|threads| {
                let threads = threads.as_ref()?.as_ref().ok()?;
                threads.iter().find(|thread| thread.id == id).cloned()
            })
            .unwrap_or_else(|| first.clone())
    });
    let answering = RwSignal::new(false);
    let (is_settled, resolved_by, can) =
        thread.with_untracked(|thread| (thread.resolved.is_some(), thread.resolved_by.clone(), thread.can_reply));
    let settle = {
        let on = !is_settled;
        move |_| {
            let next = talk.beside(id).map(|next| at(next, ""));
            spawn_local(async move {
                let answer = api::resolve_thread(talk.state.slug(), id, on).await;
                if !talk.follow_to(answer, next.into_iter().collect()) {
                    return;
                }
                if !on {
                    talk.state.withdraw(id);
                    return;
                }
                let back = Callback::new(move |()| {
                    spawn_local(async move {
                        let answer = api::resolve_thread(talk.state.slug(), id, false).await;
                        talk.follow_to(answer, vec![at(id, "")]);
                    });
                });
                talk.state.offer(id, back);
            });
        }
    };
    let close = Callback::new(move |()| {
        answering.set(false);
        keep_focus(vec![at(id, " .reply")]);
    });
    let quote = thread.with_untracked(|thread| thread.quote.clone());
    view! {
        <li class="thread" class:settled=is_settled tabindex="-1" data-thread-item=id.to_string()>
            {(!quote.is_empty()).then(|| {
                let words = quote.clone();
                view! {
                    <button class="quote" type="button" title="Go to the passage" on:click=move |_| passage::go(&id.to_string(), &words)>{quote.clone()}</button>
                }
            })}
            <ol class="stream">
                <For each=move || thread.get().comments key=|comment| (comment.id, comment.version) let:comment>
                    <CommentItem comment=comment thread=id talk=talk/>
                </For>
            </ol>
            {resolved_by.map(|by| view! { <p class="muted settled-by">{format!("Resolved by {by}")}</p> })}
            <div class="thread-foot">
                {move || if answering.get() {
                    view! { <Write talk=talk writing=Writing::Answer(id) close=close/> }.into_any()
                } else {
                    view! {
                        <div class="row">
                            {(can && !is_settled).then(|| view! {
                                <button class="button quiet small reply" type="button" on:click=move |_| answering.set(true)>"Reply"</button>
                            })}
                            {can.then(|| view! {
                                <button class="button quiet small" type="button" on:click=settle>
                                    <Icon name=if is_settled { IconName::Undo2 } else { IconName::Check }/>{if is_settled { "Reopen" } else { "Resolve" }}
                                </button>
                            })}
                        </div>
                    }.into_any()
                }}
            </div>
        </li>
    }
}

const EDIT: &str = ".edit";
const REMOVE: &str = ".remove";

/// What is being done to a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    Reading,
    Editing,
    Removing,
}

#[component]
fn CommentItem(comment: PageComment, thread: ThreadId, talk: Talk) -> impl IntoView {
    let doing = RwSignal::new(Doing::Reading);
    let (id, version, html) = (comment.id, comment.version, comment.body_html);
    // Back to the button that began it.
    let read = move |button: &str| {
        doing.set(Doing::Reading);
        keep_focus(vec![at_comment(id, button), at(thread, "")]);
    };
    let stored = StoredValue::new(comment.body);
    view! {
        <li class="comment" data-comment=id.to_string()>
            <Avatar hue=comment.author_hue name=comment.author.clone()/>
            <header>
                <strong>{comment.author}</strong>
                <Time at=comment.created.at text=comment.created.text/>
                {comment.edited.then(|| view! { <span class="muted">"edited"</span> })}
                <div class="actions">
                    {comment.can_edit.then(|| view! {
                        <button class="button quiet small icon-only edit" type="button" aria-label="Edit comment" on:click=move |_| doing.set(Doing::Editing)><Icon name=IconName::Pencil/></button>
                    })}
                    {comment.can_remove.then(|| view! {
                        <button class="button quiet small icon-only remove" type="button" aria-label="Remove comment" on:click=move |_| doing.set(Doing::Removing)><Icon name=IconName::Trash2/></button>
                    })}
                </div>
            </header>
            {move || match doing.get() {
                Doing::Editing => view! { <Edit id=id version=version stored=stored.get_value() talk=talk saved=at_comment(id, EDIT) close=Callback::new(move |()| read(EDIT))/> }.into_any(),
                shown => view! {
                    <div class="prose small" inner_html=html.clone()></div>
                    {(shown == Doing::Removing).then(|| view! { <Remove id=id thread=thread talk=talk keep=Callback::new(move |()| read(REMOVE))/> })}
                }.into_any(),
            }}
        </li>
    }
}

/// Asks before words are lost for good.
#[component]
fn Remove(id: PageCommentId, thread: ThreadId, talk: Talk, keep: Callback<()>) -> impl IntoView {
    let node = NodeRef::<html::Button>::new();
    Effect::new(move |_| {
        if let Some(node) = node.get() {
            let _ = node.focus();
        }
    });
    let remove = move |_| {
        // Its thread goes with the first of it.
        let next = [Some(thread), talk.beside(thread)].into_iter().flatten().map(|thread| at(thread, "")).collect();
        spawn_local(async move {
            talk.follow_to(api::remove_page_comment(talk.state.slug(), id).await, next);
        });
    };
    view! {
        <div class="row" role="group" aria-label="Remove this comment?">
            <span class="muted">"Remove it for everybody?"</span>
            <button class="button danger small" type="button" on:click=remove>"Remove"</button>
            <button class="button quiet small" type="button" node_ref=node on:click=move |_| keep.run(())>"Keep"</button>
        </div>
    }
}

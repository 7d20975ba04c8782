use super::super::{super::api, OpenTask};
use crate::ui::{Icon, IconName};
use atrium::{
    boards::reaction::{Reaction, ReactionView},
    ids::CommentId,
};
use leptos::prelude::*;

/// Gives a sign to a comment, or takes one's own back.
fn react(open: OpenTask, comment_id: CommentId, reaction: Reaction, on: bool) {
    leptos::task::spawn_local(async move {
        match api::react(open.workspace(), comment_id, reaction, on).await {
            Ok(()) => open.reload(),
            Err(failure) => open.state.toasts.error(failure.to_string()),
        }
    });
}

/// The signs under a comment, each a button that adds one's own or takes it back.
#[component]
pub fn Reactions(comment_id: CommentId, given: Memo<Vec<ReactionView>>, open: OpenTask) -> impl IntoView {
    let can = open.with(|task| task.can.comment);
    let button = move |view: ReactionView| {
        let (reaction, mine, count) = (view.reaction, view.mine, view.people.len());
        let who = format!("{}: {}", reaction.words(), view.people.join(", "));
        view! {
            <button
                type="button"
                class="reaction"
                aria-pressed=mine.to_string()
                aria-label=who.clone()
                data-tip=who
                disabled=!can
                on:click=move |_| react(open, comment_id, reaction, !mine)
            >
                <span aria-hidden="true">{reaction.sign()}</span>
                {count}
            </button>
        }
    };
    move || {
        let given = given.get();
        (!given.is_empty())
            .then(|| view! { <div class="reactions">{given.into_iter().map(button).collect_view()}</div> })
    }
}

/// The way to the signs, beside what else can be done with a comment.
#[component]
pub fn AnswerWithSign(comment_id: CommentId, given: Memo<Vec<ReactionView>>, open: OpenTask) -> impl IntoView {
    let menu = format!("react-{comment_id}");
    let target = menu.clone();
    view! {
        <button class="button quiet small icon-only" type="button" popovertarget=target aria-haspopup="true" aria-label="Answer with a sign">
            <Icon name=IconName::SmilePlus/>
        </button>
        <div class="menu reactions-menu" id=menu popover="auto" role="group" aria-label="Answer with a sign">
            {Reaction::ALL.into_iter().map(|reaction| {
                let mine = move || given.with(|given| given.iter().any(|view| view.mine && view.reaction == reaction));
                view! {
                    <button
                        type="button"
                        aria-label=reaction.words()
                        title=reaction.words()
                        aria-pressed=move || mine().to_string()
                        on:click=move |_| react(open, comment_id, reaction, !mine())
                    >
                        {reaction.sign()}
                    </button>
                }
            }).collect_view()}
        </div>
    }
}

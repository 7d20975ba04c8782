use super::super::{super::api, OpenTask};
use crate::ui::{Icon, IconName};
use atrium::{
    boards::reaction::{Reaction, ReactionView},
    ids::CommentId,
};
use leptos::prelude::*;

/// The signs under a comment, each a button that adds one's own or takes it back, and the way to the others.
#[component]
pub fn Reactions(comment_id: CommentId, views: Vec<ReactionView>, open: OpenTask) -> impl IntoView {
    let can = open.with(|task| task.can.comment);
    if views.is_empty() && !can {
        return ().into_any();
    }
    let react = move |reaction: Reaction, on: bool| {
        leptos::task::spawn_local(async move {
            match api::react(open.workspace(), comment_id, reaction, on).await {
                Ok(()) => open.reload.run(()),
                Err(failure) => open.state.toasts.error(failure.to_string()),
            }
        });
    };
    let mine: Vec<Reaction> = views.iter().filter(|view| view.mine).map(|view| view.reaction).collect();
    let given = views.into_iter().map(|view| {
        let (reaction, mine, count) = (view.reaction, view.mine, view.people.len());
        let who = view.people.join(", ");
        view! {
            <button
                type="button"
                class="reaction"
                aria-pressed=mine.to_string()
                aria-label=format!("{}: {who}", reaction.words())
                data-tip=format!("{}: {who}", reaction.words())
                disabled=!can
                on:click=move |_| react(reaction, !mine)
            >
                <span aria-hidden="true">{reaction.sign()}</span>
                {count}
            </button>
        }
    });
    let menu = format!("react-{comment_id}");
    let target = menu.clone();
    let offered = can.then(|| view! {
        <button class="reaction add needs-script" type="button" popovertarget=target aria-haspopup="true" aria-label="Answer with a sign">
            <Icon name=IconName::SmilePlus/>
        </button>
        <div class="menu reactions-menu" id=menu popover="auto" role="group" aria-label="Answer with a sign">
            {Reaction::ALL.into_iter().map(|reaction| {
                let on = !mine.contains(&reaction);
                view! {
                    <button type="button" aria-label=reaction.words() title=reaction.words() aria-pressed=(!on).to_string() on:click=move |_| react(reaction, on)>
                        {reaction.sign()}
                    </button>
                }
            }).collect_view()}
        </div>
    });
    view! { <div class="reactions">{given.collect_view()}{offered}</div> }.into_any()
}

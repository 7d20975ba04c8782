use super::{keyboard::place_of, snooze::MENU, state::InboxState};
use crate::ui::{Avatar, Icon, IconName, Time};
use atrium::{
    ids::TaskId,
    inbox::{InboxItem, InboxLine, Reason, Shelf},
};
use leptos::prelude::*;

/// One task, and what happened on it.
#[component]
pub fn Item(item: InboxItem, state: InboxState) -> impl IntoView {
    let InboxItem { task_id, unread, .. } = item;
    let href = format!("/w/{}/p/{}/{}", state.workspace.get_value(), item.project_key, item.number);
    let earlier =
        (item.earlier > 0).then(|| view! { <li class="earlier">{format!("and {} earlier", item.earlier)}</li> });
    view! {
        <li
            class="inbox-item"
            class:unread=unread
            id=place_of(task_id)
            aria-current=move || (state.at.get() == Some(task_id)).then_some("true")
            on:focusin=move |_| state.at.set(Some(task_id))
        >
            <header>
                <span class=format!("dot hue-{}", item.project_hue) title=item.project></span>
                <span class="key">{item.key}</span>
                <a href=href on:click=move |_| if unread { state.set_unread(task_id, false) }>
                    {item.title}
                    {unread.then(|| view! { <span class="visually-hidden">", unread"</span> })}
                </a>
                {item.completed.then(|| view! { <span class="finished" title="Completed"><Icon name=IconName::CircleCheck/></span> })}
                {item.snoozed.map(|until| view! { <span class="until"><Icon name=IconName::Clock/>{until}</span> })}
            </header>
            <ul class="lines">
                {item.lines.into_iter().map(|line| view! { <Line line=line/> }).collect_view()}
                {earlier}
            </ul>
            <Actions task_id=task_id unread=unread state=state/>
        </li>
    }
}

#[component]
fn Line(line: InboxLine) -> impl IntoView {
    let face = if line.reason == Reason::Due {
        view! { <Icon name=IconName::Calendar/> }.into_any()
    } else {
        view! { <Avatar hue=line.hue name=line.who.clone() size="small"/> }.into_any()
    };
    view! {
        <li class:unread=line.unread>
            {face}
            <p>
                {(line.reason != Reason::Due).then(|| view! { <strong>{line.who}</strong>" " })}
                {line.what}
                " "
                <Time at=line.when.at text=line.when.text/>
            </p>
            {(!line.words.is_empty()).then(|| view! { <p class="words">{line.words}</p> })}
        </li>
    }
}

#[component]
fn Actions(task_id: TaskId, unread: bool, state: InboxState) -> impl IntoView {
    let (finish, finish_icon) =
        if state.shelf == Shelf::Done { ("Back to the inbox", IconName::Undo2) } else { ("Done", IconName::Check) };
    let read = if unread { "Mark as read" } else { "Mark as unread" };
    let snooze = match state.shelf {
        Shelf::Done => ().into_any(),
        Shelf::Snoozed => view! {
            <button class="button quiet small icon-only" type="button" aria-label="Back to the inbox" data-tip="Back to the inbox" on:click=move |_| state.wake(task_id)>
                <Icon name=IconName::Undo2/>
            </button>
        }
        .into_any(),
        Shelf::Unread | Shelf::Open => view! {
            <button
                class="button quiet small icon-only snooze"
                type="button"
                popovertarget=MENU
                aria-haspopup="true"
                aria-label="Put off"
                data-tip="Put off"
                on:click=move |_| state.snoozing.set(Some(task_id))
            >
                <Icon name=IconName::Clock/>
            </button>
        }
        .into_any(),
    };
    view! {
        <div class="actions needs-script">
            {(state.shelf != Shelf::Done).then(|| view! {
                <button class="button quiet small icon-only" type="button" aria-label=read data-tip=read on:click=move |_| state.set_unread(task_id, !unread)>
                    <Icon name=if unread { IconName::MailOpen } else { IconName::Mail }/>
                </button>
            })}
            {snooze}
            <button class="button quiet small icon-only" type="button" aria-label=finish data-tip=finish data-tip-align="end" on:click=move |_| state.finish(task_id)>
                <Icon name=finish_icon/>
            </button>
        </div>
    }
}

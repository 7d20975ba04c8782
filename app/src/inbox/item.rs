use super::{
    entry::{About, Entry},
    keyboard::place_of,
    snooze::MENU,
    state::InboxState,
};
use crate::ui::{Avatar, Icon, IconName, Time};
use atrium::inbox::{InboxLine, Reason, Shelf};
use leptos::prelude::*;

/// One task or page, and what happened on it.
#[component]
pub fn Item(entry: Entry, state: InboxState) -> impl IntoView {
    let Entry { about, unread, .. } = entry;
    let earlier =
        (entry.earlier > 0).then(|| view! { <li class="earlier">{format!("and {} earlier", entry.earlier)}</li> });
    let mark = match entry.project {
        Some((hue, name)) => view! { <span class=format!("dot hue-{hue}") title=name></span> }.into_any(),
        None => view! { <span class="of-page" title="Page"><Icon name=IconName::File/></span> }.into_any(),
    };
    view! {
        <li
            class="inbox-item"
            class:unread=unread
            id=place_of(about)
            aria-current=move || (state.at.get() == Some(about)).then_some("true")
            on:focusin=move |_| state.at.set(Some(about))
        >
            <header>
                {mark}
                {entry.key.map(|key| view! { <span class="key">{key}</span> })}
                <a href=entry.href on:click=move |_| if unread { state.set_unread(about, false) }>
                    {entry.title}
                    {unread.then(|| view! { <span class="visually-hidden">", unread"</span> })}
                </a>
                {entry.completed.then(|| view! { <span class="finished" title="Completed"><Icon name=IconName::CircleCheck/></span> })}
                {entry.snoozed.map(|until| view! { <span class="until"><Icon name=IconName::Clock/>{until}</span> })}
            </header>
            <ul class="lines">
                {entry.lines.into_iter().map(|line| view! { <Line line=line/> }).collect_view()}
                {earlier}
            </ul>
            <Actions about=about unread=unread state=state/>
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
fn Actions(about: About, unread: bool, state: InboxState) -> impl IntoView {
    let (finish, finish_icon) =
        if state.shelf == Shelf::Done { ("Back to the inbox", IconName::Undo2) } else { ("Done", IconName::Check) };
    let read = if unread { "Mark as read" } else { "Mark as unread" };
    let snooze = match state.shelf {
        Shelf::Done => ().into_any(),
        Shelf::Snoozed => view! {
            <button class="button quiet small icon-only" type="button" aria-label="Back to the inbox" data-tip="Back to the inbox" on:click=move |_| state.wake(about)>
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
                on:click=move |_| state.snoozing.set(Some(about))
            >
                <Icon name=IconName::Clock/>
            </button>
        }
        .into_any(),
    };
    view! {
        <div class="actions needs-script">
            {(state.shelf != Shelf::Done).then(|| view! {
                <button class="button quiet small icon-only" type="button" aria-label=read data-tip=read on:click=move |_| state.set_unread(about, !unread)>
                    <Icon name=if unread { IconName::MailOpen } else { IconName::Mail }/>
                </button>
            })}
            {snooze}
            <button class="button quiet small icon-only" type="button" aria-label=finish data-tip=finish data-tip-align="end" on:click=move |_| state.finish(about)>
                <Icon name=finish_icon/>
            </button>
        </div>
    }
}

//! The secret address at which a calendar program reads due dates: made, shown once, made anew, revoked.

mod api;

use crate::{
    failure::Failure,
    form::{Action, ActionForm, Answer, Fresh},
    ui::{Button, ButtonKind, FormError, IconName, Notice, NoticeKind},
    wire::{Loading, load},
    workspace::CopyButton,
};
use api::{MakeCalendar, RevokeCalendar, load_calendar};
use atrium::ids::ProjectId;
use leptos::prelude::*;

/// What the section shows: one project, or without one all of a person's own tasks.
pub type Subject = Option<(String, ProjectId)>;

/// Whether there is an address, read anew after each change of it. A page makes this before its frame.
#[derive(Clone, Copy)]
pub struct CalendarDesk {
    there: Loading<Result<bool, Failure>>,
    fresh: Fresh,
}

impl CalendarDesk {
    /// Of the caller's own tasks.
    pub fn mine() -> Self {
        let fresh = Fresh::new();
        Self { there: load(move || fresh.get(), |_| load_calendar(None, None)), fresh }
    }

    /// Of the project of this key.
    pub fn of_project(workspace: String, key: String) -> Self {
        let fresh = Fresh::new();
        let source = move || (workspace.clone(), key.clone(), fresh.get());
        Self { there: load(source, |(workspace, key, _)| load_calendar(Some(workspace), Some(key))), fresh }
    }
}

#[component]
pub fn CalendarSection(desk: CalendarDesk, subject: Subject) -> impl IntoView {
    let make = Action::<MakeCalendar>::new();
    let revoke = Action::<RevokeCalendar>::new();
    let answer = Answer::of(make);
    desk.fresh.follow_form(make, "");
    desk.fresh.follow(revoke, "The address is revoked. Calendars that read it learn nothing more.");
    let sentence = if subject.is_some() {
        "Subscribe to the due dates of this project in any calendar program. The address is yours alone and shows what you may see."
    } else {
        "Subscribe to the due dates of your tasks, of all workspaces, in any calendar program."
    };
    let subject = StoredValue::new(subject);
    let hidden = move || {
        subject.get_value().map(|(workspace, project_id)| {
            view! {
                <input type="hidden" name="workspace" value=workspace/>
                <input type="hidden" name="project_id" value=project_id.to_string()/>
            }
        })
    };
    let buttons = move |there: bool| {
        view! {
            <div class="row">
                <ActionForm action=make>
                    {hidden()}
                    <Button icon=IconName::Calendar submit=true busy=make.pending()>{if there { "Make a new address" } else { "Make an address" }}</Button>
                </ActionForm>
                {there.then(|| view! {
                    <ActionForm action=revoke>
                        {hidden()}
                        <Button kind=ButtonKind::Danger submit=true busy=revoke.pending()>"Revoke the address"</Button>
                    </ActionForm>
                })}
            </div>
            {there.then(|| view! { <p class="muted">"There is an address. A new one ends it."</p> })}
        }
    };
    view! {
        <section id="calendar">
            <h2>"Calendar"</h2>
            <p>{sentence}</p>
            <div class="stack">
                {move || make.output().map(|address| view! { <Shown address=address/> })}
                <FormError error=answer.form()/>
                <Transition>{move || Suspend::new(async move { buttons(desk.there.await.unwrap_or_default()) })}</Transition>
            </div>
        </section>
    }
}

/// The address, this once.
#[component]
fn Shown(address: String) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Success sentence="This is the address. Copy it now: it is not shown again, and whoever has it sees these dates."/>
        <span class="secret"><code>{address.clone()}</code><CopyButton text=address/></span>
    }
}

use super::Desk;
use crate::{
    boards::api::{ArchiveProject, EditProject},
    form::{Action, ActionForm},
    form::{Answer, after},
    frame::FrameData,
    ui::{
        Button, ButtonKind, Choice, FormError, HueField, IconName, Notice, NoticeKind, SelectField, TextArea, TextField,
    },
};
use atrium::boards::project::{Project, WhenBlocked};
use leptos::prelude::*;

/// What it is called, what it is for, and its colour in lists.
#[component]
pub fn Naming(desk: Desk, project: Project, can: bool) -> impl IntoView {
    let action = Action::<EditProject>::new();
    let answer = Answer::of(action);
    let frame = use_context::<FrameData>();
    desk.fresh.follow_form(action, "The project is saved.");
    after(action, move |()| refresh_sidebar(frame));
    if !can {
        let about = if project.description.is_empty() {
            "There is no description yet.".to_owned()
        } else {
            project.description
        };
        return view! { <section><h2>"What it is for"</h2><p>{about}</p></section> }.into_any();
    }
    view! {
        <section>
            <h2>"General"</h2>
            <ActionForm action=action class="form">
                <FormError error=answer.form()/>
                <input type="hidden" name="workspace" value=desk.workspace.get_value()/>
                <input type="hidden" name="project_id" value=project.id.to_string()/>
                <input type="hidden" name="version" value=project.version.to_string()/>
                <TextField id="name" label="Name" value=project.name required=true error=answer.field("name")/>
                <TextArea id="description" label="What it is for" rows=2 value=project.description optional=true error=answer.field("description")/>
                <SelectField
                    id="when_blocked"
                    label="When a task is completed that another one still blocks"
                    choices=WhenBlocked::ALL.map(|one| Choice::new(one.name(), when_blocked(one))).to_vec()
                    value=project.when_blocked.name()
                    error=answer.field("when_blocked")
                />
                <HueField name="hue" label="Colour" value=project.hue/>
                <div class="actions"><Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Save"</Button></div>
            </ActionForm>
        </section>
    }
    .into_any()
}

fn when_blocked(choice: WhenBlocked) -> &'static str {
    match choice {
        WhenBlocked::Allow => "Complete it",
        WhenBlocked::Warn => "Complete it and say so",
        WhenBlocked::Forbid => "Refuse, and say what blocks it",
    }
}

/// Puts the project aside, or takes it back.
#[component]
pub fn Archiving(desk: Desk, archived: bool, can: bool) -> impl IntoView {
    let action = Action::<ArchiveProject>::new();
    let frame = use_context::<FrameData>();
    desk.fresh.follow(action, if archived { "The project is back." } else { "The project is archived." });
    after(action, move |()| refresh_sidebar(frame));
    let (icon, word) =
        if archived { (IconName::Undo2, "Restore the project") } else { (IconName::Archive, "Archive the project") };
    view! {
        <section>
            {if archived {
                view! { <Notice kind=NoticeKind::Warning sentence="This project is archived: you can read everything and change nothing."/> }.into_any()
            } else {
                view! {
                    <h2>"Archive"</h2>
                    <p>"It leaves the sidebar and the lists. Everything in it stays readable, and you can restore it."</p>
                }.into_any()
            }}
            {can.then(|| view! {
                <ActionForm action=action>
                    <input type="hidden" name="workspace" value=desk.workspace.get_value()/>
                    <input type="hidden" name="project_id" value=desk.project_id.to_string()/>
                    <input type="hidden" name="archived" value=(!archived).to_string()/>
                    <Button icon=icon submit=true busy=action.pending()>{word}</Button>
                </ActionForm>
            })}
        </section>
    }
}

/// It lists projects by name and colour.
fn refresh_sidebar(frame: Option<FrameData>) {
    if let Some(frame) = frame {
        frame.refresh();
    }
}

use super::super::api::{ArchiveSpace, EditSpace};
use crate::{
    form::{Action, ActionForm, Answer, Fresh},
    ui::{Button, ButtonKind, FormError, HueField, Icon, IconName, LinkButton, TextArea, TextField},
};
use atrium::{ids::SpaceId, wiki::space::Space};
use leptos::prelude::*;

/// What it is called, what it is for, and its colour in lists.
#[component]
pub fn Naming(space: Space, workspace: StoredValue<String>, fresh: Fresh) -> impl IntoView {
    let action = Action::<EditSpace>::new();
    let answer = Answer::of(action);
    fresh.follow_form(action, "The space is saved.");
    view! {
        <section>
            <h2>"General"</h2>
            <ActionForm action=action class="form">
                <FormError error=answer.form()/>
                <input type="hidden" name="workspace" value=workspace.get_value()/>
                <input type="hidden" name="space_id" value=space.id.to_string()/>
                <input type="hidden" name="version" value=space.version.to_string()/>
                <TextField id="name" label="Name" value=space.name required=true error=answer.field("name")/>
                <TextArea id="description" label="What it is for" rows=2 value=space.description optional=true error=answer.field("description")/>
                <HueField name="hue" label="Colour" value=space.hue/>
                <div class="actions"><Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Save"</Button></div>
            </ActionForm>
        </section>
    }
}

/// All pages as files, and files as pages.
#[component]
pub fn Files(
    space_id: SpaceId,
    slug: String,
    /// Whether the reader may bring pages in.
    open: bool,
    workspace: StoredValue<String>,
) -> impl IntoView {
    let workspace = workspace.get_value();
    let export = format!("/api/v1/workspaces/{workspace}/spaces/{space_id}/export");
    let import = format!("/w/{workspace}/wiki/import?space={slug}");
    view! {
        <section>
            <h2>"Files"</h2>
            <p>"All pages as a zip of markdown, which Atrium and others read back."</p>
            <div class="row">
                <a class="button" href=export download="" rel="external"><Icon name=IconName::Download/>"Download the space"</a>
                {open.then(|| view! { <LinkButton href=import>"Import pages"</LinkButton> })}
            </div>
        </section>
    }
}

/// Puts the space aside, or takes it back.
#[component]
pub fn Archiving(space_id: SpaceId, archived: bool, workspace: StoredValue<String>, fresh: Fresh) -> impl IntoView {
    let action = Action::<ArchiveSpace>::new();
    fresh.follow(action, if archived { "The space is back." } else { "The space is archived." });
    let (icon, word) =
        if archived { (IconName::Undo2, "Restore the space") } else { (IconName::Archive, "Archive the space") };
    view! {
        <section>
            <h2>"Archive"</h2>
            <p>"It leaves the lists. Everything in it stays readable, and you can restore it."</p>
            <ActionForm action=action>
                <input type="hidden" name="workspace" value=workspace.get_value()/>
                <input type="hidden" name="space_id" value=space_id.to_string()/>
                <input type="hidden" name="archived" value=(!archived).to_string()/>
                <Button icon=icon submit=true busy=action.pending()>{word}</Button>
            </ActionForm>
        </section>
    }
}

use super::api::{RemoveTemplate, RenameTemplate};
use crate::{
    form::{Action, ActionForm, Answer, Fresh},
    ui::{Button, ButtonKind, ButtonSize, Icon, IconName},
    workspace::Confirm,
};
use atrium::boards::template::Template;
use leptos::prelude::*;

/// Templates, each with another name and the way out.
#[component]
pub fn TemplateList(workspace: String, templates: Vec<Template>, fresh: Fresh) -> impl IntoView {
    let rows = templates
        .into_iter()
        .map(|template| view! { <Row workspace=workspace.clone() template=template fresh=fresh/> });
    view! { <ul class="list templates">{rows.collect_view()}</ul> }
}

#[component]
fn Row(workspace: String, template: Template, fresh: Fresh) -> impl IntoView {
    let rename = Action::<RenameTemplate>::new();
    let remove = Action::<RemoveTemplate>::new();
    let answer = Answer::of(rename);
    fresh.follow_form(rename, "The template is renamed.");
    fresh.follow(remove, "The template is removed.");
    let asked = RwSignal::new(false);
    let slug = workspace.clone();
    let Template { id, name, tasks, created_by, version, .. } = template;
    let count = if tasks == 1 { "1 task".to_owned() } else { format!("{tasks} tasks") };
    let shown = name.clone();
    let (another, remove_it) = (format!("Another name for {name}"), format!("Remove {name}"));
    let sentence = format!("\u{201c}{name}\u{201d} is no longer offered. What was made from it stays.");
    view! {
        <li>
            <Icon name=IconName::Copy/>
            <div class="what">
                <span>{shown}</span><small>{format!("{count} \u{b7} kept by {created_by}")}</small>
                <details>
                    <summary>"Rename"</summary>
                    <ActionForm action=rename class="row">
                        <input type="hidden" name="workspace" value=slug/>
                        <input type="hidden" name="id" value=id.to_string()/>
                        <input type="hidden" name="version" value=version.to_string()/>
                        <input type="text" name="name" aria-label=another value=name.clone() maxlength="80" required=true/>
                        <Button size=ButtonSize::Small submit=true busy=rename.pending()>"Save"</Button>
                    </ActionForm>
                    <p class="danger-text" role="alert">{move || answer.field("name").get().or_else(|| answer.form().get())}</p>
                </details>
            </div>
            <Button size=ButtonSize::Small attr:class="button small needs-script" attr:aria-label=remove_it on:click=move |_| asked.set(true)>"Remove"</Button>
            <Confirm id=format!("remove-template-{id}") title="Remove this template?" sentence=sentence open=asked>
                <ActionForm action=remove>
                    <input type="hidden" name="workspace" value=workspace/>
                    <input type="hidden" name="id" value=id.to_string()/>
                    <Button kind=ButtonKind::Danger submit=true busy=remove.pending()>"Remove"</Button>
                </ActionForm>
            </Confirm>
        </li>
    }
}

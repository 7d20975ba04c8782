use super::{api::SaveProjectTemplate, list::TemplateList};
use crate::{
    form::{Action, ActionForm, Answer, Fresh, after},
    ui::{Button, CheckField, FormError, TextField, use_toasts},
};
use atrium::{boards::template::Template, ids::ProjectId};
use leptos::prelude::*;

/// Keeps the project for others to be made from, and lists what its tasks can be made from.
#[component]
pub fn TemplateSection(
    workspace: String,
    project_id: ProjectId,
    name: String,
    templates: Vec<Template>,
    fresh: Fresh,
) -> impl IntoView {
    let save = Action::<SaveProjectTemplate>::new();
    let answer = Answer::of(save);
    let toasts = use_toasts();
    after(save, move |()| toasts.success("The template is kept. New projects can be made from it."));
    let slug = workspace.clone();
    view! {
        <section id="templates">
            <h2>"Templates"</h2>
            <p>"Keep this project as it is laid out: columns, labels and tasks with checklists, parts and relations, as if nothing was done. Dates keep their distance. Comments, files and history stay here."</p>
            <ActionForm action=save class="form">
                <FormError error=answer.form()/>
                <input type="hidden" name="workspace" value=workspace/>
                <input type="hidden" name="project_id" value=project_id.to_string()/>
                <TextField id="template-name" name="name" label="Name of the template" value=name required=true error=answer.field("name")/>
                <CheckField name="keep_people" label="Keep who works on each task"/>
                <div class="actions"><Button submit=true busy=save.pending()>"Save as template"</Button></div>
            </ActionForm>
            {(!templates.is_empty()).then(|| view! {
                <h3>"Tasks that can be added from a template"</h3>
                <TemplateList workspace=slug templates=templates fresh=fresh/>
            })}
        </section>
    }
}

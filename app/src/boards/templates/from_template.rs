use super::api::{add_from_template, load_task_templates};
use crate::{
    boards::fresh_key,
    ui::{Button, ButtonSize, use_toasts},
};
use atrium::ids::{ProjectId, TemplateId};
use leptos::{html, prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// A task from a template of the project, where it has any. What came of it opens.
#[component]
pub fn FromTemplate(workspace: String, project_id: ProjectId, open: RwSignal<bool>) -> impl IntoView {
    let templates = RwSignal::new(Vec::new());
    let slug = workspace.clone();
    // It comes when it is there: the window is for writing first.
    spawn_local(async move {
        if let Ok(found) = load_task_templates(slug, project_id).await {
            templates.try_set(found);
        }
    });
    let (busy, toasts, navigate) = (RwSignal::new(false), use_toasts(), use_navigate());
    let (which, day) = (NodeRef::<html::Select>::new(), NodeRef::<html::Input>::new());
    let key = StoredValue::new(fresh_key());
    // Another choice is another wish.
    let another = move |_| key.set_value(fresh_key());
    let add = Callback::new(move |()| {
        let Some((which, day)) = which.get_untracked().zip(day.get_untracked()) else { return };
        let Ok(id) = which.value().parse::<TemplateId>() else { return };
        let starts_on = day.value();
        busy.set(true);
        let (workspace, navigate) = (workspace.clone(), navigate.clone());
        spawn_local(async move {
            match add_from_template(workspace.clone(), id, starts_on, key.get_value()).await {
                Ok(added) => {
                    open.try_set(false);
                    let count = if added.tasks == 1 { "1 task".to_owned() } else { format!("{} tasks", added.tasks) };
                    toasts.success(format!("{}-{} was added: {count}.", added.project_key, added.number));
                    let address = format!("/w/{workspace}/p/{}/{}", added.project_key, added.number);
                    navigate(&address, NavigateOptions::default());
                }
                Err(failure) => {
                    busy.try_set(false);
                    toasts.error(failure.field("starts_on").unwrap_or_else(|| failure.to_string()));
                }
            }
        });
    });
    view! {
        {move || {
            let templates = templates.get();
            (!templates.is_empty()).then(|| view! {
                    <hr/>
                    <div class="form from-template"><div class="pair">
                        <label class="field"><span>"Or from a template"</span>
                            <select node_ref=which on:change=another>
                                {templates.into_iter().map(|one| view! { <option value=one.id.to_string()>{one.name}</option> }).collect_view()}
                            </select>
                        </label>
                        <label class="field"><span>"Its first date"</span>
                            <input type="date" node_ref=day on:change=another/>
                        </label>
                    </div>
                    <div class="actions"><Button size=ButtonSize::Small busy=busy on:click=move |_| add.run(())>"Add from the template"</Button></div></div>
            })
        }}
    }
}

use super::api::{add_from_template, load_task_templates};
use crate::{
    boards::fresh_key,
    ui::{Button, ButtonSize, use_toasts},
    wire::load,
};
use atrium::ids::{ProjectId, TemplateId};
use leptos::{html, prelude::*, task::spawn_local};
use leptos_router::{NavigateOptions, hooks::use_navigate};

/// A task from a template of the project, where it has any. What came of it opens.
#[component]
pub fn FromTemplate(workspace: String, project_id: ProjectId, open: RwSignal<bool>) -> impl IntoView {
    let slug = workspace.clone();
    let templates = load(move || slug.clone(), move |workspace| load_task_templates(workspace, project_id));
    let [which, day] = [RwSignal::new(String::new()), RwSignal::new(String::new())];
    let (busy, toasts, navigate) = (RwSignal::new(false), use_toasts(), use_navigate());
    let field = NodeRef::<html::Select>::new();
    let key = StoredValue::new(fresh_key());
    let add = Callback::new(move |()| {
        let chosen = field.get_untracked().map_or_else(|| which.get_untracked(), |field| field.value());
        let Ok(id) = chosen.parse::<TemplateId>() else { return };
        busy.set(true);
        let (workspace, navigate) = (workspace.clone(), navigate.clone());
        spawn_local(async move {
            match add_from_template(workspace.clone(), id, day.get_untracked(), key.get_value()).await {
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
        <Transition>
            {move || Suspend::new(async move {
                let templates = templates.await.unwrap_or_default();
                (!templates.is_empty()).then(|| view! {
                    <hr/>
                    <div class="form from-template"><div class="pair">
                        <label class="field"><span>"Or from a template"</span>
                            <select node_ref=field on:change=move |event| which.set(event_target_value(&event))>
                                {templates.into_iter().map(|one| view! { <option value=one.id.to_string()>{one.name}</option> }).collect_view()}
                            </select>
                        </label>
                        <label class="field"><span>"Its first date"</span>
                            <input type="date" on:change=move |event| { day.set(event_target_value(&event)); key.set_value(fresh_key()); }/>
                        </label>
                    </div>
                    <div class="actions"><Button size=ButtonSize::Small busy=busy on:click=move |_| add.run(())>"Add from the template"</Button></div></div>
                })
            })}
        </Transition>
    }
}

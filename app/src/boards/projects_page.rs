use super::{
    api::{CreateProject, load_projects},
    templates::{StartFrom, TemplateList, api::load_project_templates},
};
use crate::{
    form::{Action, ActionForm, Answer, Fresh, after},
    frame::{Excuse, Frame, FrameData, use_workspace},
    routes::use_query,
    ui::{Button, ButtonKind, Dot, EmptyState, Field, FormError, IconName, RowsSkeleton, Tab, Tabs, TextArea},
    wire::load,
};
use atrium::boards::{project::ProjectSummary, template::TemplateShelf};
use leptos::prelude::*;

#[component]
pub fn ProjectsPage() -> impl IntoView {
    let workspace = use_workspace();
    let query = use_query();
    let archived = Memo::new(move |_| query.with(|query| query.get("archived").is_some()));
    let slug = workspace.clone();
    let projects =
        load(move || (slug.clone(), archived.get()), |(workspace, archived)| load_projects(workspace, archived));
    let fresh = Fresh::new();
    let slug = workspace.clone();
    let shelf = load(move || (slug.clone(), fresh.get()), |(workspace, _)| load_project_templates(workspace));
    let base = format!("/w/{workspace}");
    let here = format!("{base}/projects");
    view! {
        <Frame title="Projects">
            <div class="page">
                <header><h1>"Projects"</h1><p>"Each project has a board of its own."</p></header>
                {move || {
                    let here = here.clone();
                    let other = format!("{here}?archived=1");
                    let open_archive = archived.get();
                    view! {
                    <Tabs label="Which projects">
                        <Tab href=here current=!open_archive>"Open"</Tab>
                        <Tab href=other current=open_archive>"Archived"</Tab>
                    </Tabs>
                }}}
                <Transition fallback=|| view! { <RowsSkeleton/> }>
                    {move || {
                        let base = base.clone();
                        Suspend::new(async move {
                            match projects.await {
                                Ok(projects) if projects.is_empty() => view! { <NoProjects archived=archived.get_untracked()/> }.into_any(),
                                Ok(projects) => view! { <ProjectTiles projects=projects base=base/> }.into_any(),
                                Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                            }
                        })
                    }}
                </Transition>
                <Transition fallback=|| view! { <RowsSkeleton/> }>
                    {move || {
                        let workspace = workspace.clone();
                        Suspend::new(async move {
                            let shelf = shelf.await.unwrap_or_default();
                            let own = shelf.own.clone();
                            view! {
                                <NewProject workspace=workspace.clone() shelf=shelf/>
                                {(!own.is_empty()).then(|| view! {
                                    <section class="stack"><h2>"Templates"</h2><TemplateList workspace=workspace templates=own fresh=fresh/></section>
                                })}
                            }
                        })
                    }}
                </Transition>
            </div>
        </Frame>
    }
}

#[component]
fn NoProjects(archived: bool) -> impl IntoView {
    if archived {
        view! { <EmptyState icon=IconName::Archive title="Nothing is archived" sentence="Finished projects can be put here. They stay readable."/> }
    } else {
        view! { <EmptyState icon=IconName::SquareKanban title="No project yet" sentence="A project holds the tasks of one piece of work, such as a website or a move of office. Create the first below."/> }
    }
}

/// Projects as doors to their boards.
#[component]
pub fn ProjectTiles(projects: Vec<ProjectSummary>, base: String) -> impl IntoView {
    view! {
        <ul class="tiles">
            {projects.into_iter().map(|summary| {
                let project = summary.project;
                let hue = u8::try_from(project.hue).unwrap_or_default();
                view! {
                    <li>
                        <a href=format!("{base}/p/{}", project.key)><Dot hue=hue/>{project.name}</a>
                        <p>{project.description}</p>
                        <footer><span>{format!("{} \u{b7} {} open, {} done", project.key, summary.open_tasks, summary.done_tasks)}</span></footer>
                    </li>
                }
            }).collect_view()}
        </ul>
    }
}

/// Makes a project. The key follows the name until somebody writes their own.
#[component]
fn NewProject(workspace: String, shelf: TemplateShelf) -> impl IntoView {
    let action = Action::<CreateProject>::new();
    let answer = Answer::of(action);
    let frame = use_context::<FrameData>();
    after(action, move |()| {
        if let Some(frame) = frame {
            frame.refresh();
        }
    });
    let key = RwSignal::new(String::new());
    let own = RwSignal::new(false);
    let write_name = move |event| {
        if !own.get_untracked() {
            key.set(suggest_key(&event_target_value(&event)));
        }
    };
    let write_key = move |event| {
        let text = event_target_value(&event);
        own.set(!text.is_empty());
        key.set(text.to_uppercase());
    };
    view! {
        <section id="new-project" class="stack">
            <h2>"New project"</h2>
            <ActionForm action=action class="form">
                <FormError error=answer.form()/>
                <input type="hidden" name="workspace" value=workspace/>
                <div class="pair">
                    <Field id="project-name" label="Name" error=answer.field("name") hint=None>
                        <input id="project-name" name="name" required=true autocomplete="off" placeholder="Website" on:input=write_name/>
                    </Field>
                    <Field id="key" label="Key" error=answer.field("key") hint=Some("Tasks are called WEB-1, WEB-2 and so on.".to_owned())>
                        <input id="key" name="key" required=true autocomplete="off" placeholder="WEB" aria-describedby="key-hint" prop:value=key on:input=write_key/>
                    </Field>
                </div>
                <StartFrom shelf=shelf answer=answer/>
                <TextArea id="description" label="What it is for" rows=2 optional=true error=answer.field("description")/>
                <div class="actions"><Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Create the project"</Button></div>
            </ActionForm>
        </section>
    }
}

/// The first letters of several words, or the beginning of a single one.
fn suggest_key(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .map(|word| word.trim_start_matches(|c: char| c.is_ascii_digit()).to_ascii_uppercase())
        .filter(|word| !word.is_empty())
        .collect();
    match words.as_slice() {
        [] => String::new(),
        [word] => word.chars().take(3).collect(),
        words => words.iter().take(4).filter_map(|word| word.chars().next()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::suggest_key;

    #[test]
    fn a_name_suggests_a_key() {
        assert_eq!(suggest_key("Website"), "WEB");
        assert_eq!(suggest_key("Move of the new office"), "MOTN");
        assert_eq!(suggest_key("2026 plan"), "PLA");
        assert_eq!(suggest_key("\u{738b}"), "");
    }
}

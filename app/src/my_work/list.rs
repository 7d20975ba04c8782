use super::{plan::Mine, row::Row};
use crate::{
    shortcuts::sequence::is_second,
    ui::{EmptyState, IconName, focus_beside, focus_soon, use_toasts},
    undo::use_history,
};
use atrium::{
    boards::mine::{MyWork, When},
    ids::TaskId,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

const LINKS: &str = ".my-work li > a";

/// The groups, one under the other.
#[component]
pub fn MyList(work: MyWork) -> impl IntoView {
    let mut workspaces: Vec<(String, String)> = Vec::new();
    for one in &work.tasks {
        if workspaces.iter().all(|(slug, _)| *slug != one.workspace) {
            workspaces.push((one.workspace.clone(), one.workspace_name.clone()));
        }
    }
    let several = workspaces.len() > 1;
    let mine = Mine {
        several,
        tasks: RwSignal::new(work.tasks),
        today: work.today,
        workspace: RwSignal::new(None),
        dragged: RwSignal::new(None),
        said: RwSignal::new(String::new()),
        history: use_history(),
        toasts: use_toasts(),
    };
    view! {
        {several.then(|| view! { <WorkspaceChoice mine=mine workspaces=workspaces/> })}
        <div class="my-work" on:keydown=move |event| pressed(&event, mine)>
            {When::ALL.map(|when| view! { <Group mine=mine when=when/> }).collect_view()}
        </div>
        {move || mine.tasks.with(Vec::is_empty).then(|| view! {
            <EmptyState
                icon=IconName::CircleCheck
                title="Nothing waits for you"
                sentence="When somebody assigns a task to you, in any of your workspaces, it is here by its date."
            />
        })}
        <p class="visually-hidden" id="plan-keys">"Alt and the arrow keys plan it for earlier or later, x completes it."</p>
        <p class="visually-hidden" role="status">{move || mine.said.get()}</p>
    }
}

#[component]
fn WorkspaceChoice(mine: Mine, workspaces: Vec<(String, String)>) -> impl IntoView {
    let choose = move |event| {
        let slug = event_target_value(&event);
        mine.workspace.set((!slug.is_empty()).then_some(slug));
    };
    view! {
        <div class="row needs-script">
            <select aria-label="Workspace" on:change=choose>
                <option value="">"Every workspace"</option>
                {workspaces.into_iter().map(|(slug, name)| view! { <option value=slug>{name}</option> }).collect_view()}
            </select>
        </div>
    }
}

/// One group. An empty one appears while something is dragged that could be put there.
#[component]
fn Group(mine: Mine, when: When) -> impl IntoView {
    let tasks = Memo::new(move |_| mine.in_group(when));
    let over = RwSignal::new(false);
    let takes = move || mine.takes(when);
    let heading = format!("group-{when:?}");
    let labelled_by = heading.clone();
    view! {
        <section
            aria-labelledby=labelled_by
            class:over=move || over.get() && takes()
            hidden=move || tasks.with(Vec::is_empty) && !takes()
            on:dragover=move |event| if takes() { event.prevent_default(); over.set(true); }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event| {
                event.prevent_default();
                over.set(false);
                if let Some(id) = mine.dragged.get_untracked() {
                    mine.dragged.set(None);
                    mine.plan_for(id, when);
                }
            }
        >
            <h2 id=heading class:late=when == When::Late>{when.name()} <span class="count">{move || tasks.with(Vec::len)}</span></h2>
            <ul class="task-rows">
                <For each=move || tasks.get() key=|one| (one.task.id, one.task.due_on, one.version) let:one>
                    <Row mine=mine one=one/>
                </For>
            </ul>
        </section>
    }
}

/// Arrows, or j and k, go from task to task; with Alt they plan; x completes.
fn pressed(event: &KeyboardEvent, mine: Mine) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(link) = target.filter(|target| target.matches(LINKS).unwrap_or(false)) else { return };
    let Some(id) = task_of(&link) else { return };
    if event.ctrl_key() || event.meta_key() || is_second(event) {
        return;
    }
    match (event.key().as_str(), event.alt_key()) {
        ("ArrowDown" | "j", false) => focus_beside(LINKS, &link, 1),
        ("ArrowUp" | "k", false) => focus_beside(LINKS, &link, -1),
        ("ArrowDown", true) => shift(mine, id, 1),
        ("ArrowUp", true) => shift(mine, id, -1),
        ("x", false) => {
            focus_beside(LINKS, &link, 1);
            mine.complete(id);
        }
        _ => return,
    }
    event.prevent_default();
}

fn task_of(link: &Element) -> Option<TaskId> {
    link.closest("li").ok().flatten()?.get_attribute("data-task")?.parse().ok()
}

/// To the next group in that direction that takes it.
fn shift(mine: Mine, id: TaskId, by: isize) {
    let Some(one) = mine.find(id) else { return };
    let now = When::of(one.task.due_on, mine.today);
    let mut at = When::ALL.iter().position(|when| *when == now);
    while let Some(next) = at.and_then(|at| at.checked_add_signed(by)).filter(|at| *at < When::ALL.len()) {
        if When::ALL[next].plan(mine.today).is_some() {
            mine.plan_for(id, When::ALL[next]);
            focus_soon(format!(".my-work li[data-task=\"{id}\"] > a"));
            return;
        }
        at = Some(next);
    }
}

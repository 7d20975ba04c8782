//! What goes by a tag: pages and tasks, which share them.

use super::home::PageList;
use crate::ui::{EmptyState, Icon, IconName};
use atrium::{search::FoundTask, wiki::tag::Tagged};
use leptos::prelude::*;

#[component]
pub fn ByTag(name: String, found: Tagged, workspace: StoredValue<String>) -> impl IntoView {
    let Tagged { pages, tasks } = found;
    if pages.is_empty() && tasks.is_empty() {
        let title = format!("Nothing goes by \u{201c}{name}\u{201d}");
        return view! {
            <EmptyState icon=IconName::Tag title=title sentence="Pages and tasks with this tag stand here, as far as they are shared with you."/>
        }
        .into_any();
    }
    view! {
        <h2 class="tagged"><Icon name=IconName::Tag/>{name}</h2>
        <div class="page-lists">
            <PageList name="Pages" icon=IconName::File pages=pages with_who=true workspace=workspace/>
            <Tasks tasks=tasks workspace=workspace/>
        </div>
    }
    .into_any()
}

/// Nothing where there are none.
#[component]
fn Tasks(tasks: Vec<FoundTask>, workspace: StoredValue<String>) -> impl IntoView {
    if tasks.is_empty() {
        return ().into_any();
    }
    let line = move |task: FoundTask| {
        let href = workspace.with_value(|slug| format!("/w/{slug}/p/{}/{}", task.project_key, task.number));
        view! {
            <li>
                <Icon name=if task.done { IconName::CircleCheck } else { IconName::CircleDot }/>
                <a class="one-line" href=href>{task.title}</a>
                <small class="when">{format!("{} \u{b7} {}", task.key, task.project)}</small>
            </li>
        }
    };
    view! {
        <section>
            <h2><Icon name=IconName::SquareKanban/>"Tasks"</h2>
            <ul class="page-lines">{tasks.into_iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}

use super::api::load_people;
use crate::{
    frame::{Excuse, Frame, use_workspace},
    identity::next::encode,
    routes::use_query,
    ui::{Avatar, Button, Chip, EmptyState, IconName, LinkButton, RowsSkeleton},
    wire::load,
};
use atrium::people::{PersonCard, PersonPage};
use leptos::prelude::*;
use leptos_router::components::Form;

#[component]
pub fn PeoplePage() -> impl IntoView {
    let workspace = use_workspace();
    let query = use_query();
    let search = Memo::new(move |_| query.with(|query| query.get("q").unwrap_or_default()));
    let after = Memo::new(move |_| query.with(|query| query.get("after").and_then(|id| id.parse().ok())));
    let slug = workspace.clone();
    let people = load(
        move || (slug.clone(), search.get(), after.get()),
        |(workspace, search, after)| load_people(workspace, search, after),
    );
    view! {
        <Frame title="People">
            <div class="page">
                <header><h1>"People"</h1><p>"Who works here, what they do, and what hour it is for them."</p></header>
                <Form method="GET" action="" attr:class="row" attr:role="search">
                    <input type="search" name="q" aria-label="Find by name or title" placeholder="Name or title" value=move || search.get()/>
                    <Button submit=true icon=IconName::Search>"Find"</Button>
                </Form>
                <Transition fallback=|| view! { <RowsSkeleton/> }>
                    {move || {
                        let workspace = workspace.clone();
                        Suspend::new(async move {
                            match people.await {
                                Ok(page) => view! { <Directory page=page search=search.get_untracked() workspace=workspace/> }.into_any(),
                                Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                            }
                        })
                    }}
                </Transition>
            </div>
        </Frame>
    }
}

#[component]
fn Directory(page: PersonPage, search: String, workspace: String) -> impl IntoView {
    if page.items.is_empty() {
        return view! {
            <EmptyState icon=IconName::Users title="Nobody of that name" sentence="Try a part of the name, or look at everybody.">
                <LinkButton href=format!("/w/{workspace}/people")>"Show everybody"</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let more = page.next.map(|next| format!("?q={}&after={next}", encode(&search)));
    view! {
        <ul class="list">{page.items.into_iter().map(|person| view! { <PersonRow person=person/> }).collect_view()}</ul>
        {more.map(|href| view! { <LinkButton href=href>"Show more"</LinkButton> })}
    }
    .into_any()
}

#[component]
fn PersonRow(person: PersonCard) -> impl IntoView {
    let mut about: Vec<String> = Vec::new();
    if !person.title.is_empty() {
        about.push(person.title.clone());
    }
    if !person.teams.is_empty() {
        about.push(person.teams.join(", "));
    }
    if let Some(manager) = &person.manager {
        about.push(format!("reports to {manager}"));
    }
    let away = if person.on_leave {
        Some("Away")
    } else if person.works_today {
        None
    } else {
        Some("Not working today")
    };
    view! {
        <li>
            <Avatar hue=person.hue name=person.name.clone() size="large"/>
            <div class="what"><span>{person.name}</span><small>{about.join(" \u{b7} ")}</small></div>
            <span class="aside numbers">
                {away.map(|away| view! { <Chip text=away/> })}
                <span title=person.time_zone>{person.local_time}</span>
            </span>
        </li>
    }
}

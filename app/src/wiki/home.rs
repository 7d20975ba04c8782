use super::{
    address,
    api::{CreateSpace, load_archived_spaces, load_tagged, load_wiki},
    new_page::NewPageSomewhere,
    tagged::ByTag,
    walk,
};
use crate::{
    at_hand::{Tool, use_reach},
    form::{Action, ActionForm, Answer},
    frame::{Excuse, Frame, use_workspace},
    routes::use_query,
    ui::{
        Button, ButtonKind, CheckField, Dot, EmptyState, FormError, Icon, IconName, LinkButton, RowsSkeleton, Tab,
        Tabs, TextArea, TextField, Time, focus_soon,
    },
    wire::load,
};
use atrium::wiki::{
    level::Level,
    page::{PageLine, shown_title},
    space::{SpaceSummary, WikiHome},
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The wiki as somebody enters it: their spaces, and the pages that matter to them.
#[component]
pub fn WikiPage() -> impl IntoView {
    let workspace = use_workspace();
    let query = use_query();
    let archived = Memo::new(move |_| query.with(|query| query.get("archived").is_some()));
    let tag = Memo::new(move |_| query.with(|query| query.get("tag")));
    let slug = workspace.clone();
    let home = load(move || slug.clone(), load_wiki);
    let slug = workspace.clone();
    let aside = load(
        move || (slug.clone(), archived.get()),
        |(workspace, archived)| async move { if archived { Some(load_archived_spaces(workspace).await) } else { None } },
    );
    let slug = workspace.clone();
    let tagged = load(
        move || (slug.clone(), tag.get()),
        |(workspace, tag)| async move {
            let tag = tag?;
            let found = load_tagged(workspace, tag.clone()).await;
            Some((tag, found))
        },
    );
    let workspace = StoredValue::new(workspace);
    walk::listen(".wiki-home :is(.spaces, .page-lines) > li > a");
    let new =
        move || Suspend::new(async move { home.await.ok().map(|home| view! { <New home=home workspace=workspace/> }) });
    let open = move || {
        Suspend::new(async move {
            match home.await {
                Ok(home) => view! { <Home home=home workspace=workspace/> }.into_any(),
                Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
            }
        })
    };
    let put_aside = move || {
        Suspend::new(async move {
            match aside.await {
                Some(Ok(spaces)) => view! { <Archived spaces=spaces workspace=workspace/> }.into_any(),
                Some(Err(failure)) => view! { <Excuse failure=failure/> }.into_any(),
                None => ().into_any(),
            }
        })
    };
    let by_tag = move || {
        Suspend::new(async move {
            match tagged.await {
                Some((tag, Ok(found))) => view! { <ByTag name=tag found=found workspace=workspace/> }.into_any(),
                Some((_, Err(failure))) => view! { <Excuse failure=failure/> }.into_any(),
                None => ().into_any(),
            }
        })
    };
    let here = workspace.with_value(|workspace| format!("/w/{workspace}/wiki"));
    let is_shelf = move |aside: bool| archived.get() == aside && tag.with(Option::is_none);
    view! {
        <Frame title="Wiki">
            <div class="page wide wiki-home">
                <header>
                    <h1>"Wiki"</h1>
                    <div class="actions"><Find workspace=workspace/><Transition>{new}</Transition></div>
                </header>
                {move || {
                    let (here, there) = (here.clone(), format!("{here}?archived=1"));
                    view! {
                        <Tabs label="Which spaces">
                            <Tab href=here current=is_shelf(false)>"Spaces"</Tab>
                            <Tab href=there current=is_shelf(true)>"Archived"</Tab>
                        </Tabs>
                    }
                }}
                <Transition fallback=|| view! { <RowsSkeleton/> }>
                    {move || match (tag.with(Option::is_some), archived.get()) {
                        (true, _) => by_tag().into_any(),
                        (false, true) => put_aside().into_any(),
                        (false, false) => open().into_any(),
                    }}
                </Transition>
            </div>
        </Frame>
    }
}

/// The palette with pages alone.
#[component]
fn Find(workspace: StoredValue<String>) -> impl IntoView {
    let reach = use_reach();
    view! {
        <button class="button needs-script find-pages" type="button" aria-keyshortcuts="/" on:click=move |_| reach.open(Tool::FindPage)>
            <Icon name=IconName::Search/>"Find a page"<kbd class="kbd">"/"</kbd>
        </button>
        <LinkButton href=workspace.with_value(|workspace| format!("/w/{workspace}/wiki/import"))>"Import"</LinkButton>
    }
}

/// What can be made here.
#[component]
fn New(home: WikiHome, workspace: StoredValue<String>) -> impl IntoView {
    let form = workspace.with_value(|workspace| format!("/w/{workspace}/wiki#new-space"));
    let spaces = home.spaces.into_iter().filter(|space| space.level >= Level::Edit).map(|space| space.space).collect();
    view! {
        {home.can_create_space.then(|| view! {
            <LinkButton href=form on:click=|_| unfold_new_space()>"New space"</LinkButton>
        })}
        <NewPageSomewhere workspace=workspace spaces=spaces/>
    }
}

fn unfold_new_space() {
    if let Ok(Some(form)) = document().query_selector(".new-space") {
        let _ = form.set_attribute("open", "");
    }
    focus_soon("#new-space #name".to_owned());
}

#[component]
fn Home(home: WikiHome, workspace: StoredValue<String>) -> impl IntoView {
    let WikiHome { spaces, favourites, visited, changed, shared, can_create_space } = home;
    let none = spaces.is_empty();
    let lists = [
        ("Favourites", IconName::Star, favourites, false),
        ("Where you were", IconName::History, visited, false),
        ("Shared with you", IconName::Users, shared, false),
        ("Recently changed", IconName::Pencil, changed, true),
    ];
    let lists = lists.map(|(name, icon, pages, with_who)| {
        view! { <PageList name=name icon=icon pages=pages with_who=with_who workspace=workspace/> }
    });
    view! {
        {if none {
            view! { <NoSpaces can=can_create_space/> }.into_any()
        } else {
            view! { <ul class="tiles spaces">{spaces.into_iter().map(|space| tile(space, workspace)).collect_view()}</ul> }.into_any()
        }}
        <div class="page-lists">{lists.into_iter().collect_view()}</div>
        {can_create_space.then(|| view! { <NewSpace first=none workspace=workspace/> })}
    }
}

#[component]
fn NoSpaces(can: bool) -> impl IntoView {
    let sentence = if can {
        "A space holds the pages of one part of your work, such as a handbook. Make the first below."
    } else {
        "As soon as there is a space for you, it is here."
    };
    view! { <EmptyState icon=IconName::BookOpen title="No space yet" sentence=sentence/> }
}

#[component]
fn Archived(spaces: Vec<SpaceSummary>, workspace: StoredValue<String>) -> impl IntoView {
    if spaces.is_empty() {
        return view! {
            <EmptyState icon=IconName::Archive title="Nothing is archived" sentence="Spaces that are no longer used can be put here. They stay readable."/>
        }
        .into_any();
    }
    view! { <ul class="tiles spaces">{spaces.into_iter().map(|space| tile(space, workspace)).collect_view()}</ul> }
        .into_any()
}

/// A space as a door to its pages.
fn tile(summary: SpaceSummary, workspace: StoredValue<String>) -> impl IntoView {
    let SpaceSummary { space, pages, .. } = summary;
    let href = workspace.with_value(|workspace| address::space(workspace, &space.slug));
    let count = if pages == 1 { "1 page".to_owned() } else { format!("{pages} pages") };
    let closed = space.everyone == Level::None && space.project_id.is_none();
    view! {
        <li>
            <a href=href><Dot hue=u8::try_from(space.hue).unwrap_or_default()/>{space.name}</a>
            <p>{space.description}</p>
            <footer>
                <span>{count}</span>
                {closed.then(|| view! { <span class="closed"><Icon name=IconName::KeyRound/>"Private"</span> })}
            </footer>
        </li>
    }
}

/// Some pages from everywhere. Nothing where there are none.
#[component]
pub fn PageList(
    name: &'static str,
    icon: IconName,
    pages: Vec<PageLine>,
    /// Whether it says who changed them.
    with_who: bool,
    workspace: StoredValue<String>,
) -> impl IntoView {
    if pages.is_empty() {
        return ().into_any();
    }
    let line = move |line: PageLine| {
        let href = workspace.with_value(|workspace| address::page(workspace, line.page.number, &line.page.title));
        let hue = line.space.as_ref().map_or(0, |space| u8::try_from(space.hue).unwrap_or_default());
        let place = line.space.map(|space| space.name);
        let who = with_who.then(|| format!("{} \u{b7} ", line.who));
        view! {
            <li>
                <Dot hue=hue/>
                <a class="one-line" href=href>{shown_title(&line.page.title).to_owned()}</a>
                <small class="one-line">{place}</small>
                <small class="when">{who}<Time at=line.when.at text=line.when.text/></small>
            </li>
        }
    };
    view! {
        <section>
            <h2><Icon name=icon/>{name}</h2>
            <ul class="page-lines">{pages.into_iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// Folded away until somebody wants it. A browser unfolds what a link leads into, so that it needs no program.
#[component]
fn NewSpace(
    /// There is no other yet.
    first: bool,
    workspace: StoredValue<String>,
) -> impl IntoView {
    let action = Action::<CreateSpace>::new();
    let answer = Answer::of(action);
    // A link from elsewhere, or from another shelf, led to it before it was there.
    let hash = use_location().hash;
    Effect::new(move |_| {
        if hash.with(|hash| hash == "#new-space") {
            unfold_new_space();
        }
    });
    // Sent without the program, its refusal comes back with the page.
    let open = first || answer.is_refusal();
    view! {
        <details class="new-space" open=open>
            <summary>"New space"</summary>
            <div id="new-space">
                <ActionForm action=action class="form">
                    <FormError error=answer.form()/>
                    <input type="hidden" name="workspace" value=workspace.get_value()/>
                    <TextField id="name" label="Name" required=true autocomplete="off" placeholder="Handbook" error=answer.field("name")/>
                    <TextArea id="description" label="What it is for" rows=2 optional=true error=answer.field("description")/>
                    <CheckField name="private" label="Private" hint="Only people and teams that you let in see it. Otherwise everybody in the workspace reads and writes here, guests excepted."/>
                    <div class="actions"><Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Create the space"</Button></div>
                </ActionForm>
            </div>
        </details>
    }
}

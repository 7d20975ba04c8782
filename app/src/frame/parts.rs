use super::{FrameData, api::FrameView};
use crate::{
    failure::Failure,
    live::{Link, LinkState},
    ui::{Avatar, Breadcrumb, Crumb, Icon, IconName, Menu, MenuItem, MenuLink, hue},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

/// A page in its frame. `crumbs` lead to it; `title` is its own name.
#[component]
pub fn Frame(
    #[prop(into)] title: Signal<String>,
    #[prop(optional)] crumbs: Vec<Crumb>,
    /// At most three things to do here.
    #[prop(optional, into)]
    actions: ViewFn,
    children: Children,
) -> impl IntoView {
    let narrow = RwSignal::new(false);
    // The head is written after the page, when what the title is derived from may be gone already.
    let first_title = title.get_untracked();
    view! {
        <Title text=move || title.try_get().unwrap_or_else(|| first_title.clone())/>
        <div class="frame" data-sidebar=move || if narrow.get() { "narrow" } else { "open" }>
            <a class="skip-link" href="#content">"Skip to content"</a>
            <Sidebar/>
            <header class="top-bar">
                <button class="button quiet icon-only phone-only" popovertarget="sidebar" aria-label="Menu">
                    <Icon name=IconName::Menu/>
                </button>
                <button
                    class="button quiet icon-only small wide-only needs-script"
                    type="button"
                    aria-label="Fold the sidebar"
                    aria-pressed=move || narrow.get().to_string()
                    on:click=move |_| narrow.update(|narrow| *narrow = !*narrow)
                >
                    <Icon name=IconName::PanelLeft/>
                </button>
                {move || view! { <Breadcrumb above=crumbs.clone() here=title.get()/> }}
                <div class="actions">{actions.run()}</div>
            </header>
            <main id="content" tabindex="-1">{children()}</main>
            <BottomBar/>
        </div>
        <Menus/>
    }
}

/// Renders with what the frame knows, once it knows it.
fn with_frame<V: IntoView + 'static>(show: impl Fn(FrameView) -> V + Clone + Send + Sync + 'static) -> impl IntoView {
    let data = use_context::<FrameData>();
    view! {
        <Suspense>
            {move || {
                let show = show.clone();
                data.map(|data| Suspend::new(async move {
                    match data.view.await {
                        Some(Ok(view)) => Some(show(view)),
                        Some(Err(Failure::Refused(_) | Failure::Offline | Failure::OutOfDate)) | None => None,
                    }
                }))
            }}
        </Suspense>
    }
}

#[component]
fn Sidebar() -> impl IntoView {
    view! {
        <aside class="sidebar" id="sidebar" popover="auto" aria-label="Main">
            {with_frame(|view| view! { <SidebarContent view=view/> })}
        </aside>
    }
}

#[component]
fn SidebarContent(view: FrameView) -> impl IntoView {
    let name = view.workspace.as_ref().map_or_else(|| "Atrium".to_owned(), |workspace| workspace.name.clone());
    let square = format!("square hue-{}", hue(&view.workspace.as_ref().map_or_else(String::new, |w| w.id.to_string())));
    let initial = name.chars().next().map(String::from).unwrap_or_default();
    let links = view.workspace.as_ref().map(|workspace| {
        let base = format!("/w/{}", workspace.slug);
        view! {
            <ul>
                <NavItem href=base.clone() icon=IconName::House exact=true>"Home"</NavItem>
                <NavItem href=format!("{base}/projects") icon=IconName::SquareKanban exact=true>"Projects"</NavItem>
                <NavItem href=format!("{base}/people") icon=IconName::Users exact=true>"People"</NavItem>
                {workspace.can.see_members.then(|| view! {
                    <NavItem href=format!("{base}/settings") icon=IconName::Settings exact=false>"Settings"</NavItem>
                })}
            </ul>
            <h2>
                "Projects"
                {view.can_create_projects.then(|| view! {
                    <a class="button quiet small icon-only" href=format!("{base}/projects#new-project") aria-label="New project">
                        <Icon name=IconName::Plus/>
                    </a>
                })}
            </h2>
            <ul>
                {view.projects.iter().map(|project| {
                    let href = format!("{base}/p/{}", project.key);
                    view! { <ProjectItem href=href hue=project.hue name=project.name.clone()/> }
                }).collect_view()}
            </ul>
        }
    });
    view! {
        <button class="switcher" popovertarget="workspaces">
            <span class=square>{initial}</span>
            <span>{name}</span>
            <Icon name=IconName::ChevronsUpDown/>
        </button>
        <nav aria-label="Main">{links}</nav>
        <div class="foot">
            <SyncState/>
            <button popovertarget="me">
                <Avatar id=view.me.person_id.to_string() name=view.me.name.clone()/>
                <span>{view.me.name.clone()}</span>
            </button>
        </div>
    }
}

fn is_current(href: &str, exact: bool) -> impl Fn() -> Option<&'static str> + Send + Sync + use<> {
    let path = use_location().pathname;
    let href = href.to_owned();
    move || path.with(|path| (*path == href || (!exact && path.starts_with(&format!("{href}/")))).then_some("page"))
}

#[component]
fn NavItem(#[prop(into)] href: String, icon: IconName, exact: bool, children: Children) -> impl IntoView {
    let current = is_current(&href, exact);
    view! { <li><a href=href aria-current=current><Icon name=icon/><span>{children()}</span></a></li> }
}

#[component]
fn ProjectItem(href: String, hue: i16, name: String) -> impl IntoView {
    let current = is_current(&href, false);
    view! { <li><a href=href aria-current=current><span class=format!("dot hue-{hue}")></span><span>{name}</span></a></li> }
}

/// Whether what is on the screen is what the server has.
#[component]
fn SyncState() -> impl IntoView {
    let link = use_context::<LinkState>().map(|state| state.0);
    let state = move || link.map_or(Link::Connecting, |link| link.get());
    let icon = move || match state() {
        Link::Offline => IconName::WifiOff,
        Link::Connecting | Link::Live => IconName::Check,
    };
    let words = move || match state() {
        Link::Offline => "Offline",
        Link::Connecting => "Saved",
        Link::Live => "Up to date",
    };
    view! { <p class="sync" role="status">{move || view! { <Icon name=icon()/> }}<span>{words}</span></p> }
}

#[component]
fn BottomBar() -> impl IntoView {
    let workspace = use_context::<FrameData>().map(|data| data.workspace);
    let base =
        move || workspace.and_then(|workspace| workspace.get()).map_or_else(String::new, |slug| format!("/w/{slug}"));
    let item = move |tail: &'static str, icon: IconName, name: &'static str, class: &'static str| {
        view! {
            <a class=class href=move || { let base = base(); if base.is_empty() { "/".to_owned() } else { format!("{base}{tail}") } }>
                <Icon name=icon/><span>{name}</span>
            </a>
        }
    };
    view! {
        <nav class="bottom-bar" aria-label="Main, below">
            {item("", IconName::House, "Home", "")}
            {item("/projects", IconName::SquareKanban, "Projects", "")}
            {item("/projects#new-project", IconName::Plus, "Create", "create")}
            {item("/people", IconName::Users, "People", "")}
            <button popovertarget="me"><Icon name=IconName::Ellipsis/><span>"More"</span></button>
        </nav>
    }
}

/// The menus that the sidebar opens. They stand outside it, since a menu inside a popover closes it.
#[component]
fn Menus() -> impl IntoView {
    with_frame(|view| {
        let here = view.workspace.as_ref().map(|workspace| workspace.id);
        let settings = view.workspace.as_ref().filter(|workspace| workspace.can.see_members).map(|workspace| {
            let href = format!("/w/{}/settings", workspace.slug);
            view! { <MenuLink href=href icon=IconName::Settings>"Workspace settings"</MenuLink> }
        });
        view! {
            <Menu id="workspaces" label="Workspaces">
                {view.workspaces.iter().filter(|one| one.deleted_at.is_none() && !one.suspended).map(|one| view! {
                    <a href=format!("/w/{}", one.slug) aria-current=(here == Some(one.id)).then_some("true")>
                        <span class=format!("dot hue-{}", hue(&one.id.to_string()))></span>
                        {one.name.clone()}
                    </a>
                }).collect_view()}
                <hr/>
                <MenuLink href="/" icon=IconName::Building2>"All workspaces"</MenuLink>
            </Menu>
            <Menu id="me" label="You">
                <h3>{view.me.email.clone()}</h3>
                <MenuLink href="/settings/profile" icon=IconName::User>"Profile"</MenuLink>
                <MenuLink href="/settings/security" icon=IconName::KeyRound>"Sign-in and security"</MenuLink>
                {settings}
                <hr/>
                <form method="post" action="/sign-out">
                    <MenuItem menu="me" icon=IconName::LogOut submit=true>"Sign out"</MenuItem>
                </form>
            </Menu>
        }
    })
}

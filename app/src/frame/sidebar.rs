use super::{
    FrameData,
    api::{FrameView, Place},
    parts::with_frame,
};
use crate::{
    at_hand::{Tool, use_reach},
    hydration::Deferred,
    live::{Link, LinkState},
    ui::{Avatar, Badge, Icon, IconName, Person},
};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

#[component]
pub fn Sidebar() -> impl IntoView {
    view! {
        <aside class="sidebar sheet" id="sidebar" popover="auto" aria-label="Main">
            {with_frame(|view| view! { <SidebarContent view=view/> }.into_any())}
        </aside>
    }
}

/// The colour of the square on the pages about oneself.
const NO_HUE: i16 = 1;

#[component]
fn SidebarContent(view: FrameView) -> impl IntoView {
    let name = view.workspace.as_ref().map_or_else(|| "Atrium".to_owned(), |workspace| workspace.name.clone());
    let square = format!("square hue-{}", view.workspace.as_ref().map_or(NO_HUE, |workspace| workspace.hue));
    let initial = name.chars().next().map(String::from).unwrap_or_default();
    let me = Person { hue: view.hue, name: view.name.clone() };
    view! {
        <button class="switcher" popovertarget="workspaces">
            <span class=square>{initial}</span>
            <span>{name}</span>
            <Icon name=IconName::ChevronsUpDown/>
        </button>
        {Deferred::soon(|| view! { <Find/> })}
        {Deferred::soon(move || view! { <Places view=view/> })}
        {Deferred::soon(move || view! { <Foot me=me/> })}
    }
}

#[component]
fn Find() -> impl IntoView {
    let reach = use_reach();
    view! {
        <button class="find needs-script" type="button" on:click=move |_| reach.open(Tool::Palette)>
            <Icon name=IconName::Search/><span>"Find"</span><kbd class="kbd">"/"</kbd>
        </button>
    }
}

#[component]
fn Places(view: FrameView) -> impl IntoView {
    let links = view.workspace.as_ref().map(|workspace| {
        let base = format!("/w/{}", workspace.key);
        view! {
            <ul>
                <NavItem href=base.clone() icon=IconName::House exact=true>"Home"</NavItem>
                <InboxItem href=format!("{base}/inbox") unread=view.unread/>
                <NavItem href=format!("/my-work?in={}", workspace.key) icon=IconName::CircleCheck exact=true>"My work"</NavItem>
                <NavItem href=format!("{base}/projects") icon=IconName::SquareKanban exact=true>"Projects"</NavItem>
                <NavItem href=format!("{base}/wiki") also=format!("{base}/spaces") icon=IconName::BookOpen exact=false>"Wiki"</NavItem>
                <NavItem href=format!("{base}/people") icon=IconName::Users exact=true>"People"</NavItem>
                {view.sees_members.then(|| view! {
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
                    view! { <PlaceItem href=format!("{base}/p/{}", project.key) place=project.clone()/> }
                }).collect_view()}
            </ul>
        }
    });
    let own = view.workspace.is_none().then(|| view! { <OwnPlaces workspaces=view.workspaces/> });
    view! { <nav aria-label="Main">{links}{own}</nav> }
}

/// How it stands with the line, and the way to what is one's own.
#[component]
fn Foot(me: Person) -> impl IntoView {
    view! {
        <div class="foot">
            <SyncState/>
            <button popovertarget="me">
                <Avatar hue=me.hue name=me.name.clone()/>
                <span>{me.name}</span>
            </button>
        </div>
    }
}

/// Where somebody can go from the pages about themselves.
#[component]
fn OwnPlaces(workspaces: Vec<Place>) -> impl IntoView {
    view! {
        <ul>
            <NavItem href="/" icon=IconName::Building2 exact=true>"All workspaces"</NavItem>
            <NavItem href="/my-work" icon=IconName::CircleCheck exact=true>"My work"</NavItem>
            <NavItem href="/settings/profile" icon=IconName::User exact=true>"Profile"</NavItem>
            <NavItem href="/settings/notifications" icon=IconName::Bell exact=true>"Notifications"</NavItem>
            <NavItem href="/settings/security" icon=IconName::KeyRound exact=true>"Sign-in and security"</NavItem>
        </ul>
        <h2>"Workspaces"</h2>
        <ul>
            {workspaces.into_iter().map(|one| view! { <PlaceItem href=format!("/w/{}", one.key) place=one/> }).collect_view()}
        </ul>
    }
}

fn is_current(href: &str, exact: bool) -> impl Fn() -> Option<&'static str> + Send + Sync + use<> {
    let path = use_location().pathname;
    let href = href.split('?').next().unwrap_or_default().to_owned();
    move || path.with(|path| (*path == href || (!exact && path.starts_with(&format!("{href}/")))).then_some("page"))
}

#[component]
fn NavItem(
    #[prop(into)] href: String,
    /// Where else it leads to.
    #[prop(optional, into)]
    also: Option<String>,
    icon: IconName,
    exact: bool,
    children: Children,
) -> impl IntoView {
    let (here, there) = (is_current(&href, exact), also.map(|also| is_current(&also, false)));
    let current = move || here().or_else(|| there.as_ref()?());
    view! { <li><a href=href aria-current=current><Icon name=icon/><span>{children()}</span></a></li> }
}

#[component]
fn InboxItem(href: String, unread: i64) -> impl IntoView {
    let current = is_current(&href, true);
    view! {
        <li><a href=href aria-current=current><Icon name=IconName::Inbox/><span>"Inbox"</span><UnreadBadge unread=unread/></a></li>
    }
}

/// How much is unread: as it came with the page, until something newer is told.
#[component]
pub fn UnreadBadge(unread: i64) -> impl IntoView {
    let news = use_context::<FrameData>().map(|data| data.news);
    let count = Signal::derive(move || {
        let told = news.and_then(|news| news.with(|news| news.unread));
        u32::try_from(told.unwrap_or(unread)).unwrap_or_default()
    });
    view! { <Badge count=count of="unread" accent=true/> }
}

#[component]
fn PlaceItem(href: String, place: Place) -> impl IntoView {
    let current = is_current(&href, false);
    let dot = format!("dot hue-{}", place.hue);
    view! { <li><a href=href aria-current=current><span class=dot></span><span>{place.name}</span></a></li> }
}

/// Whether what is on the screen is what the server has.
#[component]
fn SyncState() -> impl IntoView {
    let link = use_context::<LinkState>().map(|state| state.0);
    let state = move || link.map_or(Link::Connecting, |link| link.get());
    let icon = move || match state() {
        Link::Offline => Some(IconName::WifiOff),
        Link::Connecting => None,
        Link::Live => Some(IconName::Check),
    };
    let words = move || match state() {
        Link::Offline => "Offline",
        // Before the server was heard nothing is claimed: the page may be a copy that this browser has kept.
        Link::Connecting => "",
        Link::Live => "Up to date",
    };
    view! { <p class="sync" role="status">{move || icon().map(|name| view! { <Icon name=name/> })}<span>{words}</span></p> }
}

use super::{
    FrameData,
    api::FrameView,
    sidebar::{Sidebar, UnreadBadge},
};
use crate::{
    at_hand::{Errand, Tool, run, use_reach},
    head,
    hydration::{Deferred, is_awake, once_awake},
    ui::{Breadcrumb, Crumb, Icon, IconName, Menu, MenuItem, MenuLink, keep_focus, use_toasts},
};
use leptos::prelude::*;

/// A page in its frame. `crumbs` lead to it; `title` is its own name. What a page loads it asks for before it makes
/// its frame, since what stands in the frame wakes later.
#[component]
pub fn Frame(
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] crumbs: Signal<Vec<Crumb>>,
    /// Where the page is, for one that knows it only once it is loaded: in the place of `crumbs` and the title.
    #[prop(optional, into)]
    place: Option<ViewFn>,
    /// At most three things to do here.
    #[prop(optional, into)]
    actions: ViewFn,
    children: Children,
) -> impl IntoView {
    let narrow = RwSignal::new(false);
    // What led here may be gone with the page before.
    if is_awake() {
        Effect::new(|_| keep_focus(Vec::new()));
    }
    // The head is written after the page, when what the title is derived from may be gone already.
    let first_title = title.get_untracked();
    head::title(move || title.try_get().unwrap_or_else(|| first_title.clone()));
    view! {
        <div class="frame" data-sidebar=move || if narrow.get() { "narrow" } else { "open" }>
            <a class="skip-link" href="#content">"Skip to content"</a>
            {Deferred::soon(|| view! { <Sidebar/> })}
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
                {match place {
                    Some(place) => place.run(),
                    None => (move || view! { <Breadcrumb above=crumbs.get() here=title.get()/> }).into_any(),
                }}
                {with_frame(|view| view! { <TimerPlace runs=view.timer_runs/> }.into_any())}
                <div class="actions">{actions.run()}</div>
            </header>
            {Deferred::soon(move || view! { <main id="content" tabindex="-1">{children()}</main> })}
            {Deferred::soon(|| view! { <BottomBar/> })}
        </div>
        <Menus/>
    }
}

/// Renders with what the frame knows, once it knows it.
pub fn with_frame(show: fn(FrameView) -> AnyView) -> AnyView {
    let data = use_context::<FrameData>();
    let known = move || {
        data.map(|data| {
            Suspend::new(async move {
                match data.view.await {
                    Some(Ok(view)) => Some(show(view)),
                    Some(Err(_)) | None => None,
                }
            })
        })
    };
    view! { <Suspense>{known.into_any()}</Suspense> }.into_any()
}

/// Room for one's timer while it runs. The timer itself comes when the page is awake, with what is at hand.
#[component]
fn TimerPlace(runs: bool) -> impl IntoView {
    let (data, toasts) = (use_context::<FrameData>(), use_toasts());
    let awake = RwSignal::new(false);
    Effect::new(move |_| once_awake(move || awake.set(true)));
    move || {
        let said = data.map_or(0, |data| data.timer_said.get());
        let told = data.filter(|_| said > 0).map(|data| data.timer_runs.get_untracked());
        told.unwrap_or(runs).then(|| {
            let timer = move || awake.get().then(|| Suspend::new(run(Errand::Timer, toasts)));
            view! { <div class="timer-place" data-said=said.to_string()>{timer}</div> }
        })
    }
}

#[component]
fn BottomBar() -> impl IntoView {
    let workspace = use_context::<FrameData>().map(|data| data.workspace);
    let reach = use_reach();
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
            <a class="inbox" href=move || { let base = base(); if base.is_empty() { "/".to_owned() } else { format!("{base}/inbox") } }>
                <Icon name=IconName::Inbox/><span>"Inbox"</span>
                {with_frame(|view| view! { <UnreadBadge unread=view.unread/> }.into_any())}
            </a>
            <a
                class="create"
                href=move || { let base = base(); if base.is_empty() { "/".to_owned() } else { format!("{base}/projects") } }
                on:click=move |event| if !base().is_empty() { event.prevent_default(); reach.open(Tool::NewTask) }
            >
                <Icon name=IconName::Plus/><span>"Create"</span>
            </a>
            <button class="needs-script" type="button" on:click=move |_| reach.open(Tool::Palette)><Icon name=IconName::Search/><span>"Search"</span></button>
            <button popovertarget="me"><Icon name=IconName::Ellipsis/><span>"More"</span></button>
        </nav>
    }
}

/// The menus that the sidebar opens. They stand outside it, since a menu inside a popover closes it.
#[component]
fn Menus() -> impl IntoView {
    with_frame(|view| {
        let here = view.workspace.map(|workspace| workspace.key);
        let settings = here.as_ref().filter(|_| view.sees_members).map(|slug| {
            let href = format!("/w/{slug}/settings");
            view! { <MenuLink href=href icon=IconName::Settings>"Workspace settings"</MenuLink> }
        });
        let (workspaces, email) = (view.workspaces, view.email);
        view! {
            {Deferred::soon(move || view! { <Menu id="workspaces" label="Workspaces">
                {workspaces.into_iter().map(|one| view! {
                    <a href=format!("/w/{}", one.key) aria-current=here.as_ref().is_some_and(|here| *here == one.key).then_some("true")>
                        <span class=format!("dot hue-{}", one.hue)></span>
                        {one.name}
                    </a>
                }).collect_view()}
                <hr/>
                <MenuLink href="/" icon=IconName::Building2>"All workspaces"</MenuLink>
            </Menu> })}
            {Deferred::soon(move || view! { <Menu id="me" label="You">
                <h3>{email}</h3>
                <MenuLink href="/settings/profile" icon=IconName::User>"Profile"</MenuLink>
                <MenuLink href="/settings/notifications" icon=IconName::Bell>"Notifications"</MenuLink>
                <MenuLink href="/settings/security" icon=IconName::KeyRound>"Sign-in and security"</MenuLink>
                {settings}
                <hr/>
                <form method="post" action="/sign-out">
                    <MenuItem menu="me" icon=IconName::LogOut submit=true>"Sign out"</MenuItem>
                </form>
            </Menu> })}
        }
        .into_any()
    })
}

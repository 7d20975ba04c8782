//! The route table, and how pages travel: in a release (the feature `split`) the browser fetches the board, the task
//! panel, the wiki and all other pages apart, when it first shows one. Few parts, not one for each page: files compress better
//! the larger they are, and what two parts share is a file of its own.

#[cfg(feature = "ssr")]
pub mod hints;
mod query;
#[cfg(all(feature = "hydrate", feature = "split"))]
mod room;
mod way;

pub use query::use_query;

use crate::{
    at_hand, boards, frame,
    head::{self, Place},
    home, identity, inbox, my_work, people, time_tracking,
    ui::{EmptyState, IconName},
    webhooks, wiki, workspace,
};
use leptos::{LazyViewError, prelude::*};
use leptos_router::{
    ChooseView, SsrMode,
    components::{FlatRoutes, Route},
};
use std::{future::Future, pin::Pin};
use way::Way;

/// Every page waits for its data on the server, so that its status and title are right.
const WHOLE: SsrMode = SsrMode::Async;

#[component]
pub fn Pages() -> impl IntoView {
    frame::provide_frame();
    view! {
        <FlatRoutes fallback=frame::NotFound>
            <Route path=Way("/sign-in") view=Page::SignIn ssr=WHOLE/>
            <Route path=Way("/sign-up") view=Page::SignUp ssr=WHOLE/>
            <Route path=Way("/forgot") view=Page::Forgot ssr=WHOLE/>
            <Route path=Way("/reset") view=Page::Reset ssr=WHOLE/>
            <Route path=Way("/invite/:token") view=Page::Invite ssr=WHOLE/>
            <Route path=Way("/dev/mail") view=Page::Mailbox ssr=WHOLE/>
            <Route path=Way("/") view=Page::Workspaces ssr=WHOLE/>
            <Route path=Way("/my-work") view=Page::MyWork ssr=WHOLE/>
            <Route path=Way("/settings/profile") view=Page::Profile ssr=WHOLE/>
            <Route path=Way("/settings/notifications") view=Page::Notifications ssr=WHOLE/>
            <Route path=Way("/settings/security") view=Page::Security ssr=WHOLE/>
            <Route path=Way("/w/:workspace") view=Page::Home ssr=WHOLE/>
            <Route path=Way("/w/:workspace/inbox") view=Page::Inbox ssr=WHOLE/>
            <Route path=Way("/w/:workspace/projects") view=Page::Projects ssr=WHOLE/>
            <Route path=Way("/w/:workspace/wiki") view=Wiki::Home ssr=WHOLE/>
            <Route path=Way("/w/:workspace/spaces/:space") view=Wiki::Space ssr=WHOLE/>
            <Route path=Way("/w/:workspace/wiki/import") view=Wiki::Import ssr=WHOLE/>
            <Route path=Way("/w/:workspace/wiki/:page") view=Wiki::Page ssr=WHOLE/>
            <Route path=Way("/w/:workspace/wiki/:page/history") view=Wiki::History ssr=WHOLE/>
            <Route path=Way("/w/:workspace/people") view=Page::People ssr=WHOLE/>
            <Route path=Way("/w/:workspace/p/:project/import") view=Page::Import ssr=WHOLE/>
            <Route path=Way("/w/:workspace/p/:project/settings") view=Page::ProjectSettings ssr=WHOLE/>
            <Route path=Way("/w/:workspace/p/:project/time") view=Page::ProjectTime ssr=WHOLE/>
            <Route path=Way("/w/:workspace/time") view=Page::MyTime ssr=WHOLE/>
            <Route path=Way("/w/:workspace/p/:project/:number?") view=Board ssr=WHOLE/>
            <Route path=Way("/w/:workspace/members") view=Page::Members ssr=WHOLE/>
            <Route path=Way("/w/:workspace/teams") view=Page::Teams ssr=WHOLE/>
            <Route path=Way("/w/:workspace/audit") view=Page::Audit ssr=WHOLE/>
            <Route path=Way("/w/:workspace/webhooks") view=Page::Webhooks ssr=WHOLE/>
            <Route path=Way("/w/:workspace/webhooks/:webhook") view=Page::Webhook ssr=WHOLE/>
            <Route path=Way("/w/:workspace/settings") view=Page::Settings ssr=WHOLE/>
        </FlatRoutes>
        <at_hand::InReach/>
    }
}

/// Whether at this address is a page in front of the house, where the program can wait.
#[cfg(feature = "ssr")]
pub fn is_door(path: &str) -> bool {
    ["/sign-in", "/sign-up", "/forgot", "/reset"].contains(&path) || path.starts_with("/invite/")
}

/// Whether at this address is a page of the wiki. Who reads it needs no program.
#[cfg(feature = "ssr")]
pub fn is_wiki_page(path: &str) -> bool {
    let parts: Vec<_> = path.split('/').collect();
    matches!(parts[..], ["", "w", _, "wiki", page] | ["", "w", _, "wiki", page, "history"] if page != "import")
}

/// Whether at this address is a board; what else it shows of it, such as a task or a table, is told by `hints`.
#[cfg(feature = "ssr")]
pub fn is_board(path: &str) -> bool {
    matches!(path.split('/').collect::<Vec<_>>()[..], ["", "w", _, "p", _])
}

/// The pages that are fetched together.
#[derive(Clone, Copy)]
enum Page {
    SignIn,
    SignUp,
    Forgot,
    Reset,
    Invite,
    Mailbox,
    Workspaces,
    Home,
    Inbox,
    MyWork,
    Projects,
    Import,
    ProjectSettings,
    ProjectTime,
    MyTime,
    People,
    Profile,
    Notifications,
    Security,
    Members,
    Teams,
    Audit,
    Webhooks,
    Webhook,
    Settings,
}

#[derive(Clone, Copy)]
struct Board;

/// The pages of the wiki.
#[derive(Clone, Copy)]
enum Wiki {
    Home,
    Space,
    Page,
    History,
    Import,
}

/// A part of the application, or why it did not arrive.
pub type Part = Result<AnyView, LazyViewError>;

#[cfg_attr(feature = "split", lazy(fallible))]
async fn board(_page: Board) -> Part {
    Ok(view! { <boards::BoardPage/> }.into_any())
}

#[cfg_attr(feature = "split", lazy(fallible))]
async fn wiki(page: Wiki) -> Part {
    Ok(match page {
        Wiki::Home => view! { <wiki::WikiPage/> }.into_any(),
        Wiki::Space => view! { <wiki::SpacePage/> }.into_any(),
        Wiki::Page => view! { <wiki::PagePage/> }.into_any(),
        Wiki::History => view! { <wiki::HistoryPage/> }.into_any(),
        Wiki::Import => view! { <wiki::ImportPagesPage/> }.into_any(),
    })
}

#[cfg_attr(feature = "split", lazy(fallible))]
async fn pages(page: Page) -> Part {
    Ok(match page {
        Page::SignIn => view! { <identity::SignInPage/> }.into_any(),
        Page::SignUp => view! { <identity::SignUpPage/> }.into_any(),
        Page::Forgot => view! { <identity::ForgotPage/> }.into_any(),
        Page::Reset => view! { <identity::ResetPage/> }.into_any(),
        Page::Invite => view! { <workspace::InvitePage/> }.into_any(),
        Page::Mailbox => view! { <identity::MailboxPage/> }.into_any(),
        Page::Workspaces => view! { <workspace::WorkspacesPage/> }.into_any(),
        Page::Home => view! { <home::HomePage/> }.into_any(),
        Page::Inbox => view! { <inbox::InboxPage/> }.into_any(),
        Page::MyWork => view! { <my_work::MyWorkPage/> }.into_any(),
        Page::Projects => view! { <boards::ProjectsPage/> }.into_any(),
        Page::Import => view! { <boards::ImportPage/> }.into_any(),
        Page::ProjectSettings => view! { <boards::ProjectSettingsPage/> }.into_any(),
        Page::ProjectTime => view! { <time_tracking::ProjectTimePage/> }.into_any(),
        Page::MyTime => view! { <time_tracking::MyTimePage/> }.into_any(),
        Page::People => view! { <people::PeoplePage/> }.into_any(),
        Page::Profile => view! { <people::ProfilePage/> }.into_any(),
        Page::Notifications => view! { <inbox::NotificationsPage/> }.into_any(),
        Page::Security => view! { <identity::SecurityPage/> }.into_any(),
        Page::Members => view! { <workspace::MembersPage/> }.into_any(),
        Page::Teams => view! { <workspace::TeamsPage/> }.into_any(),
        Page::Audit => view! { <workspace::AuditPage/> }.into_any(),
        Page::Webhooks => view! { <webhooks::WebhooksPage/> }.into_any(),
        Page::Webhook => view! { <webhooks::WebhookPage/> }.into_any(),
        Page::Settings => view! { <workspace::SettingsPage/> }.into_any(),
    })
}

impl ChooseView for Board {
    async fn choose(self) -> AnyView {
        shown("board", board(self).await)
    }

    async fn preload(&self) {}
}

impl ChooseView for Wiki {
    async fn choose(self) -> AnyView {
        shown("wiki", wiki(self).await)
    }

    async fn preload(&self) {}
}

impl ChooseView for Page {
    async fn choose(self) -> AnyView {
        shown("pages", pages(self).await)
    }

    async fn preload(&self) {}
}

/// Fetches a part that the server named in the page, so that the page can be woken in one go. What does not arrive is
/// asked for again, and told, when it is to be shown.
#[cfg(all(feature = "hydrate", feature = "split"))]
pub async fn fetch(part: &str) {
    drop(match part {
        "board" => __preload_board().await,
        "panel" => boards::__preload_panel().await,
        "views" => boards::__preload_views().await,
        "plan" => boards::__preload_plan().await,
        "pages" => __preload_pages().await,
        "wiki" => __preload_wiki().await,
        _ => Ok(()),
    });
}

/// Everything is in one file.
#[cfg(not(all(feature = "hydrate", feature = "split")))]
#[allow(clippy::unused_async, reason = "as the other")]
pub async fn fetch(_part: &str) {}

fn shown(name: &'static str, part: Part) -> AnyView {
    head::shows(Place::Page, name);
    arrived(part)
}

/// A part that comes while the page is there already. Within a boundary of its own: the page around it would else wait
/// for it too, out of the document, and what is open in it would close.
pub fn later(part: impl Future<Output = Part> + Send + 'static) -> AnyView {
    let part: Pin<Box<dyn Future<Output = Part> + Send>> = Box::pin(part);
    boundary(part)
}

fn boundary(part: Pin<Box<dyn Future<Output = Part> + Send>>) -> AnyView {
    view! { <Suspense>{Suspend::new(async move { arrived(part.await) })}</Suspense> }.into_any()
}

/// What to show of a part.
pub fn arrived(part: Part) -> AnyView {
    #[cfg(feature = "ssr")]
    hints::write();
    part.unwrap_or_else(|_| view! { <Missing/> }.into_any())
}

/// A part that did not arrive: the line was cut, or a new version has taken its place on the server.
#[component]
fn Missing() -> impl IntoView {
    view! {
        <main class="page">
            <EmptyState
                icon=IconName::CircleAlert
                title="This page did not arrive"
                sentence="The connection was lost, or Atrium has been updated. Load the page again."
            >
                <a class="button primary" href="" rel="external">"Load it again"</a>
            </EmptyState>
        </main>
    }
}

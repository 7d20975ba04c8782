//! The route table, and how pages travel: in a release (the feature `split`) the browser fetches those of one part
//! together, when one of them is first opened. What every page needs stays in the program's first file.

use crate::{
    boards, frame, home, identity, people,
    ui::{EmptyState, IconName},
    workspace,
};
use leptos::{LazyViewError, prelude::*};
use leptos_meta::Body;
use leptos_router::{
    ChooseView, SsrMode,
    components::{FlatRoutes, Route},
    path,
};

/// Every page waits for its data on the server, so that its status and title are right.
const WHOLE: SsrMode = SsrMode::Async;

#[component]
pub fn Pages() -> impl IntoView {
    frame::provide_frame();
    view! {
        <FlatRoutes fallback=frame::NotFound>
            <Route path=path!("/sign-in") view=Door::SignIn ssr=WHOLE/>
            <Route path=path!("/sign-up") view=Door::SignUp ssr=WHOLE/>
            <Route path=path!("/forgot") view=Door::Forgot ssr=WHOLE/>
            <Route path=path!("/reset") view=Door::Reset ssr=WHOLE/>
            <Route path=path!("/invite/:token") view=Door::Invite ssr=WHOLE/>
            <Route path=path!("/dev/mail") view=Door::Mailbox ssr=WHOLE/>
            <Route path=path!("/") view=Overview::Workspaces ssr=WHOLE/>
            <Route path=path!("/settings/profile") view=Settings::Profile ssr=WHOLE/>
            <Route path=path!("/settings/security") view=Settings::Security ssr=WHOLE/>
            <Route path=path!("/w/:workspace") view=Overview::Home ssr=WHOLE/>
            <Route path=path!("/w/:workspace/projects") view=Overview::Projects ssr=WHOLE/>
            <Route path=path!("/w/:workspace/people") view=Overview::People ssr=WHOLE/>
            <Route path=path!("/w/:workspace/p/:project/import") view=Import ssr=WHOLE/>
            <Route path=path!("/w/:workspace/p/:project/:number?") view=Board ssr=WHOLE/>
            <Route path=path!("/w/:workspace/members") view=Settings::Members ssr=WHOLE/>
            <Route path=path!("/w/:workspace/teams") view=Settings::Teams ssr=WHOLE/>
            <Route path=path!("/w/:workspace/audit") view=Settings::Audit ssr=WHOLE/>
            <Route path=path!("/w/:workspace/settings") view=Settings::Workspace ssr=WHOLE/>
        </FlatRoutes>
    }
}

#[derive(Clone, Copy)]
enum Door {
    SignIn,
    SignUp,
    Forgot,
    Reset,
    Invite,
    Mailbox,
}

#[derive(Clone, Copy)]
enum Overview {
    Workspaces,
    Home,
    Projects,
    People,
}

#[derive(Clone, Copy)]
struct Board;

#[derive(Clone, Copy)]
struct Import;

#[derive(Clone, Copy)]
enum Settings {
    Profile,
    Security,
    Members,
    Teams,
    Audit,
    Workspace,
}

/// A part of the application, or why it did not arrive.
pub type Part = Result<AnyView, LazyViewError>;

#[cfg_attr(feature = "split", lazy(fallible))]
async fn door(page: Door) -> Part {
    Ok(match page {
        Door::SignIn => view! { <identity::SignInPage/> }.into_any(),
        Door::SignUp => view! { <identity::SignUpPage/> }.into_any(),
        Door::Forgot => view! { <identity::ForgotPage/> }.into_any(),
        Door::Reset => view! { <identity::ResetPage/> }.into_any(),
        Door::Invite => view! { <workspace::InvitePage/> }.into_any(),
        Door::Mailbox => view! { <identity::MailboxPage/> }.into_any(),
    })
}

#[cfg_attr(feature = "split", lazy(fallible))]
async fn overview(page: Overview) -> Part {
    Ok(match page {
        Overview::Workspaces => view! { <workspace::WorkspacesPage/> }.into_any(),
        Overview::Home => view! { <home::HomePage/> }.into_any(),
        Overview::Projects => view! { <boards::ProjectsPage/> }.into_any(),
        Overview::People => view! { <people::PeoplePage/> }.into_any(),
    })
}

#[cfg_attr(feature = "split", lazy(fallible))]
async fn board(_page: Board) -> Part {
    Ok(view! { <boards::BoardPage/> }.into_any())
}

#[cfg_attr(feature = "split", lazy(fallible))]
async fn import(_page: Import) -> Part {
    Ok(view! { <boards::ImportPage/> }.into_any())
}

#[cfg_attr(feature = "split", lazy(fallible))]
async fn settings(page: Settings) -> Part {
    Ok(match page {
        Settings::Profile => view! { <people::ProfilePage/> }.into_any(),
        Settings::Security => view! { <identity::SecurityPage/> }.into_any(),
        Settings::Members => view! { <workspace::MembersPage/> }.into_any(),
        Settings::Teams => view! { <workspace::TeamsPage/> }.into_any(),
        Settings::Audit => view! { <workspace::AuditPage/> }.into_any(),
        Settings::Workspace => view! { <workspace::SettingsPage/> }.into_any(),
    })
}

macro_rules! parts {
    ($($part:ident of $pages:ty, $preload:ident);+) => {
        $(impl ChooseView for $pages {
            async fn choose(self) -> AnyView {
                shown(stringify!($part), $part(self).await)
            }

            async fn preload(&self) {}
        })+

        /// Fetches a part that the server named in the page, so that the page can be woken in one go.
        #[cfg(all(feature = "hydrate", feature = "split"))]
        pub async fn fetch(part: &str) {
            let fetched = match part {
                $(stringify!($part) => $preload().await,)+
                "panel" => boards::__preload_panel().await,
                _ => Ok(()),
            };
            // What did not arrive is asked for again, and told, when the page is shown.
            drop(fetched);
        }
    };
}

parts!(
    door of Door, __preload_door;
    overview of Overview, __preload_overview;
    board of Board, __preload_board;
    import of Import, __preload_import;
    settings of Settings, __preload_settings
);

/// Everything is in one file.
#[cfg(not(all(feature = "hydrate", feature = "split")))]
#[allow(clippy::unused_async, reason = "as the other")]
pub async fn fetch(_part: &str) {}

fn shown(name: &'static str, part: Part) -> AnyView {
    view! { <Body {..} data-part=name/> {arrived(part)} }.into_any()
}

/// What to show of a part.
pub fn arrived(part: Part) -> AnyView {
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

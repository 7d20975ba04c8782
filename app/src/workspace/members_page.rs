use super::{
    api::{ChangeRole, Invite, Members, ReinstateMember, SetManager, SuspendMember, load_members},
    confirm::Confirm,
    invitations::{InviteSection, PendingSection},
    member_row::MemberRow,
    settings_layout::SettingsLayout,
};
use crate::{
    form::{Action, ActionForm, Fresh},
    frame::{Excuse, Frame, use_workspace},
    identity::next::encode,
    routes::use_query,
    ui::{Button, ButtonKind, IconName, LinkButton, RowsSkeleton, Table},
    wire::load,
};
use leptos::prelude::*;
use leptos_router::components::Form;

/// What can be done to a member, with the member whose suspension is being asked about.
#[derive(Clone, Copy)]
pub struct MemberActions {
    pub role: Action<ChangeRole>,
    pub manager: Action<SetManager>,
    pub reinstate: Action<ReinstateMember>,
    pub invite: Action<Invite>,
    /// Id and name.
    pub asked: RwSignal<Option<(String, String)>>,
    pub ask: RwSignal<bool>,
}

#[component]
pub fn MembersPage() -> impl IntoView {
    let fresh = Fresh::new();
    let workspace = use_workspace();
    let query = use_query();
    let search = Memo::new(move |_| query.with(|query| query.get("q").unwrap_or_default()));
    let after = Memo::new(move |_| query.with(|query| query.get("after").and_then(|id| id.parse().ok())));
    let slug = workspace.clone();
    let members = load(
        move || (slug.clone(), search.get(), after.get(), fresh.get()),
        |(workspace, search, after, _)| load_members(workspace, search, after),
    );
    let actions = MemberActions {
        role: Action::new(),
        manager: Action::new(),
        reinstate: Action::new(),
        invite: Action::new(),
        asked: RwSignal::new(None),
        ask: RwSignal::new(false),
    };
    let suspend = Action::<SuspendMember>::new();
    fresh.follow(actions.role, "The role is changed.");
    fresh.follow_form(actions.invite, "");
    fresh.follow(actions.manager, "Saved.");
    fresh.follow(actions.reinstate, "They can come in again.");
    fresh.follow(suspend, "They are shut out. What they made stays.");
    crate::form::after(suspend, move |()| actions.ask.set(false));
    let asked_id = move || actions.asked.get().map(|(id, _)| id).unwrap_or_default();
    let asked_name = move || actions.asked.get().map(|(_, name)| name).unwrap_or_default();
    view! {
        <Frame title="Members">
            <Transition fallback=|| view! { <RowsSkeleton/> }>
                {move || Suspend::new(async move {
                    match members.await {
                        Ok(members) => view! { <Shown members=members search=search fresh=fresh actions=actions/> }.into_any(),
                        Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                    }
                })}
            </Transition>
            <Confirm
                id="suspend"
                title="Suspend this member?"
                sentence=Signal::derive(move || format!("{} is signed out of this workspace at once and cannot enter it. What they made stays, and you can let them in again.", asked_name()))
                open=actions.ask
            >
                <ActionForm action=suspend>
                    <input type="hidden" name="workspace" value=workspace/>
                    <input type="hidden" name="person" prop:value=asked_id/>
                    <Button kind=ButtonKind::Danger submit=true busy=suspend.pending()>"Suspend"</Button>
                </ActionForm>
            </Confirm>
        </Frame>
    }
}

#[component]
fn Shown(members: Members, search: Memo<String>, fresh: Fresh, actions: MemberActions) -> impl IntoView {
    let Members { workspace, page, managers, invitations } = members;
    let can = workspace.can;
    let slug = StoredValue::new(workspace.slug.clone());
    let managers = StoredValue::new(managers);
    let none = page.items.is_empty();
    let more = page.next.map(|next| format!("?q={}&after={next}", encode(&search.get_untracked())));
    let heads = if can.manage_members {
        vec!["Person", "Role", "Teams", "Since", ""]
    } else {
        vec!["Person", "Role", "Teams", "Since"]
    };
    view! {
        <SettingsLayout title="Members" sentence="Who can enter this workspace, and what they may do in it." can=Some(can)>
            {can.invite.then(|| view! { <InviteSection slug=slug.get_value() reader=workspace.role action=actions.invite/> })}
            {(!invitations.is_empty()).then(|| view! { <PendingSection slug=slug.get_value() invitations=invitations fresh=fresh/> })}
            <section>
                <h2>"People"</h2>
                <Form method="GET" action="" attr:class="row" attr:role="search">
                    <input type="search" name="q" aria-label="Find by name or title" placeholder="Name or title" value=move || search.get()/>
                    <Button submit=true icon=IconName::Search>"Find"</Button>
                </Form>
                {if none {
                    view! { <p class="muted">"Nobody of that name."</p> }.into_any()
                } else {
                    view! {
                        <Table caption="Members" heads=heads>
                            {page.items.into_iter().map(|member| view! {
                                <MemberRow member=member reader=workspace.role manages=can.manage_members slug=slug managers=managers actions=actions/>
                            }).collect_view()}
                        </Table>
                    }.into_any()
                }}
                {more.map(|href| view! { <LinkButton href=href>"Show more"</LinkButton> })}
            </section>
        </SettingsLayout>
    }
}

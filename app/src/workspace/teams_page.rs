use super::{
    api::{AddTeamMember, CreateTeam, DeleteTeam, RemoveTeamMember, RenameTeam, SetTeamLead, Teams, load_teams},
    confirm::Confirm,
    settings_layout::SettingsLayout,
    team_section::TeamSection,
};
use crate::{
    form::{Action, ActionForm, Answer, Fresh},
    frame::{Excuse, Frame, use_workspace},
    ui::{Button, ButtonKind, EmptyState, FormError, IconName, RowsSkeleton, TextField},
    wire::load,
};
use leptos::prelude::*;

/// What can be done to a team.
#[derive(Clone, Copy)]
pub struct TeamActions {
    pub rename: Action<RenameTeam>,
    pub add: Action<AddTeamMember>,
    pub remove: Action<RemoveTeamMember>,
    pub lead: Action<SetTeamLead>,
    /// Id and name of the team whose end is being asked about.
    pub asked: RwSignal<Option<(String, String)>>,
    pub ask: RwSignal<bool>,
}

#[component]
pub fn TeamsPage() -> impl IntoView {
    let fresh = Fresh::new();
    let workspace = use_workspace();
    let slug = workspace.clone();
    let teams = load(move || (slug.clone(), fresh.get()), |(workspace, _)| load_teams(workspace));
    let actions = TeamActions {
        rename: Action::new(),
        add: Action::new(),
        remove: Action::new(),
        lead: Action::new(),
        asked: RwSignal::new(None),
        ask: RwSignal::new(false),
    };
    let delete = Action::<DeleteTeam>::new();
    fresh.follow(actions.rename, "The team has its new name.");
    fresh.follow(actions.add, "");
    fresh.follow(actions.remove, "");
    fresh.follow(actions.lead, "");
    fresh.follow(delete, "The team is dissolved. Its people stay members.");
    crate::form::after(delete, move |()| actions.ask.set(false));
    let asked_id = move || actions.asked.get().map(|(id, _)| id).unwrap_or_default();
    let asked_name = move || actions.asked.get().map(|(_, name)| name).unwrap_or_default();
    view! {
        <Frame title="Teams">
            <Transition fallback=|| view! { <RowsSkeleton/> }>
                {move || Suspend::new(async move {
                    match teams.await {
                        Ok(teams) => view! { <Shown teams=teams fresh=fresh actions=actions/> }.into_any(),
                        Err(failure) => view! { <Excuse failure=failure/> }.into_any(),
                    }
                })}
            </Transition>
            <Confirm
                id="delete-team"
                title="Dissolve this team?"
                sentence=Signal::derive(move || format!("{} is gone then. Its people stay members of the workspace.", asked_name()))
                open=actions.ask
            >
                <ActionForm action=delete>
                    <input type="hidden" name="workspace" value=workspace/>
                    <input type="hidden" name="team" prop:value=asked_id/>
                    <Button kind=ButtonKind::Danger submit=true busy=delete.pending()>"Dissolve"</Button>
                </ActionForm>
            </Confirm>
        </Frame>
    }
}

#[component]
fn Shown(teams: Teams, fresh: Fresh, actions: TeamActions) -> impl IntoView {
    let Teams { workspace, teams, members } = teams;
    let can = workspace.can;
    let slug = StoredValue::new(workspace.slug);
    let members = StoredValue::new(members);
    let none = teams.is_empty();
    view! {
        <SettingsLayout title="Teams" sentence="People who work together. A person can be in several." can=Some(can)>
            {none.then(|| view! {
                <EmptyState icon=IconName::Users title="No teams yet" sentence="Give the people who work together a name, such as Design or Support."/>
            })}
            {teams.into_iter().map(|team| view! { <TeamSection team=team slug=slug members=members actions=actions/> }).collect_view()}
            {can.manage_teams.then(|| view! { <NewTeam slug=slug.get_value() fresh=fresh/> })}
        </SettingsLayout>
    }
}

#[component]
fn NewTeam(slug: String, fresh: Fresh) -> impl IntoView {
    let action = Action::<CreateTeam>::new();
    let answer = Answer::of(action);
    fresh.follow_form(action, "The team is there. Add its people.");
    view! {
        <section>
            <h2>"New team"</h2>
            <ActionForm action=action class="form">
                <FormError error=answer.form()/>
                <input type="hidden" name="workspace" value=slug/>
                <TextField id="name" label="Name of the team" placeholder="Design" required=true error=answer.field("name")/>
                <div class="actions"><Button kind=ButtonKind::Primary submit=true busy=action.pending()>"Create the team"</Button></div>
            </ActionForm>
        </section>
    }
}

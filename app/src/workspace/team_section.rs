use super::teams_page::TeamActions;
use crate::{
    form::ActionForm,
    ui::{Avatar, Button, ButtonSize, Chip, Choice, IconButton, IconName, Menu, MenuItem, SelectField, TextField},
};
use atrium::ids::TeamId;
use atrium::workspace::{MemberView, TeamMemberView, TeamView};
use leptos::prelude::*;

/// A team with its people. Who manages teams can change both here.
#[component]
pub fn TeamSection(
    team: TeamView,
    slug: StoredValue<String>,
    members: StoredValue<Vec<MemberView>>,
    actions: TeamActions,
) -> impl IntoView {
    let id = team.id.to_string();
    let can = team.can_manage;
    let menu = format!("team-{id}");
    let missing: Vec<Choice> = members
        .get_value()
        .into_iter()
        .filter(|member| !member.suspended && team.members.iter().all(|one| one.person_id != member.person_id))
        .map(|member| Choice::new(member.person_id.to_string(), member.name))
        .collect();
    let none = team.members.is_empty();
    let people = team.members.clone();
    let team_id = team.id;
    view! {
        <section>
            <div class="row spread">
                <h2>{team.name.clone()}</h2>
                {can.then(|| view! {
                    <IconButton icon=IconName::Ellipsis label=format!("Change {}", team.name) size=ButtonSize::Small attr:popovertarget=menu.clone() attr:data-tip-align="end"/>
                    <TeamMenu menu=menu team=team slug=slug actions=actions/>
                })}
            </div>
            {none.then(|| view! { <p class="muted">"Nobody is in this team yet."</p> })}
            <ul class="list">
                {people.into_iter().map(|person| view! { <TeamPerson person=person team=team_id can=can slug=slug actions=actions/> }).collect_view()}
            </ul>
            {(can && !missing.is_empty()).then(|| view! {
                <ActionForm action=actions.add class="form">
                    <input type="hidden" name="workspace" value=slug.get_value()/>
                    <input type="hidden" name="team" value=id.clone()/>
                    <SelectField id=format!("add-{id}") name="person" label="Add somebody" choices=missing/>
                    <div class="actions"><Button size=ButtonSize::Small icon=IconName::Plus submit=true>"Add"</Button></div>
                </ActionForm>
            })}
        </section>
    }
}

#[component]
fn TeamMenu(menu: String, team: TeamView, slug: StoredValue<String>, actions: TeamActions) -> impl IntoView {
    let id = team.id.to_string();
    let asked = (id.clone(), team.name.clone());
    view! {
        <Menu id=menu.clone() label=format!("Change {}", team.name)>
            <ActionForm action=actions.rename class="form">
                <input type="hidden" name="workspace" value=slug.get_value()/>
                <input type="hidden" name="team" value=id.clone()/>
                <input type="hidden" name="version" value=team.version.to_string()/>
                <TextField id=format!("rename-{id}") name="name" label="Name" value=team.name required=true/>
                <Button size=ButtonSize::Small submit=true>"Rename"</Button>
            </ActionForm>
            <hr/>
            <MenuItem menu=menu danger=true icon=IconName::Trash2 on:click=move |_| {
                actions.asked.set(Some(asked.clone()));
                actions.ask.set(true);
            }>"Dissolve the team"</MenuItem>
        </Menu>
    }
}

#[component]
fn TeamPerson(
    person: TeamMemberView,
    team: TeamId,
    can: bool,
    slug: StoredValue<String>,
    actions: TeamActions,
) -> impl IntoView {
    let id = person.person_id;
    // Pressed or not says the rest.
    let lead_label = format!("Lead: {}", person.name);
    let remove_label = format!("Take {} out of the team", person.name);
    view! {
        <li>
            <Avatar hue=person.hue name=person.name.clone()/>
            <div class="what"><span>{person.name}</span></div>
            {(person.lead && !can).then(|| view! { <span class="aside"><Chip text="Lead"/></span> })}
            {can.then(|| view! {
                <ActionForm action=actions.lead>
                    <input type="hidden" name="workspace" value=slug.get_value()/>
                    <input type="hidden" name="team" value=team.to_string()/>
                    <input type="hidden" name="person" value=id.to_string()/>
                    <input type="hidden" name="lead" value=(!person.lead).to_string()/>
                    <Button size=ButtonSize::Small submit=true icon=IconName::Star attr:aria-label=lead_label attr:aria-pressed=person.lead.to_string()>"Lead"</Button>
                </ActionForm>
                <ActionForm action=actions.remove>
                    <input type="hidden" name="workspace" value=slug.get_value()/>
                    <input type="hidden" name="team" value=team.to_string()/>
                    <input type="hidden" name="person" value=id.to_string()/>
                    <IconButton icon=IconName::X label=remove_label size=ButtonSize::Small submit=true attr:data-tip-align="end"/>
                </ActionForm>
            })}
        </li>
    }
}

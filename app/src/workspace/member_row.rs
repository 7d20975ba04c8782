use super::{members_page::MemberActions, workspaces_page::role_word};
use crate::{
    form::ActionForm,
    ui::{Avatar, Button, ButtonSize, Chip, Choice, IconButton, IconName, Menu, MenuItem, SelectField},
};
use atrium::{
    actor::Role,
    workspace::{MemberView, may_grant},
};
use leptos::prelude::*;

/// One member, with what the reader may change of them in a menu.
#[component]
pub fn MemberRow(
    member: MemberView,
    reader: Role,
    /// Whether there is a column for the menu.
    manages: bool,
    slug: StoredValue<String>,
    managers: StoredValue<Vec<MemberView>>,
    actions: MemberActions,
) -> impl IntoView {
    let can = member.can;
    let changes = can.change_role || can.suspend || can.set_manager;
    let menu = format!("member-{}", member.person_id);
    let teams = member.teams.iter().map(|team| team.name.clone()).collect::<Vec<_>>().join(", ");
    let below = member.email.clone().unwrap_or_else(|| member.title.clone());
    let label = format!("Change {}", member.name);
    let opens = menu.clone();
    let shown = member.clone();
    view! {
        <tr>
            <td>
                <div class="person">
                    <Avatar hue=shown.hue name=shown.name.clone()/>
                    <span>{shown.name}<small>{below}</small></span>
                </div>
            </td>
            <td>{role_word(shown.role)} {shown.suspended.then(|| view! { " " <Chip text="Suspended"/> })}</td>
            <td>{teams}</td>
            <td>{shown.joined}</td>
            {manages.then(|| view! {
                <td class="actions">
                    {changes.then(|| view! {
                        <IconButton icon=IconName::Ellipsis label=label size=ButtonSize::Small attr:popovertarget=opens attr:data-tip-align="end"/>
                        <MemberMenu id=menu member=member reader=reader slug=slug managers=managers actions=actions/>
                    })}
                </td>
            })}
        </tr>
    }
}

#[component]
fn MemberMenu(
    id: String,
    member: MemberView,
    reader: Role,
    slug: StoredValue<String>,
    managers: StoredValue<Vec<MemberView>>,
    actions: MemberActions,
) -> impl IntoView {
    let can = member.can;
    let person = member.person_id;
    let roles = Role::ALL
        .into_iter()
        .filter(|role| may_grant(reader, *role))
        .map(|role| Choice::new(role.name(), role_word(role)))
        .collect();
    let above: Vec<Choice> = std::iter::once(Choice::new("", "Nobody"))
        .chain(
            managers
                .get_value()
                .into_iter()
                .filter(|other| other.person_id != member.person_id && !other.suspended)
                .map(|other| Choice::new(other.person_id.to_string(), other.name)),
        )
        .collect();
    let role_form = can.change_role.then(|| view! {
        <ActionForm action=actions.role class="form">
            <input type="hidden" name="workspace" value=slug.get_value()/>
            <input type="hidden" name="person" value=person.to_string()/>
            <input type="hidden" name="version" value=member.version.to_string()/>
            <SelectField id=format!("role-{person}") name="role" label="Role" choices=roles value=member.role.name()/>
            <Button size=ButtonSize::Small submit=true>"Change the role"</Button>
        </ActionForm>
    });
    let manager_form = can.set_manager.then(|| view! {
        <ActionForm action=actions.manager class="form">
            <input type="hidden" name="workspace" value=slug.get_value()/>
            <input type="hidden" name="person" value=person.to_string()/>
            <SelectField id=format!("manager-{person}") name="manager" label="Reports to" choices=above value=member.manager_id.map(|id| id.to_string()).unwrap_or_default()/>
            <Button size=ButtonSize::Small submit=true>"Save"</Button>
        </ActionForm>
    });
    let name = member.name.clone();
    let asked = person.to_string();
    let own = id.clone();
    let standing = match (can.suspend, member.suspended) {
        (false, _) => None,
        (true, true) => Some(
            view! {
                <hr/>
                <ActionForm action=actions.reinstate>
                    <input type="hidden" name="workspace" value=slug.get_value()/>
                    <input type="hidden" name="person" value=person.to_string()/>
                    <MenuItem menu=own icon=IconName::Undo2 submit=true>"Let them in again"</MenuItem>
                </ActionForm>
            }
            .into_any(),
        ),
        (true, false) => Some(
            view! {
                <hr/>
                <MenuItem menu=own danger=true icon=IconName::X on:click=move |_| {
                    actions.asked.set(Some((asked.clone(), name.clone())));
                    actions.ask.set(true);
                }>"Suspend"</MenuItem>
            }
            .into_any(),
        ),
    };
    view! { <Menu id=id label=format!("Change {}", member.name)>{role_form}{manager_form}{standing}</Menu> }
}

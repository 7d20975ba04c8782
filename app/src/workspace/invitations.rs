use super::{
    api::{Invite, RevokeInvitation},
    copy_button::CopyButton,
    workspaces_page::role_word,
};
use crate::{
    form::{Action, ActionForm, Answer, Fresh},
    ui::{
        Button, ButtonKind, ButtonSize, Chip, Choice, FieldKind, FormError, Icon, IconName, Notice, NoticeKind,
        SelectField, TextField,
    },
};
use atrium::{
    actor::Role,
    workspace::{InvitationView, may_grant},
};
use leptos::prelude::*;

/// The action lives above what is read anew, so that the link of a new invitation stays in sight.
#[component]
pub fn InviteSection(slug: String, reader: Role, action: Action<Invite>) -> impl IntoView {
    let answer = Answer::of(action);
    let roles = Role::ALL
        .into_iter()
        .filter(|role| may_grant(reader, *role))
        .map(|role| Choice::new(role.name(), role_word(role)))
        .collect();
    let days = vec![Choice::new("1", "A day"), Choice::new("7", "A week"), Choice::new("30", "30 days")];
    view! {
        <section>
            <h2>"Invite somebody"</h2>
            <p>"With an address we mail the invitation. Without one you get a link to pass on yourself."</p>
            <NewLink action=action/>
            <ActionForm action=action class="form">
                <FormError error=answer.form()/>
                <input type="hidden" name="workspace" value=slug/>
                <TextField id="email" label="E-mail" kind=FieldKind::Email optional=true autocomplete="off" error=answer.field("email")/>
                <div class="pair">
                    <SelectField id="role" label="Role" choices=roles value="member" error=answer.field("role")/>
                    <SelectField id="days" label="Good for" choices=days value="7" error=answer.field("days")/>
                </div>
                <div class="actions"><Button kind=ButtonKind::Primary icon=IconName::UserPlus submit=true busy=action.pending()>"Invite"</Button></div>
            </ActionForm>
        </section>
    }
}

/// The link of the invitation just made.
#[component]
fn NewLink(action: Action<Invite>) -> impl IntoView {
    move || {
        action.output().and_then(|invited| invited.link).map(|link| view! {
            <div class="stack">
                <Notice kind=NoticeKind::Success sentence="The invitation is made. This is its link; it is shown this once."/>
                <span class="secret"><code>{link.clone()}</code><CopyButton text=link/></span>
            </div>
        })
    }
}

#[component]
pub fn PendingSection(slug: String, invitations: Vec<InvitationView>, fresh: Fresh) -> impl IntoView {
    let slug = StoredValue::new(slug);
    let revoke = Action::<RevokeInvitation>::new();
    fresh.follow(revoke, "The invitation is taken back.");
    view! {
        <section>
            <h2>"Invitations that stand"</h2>
            <ul class="list">
                {invitations.into_iter().map(|one| {
                    let who = one.email.unwrap_or_else(|| "Whoever has the link".to_owned());
                    let label = format!("Take back the invitation of {who}");
                    view! {
                        <li>
                            <Icon name=IconName::Mail/>
                            <div class="what"><span>{who}</span><small>{format!("from {} \u{b7} until {}", one.inviter, one.expires)}</small></div>
                            <span class="aside"><Chip text=role_word(one.role)/></span>
                            <ActionForm action=revoke>
                                <input type="hidden" name="workspace" value=slug.get_value()/>
                                <input type="hidden" name="id" value=one.id.to_string()/>
                                <Button size=ButtonSize::Small submit=true attr:aria-label=label>"Take back"</Button>
                            </ActionForm>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </section>
    }
}

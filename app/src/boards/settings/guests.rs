use super::Desk;
use crate::{
    boards::api::{SetGuest, ShareProject},
    form::Answer,
    form::{Action, ActionForm},
    ui::{Avatar, Button, ButtonSize, Choice, FieldKind, FormError, IconButton, IconName, SelectField, TextField},
};
use atrium::boards::project::{Guest, GuestLevel};
use leptos::prelude::*;

/// Guests see nothing but what is shared with them; everybody else sees the project anyway.
#[component]
pub fn Guests(desk: Desk, guests: Vec<Guest>) -> impl IntoView {
    let share = Action::<ShareProject>::new();
    let answer = Answer::of(share);
    desk.fresh.follow_form(share, "The project is shared.");
    let members = format!("/w/{}/members", desk.workspace.get_value());
    let levels = vec![Choice::new("view", "Look"), Choice::new("edit", "Look and change")];
    view! {
        <section>
            <h2>"Guests"</h2>
            <p>
                "Members of the workspace see every project. A guest sees those that are shared with them. "
                <a href=members>"Invite a new guest"</a>
            </p>
            {(!guests.is_empty()).then(|| view! {
                <ul class="list">{guests.into_iter().map(|guest| view! { <GuestRow desk=desk guest=guest/> }).collect_view()}</ul>
            })}
            <ActionForm action=share class="form">
                <FormError error=answer.form()/>
                <input type="hidden" name="workspace" value=desk.workspace.get_value()/>
                <input type="hidden" name="project_id" value=desk.project_id.to_string()/>
                <div class="pair">
                    <TextField id="email" label="E-mail of the guest" kind=FieldKind::Email required=true autocomplete="off" error=answer.field("email")/>
                    <SelectField id="level" label="They may" choices=levels value="view"/>
                </div>
                <div class="actions"><Button icon=IconName::UserPlus submit=true busy=share.pending()>"Share"</Button></div>
            </ActionForm>
        </section>
    }
}

#[component]
fn GuestRow(desk: Desk, guest: Guest) -> impl IntoView {
    let action = Action::<SetGuest>::new();
    desk.fresh.follow(action, "Saved.");
    let (may, other, word) = match guest.level {
        Some(GuestLevel::Edit) => ("May look and change", "view", "Look only"),
        _ => ("May look", "edit", "Let change"),
    };
    let person_id = guest.person_id;
    let hidden = move |level: Option<&'static str>| {
        view! {
            <input type="hidden" name="workspace" value=desk.workspace.get_value()/>
            <input type="hidden" name="project_id" value=desk.project_id.to_string()/>
            <input type="hidden" name="person_id" value=person_id.to_string()/>
            {level.map(|level| view! { <input type="hidden" name="level" value=level/> })}
        }
    };
    let label = format!("Take the project away from {}", guest.name);
    let change = format!("{word}: {}", guest.name);
    view! {
        <li>
            <Avatar hue=guest.hue name=guest.name.clone()/>
            <div class="what"><span>{guest.name.clone()}</span><small>{may}</small></div>
            <ActionForm action=action>
                {hidden(Some(other))}
                <Button size=ButtonSize::Small submit=true attr:aria-label=change>{word}</Button>
            </ActionForm>
            <ActionForm action=action>
                {hidden(None)}
                <IconButton icon=IconName::X size=ButtonSize::Small submit=true label=label/>
            </ActionForm>
        </li>
    }
}

//! Everybody there is, in the workspace `north`.

use crate::stage::{Answered, Ask, Person, Stage, Things};
use atrium::{actor::Role, boards::project::GuestLevel, clock, identity::TokenScope, wiki, workspace};

/// Somebody who comes to the door, in one of the ways there are.
pub struct Persona {
    pub name: &'static str,
    pub person: Option<Person>,
    /// In place of the session.
    pub token: Option<String>,
    /// To put them back after they left.
    role: Option<Role>,
}

impl Persona {
    /// The request as this persona sends it.
    pub fn sends<'a>(&self, ask: Ask<'a>) -> Ask<'a> {
        match (&self.token, &self.person) {
            (Some(token), _) => ask.bearing(token),
            (None, Some(person)) => ask.by(person),
            (None, None) => ask,
        }
    }

    /// Keeps the cookie of an answer, as a browser does.
    pub fn keep_cookie(&mut self, answer: &Answered) {
        let secret = answer.header("set-cookie").strip_prefix("atrium=").and_then(|cookie| cookie.split(';').next());
        if let (Some(person), Some(secret)) = (&mut self.person, secret.filter(|secret| !secret.is_empty())) {
            secret.clone_into(&mut person.secret);
        }
    }
}

pub async fn cast(stage: &Stage) -> Vec<Persona> {
    let mut personas = Vec::new();
    for (name, role) in [
        ("owner", Role::Owner),
        ("admin", Role::Admin),
        ("member", Role::Member),
        ("viewer", Role::Viewer),
        ("guest-edit", Role::Guest),
        ("guest-view", Role::Guest),
        ("guest-none", Role::Guest),
    ] {
        let person = Some(stage.member(name, role).await);
        personas.push(Persona { name, person, token: None, role: Some(role) });
    }
    let suspended = stage.member("suspended", Role::Admin).await;
    let founder = stage.actor(&stage.founder).await;
    workspace::suspend(&stage.db, &founder, suspended.id(), clock::now()).await.expect("suspends");
    personas.push(Persona { name: "suspended", person: Some(suspended), token: None, role: None });
    let stranger = Person::new(&stage.db, "stranger").await;
    personas.push(Persona { name: "stranger", person: Some(stranger), token: None, role: None });
    for (name, scope) in [("token-write", TokenScope::Write), ("token-read", TokenScope::Read)] {
        let person = stage.member(name, Role::Owner).await;
        let token = Some(person.token(&stage.db, scope).await.1);
        personas.push(Persona { name, person: Some(person), token, role: Some(Role::Owner) });
    }
    personas.push(Persona { name: "nobody", person: None, token: None, role: None });
    personas
}

pub fn guests(personas: &[Persona]) -> Vec<(&Person, GuestLevel)> {
    let named = |name| personas.iter().find(|who| who.name == name).and_then(|who| who.person.as_ref());
    [("guest-edit", GuestLevel::Edit), ("guest-view", GuestLevel::View)]
        .into_iter()
        .filter_map(|(name, level)| named(name).map(|person| (person, level)))
        .collect()
}

/// Does what an act needs to find done before.
pub async fn get_ready(act: &str, stage: &Stage, things: &Things) {
    if act == "restore_workspace" {
        let founder = stage.actor(&stage.founder).await;
        workspace::delete(&stage.db, &founder, clock::now()).await.expect("deletes");
    }
    if matches!(act, "delete_page" | "restore_page") {
        let founder = stage.actor(&stage.founder).await;
        wiki::trash_page(&stage.db, &founder, things.wiki.page.id).await.expect("goes to the trash");
    }
}

/// Puts back what an act took from the stage itself.
pub async fn put_back(act: &str, stage: &Stage, things: &Things, who: &mut Persona, answer: &Answered) {
    who.keep_cookie(answer);
    let done = answer.status.is_success();
    if (act == "delete_workspace" && done) || (act == "restore_workspace" && !done) {
        let founder = &stage.founder.caller;
        workspace::restore(&stage.db, founder, stage.slug, clock::now()).await.expect("restores");
    }
    if matches!(act, "delete_page" | "restore_page") && !done {
        let founder = stage.actor(&stage.founder).await;
        wiki::restore_page(&stage.db, &founder, things.wiki.page.id).await.expect("comes back");
    }
    let Some(person) = who.person.as_mut().filter(|_| done) else { return };
    match act {
        "leave_workspace" => {
            if let Some(role) = who.role {
                stage.join(person, role).await;
            }
        }
        "accept_invitation" if who.role.is_none() => {
            let actor = stage.actor(person).await;
            workspace::leave(&stage.db, &actor, clock::now()).await.expect("leaves");
        }
        "change_password" => "another quiet harbour lantern".clone_into(&mut person.password),
        // A sign-in ends the session that the browser still carried.
        "sign_in" | "sign_up" | "sign_out" => person.secret = person.sign_in(&stage.db).await.1,
        _ => {}
    }
}

/// Makes anew what an act may have changed: what is in the wiki, or everything else.
pub async fn renew(stage: &Stage, things: &mut Things, personas: &[Persona], is_of_wiki: bool) {
    if is_of_wiki {
        things.wiki = stage.wiki_things().await;
    } else {
        *things = stage.things_beside(things.wiki.clone(), &guests(personas)).await;
    }
}

use super::{api::Candidate, find::Find, may};
use crate::ui::{Avatar, Icon, IconName};
use atrium::wiki::{
    access::{AccessView, Grantee, NewAccess, NewGrant},
    level::Level,
};
use leptos::prelude::*;

/// Somebody on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub to: Grantee,
    pub name: String,
    pub hue: Option<i16>,
    pub level: Level,
}

/// A list as it stands on the screen, until it is saved.
#[derive(Clone, Copy)]
pub struct Draft {
    pub everyone: RwSignal<Level>,
    pub narrow: RwSignal<bool>,
    pub listed: RwSignal<Vec<Listed>>,
    /// What it was.
    saved: RwSignal<NewAccess>,
}

impl Draft {
    pub fn of(view: &AccessView) -> Self {
        let listed = view.grants.iter().cloned();
        let listed = listed.map(|grant| Listed { to: grant.to, name: grant.name, hue: grant.hue, level: grant.level });
        let draft = Self {
            everyone: RwSignal::new(view.everyone),
            narrow: RwSignal::new(view.narrow),
            listed: RwSignal::new(listed.collect()),
            saved: RwSignal::default(),
        };
        draft.saved.set(draft.wanted());
        draft
    }

    /// The list as the server is told.
    pub fn wanted(self) -> NewAccess {
        let grants = self
            .listed
            .with_untracked(|listed| listed.iter().map(|one| NewGrant { to: one.to, level: one.level }).collect());
        NewAccess { everyone: self.everyone.get_untracked(), narrow: self.narrow.get_untracked(), grants }
    }

    /// Whether something is to be saved.
    pub fn changed(self) -> bool {
        self.everyone.track();
        self.narrow.track();
        self.listed.track();
        self.saved.with(|saved| *saved != self.wanted())
    }

    fn add(self, candidate: Candidate, level: Level) {
        let Candidate { to, name, hue } = candidate;
        self.listed.update(|listed| {
            if listed.iter().all(|one| one.to != to) {
                listed.push(Listed { to, name, hue, level });
            }
        });
    }
}

/// The list itself, with a field to add to it.
#[component]
pub fn Editor(draft: Draft, #[prop(into)] workspace: String, can: bool) -> impl IntoView {
    let rows = move || {
        let listed = draft.listed.get();
        if listed.is_empty() {
            return view! { <p class="muted">"Nobody is on the list."</p> }.into_any();
        }
        let row = move |one: Listed| view! { <Row one=one draft=draft can=can/> };
        view! { <ul class="list access-list">{listed.into_iter().map(row).collect_view()}</ul> }.into_any()
    };
    view! {
        {rows}
        {can.then(|| view! { <Find workspace=workspace chosen=Callback::new(move |candidate| draft.add(candidate, Level::Edit))/> })}
    }
}

#[component]
fn Row(one: Listed, draft: Draft, can: bool) -> impl IntoView {
    let Listed { to, name, hue, level } = one;
    let face = match hue {
        Some(hue) => view! { <Avatar hue=hue name=name.clone()/> }.into_any(),
        None => view! { <span class="avatar team"><Icon name=IconName::Users/></span> }.into_any(),
    };
    let kind = if hue.is_some() { "" } else { "Team" };
    let change = move |event| {
        let Ok(level) = event_target_value(&event).parse::<Level>() else { return };
        draft.listed.update(|listed| {
            listed.iter_mut().filter(|one| one.to == to).for_each(|one| one.level = level);
        });
    };
    let (label, remove) = (format!("What {name} may do"), format!("Take {name} off the list"));
    view! {
        <li>
            {face}
            <div class="what"><span>{name}</span><small>{kind}</small></div>
            {if can {
                view! {
                    <Levels level=level label=label change=Callback::new(change)/>
                    <button class="button quiet small icon-only" type="button" aria-label=remove on:click=move |_| draft.listed.update(|listed| listed.retain(|one| one.to != to))>
                        <Icon name=IconName::X/>
                    </button>
                }.into_any()
            } else {
                view! { <span class="aside">{may(level)}</span> }.into_any()
            }}
        </li>
    }
}

#[component]
fn Levels(level: Level, label: String, change: Callback<leptos::ev::Event>) -> impl IntoView {
    let choices =
        [(Level::View, "Read"), (Level::Comment, "Comment"), (Level::Edit, "Edit"), (Level::Manage, "Manage")];
    view! {
        <select class="level" aria-label=label on:change=move |event| change.run(event)>
            {choices.map(|(one, word)| view! { <option value=one.name() selected=one == level>{word}</option> }).into_iter().collect_view()}
        </select>
    }
}

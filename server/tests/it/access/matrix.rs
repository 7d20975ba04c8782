//! The golden file of who may do what: every action of every policy, for everybody there is.

use crate::stage::compare;
use atrium::{
    activity,
    actor::Role,
    boards::{policy as boards, project::GuestLevel},
    identity, inbox, people, webhooks,
    wiki::{level::Level, policy as wiki},
    workspace,
};
use std::fmt::Write;

/// Where somebody stands; nothing for who is no active member.
#[derive(Clone, Copy)]
struct Persona {
    name: &'static str,
    role: Option<Role>,
    shared: Option<GuestLevel>,
    may_write: bool,
}

const fn persona(name: &'static str, role: Option<Role>, shared: Option<GuestLevel>) -> Persona {
    Persona { name, role, shared, may_write: true }
}

const PERSONAS: [Persona; 10] = [
    persona("owner", Some(Role::Owner), None),
    persona("admin", Some(Role::Admin), None),
    persona("member", Some(Role::Member), None),
    persona("viewer", Some(Role::Viewer), None),
    persona("guest-edit", Some(Role::Guest), Some(GuestLevel::Edit)),
    persona("guest-view", Some(Role::Guest), Some(GuestLevel::View)),
    persona("guest-none", Some(Role::Guest), None),
    persona("suspended", None, None),
    persona("stranger", None, None),
    Persona { name: "owner's read-only token", role: Some(Role::Owner), shared: None, may_write: false },
];

type Rule = Box<dyn Fn(Persona) -> bool>;

fn rows(text: &mut String, title: &str, actions: Vec<(String, Rule)>) {
    writeln!(text, "\n{title}").expect("text");
    for (name, allowed) in actions {
        let marks: Vec<String> = PERSONAS
            .iter()
            .map(|&who| format!("{:>w$}", if allowed(who) { "yes" } else { "-" }, w = who.name.len()))
            .collect();
        writeln!(text, "  {name:<18} {}", marks.join("  ")).expect("text");
    }
}

/// What only reads: a token without the right to write may do it.
fn workspace_action_only_reads(action: workspace::Action) -> bool {
    use workspace::Action::{ReadAudit, SeeAddresses, SeeBilling, SeeInvitations, SeeMembers, SeeTeams, View};
    matches!(action, View | SeeMembers | SeeAddresses | SeeTeams | SeeInvitations | SeeBilling | ReadAudit)
}

/// Who stands where towards a page: the role, the level that is left of what was granted, and whether they may write.
const BEFORE_A_PAGE: [(&str, Role, Level, bool); 12] = [
    ("owner", Role::Owner, Level::Manage, true),
    ("admin", Role::Admin, Level::Manage, true),
    ("member-manage", Role::Member, Level::Manage, true),
    ("member-edit", Role::Member, Level::Edit, true),
    ("member-comment", Role::Member, Level::Comment, true),
    ("member-view", Role::Member, Level::View, true),
    ("member-none", Role::Member, Level::None, true),
    ("viewer", Role::Viewer, Level::View, true),
    ("guest-edit", Role::Guest, Level::Edit, true),
    ("guest-comment", Role::Guest, Level::Comment, true),
    ("guest-view", Role::Guest, Level::View, true),
    ("read-only token", Role::Owner, Level::Manage, false),
];

/// What may be done with a page or a space; the last column says what can be done where the space was put aside.
fn wiki_rows(text: &mut String) {
    let names: Vec<&str> = BEFORE_A_PAGE.iter().map(|who| who.0).collect();
    writeln!(text, "\n{:<21}{}  archived", "wiki", names.join("  ")).expect("text");
    for action in wiki::Action::ALL {
        let marks: Vec<String> = BEFORE_A_PAGE
            .iter()
            .map(|&(name, role, level, may_write)| {
                let allowed =
                    wiki::allows(wiki::Standing { role, level }, action) && (may_write || action.only_reads());
                format!("{:>w$}", if allowed { "yes" } else { "-" }, w = name.len())
            })
            .collect();
        let archived = if action.fits_archived() { "yes" } else { "-" };
        writeln!(text, "  {:<18} {}  {archived:>8}", format!("{action:?}"), marks.join("  ")).expect("text");
    }
}

#[test]
fn who_may_do_what_is_what_the_file_says() {
    let names: Vec<&str> = PERSONAS.iter().map(|who| who.name).collect();
    let mut text = format!("{:<21}{}\n", "", names.join("  "));

    let of_boards = boards::Action::ALL.into_iter().map(|action| {
        let allowed = move |who: Persona| {
            who.role.is_some_and(|role| {
                boards::allows(boards::Standing { role, shared: who.shared }, action)
                    && (who.may_write || action.only_reads())
            })
        };
        (format!("{action:?}"), Box::new(allowed) as Rule)
    });
    rows(&mut text, "boards", of_boards.collect());
    wiki_rows(&mut text);

    let of_workspace = workspace::Action::ALL.into_iter().map(|action| {
        let allowed = move |who: Persona| {
            who.role.is_some_and(|role| workspace::allows(role, action))
                && (who.may_write || workspace_action_only_reads(action))
        };
        (format!("{action:?}"), Box::new(allowed) as Rule)
    });
    rows(&mut text, "workspace", of_workspace.collect());

    let of_people = people::Action::ALL.into_iter().map(|action| {
        let allowed = move |who: Persona| who.role.is_some_and(|role| people::allows(role, action));
        (format!("{action:?}"), Box::new(allowed) as Rule)
    });
    rows(&mut text, "people", of_people.collect());

    let of_inbox = inbox::Action::ALL.into_iter().map(|action| {
        let allowed = move |who: Persona| {
            who.role.is_some_and(|role| inbox::allows(role, action)) && (who.may_write || action.only_reads())
        };
        (format!("{action:?}"), Box::new(allowed) as Rule)
    });
    rows(&mut text, "inbox", of_inbox.collect());

    let of_webhooks = webhooks::Action::ALL.into_iter().map(|action| {
        let allowed = move |who: Persona| {
            who.role.is_some_and(|role| webhooks::allows(role, action)) && (who.may_write || action.only_reads())
        };
        (format!("{action:?}"), Box::new(allowed) as Rule)
    });
    rows(&mut text, "webhooks", of_webhooks.collect());

    let of_activity = activity::Action::ALL.into_iter().map(|action| {
        let allowed = move |who: Persona| who.role.is_some_and(|role| activity::allows(role, action));
        (format!("{action:?}"), Box::new(allowed) as Rule)
    });
    rows(&mut text, "activity", of_activity.collect());

    let of_roles = Role::ALL.into_iter().map(|target| {
        let allowed =
            move |who: Persona| who.may_write && who.role.is_some_and(|role| workspace::may_grant(role, target));
        (format!("grant {}", target.name()), Box::new(allowed) as Rule)
    });
    rows(&mut text, "roles", of_roles.collect());

    text.push_str("\nidentity (one's own account)  session  token\n");
    for action in identity::Action::ALL {
        let mark = |by_token| if identity::allows(by_token, action) { "yes" } else { "-" };
        writeln!(text, "  {:<28}{:>7}{:>7}", format!("{action:?}"), mark(false), mark(true)).expect("text");
    }
    compare("access/matrix.txt", &text);
}

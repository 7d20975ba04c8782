//! Workspaces and the people in them, on a real database.

use crate::stage::{Person, Stage};
use atrium::{
    Error,
    actor::Role,
    clock, identity,
    workspace::{self, CreateWorkspace, Invite},
};
use time::Duration;

#[tokio::test]
async fn a_workspace_is_entered_by_its_members_and_is_not_there_for_strangers() {
    let stage = Stage::new().await;
    let stranger = Person::new(&stage.db, "Mallory").await;
    assert_eq!(workspace::enter(&stage.db, &stranger.caller, "north").await, Err(Error::NotFound));
    assert_eq!(workspace::enter(&stage.db, &stranger.caller, "nowhere").await, Err(Error::NotFound));
    assert_eq!(stage.actor(&stage.founder).await.role, Role::Owner);

    let taken = CreateWorkspace { name: "North again", slug: Some("north") };
    let refused = workspace::create(&stage.db, &stranger.caller, taken, None, clock::now()).await.unwrap_err();
    assert!(refused.field("slug").is_some());
    let near = CreateWorkspace { name: "North", slug: None };
    let found = workspace::create(&stage.db, &stranger.caller, near, None, clock::now()).await.unwrap();
    assert!(found.slug.starts_with("north-"));
}

#[tokio::test]
async fn a_suspended_member_is_shut_out_told_so_and_let_in_again() {
    let stage = Stage::new().await;
    let bo = stage.member("Bo", Role::Member).await;
    let founder = stage.actor(&stage.founder).await;
    for _ in 0..2 {
        workspace::suspend(&stage.db, &founder, bo.id(), clock::now()).await.unwrap();
    }
    assert_eq!(workspace::enter(&stage.db, &bo.caller, "north").await, Err(Error::Forbidden));
    let mine = workspace::list_mine(&stage.db, &bo.caller, clock::now()).await.unwrap();
    assert!(mine.iter().any(|one| one.slug == "north" && one.suspended));
    workspace::reinstate(&stage.db, &founder, bo.id()).await.unwrap();
    assert_eq!(stage.actor(&bo).await.role, Role::Member);
}

#[tokio::test]
async fn whoever_may_not_invite_any_more_leaves_no_way_in_behind() {
    let stage = Stage::new().await;
    let founder = stage.actor(&stage.founder).await;
    let db = &stage.db;
    for loss in ["suspended", "made a member", "left"] {
        let ann = stage.member("Ann", Role::Admin).await;
        let acting = stage.actor(&ann).await;
        let form = Invite { email: None, role: Role::Admin, days: 30, base_url: "" };
        let link = workspace::invite(db, &acting, form, None, clock::now()).await.unwrap().link.unwrap();
        let secret = link.rsplit('/').next().unwrap();
        workspace::preview_invitation(db, secret, clock::now()).await.unwrap();
        match loss {
            "suspended" => workspace::suspend(db, &founder, ann.id(), clock::now()).await.unwrap(),
            "left" => workspace::leave(db, &acting, clock::now()).await.unwrap(),
            _ => drop(workspace::change_role(db, &founder, ann.id(), Role::Member, None).await.unwrap()),
        }
        let second = Person::new(db, "Ann again").await;
        let refused = workspace::accept_invitation(db, &second.caller, secret, clock::now()).await;
        assert_eq!(refused, Err(Error::NotFound), "{loss}");
    }
    let standing = workspace::list_invitations(db, &founder, clock::now()).await.unwrap();
    assert!(standing.iter().all(|one| one.inviter == "Fatima"), "what others gave out stands");
}

#[tokio::test]
async fn a_workspace_keeps_an_owner() {
    let stage = Stage::new().await;
    let founder = stage.actor(&stage.founder).await;
    let db = &stage.db;
    assert!(workspace::leave(db, &founder, clock::now()).await.unwrap_err().field("role").is_some());
    let own = stage.founder.id();
    assert!(workspace::change_role(db, &founder, own, Role::Admin, None).await.unwrap_err().field("role").is_some());

    let bo = stage.member("Bo", Role::Owner).await;
    let bo_acting = stage.actor(&bo).await;
    // Both owners step down at once: one of them stays.
    let (first, second) = tokio::join!(
        workspace::change_role(db, &founder, own, Role::Member, None),
        workspace::change_role(db, &bo_acting, bo.id(), Role::Member, None),
    );
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
}

#[tokio::test]
async fn an_admin_neither_touches_nor_makes_owners() {
    let stage = Stage::new().await;
    let ann = stage.member("Ann", Role::Admin).await;
    let bo = stage.member("Bo", Role::Member).await;
    let acting = stage.actor(&ann).await;
    let db = &stage.db;
    let owner = stage.founder.id();
    assert_eq!(workspace::change_role(db, &acting, owner, Role::Member, None).await, Err(Error::Forbidden));
    assert_eq!(workspace::change_role(db, &acting, bo.id(), Role::Owner, None).await, Err(Error::Forbidden));
    assert_eq!(workspace::suspend(db, &acting, owner, clock::now()).await, Err(Error::Forbidden));
    workspace::change_role(db, &acting, bo.id(), Role::Viewer, None).await.unwrap();
    assert_eq!(stage.actor(&bo).await.role, Role::Viewer);
    let viewer = stage.actor(&bo).await;
    assert_eq!(workspace::change_role(db, &viewer, bo.id(), Role::Admin, None).await, Err(Error::Forbidden));
}

#[tokio::test]
async fn a_change_of_role_renews_the_sessions_and_refuses_an_old_version() {
    let stage = Stage::new().await;
    let bo = stage.member("Bo", Role::Member).await;
    let founder = stage.actor(&stage.founder).await;
    let version = workspace::change_role(&stage.db, &founder, bo.id(), Role::Viewer, None).await.unwrap();
    let stale = workspace::change_role(&stage.db, &founder, bo.id(), Role::Member, Some(version - 1)).await;
    assert_eq!(stale, Err(Error::Conflict { current: Some(version) }));
    let signed_in = identity::authenticate_session(&stage.db, &bo.secret, clock::now()).await.unwrap().unwrap();
    assert!(signed_in.rotation_due);
}

#[tokio::test]
async fn who_was_demoted_cannot_use_the_role_they_had() {
    let stage = Stage::new().await;
    let ann = stage.member("Ann", Role::Admin).await;
    let bo = stage.member("Bo", Role::Member).await;
    let stale = stage.actor(&ann).await;
    let founder = stage.actor(&stage.founder).await;
    workspace::change_role(&stage.db, &founder, ann.id(), Role::Member, None).await.unwrap();
    assert_eq!(workspace::suspend(&stage.db, &stale, bo.id(), clock::now()).await, Err(Error::Forbidden));
}

#[tokio::test]
async fn an_invitation_by_mail_works_once_and_one_by_link_until_it_is_revoked() {
    let stage = Stage::new().await;
    let (db, now) = (&stage.db, clock::now());
    let founder = stage.actor(&stage.founder).await;
    let (ada, bo) = (Person::new(db, "Ada").await, Person::new(db, "Bo").await);
    let form = Invite { email: Some(&ada.email), role: Role::Member, days: 7, base_url: "https://a.test" };
    let mailed = workspace::invite(db, &founder, form, None, now).await.unwrap().link.unwrap();
    let secret = mailed.strip_prefix("https://a.test/invite/").unwrap();
    assert_eq!(workspace::preview_invitation(db, secret, now).await.unwrap().workspace_name, "north");
    assert_eq!(workspace::preview_invitation(db, secret, now + Duration::days(8)).await, Err(Error::NotFound));
    assert!(!workspace::accept_invitation(db, &ada.caller, secret, now).await.unwrap().already_member);
    assert!(workspace::accept_invitation(db, &ada.caller, secret, now).await.unwrap().already_member);
    assert_eq!(workspace::accept_invitation(db, &bo.caller, secret, now).await, Err(Error::NotFound));

    let form = Invite { email: None, role: Role::Guest, days: 7, base_url: "https://a.test" };
    let shared = workspace::invite(db, &founder, form, None, now).await.unwrap();
    let link = shared.link.unwrap();
    let secret = link.rsplit('/').next().unwrap();
    let again = workspace::accept_invitation(db, &ada.caller, secret, now).await.unwrap();
    assert!(again.already_member);
    assert_eq!(stage.actor(&ada).await.role, Role::Member, "an invitation never lowers a member");
    workspace::accept_invitation(db, &bo.caller, secret, now).await.unwrap();
    assert_eq!(stage.actor(&bo).await.role, Role::Guest);
    workspace::revoke_invitation(db, &founder, shared.id, now).await.unwrap();
    let late = Person::new(db, "Late").await;
    assert_eq!(workspace::accept_invitation(db, &late.caller, secret, now).await, Err(Error::NotFound));
}

#[tokio::test]
async fn who_left_is_gone_and_can_be_invited_again() {
    let stage = Stage::new().await;
    let bo = stage.member("Bo", Role::Admin).await;
    let acting = stage.actor(&bo).await;
    workspace::leave(&stage.db, &acting, clock::now()).await.unwrap();
    assert_eq!(workspace::enter(&stage.db, &bo.caller, "north").await, Err(Error::NotFound));
    assert_eq!(workspace::leave(&stage.db, &acting, clock::now()).await, Err(Error::NotFound));
    let founder = stage.actor(&stage.founder).await;
    let members = workspace::list_members(&stage.db, &founder, "", None, 50, clock::now()).await.unwrap();
    assert!(members.items.iter().all(|member| member.person_id != bo.id()));
    let secret = stage.invitation(Role::Viewer).await;
    workspace::accept_invitation(&stage.db, &bo.caller, &secret, clock::now()).await.unwrap();
    assert_eq!(stage.actor(&bo).await.role, Role::Viewer);
}

#[tokio::test]
async fn a_deleted_workspace_is_gone_for_all_and_back_within_thirty_days_for_its_owner() {
    let stage = Stage::new().await;
    let (db, now) = (&stage.db, clock::now());
    let ann = stage.member("Ann", Role::Admin).await;
    let admin = stage.actor(&ann).await;
    assert_eq!(workspace::delete(db, &admin, now).await, Err(Error::Forbidden));
    workspace::delete(db, &stage.actor(&stage.founder).await, now).await.unwrap();
    for person in [&ann, &stage.founder] {
        assert_eq!(workspace::enter(db, &person.caller, "north").await, Err(Error::NotFound));
    }
    assert_eq!(workspace::restore(db, &ann.caller, "north", now).await, Err(Error::NotFound));
    let founder = &stage.founder.caller;
    assert_eq!(workspace::restore(db, founder, "north", now + Duration::days(31)).await, Err(Error::NotFound));
    workspace::restore(db, founder, "north", now).await.unwrap();
    assert_eq!(stage.actor(&ann).await.role, Role::Admin);
}

#[tokio::test]
async fn a_personal_space_stays_personal() {
    let stage = Stage::new().await;
    let mine = workspace::list_mine(&stage.db, &stage.founder.caller, clock::now()).await.unwrap();
    let own = mine.iter().find(|one| one.kind == workspace::Kind::Personal).unwrap();
    let actor = workspace::enter(&stage.db, &stage.founder.caller, &own.slug).await.unwrap();
    let form = Invite { email: None, role: Role::Member, days: 1, base_url: "" };
    assert!(workspace::invite(&stage.db, &actor, form, None, clock::now()).await.is_err());
    assert!(workspace::delete(&stage.db, &actor, clock::now()).await.is_err());
    assert!(workspace::leave(&stage.db, &actor, clock::now()).await.is_err());
}

#[tokio::test]
async fn nobody_reports_to_themselves_through_others() {
    let stage = Stage::new().await;
    let founder = stage.actor(&stage.founder).await;
    let (a, b, c) = (
        stage.member("A", Role::Member).await.id(),
        stage.member("B", Role::Member).await.id(),
        stage.member("C", Role::Member).await.id(),
    );
    let db = &stage.db;
    workspace::set_manager(db, &founder, a, Some(b)).await.unwrap();
    workspace::set_manager(db, &founder, b, Some(c)).await.unwrap();
    assert!(workspace::set_manager(db, &founder, c, Some(a)).await.unwrap_err().field("manager").is_some());
    assert!(workspace::set_manager(db, &founder, c, Some(c)).await.unwrap_err().field("manager").is_some());
    let stranger = Person::new(db, "Mallory").await;
    let foreign = workspace::set_manager(db, &founder, c, Some(stranger.id())).await.unwrap_err();
    assert!(foreign.field("manager").is_some());
    workspace::set_manager(db, &founder, a, None).await.unwrap();
    workspace::set_manager(db, &founder, c, Some(a)).await.unwrap();
}

#[tokio::test]
async fn teams_have_members_and_leads() {
    let stage = Stage::new().await;
    let (db, now) = (&stage.db, clock::now());
    let founder = stage.actor(&stage.founder).await;
    let bo = stage.member("Bo", Role::Member).await;
    let team = workspace::create_team(db, &founder, "Garden", None, now).await.unwrap();
    let twin = workspace::create_team(db, &founder, "Garden", None, now).await.unwrap_err();
    assert!(twin.field("name").is_some());
    for _ in 0..2 {
        workspace::add_team_member(db, &founder, team, bo.id()).await.unwrap();
    }
    workspace::set_team_lead(db, &founder, team, bo.id(), true).await.unwrap();
    let teams = workspace::list_teams(db, &founder).await.unwrap();
    assert_eq!(teams.len(), 1);
    assert!(teams[0].members.len() == 1 && teams[0].members[0].lead);

    let acting = stage.actor(&bo).await;
    assert_eq!(workspace::delete_team(db, &acting, team).await, Err(Error::Forbidden));
    let stranger = Person::new(db, "Mallory").await;
    assert!(workspace::add_team_member(db, &founder, team, stranger.id()).await.is_err());
    workspace::delete_team(db, &founder, team).await.unwrap();
    assert_eq!(workspace::delete_team(db, &founder, team).await, Err(Error::NotFound));
}

#[tokio::test]
async fn addresses_are_for_those_who_manage_people_and_pages_follow_each_other() {
    let stage = Stage::new().await;
    let bo = stage.member("Bo", Role::Member).await;
    stage.member("Cy", Role::Viewer).await;
    let guest = stage.member("Gus", Role::Guest).await;
    let (db, now) = (&stage.db, clock::now());
    let founder = stage.actor(&stage.founder).await;
    let mut names = Vec::new();
    let mut after = None;
    loop {
        let page = workspace::list_members(db, &founder, "", after, 1, now).await.unwrap();
        names.extend(page.items.into_iter().map(|member| (member.name, member.email.is_some())));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let expected = ["Bo", "Cy", "Fatima", "Gus"].map(|name| (name.to_owned(), true));
    assert_eq!(names, expected);
    let seen = workspace::list_members(db, &stage.actor(&bo).await, "fat", None, 50, now).await.unwrap();
    assert!(seen.items.len() == 1 && seen.items[0].email.is_none());
    let refused = workspace::list_members(db, &stage.actor(&guest).await, "", None, 50, now).await;
    assert_eq!(refused, Err(Error::Forbidden));
}

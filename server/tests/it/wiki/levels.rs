//! The rule of rights, said a second time in Rust: for any tree of scopes it is what `scope_levels` says in SQL.

use super::scene::Scene;
use atrium::{
    actor::Role,
    boards::{self, GuestAccess, project::GuestLevel},
    clock, workspace,
};
use proptest::{collection::vec, option, prelude::*, sample::select, strategy::ValueTree, test_runner::TestRunner};
use sqlx::Connection;
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Persona {
    id: Uuid,
    /// Nothing for who is shut out.
    role: Option<Role>,
    in_team: bool,
    project: Option<GuestLevel>,
}

/// A scope of a random tree: where it hangs, by the number of an earlier one, and what it says.
#[derive(Clone, Debug)]
struct Scope {
    parent: Option<usize>,
    everyone: i16,
    of_project: bool,
    narrow: bool,
    /// By the number of the persona; the one after the last is the team.
    grants: BTreeMap<usize, i16>,
}

fn scopes(personas: usize) -> impl Strategy<Value = Vec<Scope>> {
    let scope = (
        option::weighted(0.8, 0..100_usize),
        0..4_i16,
        any::<bool>(),
        any::<bool>(),
        vec((0..=personas, 1..5_i16), 0..4),
    );
    vec(scope, 1..9).prop_map(|drafts| {
        let mut project_taken = false;
        let scope = |(at, (parent, everyone, of_project, narrow, grants)): (
            usize,
            (Option<usize>, i16, bool, bool, Vec<_>),
        )| {
            let parent = parent.filter(|_| at > 0).map(|wanted| wanted % at);
            let of_project = parent.is_none() && of_project && !project_taken;
            project_taken |= of_project;
            Scope {
                parent,
                everyone: if parent.is_none() { everyone } else { 0 },
                of_project,
                narrow: parent.is_some() && narrow,
                grants: grants.into_iter().collect(),
            }
        };
        drafts.into_iter().enumerate().map(scope).collect()
    })
}

/// What was given on the way down to a scope, and what was left of it.
fn given_and_cap(tree: &[Scope], at: usize, who: usize, personas: &[Persona]) -> (i16, i16) {
    let (scope, persona) = (&tree[at], &personas[who]);
    let granted = |key: &usize| scope.grants.get(key).copied().unwrap_or(0);
    let team = if persona.in_team { granted(&personas.len()) } else { 0 };
    let own = granted(&who).max(team);
    let Some(parent) = scope.parent else {
        let guest = persona.role == Some(Role::Guest);
        let everyone = if guest { 0 } else { scope.everyone };
        let project = match (scope.of_project, guest, persona.project) {
            (false, ..) | (true, true, None) => 0,
            (true, false, _) | (true, true, Some(GuestLevel::Edit)) => 3,
            (true, true, Some(GuestLevel::View)) => 1,
        };
        return (own.max(everyone).max(project), 4);
    };
    let (given, cap) = given_and_cap(tree, parent, who, personas);
    (given.max(own), if scope.narrow { cap.min(own) } else { cap })
}

fn level(tree: &[Scope], at: usize, who: usize, personas: &[Persona]) -> Option<i16> {
    let (given, cap) = given_and_cap(tree, at, who, personas);
    let most = match personas[who].role? {
        Role::Owner | Role::Admin => return Some(4),
        Role::Member => 4,
        Role::Guest => 3,
        Role::Viewer => 1,
    };
    Some(given.min(cap).min(most))
}

struct Board {
    scene: Scene,
    project: Uuid,
    team: Uuid,
    personas: Vec<Persona>,
}

impl Board {
    async fn new() -> Self {
        let scene = Scene::new().await;
        let db = &scene.stage.db;
        let (project, ..) = scene.stage.project(&[]).await;
        let team = workspace::create_team(db, &scene.fatima, "Cooks", None, clock::now()).await.unwrap();
        let mut personas = Vec::new();
        for (name, role, in_team, shared, shut_out) in [
            ("Olga", Role::Owner, false, None, false),
            ("Adam", Role::Admin, true, None, false),
            ("Mona", Role::Member, false, None, false),
            ("Maya", Role::Member, true, None, false),
            ("Vito", Role::Viewer, true, None, false),
            ("Gail", Role::Guest, false, Some(GuestLevel::Edit), false),
            ("Gina", Role::Guest, true, Some(GuestLevel::View), false),
            ("Greg", Role::Guest, false, None, false),
            ("Sven", Role::Member, true, None, true),
        ] {
            let person = scene.stage.member(name, role).await;
            if in_team {
                workspace::add_team_member(db, &scene.fatima, team, person.id()).await.unwrap();
            }
            if shared.is_some() {
                let access = GuestAccess { person_id: person.id(), level: shared };
                boards::set_guest(db, &scene.fatima, project.id, access).await.unwrap();
            }
            if shut_out {
                workspace::suspend(db, &scene.fatima, person.id(), clock::now()).await.unwrap();
            }
            let role = Some(role).filter(|_| !shut_out);
            personas.push(Persona { id: person.id().uuid(), role, in_team, project: shared });
        }
        personas.push(Persona { id: Uuid::now_v7(), role: None, in_team: false, project: None });
        Self { scene, project: project.id.uuid(), team: team.uuid(), personas }
    }

    /// Lays a tree down in place of the one before, and answers with the ids of its scopes.
    async fn lay(&self, tree: &[Scope]) -> Vec<Uuid> {
        let workspace = self.scene.fatima.workspace_id.uuid();
        let mut hand = self.scene.hand().await;
        let mut tx = hand.begin().await.unwrap();
        for clear in ["delete from access_grant", "delete from space", "delete from access_scope"] {
            sqlx::query(clear).execute(&mut *tx).await.unwrap();
        }
        let ids: Vec<Uuid> = tree.iter().map(|_| Uuid::now_v7()).collect();
        for (scope, id) in tree.iter().zip(&ids) {
            sqlx::query(
                "insert into access_scope (workspace_id, id, parent_id, project_id, everyone, narrow)
                 values ($1, $2, $3, $4, $5, $6)",
            )
            .bind(workspace)
            .bind(id)
            .bind(scope.parent.map(|parent| ids[parent]))
            .bind(Some(self.project).filter(|_| scope.of_project))
            .bind(scope.everyone)
            .bind(scope.narrow)
            .execute(&mut *tx)
            .await
            .unwrap();
            for (&who, &level) in &scope.grants {
                // Who is no member can be granted nothing.
                let person = self.personas.get(who).map(|persona| persona.id);
                let team = Some(self.team).filter(|_| who == self.personas.len());
                if who + 1 == self.personas.len() {
                    continue;
                }
                sqlx::query(
                    "insert into access_grant (workspace_id, scope_id, id, person_id, team_id, level)
                     values ($1, $2, $3, $4, $5, $6)",
                )
                .bind(workspace)
                .bind(id)
                .bind(Uuid::now_v7())
                .bind(person)
                .bind(team)
                .bind(level)
                .execute(&mut *tx)
                .await
                .unwrap();
            }
        }
        tx.commit().await.unwrap();
        ids
    }

    /// What is said of all scopes at once is what is said of each by itself, and of each for everybody.
    async fn in_sql(&self, who: Uuid) -> BTreeMap<Uuid, i16> {
        let rows = sqlx::query_as::<_, (Uuid, Option<i16>, Option<i16>, Option<i16>)>(
            "select s.id, l.level, scope_level($1, $2, s.id), r.level
             from access_scope s
             left join scope_levels($1, $2) l on l.scope_id = s.id
             left join lateral scope_reach($1, s.id) r on r.person_id = $2
             where s.workspace_id = $1",
        )
        .bind(self.scene.fatima.workspace_id.uuid())
        .bind(who)
        .fetch_all(&mut self.scene.hand().await)
        .await
        .unwrap();
        for (scope, together, alone, of_all) in &rows {
            assert_eq!((together, together), (alone, of_all), "{scope} for {who}");
        }
        rows.into_iter().filter_map(|(scope, level, ..)| Some((scope, level?))).collect()
    }
}

#[tokio::test]
async fn the_rule_in_sql_is_the_rule_in_words_for_any_tree_of_scopes() {
    let board = Board::new().await;
    let mut runner = TestRunner::deterministic();
    for _ in 0..80 {
        let tree = scopes(board.personas.len()).new_tree(&mut runner).unwrap().current();
        let ids = board.lay(&tree).await;
        for (who, persona) in board.personas.iter().enumerate() {
            let found = board.in_sql(persona.id).await;
            for (at, id) in ids.iter().enumerate() {
                let expected = level(&tree, at, who, &board.personas);
                assert_eq!(found.get(id).copied(), expected, "scope {at} for {persona:?} in {tree:#?}");
            }
        }
    }
}

#[tokio::test]
async fn nobody_below_an_admin_gets_more_by_being_narrowed() {
    let board = Board::new().await;
    let mut runner = TestRunner::deterministic();
    for _ in 0..40 {
        let mut tree = scopes(board.personas.len()).new_tree(&mut runner).unwrap().current();
        let at = select((0..tree.len()).collect::<Vec<_>>()).new_tree(&mut runner).unwrap().current();
        if tree[at].parent.is_none() || tree[at].narrow {
            continue;
        }
        let wide = board.lay(&tree).await;
        let mut before = Vec::new();
        for persona in &board.personas {
            let found = board.in_sql(persona.id).await;
            before.push(wide.iter().map(|id| found.get(id).copied()).collect::<Vec<_>>());
        }
        tree[at].narrow = true;
        let narrow = board.lay(&tree).await;
        for (persona, before) in board.personas.iter().zip(before) {
            let found = board.in_sql(persona.id).await;
            for (id, before) in narrow.iter().zip(before) {
                assert!(found.get(id).copied() <= before, "{persona:?}");
            }
        }
    }
}

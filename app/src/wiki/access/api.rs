use crate::{failure::Failure, wire::Reply};
use atrium::{
    ids::{PageId, SpaceId},
    wiki::access::{AccessView, Grantee, NewAccess},
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::context::{actor, visit};
#[cfg(feature = "ssr")]
use atrium::{
    clock, people, text,
    wiki::{self, WhichSpace},
    workspace::list_teams,
};

/// Somebody who could be let in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    pub to: Grantee,
    pub name: String,
    /// 0 to 9; of a team, none.
    pub hue: Option<i16>,
}

#[server(output = Reply)]
pub async fn load_space_access(workspace: String, space: String) -> Result<AccessView, Failure> {
    let mut visit = visit(&workspace).await?;
    let space_id = wiki::space_on(&mut visit, WhichSpace::Slug(&space)).await?.space.id;
    Ok(wiki::space_access_on(&mut visit, space_id).await?)
}

#[server(output = Reply)]
pub async fn load_page_access(workspace: String, id: PageId) -> Result<AccessView, Failure> {
    let mut visit = visit(&workspace).await?;
    Ok(wiki::page_access_on(&mut visit, id).await?)
}

#[server(input = Json, output = Reply)]
pub async fn set_space_access(workspace: String, space_id: SpaceId, access: NewAccess) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(wiki::set_space_access(&db, &actor, space_id, access).await?)
}

#[server(input = Json, output = Reply)]
pub async fn set_page_access(workspace: String, id: PageId, access: NewAccess) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(wiki::set_page_access(&db, &actor, id, access).await?)
}

/// What holds above the page holds for it again.
#[server(output = Reply)]
pub async fn inherit_page_access(workspace: String, id: PageId) -> Result<(), Failure> {
    let (db, actor) = actor(&workspace).await?;
    Ok(wiki::inherit_access(&db, &actor, id).await?)
}

/// People and teams that go by these words.
#[server(output = Reply)]
pub async fn find_candidates(workspace: String, words: String) -> Result<Vec<Candidate>, Failure> {
    const MOST: i64 = 8;
    let (db, actor) = actor(&workspace).await?;
    let wanted = text::fold(&words);
    let teams = list_teams(&db, &actor).await?;
    let teams = teams.into_iter().filter(|team| text::fold(&team.name).contains(&wanted));
    let teams = teams.map(|team| Candidate { to: Grantee::Team(team.id), name: team.name, hue: None });
    let people = people::directory(&db, &actor, &words, None, MOST, clock::now()).await?.items;
    let people = people.into_iter().map(|one| Candidate {
        to: Grantee::Person(one.person_id),
        name: one.name,
        hue: Some(one.hue),
    });
    Ok(teams.take(3).chain(people).collect())
}

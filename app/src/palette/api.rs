use crate::{failure::Failure, wire::Reply};
use atrium::search::Found;
use leptos::prelude::*;

#[server(output = Reply)]
pub async fn find(workspace: String, words: String) -> Result<Found, Failure> {
    let (db, actor) = crate::context::actor(&workspace).await?;
    Ok(atrium::search::find(&db, &actor, &words).await?)
}

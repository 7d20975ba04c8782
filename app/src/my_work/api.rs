use crate::{failure::Failure, wire::Reply};
use atrium::boards::mine::MyWork;
use leptos::prelude::*;

#[server(output = Reply)]
pub async fn load_my_work() -> Result<MyWork, Failure> {
    let (db, caller) = crate::context::caller()?;
    Ok(atrium::boards::my_work(&db, &caller, atrium::clock::now()).await?)
}

//! `atrium demo`: the demonstration workspace, and how to sign in to it.

use crate::commands::{House, Outcome};
use atrium::{clock, database::Db, demo};

pub async fn fill(house: &House) -> Outcome {
    let owner = Db::new(house.pools.owner.clone(), None);
    match demo::fill(&house.db(), &owner, clock::now()).await? {
        demo::Outcome::Made => println!("{} is filled.", demo::NAME),
        demo::Outcome::AlreadyThere => println!("{} is there already and stays as it is.", demo::NAME),
    }
    println!("Sign in with the password {} as", demo::PASSWORD);
    for address in demo::SIGN_INS {
        println!("  {address}");
    }
    Ok(())
}

use super::{Failed, Outcome};
use crate::cli::User;
use atrium::{
    clock,
    database::Db,
    identity::{self, CreateToken, Effort, SignUp, TokenScope},
};
use std::io::Read;

pub async fn run(db: &Db, command: User) -> Outcome {
    match command {
        User::Create { email, name } => {
            let password = read_password()?;
            let form = SignUp {
                email: &email,
                name: &name,
                password: &password,
                time_zone: "UTC",
                effort: Effort::Full,
                address: None,
            };
            identity::sign_up(db, form, clock::now()).await?;
            println!("{email} can sign in.");
        }
        User::SetPassword { email } => {
            let caller = identity::find_person(db, &email).await.map_err(|_| nobody(&email))?;
            identity::set_password(db, &caller, &read_password()?, Effort::Full, clock::now()).await?;
            println!("{email} has a new password and is signed out everywhere.");
        }
        User::Owner { email } => {
            let caller = identity::find_person(db, &email).await.map_err(|_| nobody(&email))?;
            identity::make_instance_owner(db, &caller).await?;
            println!("{email} is an owner of this instance.");
        }
        User::Token { email, days, read_only } => {
            let caller = identity::find_person(db, &email).await.map_err(|_| nobody(&email))?;
            let scope = if read_only { TokenScope::Read } else { TokenScope::Write };
            let form = CreateToken { name: "Command line", scope, days };
            let made = identity::create_token(db, &caller, form, None, clock::now()).await?;
            println!("{}", made.token.unwrap_or_default());
        }
    }
    Ok(())
}

fn nobody(email: &str) -> Failed {
    Failed::Said(format!("Nobody here has the address {email}."))
}

fn read_password() -> Result<String, Failed> {
    let mut password = String::new();
    std::io::stdin().lock().take(1_000).read_to_string(&mut password)?;
    let password = password.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() {
        return Err(Failed::Said("The password is read from standard input, and there was none.".to_owned()));
    }
    Ok(password)
}

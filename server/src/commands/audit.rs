use super::{Failed, Outcome};
use crate::cli::Audit;
use atrium::{
    activity::{self, Verdict},
    database::Db,
};

pub async fn run(db: &Db, command: &Audit) -> Outcome {
    match command {
        Audit::Verify => verify(db).await,
    }
}

async fn verify(db: &Db) -> Outcome {
    let mut broken = 0;
    for one in activity::verify_all(db).await? {
        match one.verdict {
            Verdict::Sound { events } => println!("{}: {events} events, sound", one.slug),
            Verdict::Broken { seq, flaw } => {
                broken += 1;
                println!("{}: broken at event {seq}: {flaw}", one.slug);
            }
        }
    }
    if broken == 0 { Ok(()) } else { Err(Failed::Said(format!("{broken} of the logs are not as they were written."))) }
}

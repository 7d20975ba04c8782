use super::{Failed, Outcome};
use crate::cli::Audit;
use atrium::{
    activity::{self, Verdict},
    database::Db,
};

pub async fn run(db: &Db, command: &Audit) -> Outcome {
    match command {
        Audit::Verify { workspace } => verify(db, workspace.as_deref()).await,
    }
}

async fn verify(db: &Db, workspace: Option<&str>) -> Outcome {
    let (mut seen, mut broken) = (0, 0);
    for one in activity::verify_all(db).await? {
        if workspace.is_some_and(|slug| slug != one.slug) {
            continue;
        }
        seen += 1;
        match one.verdict {
            Verdict::Sound { events } => println!("{}: {events} events, sound", one.slug),
            Verdict::Broken { seq, flaw } => {
                broken += 1;
                println!("{}: broken at event {seq}: {flaw}", one.slug);
            }
        }
    }
    if let (Some(slug), 0) = (workspace, seen) {
        return Err(Failed::Said(format!("There is no workspace at the address {slug}.")));
    }
    if broken == 0 { Ok(()) } else { Err(Failed::Said(format!("{broken} of the logs are not as they were written."))) }
}

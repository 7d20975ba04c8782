use super::{found::Found, store, wanted::Wanted};
use crate::{Error, Result, actor::Actor, database::Db};

/// As many of each kind as are looked through with the eyes.
const MOST: i64 = 12;
const LONGEST: usize = 200;

/// Tasks by key and title, projects by key and name, people by name, pages by number, title and text. What was archived
/// or thrown away is not found.
pub async fn find(db: &Db, actor: &Actor, text: &str) -> Result<Found> {
    if text.chars().count() > LONGEST {
        return Err(Error::invalid("q", format!("At most {LONGEST} characters, please.")));
    }
    let wanted = Wanted::read(text);
    if wanted.is_empty() {
        return Ok(Found::default());
    }
    let mut tx = db.view(actor).await?;
    Ok(Found {
        tasks: store::tasks(&mut tx, actor, &wanted, MOST).await?,
        projects: store::projects(&mut tx, actor, &wanted, MOST).await?,
        people: store::people(&mut tx, actor, &wanted, MOST).await?,
        pages: store::pages(&mut tx, actor, &wanted, MOST).await?,
    })
}

use super::{found::Found, store, wanted::Wanted};
use crate::{Error, Result, actor::Actor, database::Db, text::fold};

/// As many of each kind as are looked through with the eyes.
const MOST: usize = 12;
/// Among so many it is looked for those that are called just so.
const LOOKED_THROUGH: i64 = 60;
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
    let most = LOOKED_THROUGH;
    Ok(Found {
        tasks: best(store::tasks(&mut tx, actor, &wanted, most).await?, text, |task| &task.title),
        projects: best(store::projects(&mut tx, actor, &wanted, most).await?, text, |project| &project.name),
        people: best(store::people(&mut tx, actor, &wanted, most).await?, text, |person| &person.name),
        pages: best(store::pages(&mut tx, actor, &wanted, most).await?, text, |page| &page.title),
    })
}

/// Those that are called just so first; the order of the others stays.
fn best<T>(mut found: Vec<T>, text: &str, name: fn(&T) -> &str) -> Vec<T> {
    let wanted = fold(text.trim());
    found.sort_by_cached_key(|one| fold(name(one)) != wanted);
    found.truncate(MOST);
    found
}

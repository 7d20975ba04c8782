//! Finding by name: what goes by the words, and nothing that is not open to who asks.

use crate::stage::{Person, Stage};
use atrium::{
    Error,
    actor::Role,
    boards::{self, NewProject, NewTask, project::GuestLevel},
    clock,
    search::{self, Found},
    wiki::{self, NewPage, NewSpace, Opening, Place},
};

async fn add(stage: &Stage, project: &boards::project::Project, title: &str) -> String {
    let actor = stage.actor(&stage.founder).await;
    let new = NewTask { title: title.to_owned(), ..NewTask::default() };
    let card = boards::create_task(&stage.db, &actor, project.id, new, None).await.unwrap();
    format!("{}-{}", project.key, card.number)
}

async fn find(stage: &Stage, person: &Person, text: &str) -> Found {
    let actor = stage.actor(person).await;
    search::find(&stage.db, &actor, text).await.unwrap()
}

fn keys(found: &Found) -> Vec<&str> {
    found.tasks.iter().map(|task| task.key.as_str()).collect()
}

#[tokio::test]
async fn a_task_is_found_by_its_key_first_and_by_the_words_of_its_title() {
    let stage = Stage::new().await;
    let (project, ..) = stage.project(&[]).await;
    let till = add(&stage, &project, "Fix the till").await;
    let second = add(&stage, &project, "A second till, 100% new").await;
    let first = add(&stage, &project, "Till number 1").await;
    let founder = &stage.founder;
    // The newest of those that begin so, then what has it inside.
    assert_eq!(keys(&find(&stage, founder, "TILL").await)[0], first);
    assert_eq!(keys(&find(&stage, founder, "till fix").await), [till.as_str()]);
    assert_eq!(keys(&find(&stage, founder, &till.to_lowercase()).await)[0], till);
    assert_eq!(keys(&find(&stage, founder, "1").await)[0], till, "a number is the number of a task first");
    // Signs are what they are.
    assert_eq!(keys(&find(&stage, founder, "100%").await), [second.as_str()]);
    assert!(keys(&find(&stage, founder, "f_x").await).is_empty());
    assert_eq!(find(&stage, founder, " ").await, Found::default());
    let by_name = find(&stage, founder, &project.name).await;
    assert_eq!(by_name.projects[0].id, project.id);
    let actor = stage.actor(founder).await;
    let long = search::find(&stage.db, &actor, &"a".repeat(201)).await;
    assert!(matches!(long, Err(Error::Invalid { .. })));
}

#[tokio::test]
async fn what_is_put_aside_is_not_found_and_what_is_done_comes_last() {
    let stage = Stage::new().await;
    let actor = stage.actor(&stage.founder).await;
    let (project, ..) = stage.project(&[]).await;
    let done = add(&stage, &project, "Sweep the floor").await;
    let open = add(&stage, &project, "Then sweep the yard").await;
    let found = find(&stage, &stage.founder, "sweep").await;
    let task = found.tasks.iter().find(|task| task.key == done).unwrap().id;
    boards::complete_task(&stage.db, &actor, task).await.unwrap();
    assert_eq!(keys(&find(&stage, &stage.founder, "sweep").await), [open.as_str(), done.as_str()]);
    boards::archive_task(&stage.db, &actor, task).await.unwrap();
    assert_eq!(keys(&find(&stage, &stage.founder, "sweep").await), [open.as_str()]);
    boards::archive_project(&stage.db, &actor, project.id).await.unwrap();
    assert_eq!(find(&stage, &stage.founder, "sweep").await, Found::default());
}

#[tokio::test]
async fn what_is_called_just_so_comes_first_however_many_begin_so() {
    let stage = Stage::new().await;
    let (project, ..) = stage.project(&[]).await;
    let named = add(&stage, &project, "Roast").await;
    for number in 0..15 {
        add(&stage, &project, &format!("Roast number {number}")).await;
    }
    let found = find(&stage, &stage.founder, " roast ").await;
    assert_eq!((keys(&found)[0], found.tasks.len()), (named.as_str(), 12));
}

#[tokio::test]
async fn pages_projects_and_people_that_are_called_just_so_come_first_too() {
    let stage = Stage::new().await;
    let founder = stage.actor(&stage.founder).await;
    let space = NewSpace { name: "Handbook".to_owned(), ..NewSpace::default() };
    let space = wiki::create_space(&stage.db, &founder, space, None).await.unwrap();
    let make = async |number: usize, name: String| {
        let place = Place { space_id: Some(space.id), ..Place::default() };
        let page = NewPage { title: name.clone(), place, ..NewPage::default() };
        let page = wiki::create_page(&stage.db, &founder, page, None, clock::now()).await.unwrap().id;
        let project = NewProject { key: format!("V{number}"), name: name.clone(), description: String::new(), hue: 0 };
        let project = boards::create_project(&stage.db, &founder, project, None).await.unwrap().id;
        (page, project, stage.member(&name, Role::Member).await.id())
    };
    let (page, project, person) = make(0, "Old Vale".to_owned()).await;
    // Newer, and before it in the alphabet.
    for number in 1..=13 {
        make(number, format!("An old vale {number}")).await;
    }
    let found = find(&stage, &stage.founder, " OLD  vale ").await;
    assert_eq!((found.pages[0].id, found.projects[0].id, found.people[0].id), (page, project, person));
    assert_eq!((found.pages.len(), found.projects.len(), found.people.len()), (12, 12, 12));
}

#[tokio::test]
async fn a_guest_finds_what_is_shared_with_them_and_nobody() {
    let stage = Stage::new().await;
    let guest = stage.member("Gwen", Role::Guest).await;
    let (shared, ..) = stage.project(&[(&guest, GuestLevel::View)]).await;
    let (closed, ..) = stage.project(&[]).await;
    let seen = add(&stage, &shared, "Paint the fence").await;
    let unseen = add(&stage, &closed, "Paint the door").await;
    let found = find(&stage, &guest, "paint").await;
    assert_eq!(keys(&found), [seen.as_str()]);
    assert_eq!(find(&stage, &guest, &unseen).await, Found::default(), "not by its key either");
    assert_eq!(find(&stage, &guest, "project").await.projects.len(), 1);
    assert!(find(&stage, &guest, "gwen").await.people.is_empty());
    let member = stage.member("Mo", Role::Viewer).await;
    assert_eq!(find(&stage, &member, "gwe").await.people[0].name, "Gwen");
    assert_eq!(find(&stage, &member, "paint").await.tasks.len(), 2);
}

/// Finding has 50 ms in a workspace of 20,000 tasks; an unoptimised build on a busy machine gets more.
#[tokio::test]
async fn twenty_thousand_titles_are_looked_through_quickly() {
    let stage = Stage::new().await;
    let (project, column, _) = stage.project(&[]).await;
    let actor = stage.actor(&stage.founder).await;
    let mut tx = stage.db.tenant(&actor).await.unwrap();
    sqlx::query(
        "insert into task (workspace_id, id, project_id, column_id, number, rank, title, created_by)
         select $1, gen_random_uuid(), $2, $3, 1000 + n, 'a' || lpad(n::text, 6, '0'),
                'Ordinary work number ' || n || ' of the shop in the old town', $4
         from generate_series(1, 20000) n",
    )
    .bind(actor.workspace_id.uuid())
    .bind(project.id.uuid())
    .bind(column.id.uuid())
    .bind(actor.person_id().uuid())
    .execute(tx.conn())
    .await
    .unwrap();
    tx.commit().await.unwrap();
    for (text, found) in [("town 19999", 1), ("ordinary", 12), ("nothing like it", 0), ("P1-20999", 0)] {
        let begun = std::time::Instant::now();
        assert_eq!(find(&stage, &stage.founder, text).await.tasks.len(), found, "{text}");
        let took = begun.elapsed();
        println!("{text}: {took:?}");
        assert!(took.as_millis() < 500, "{text} took {took:?}");
    }
}

#[tokio::test]
async fn a_page_is_found_by_its_title_by_whoever_may_see_it() {
    let stage = Stage::new().await;
    let founder = stage.actor(&stage.founder).await;
    let colleague = stage.member("Colleague", Role::Member).await;
    let write = async |name: &str, opening: Opening, title: &str| {
        let space = NewSpace { name: name.to_owned(), opening, ..NewSpace::default() };
        let space = wiki::create_space(&stage.db, &founder, space, None).await.unwrap();
        let place = Place { space_id: Some(space.id), ..Place::default() };
        let page = NewPage { title: title.to_owned(), place, ..NewPage::default() };
        (space.id, wiki::create_page(&stage.db, &founder, page, None, clock::now()).await.unwrap().id)
    };
    let (space, open) = write("Handbook", Opening::Open, "How we roast").await;
    let (_, closed) = write("Founders", Opening::Private, "What a roast costs").await;
    let found = async |person: &Person| {
        find(&stage, person, "roast").await.pages.into_iter().map(|page| page.id).collect::<Vec<_>>()
    };
    assert_eq!(found(&stage.founder).await, [closed, open], "the newest first");
    assert_eq!(found(&colleague).await, [open]);
    wiki::trash_page(&stage.db, &founder, closed).await.unwrap();
    assert_eq!(found(&stage.founder).await, [open]);
    wiki::archive_space(&stage.db, &founder, space).await.unwrap();
    assert!(found(&stage.founder).await.is_empty());
}

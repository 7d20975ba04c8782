use super::{
    client::{Editor, replica, type_into},
    scene::Scene,
};
use atrium::{
    Error,
    actor::Role,
    clock,
    ids::PageVersionId,
    wiki::{
        content,
        document::difference::RowKind,
        version::{PageVersion, VersionKind},
    },
    workspace,
};
use std::time::Duration;
use yrs::{Transact, XmlElementPrelim, XmlFragment, XmlOut};

const SESSIONS: &str = "select count(*) from page_version where page_id = $1 and kind = 'session'";

/// A page on which somebody wrote, with a version by name of how it stands, and with its writer, who is there still.
async fn agreed() -> (Scene, Editor, PageVersion) {
    let scene = Scene::new().await;
    let mut bo = scene.editor(&scene.bo).await;
    bo.write("as agreed").await;
    bo.until_saved().await;
    let (db, page) = (scene.db(), scene.page_id());
    let named = content::name_version(db, &scene.actor, page, " Agreed ", None, clock::now()).await.unwrap();
    (scene, bo, named)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_version_is_named_and_restored_into_the_open_page_and_the_way_back_is_kept() {
    let (scene, mut bo, named) = agreed().await;
    assert_eq!(
        (named.kind, named.name.as_deref(), named.title.as_str()),
        (VersionKind::Named, Some("Agreed"), "Welcome")
    );
    bo.write(", and then changed").await;
    bo.until_saved().await;
    content::restore_version(scene.db(), &scene.actor, scene.page_id(), named.id, clock::now()).await.unwrap();
    bo.until("the page as agreed", |bo| bo.text() == "<paragraph>as agreed</paragraph>").await;
    assert_eq!(bo.closed, None, "nobody is sent away for it");
    bo.write(" again").await;
    bo.until_saved().await;
    assert_eq!(scene.kept().await, "<paragraph>as agreed again</paragraph>");
    let versions = content::versions(scene.db(), &scene.actor, scene.page_id(), None, 10).await.unwrap();
    let kinds: Vec<_> = versions.iter().map(|version| version.kind).collect();
    assert_eq!(kinds, [VersionKind::Restore, VersionKind::Named]);
    let before = content::version(scene.db(), &scene.actor, scene.page_id(), versions[0].id).await.unwrap().1;
    assert!(format!("{before:?}").contains("and then changed"));
    let rows =
        content::compare(scene.db(), &scene.actor, scene.page_id(), versions[0].id, Some(named.id)).await.unwrap();
    assert!(rows[0].before.as_deref().is_some_and(|html| html.contains("<del>")), "{rows:?}");
    // A second time there is nothing to do.
    content::restore_version(scene.db(), &scene.actor, scene.page_id(), versions[0].id, clock::now()).await.unwrap();
    let count = scene.number("select count(*) from page_version where page_id = $1").await;
    content::restore_version(scene.db(), &scene.actor, scene.page_id(), versions[0].id, clock::now()).await.unwrap();
    assert_eq!(scene.number("select count(*) from page_version where page_id = $1").await, count);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_history_begins_with_the_newest_version_that_says_something_else() {
    let scene = Scene::new().await;
    let (db, page) = (scene.db(), scene.page_id());
    let name =
        async |name: &str| content::name_version(db, &scene.actor, page, name, None, clock::now()).await.unwrap();
    let last = async || content::last_difference(db, &scene.actor, page).await.unwrap();
    assert_eq!(last().await, None);
    let mut bo = scene.editor(&scene.bo).await;
    bo.write("one").await;
    bo.until_saved().await;
    let first = name("First").await;
    let found = last().await.unwrap();
    assert_eq!(found.0, first.id);
    assert!(found.1.iter().all(|row| row.kind == RowKind::Same), "there is no other: {found:?}");
    bo.write(" and two").await;
    bo.until_saved().await;
    for again in ["Second", "Second again"] {
        name(again).await;
        let found = last().await.unwrap();
        assert_eq!(found.0, first.id);
        assert!(found.1.iter().any(|row| row.kind == RowKind::Changed), "{found:?}");
    }
    let guest = scene.member("Gus", Role::Guest).await;
    let guest = workspace::enter(db, &guest.caller, "north").await.unwrap();
    assert_eq!(content::last_difference(db, &guest, page).await.unwrap_err(), Error::NotFound);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_closed_page_is_restored_too_and_only_by_who_may_write() {
    let scene = Scene::new().await;
    let mut bo = scene.editor(&scene.bo).await;
    bo.write("one").await;
    bo.until_saved().await;
    let (db, page, now) = (scene.db(), scene.page_id(), clock::now());
    let named = content::name_version(db, &scene.actor, page, "One", None, now).await.unwrap();
    bo.write(" two").await;
    bo.until_saved().await;
    drop(bo);
    let vera = scene.member("Vera", Role::Viewer).await;
    let vera = workspace::enter(db, &vera.caller, "north").await.unwrap();
    assert!(content::versions(db, &vera, page, None, 10).await.is_ok_and(|versions| !versions.is_empty()));
    assert_eq!(content::restore_version(db, &vera, page, named.id, now).await, Err(Error::Forbidden));
    assert_eq!(content::name_version(db, &vera, page, "Mine", None, now).await.unwrap_err(), Error::Forbidden);
    let guest = scene.member("Gus", Role::Guest).await;
    let guest = workspace::enter(db, &guest.caller, "north").await.unwrap();
    assert_eq!(content::versions(db, &guest, page, None, 10).await.unwrap_err(), Error::NotFound);
    assert_eq!(content::restore_version(db, &guest, page, named.id, now).await, Err(Error::NotFound));
    assert_eq!(content::restore_version(db, &scene.actor, page, PageVersionId::new(), now).await, Err(Error::NotFound));
    assert!(content::name_version(db, &scene.actor, page, "  ", None, now).await.unwrap_err().field("name").is_some());
    content::restore_version(db, &scene.actor, page, named.id, now).await.unwrap();
    assert_eq!(scene.kept().await, "<paragraph>one</paragraph>");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_the_last_one_leaves_what_they_wrote_is_a_version_and_readers_have_its_text() {
    let scene = Scene::new().await;
    let mut idle = scene.editor(&scene.owner).await;
    idle.until_saved().await;
    let mut bo = scene.editor(&scene.bo).await;
    bo.write("Plain words").await;
    bo.until_saved().await;
    drop((bo, idle));
    let kept = async {
        while scene.number(SESSIONS).await == 0 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), kept).await.expect("a version");
    let people = "select count(*) from page_version where page_id = $1 and cardinality(people) = 1";
    assert_eq!(scene.number(people).await, 1, "of the one who wrote");
    let text = "select count(*) from page_text where page_id = $1 and plain = 'Plain words' and words = 2 \
                and html like '%<p>Plain words</p>%' and seq = 1";
    assert_eq!(scene.number(text).await, 1);
    // Who only looks leaves no version behind.
    let mut again = scene.editor(&scene.owner).await;
    again.until_saved().await;
    drop(again);
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert_eq!(scene.number(SESSIONS).await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn before_much_is_taken_out_at_once_the_page_is_kept_as_it_was() {
    let scene = Scene::new().await;
    let mut bo = scene.editor(&scene.bo).await;
    bo.write(&"words ".repeat(60)).await;
    bo.until_saved().await;
    assert_eq!(scene.number(SESSIONS).await, 0);
    let root = bo.doc.get_or_insert_xml_fragment("default");
    let cut = {
        let mut tx = bo.doc.transact_mut();
        let Some(XmlOut::Element(paragraph)) = root.get(&tx, 0) else { panic!("a page begins with a paragraph") };
        let length = paragraph.len(&tx);
        paragraph.remove_range(&mut tx, 0, length);
        tx.encode_update_v1()
    };
    bo.send_update(cut).await;
    bo.until_saved().await;
    let kept = async {
        while scene.number(SESSIONS).await == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), kept).await.expect("a version");
    let versions = content::versions(scene.db(), &scene.actor, scene.page_id(), None, 10).await.unwrap();
    let before = content::version(scene.db(), &scene.actor, scene.page_id(), versions[0].id).await.unwrap().1;
    assert!(format!("{before:?}").contains("words words"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_cannot_be_read_is_shown_as_it_was_and_an_earlier_version_mends_it() {
    let (scene, mut bo, named) = agreed().await;
    let (db, page, now) = (scene.db(), scene.page_id(), clock::now());
    // Each name is known, and a rule holds nothing.
    let root = bo.doc.get_or_insert_xml_fragment("default");
    let strange = {
        let mut tx = bo.doc.transact_mut();
        let rule = root.push_back(&mut tx, XmlElementPrelim::empty("horizontalRule"));
        rule.push_back(&mut tx, XmlElementPrelim::empty("paragraph"));
        tx.encode_update_v1()
    };
    bo.send_update(strange).await;
    bo.until_saved().await;
    drop(bo);
    content::refresh_texts(db, &scene.actor, page).await.unwrap();
    assert!(content::compare(db, &scene.actor, page, named.id, None).await.is_ok_and(|rows| !rows.is_empty()));
    content::restore_version(db, &scene.actor, page, named.id, now).await.unwrap().expect("the page as it was");
    assert_eq!(scene.kept().await, "<paragraph>as agreed</paragraph>");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_cannot_be_loaded_begins_anew_with_an_earlier_version() {
    let (scene, mut bo, named) = agreed().await;
    let (db, page, now) = (scene.db(), scene.page_id(), clock::now());
    // Nobody has it open any more: its state would be written down again.
    scene.server.stop.cancel();
    bo.closing().await;
    scene.run("update page_content set state = '\\x0102'::bytea where page_id = $1").await;
    assert!(content::name_version(db, &scene.actor, page, "Now", None, now).await.is_err(), "it cannot be loaded");
    content::refresh_texts(db, &scene.actor, page).await.unwrap();
    assert!(content::compare(db, &scene.actor, page, named.id, None).await.is_ok_and(|rows| !rows.is_empty()));
    content::restore_version(db, &scene.actor, page, named.id, now).await.unwrap().expect("the page as it was");
    assert_eq!(scene.kept().await, "<paragraph>as agreed</paragraph>");
    assert_eq!(scene.number("select epoch::bigint from page_content where page_id = $1").await, 2);
    // The state, and behind it the line with the words, which only the log had.
    let kept = "select count(*) from page_version where page_id = $1 and name = 'What could not be loaded'
                  and position('\\x0102'::bytea in state) > 0 and position('as agreed'::bytea in state) > 0";
    assert_eq!(scene.number(kept).await, 1, "what was stored is not lost");
    let latest = content::last_difference(db, &scene.actor, page).await.unwrap().expect("the history is shown");
    let undone = content::restore_version(db, &scene.actor, page, latest.0, now).await;
    assert!(matches!(undone, Err(Error::Invalid { .. })), "{undone:?}");
    assert_eq!(scene.kept().await, "<paragraph>as agreed</paragraph>");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_page_with_a_broken_line_in_its_log_all_others_can_be_had_again() {
    let scene = Scene::new().await;
    let mut bo = scene.editor(&scene.bo).await;
    bo.until_saved().await;
    let (db, page, now) = (scene.db(), scene.page_id(), clock::now());
    let named = content::name_version(db, &scene.actor, page, "Empty", None, now).await.unwrap();
    bo.write("as agreed").await;
    bo.until_saved().await;
    let mut fatima = scene.editor(&scene.owner).await;
    fatima.write("by Fatima").await;
    fatima.until_saved().await;
    scene.server.stop.cancel();
    fatima.closing().await;
    let line = "insert into page_update (workspace_id, page_id, seq, person_id, at, data)
                select workspace_id, page_id, last_seq + 1, person_id, at, '\\x0102'::bytea
                from page_content c join page_update u using (workspace_id, page_id)
                where page_id = $1 order by seq desc limit 1";
    scene.run(line).await;
    scene.run("update page_content set last_seq = last_seq + 1 where page_id = $1").await;
    assert!(content::name_version(db, &scene.actor, page, "Now", None, now).await.is_err(), "it cannot be loaded");
    let before = content::restore_version(db, &scene.actor, page, named.id, now).await.unwrap().expect("a version");
    content::restore_version(db, &scene.actor, page, before, now).await.unwrap().expect("another one");
    let kept = scene.kept().await;
    assert!(kept.contains("as agreed") && kept.contains("by Fatima"), "{kept}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn before_much_is_merged_from_somebody_long_away_the_page_is_kept_as_it_was() {
    let scene = Scene::new().await;
    let mut bo = scene.editor(&scene.bo).await;
    bo.until_saved().await;
    let away = bo.doc.clone();
    drop(bo);
    let mut fatima = scene.editor(&scene.owner).await;
    fatima.write("what happened meanwhile").await;
    fatima.until_saved().await;
    scene.server.stop.cancel();
    fatima.closing().await;
    scene.run("update page_content set changed_at = now() - interval '2 hours' where page_id = $1").await;
    let server = crate::stage::sockets::serve(&scene.pools).await;
    type_into(&away, &"much ".repeat(600));
    let mut back = scene.editor_at(&server, &scene.bo, away).await;
    back.until_saved().await;
    let merges = "select count(*) from page_version where page_id = $1 and kind = 'merge'";
    let kept = async {
        while scene.number(merges).await == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), kept).await.expect("a version");
    // Somebody who was here a moment ago makes none.
    let mut other = scene.editor_at(&server, &scene.owner, replica()).await;
    other.until_text("much").await;
    let short = other.doc.clone();
    drop(other);
    type_into(&short, &"more ".repeat(600));
    let mut other = scene.editor_at(&server, &scene.owner, short).await;
    other.until_saved().await;
    assert_eq!(scene.number(merges).await, 1);
    server.stop.cancel();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_is_written_anew_begins_an_epoch_that_nobody_merges_into() {
    let scene = Scene::new().await;
    let mut bo = scene.editor(&scene.bo).await;
    bo.write("old").await;
    bo.until_saved().await;
    let other = replica();
    yrs::XmlFragment::push_back(
        &other.get_or_insert_xml_fragment("default"),
        &mut yrs::Transact::transact_mut(&other),
        yrs::XmlElementPrelim::empty("paragraph"),
    );
    type_into(&other, "new");
    let state = content::state_of(&other);
    content::rewrite_page(scene.db(), &scene.actor, scene.page_id(), &state, clock::now()).await.unwrap();
    bo.write("er").await;
    assert_eq!(tokio::time::timeout(Duration::from_secs(5), bo.closing()).await, Ok(4410));
    assert_eq!(scene.kept().await, "<paragraph>new</paragraph>");
    let path = format!("north/{}?schema=1&epoch=1", scene.page_id());
    assert_eq!(scene.refusal(&path, Some(&scene.bo)).await, 4410);
}

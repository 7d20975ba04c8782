//! Pages from files, and what other tests take them in and out with.

use super::scene::{Scene, titles};
use crate::stage::Stage;
use atrium::{
    Error, Result,
    actor::Actor,
    boards::import::ImportState,
    clock, files,
    idempotency::Once,
    ids::PageId,
    wiki::{
        self, Which, WhichSpace,
        document::{Document, html, text, yjs},
        export::{PageExporter, Scope, page_as_html},
        import::{
            self, Destination, Folder, NewPageImport, PageImportView, pack, page_import, run_import, start_import,
            undo_import,
        },
        level::Level,
    },
};
use std::{collections::BTreeMap, fmt::Write};
use yrs::{Transact, Update, updates::decoder::Decode};

pub fn zip_of(files: &[(&str, &str)]) -> Vec<u8> {
    let files: BTreeMap<_, _> =
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    pack(&files).unwrap()
}

pub async fn start(scene: &Scene, by: &Actor, content: Vec<u8>, into: Destination) -> Result<PageImportView> {
    let new = NewPageImport { source: "guide.zip".to_owned(), content, into };
    start_import(&scene.stage.db, by, new, None, clock::now()).await
}

pub async fn bring_in(scene: &Scene, by: &Actor, content: Vec<u8>, into: Destination) -> PageImportView {
    let started = start(scene, by, content, into).await.unwrap();
    assert_eq!((started.state, started.pages_done), (ImportState::Waiting, 0));
    run_import(&scene.stage.db, by, started.id, &*scene.stage.files).await.unwrap();
    page_import(&scene.stage.db, by, started.id, clock::now()).await.unwrap()
}

pub async fn export(scene: &Scene, by: &Actor, scope: Scope) -> Result<Vec<u8>> {
    Box::pin(PageExporter::new(scene.stage.db.clone(), *by, scope, scene.stage.files.clone()).await?.whole()).await
}

pub async fn as_html(scene: &Scene, by: &Actor, page_id: PageId) -> Result<(String, String)> {
    page_as_html(&scene.stage.db, &*scene.stage.files, by, page_id).await
}

/// What stands on a page, as it is kept.
pub async fn document(scene: &Scene, id: PageId) -> Document {
    let mut tx = scene.stage.db.view(&scene.fatima).await.unwrap();
    let state: Vec<u8> = sqlx::query_scalar("select state from page_content where page_id = $1")
        .bind(id.uuid())
        .fetch_one(tx.conn())
        .await
        .unwrap();
    let doc = yjs::blank();
    doc.transact_mut().apply_update(Update::decode_v2(&state).unwrap()).unwrap();
    yjs::read(&doc).unwrap()
}

pub const GUIDE: [(&str, &str); 4] = [
    ("README.md", "# Guide\n\nSee [Tools](tools/README.md) and [how to saw](tools/saw.md#the-cut)."),
    ("tools/README.md", "# Tools\n\n- [Saw](saw.md)\n- [ ] oil it"),
    (
        "tools/saw.md",
        "# Saw\n\n## The cut\n\n| a | b |\n|---|---|\n| 1 | *2* |\n\n```rust\nfn saw() {}\n```\n\nBack to [Guide](../README.md).",
    ),
    ("tools/\u{fc}ber.md", "---\ntitle: \"\"\n---\n\nNo title at all."),
];

#[tokio::test]
async fn a_zip_becomes_a_space_whose_links_work() {
    let scene = Scene::new().await;
    let db = &scene.stage.db;
    let preview = import::dry_run(db, &scene.fatima, zip_of(&GUIDE)).await.unwrap();
    assert_eq!((preview.pages.len(), preview.links, preview.problem_count), (4, 4, 0));
    assert_eq!(wiki::spaces(db, &scene.fatima, false).await.unwrap().len(), 1, "a look changes nothing");

    let done = bring_in(&scene, &scene.fatima, zip_of(&GUIDE), Destination::NewSpace("Guide".to_owned())).await;
    assert_eq!((done.state, done.pages_done, done.left, done.can_undo), (ImportState::Done, 4, 4, true));
    let tree = scene.tree(&scene.fatima, done.space_id).await;
    assert_eq!(titles(&tree), ["0 Guide", "0 Tools", "1 Saw", "1 "]);
    let first = done.first.unwrap();
    let targets = text::references(&document(&scene, first.id).await, &|_| None);
    let tree = wiki::tree(db, &scene.fatima, WhichSpace::Id(done.space_id)).await.unwrap();
    assert_eq!(targets, [text::Target::Page(tree.pages[1].id.uuid())]);
    let shown = html::write(&document(&scene, first.id).await, html::Readers::Members, &html::AsWritten);
    let address = format!("href=\"/w/north/wiki/{}#the-cut\"", tree.pages[2].number);
    assert!(shown.contains(&address), "{shown}");
    // The next page that somebody makes gets a number of its own.
    assert_eq!(scene.page("Later", None).await.number, tree.pages[3].number.max(tree.pages[2].number) + 1);
}

#[tokio::test]
async fn an_import_below_a_page_comes_after_what_is_there_and_run_twice_is_run_once() {
    let scene = Scene::new().await;
    let parent = scene.page("Parent", None).await;
    scene.page("There", Some(parent.id)).await;
    let done = bring_in(&scene, &scene.fatima, zip_of(&GUIDE), Destination::Page(parent.id)).await;
    run_import(&scene.stage.db, &scene.fatima, done.id, &*scene.stage.files).await.unwrap();
    let tree = scene.tree(&scene.fatima, scene.space.id).await;
    assert_eq!(titles(&tree), ["0 Parent", "1 There", "1 Guide", "1 Tools", "2 Saw", "2 "]);
}

#[tokio::test]
async fn an_import_asked_for_twice_under_one_key_is_one() {
    let scene = Scene::new().await;
    let once = Once::new("k", "the same").unwrap();
    let ask = async || {
        let into = Destination::NewSpace("Guide".to_owned());
        let new = NewPageImport { source: "guide.zip".to_owned(), content: zip_of(&GUIDE), into };
        start_import(&scene.stage.db, &scene.fatima, new, Some(&once), clock::now()).await.unwrap().id
    };
    assert_eq!(ask().await, ask().await);
    assert_eq!(wiki::spaces(&scene.stage.db, &scene.fatima, false).await.unwrap().len(), 2);
    assert_eq!(import::page_imports(&scene.stage.db, &scene.fatima, clock::now()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_folder_sent_as_a_form_is_read_as_its_zip_would_be() {
    const FORM: &str = "multipart/form-data; boundary=edge";
    let scene = Scene::new().await;
    let path = format!("/workspaces/{}/page-imports/dry-run", scene.stage.slug);
    let form = |files: &[(&str, &str)]| {
        let mut body = String::new();
        for (name, text) in files {
            let head = format!("Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"");
            let _ = write!(body, "--edge\r\n{head}\r\nContent-Type: text/markdown\r\n\r\n{text}\r\n");
        }
        body + "--edge--\r\n"
    };
    let ask = |kind: &'static str, body: Vec<u8>| {
        scene.stage.ask("post", path.clone()).by(&scene.stage.founder).bytes(kind, body).send()
    };
    let as_zip = ask("application/zip", zip_of(&GUIDE)).await;
    let as_form = ask(FORM, form(&GUIDE).into_bytes()).await;
    assert_eq!((as_form.status.as_u16(), &as_form.body), (200, &as_zip.body), "{}", as_form.text);
    let outside = ask(FORM, form(&[("guide/../../etc/passwd.md", "x")]).into_bytes()).await;
    assert_eq!(outside.status.as_u16(), 422, "{}", outside.text);
    assert!(outside.text.contains("outside"), "{}", outside.text);
    assert_eq!(ask(FORM, form(&GUIDE)[..80].into()).await.status.as_u16(), 400);
    assert_eq!(ask("multipart/form-data", form(&GUIDE).into()).await.status.as_u16(), 400);
    assert_eq!(ask("text/plain", form(&GUIDE).into()).await.status.as_u16(), 415);
}

#[tokio::test]
async fn files_come_with_their_pages_once_and_go_out_with_them() {
    let scene = Scene::new().await;
    let db = &scene.stage.db;
    let hill = b"\x89PNG\r\n\x1a\n and so on";
    let page =
        "# Hill\n\n![The hill](pictures/hill.png)\n\nMeasured in [the list](list.csv), not in [nothing](empty.csv).";
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::from([
        ("hill.md".to_owned(), page.into()),
        ("path.md".to_owned(), b"# Path\n\n![](pictures/hill.png)".to_vec()),
        ("pictures/hill.png".to_owned(), hill.to_vec()),
        ("list.csv".to_owned(), b"height\n12\n".to_vec()),
        ("empty.csv".to_owned(), Vec::new()),
        ("unused.png".to_owned(), b"x".to_vec()),
    ]);
    let zip = pack(&files).unwrap();
    let preview = import::dry_run(db, &scene.fatima, zip.clone()).await.unwrap();
    assert_eq!(
        (preview.files, preview.problem_count),
        (2, 2),
        "one is empty, and one is shown by no page: {preview:?}"
    );
    let done = bring_in(&scene, &scene.fatima, zip, Destination::NewSpace("Hills".to_owned())).await;
    assert_eq!((done.state, done.problem_count), (ImportState::Done, 2), "{:?}", done.problems);
    let tree = wiki::tree(db, &scene.fatima, WhichSpace::Id(done.space_id)).await.unwrap();
    let names = async |at: usize| {
        let found = files::attachments(db, &scene.fatima, tree.pages[at].id, clock::now()).await.unwrap();
        found.into_iter().map(|one| one.name).collect::<Vec<_>>()
    };
    assert_eq!(
        (names(0).await, names(1).await),
        (vec!["list.csv".to_owned(), "hill.png".to_owned()], vec!["hill.png".to_owned()])
    );
    run_import(db, &scene.fatima, done.id, &*scene.stage.files).await.unwrap();
    assert_eq!(names(0).await.len(), 2, "twice is once");

    // The text names them where they are, and who sees the page gets them there.
    let shown = html::write(&document(&scene, tree.pages[0].id).await, html::Readers::Members, &html::AsWritten);
    let address = shown.split("src=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let sent = scene.stage.ask_at("get", address).by(&scene.stage.founder).send().await;
    assert_eq!((sent.status.as_u16(), sent.bytes.as_slice()), (200, hill.as_slice()));
    let hidden = scene.stage.ask_at("get", address).by(&scene.gus).send().await;
    assert_eq!(hidden.status.as_u16(), 404);

    let out = Folder::read(&export(&scene, &scene.fatima, Scope::Space(done.space_id)).await.unwrap()).unwrap();
    let paths: Vec<&str> = out.files.keys().map(String::as_str).collect();
    assert_eq!(paths, ["Hill.md", "Path.md", "SUMMARY.md", "files/hill 2.png", "files/hill.png", "files/list.csv"]);
    assert_eq!(out.files["files/hill.png"], hill);
    let text = String::from_utf8(out.files["Hill.md"].clone()).unwrap();
    assert!(text.contains("![The hill](files/hill.png)") && text.contains("[the list](files/list.csv)"), "{text}");

    // A file larger than the house takes is told of, and its page comes without it.
    let tight = Scene::on(Stage::with_limits(files::Limits { file: 12, workspace: None }).await).await;
    files.remove("empty.csv");
    let done = bring_in(&tight, &tight.fatima, pack(&files).unwrap(), Destination::NewSpace("Hills".to_owned())).await;
    assert_eq!((done.state, done.pages_done), (ImportState::Done, 2));
    let told: Vec<_> = done.problems.iter().map(|problem| format!("{}: {}", problem.path, problem.reason)).collect();
    assert!(
        told.iter().filter(|told| told.contains("pictures/hill.png is not kept: This file is too large")).count() == 2,
        "{told:?}"
    );
}

#[tokio::test]
async fn who_may_not_write_there_imports_nothing_and_nobody_sees_anothers_import() {
    let scene = Scene::new().await;
    let (db, now) = (&scene.stage.db, clock::now());
    let page = scene.page("Secret", None).await;
    scene.narrow(page.id, &[]).await;
    let (mia, vera, gus) =
        (scene.actor(&scene.mia).await, scene.actor(&scene.vera).await, scene.actor(&scene.gus).await);
    let stranger = scene.stranger().await;
    for (who, into, wanted) in [
        (&vera, Destination::NewSpace("V".to_owned()), Error::Forbidden),
        (&vera, Destination::Space(scene.space.id), Error::Forbidden),
        (&gus, Destination::NewSpace("G".to_owned()), Error::Forbidden),
        (&gus, Destination::Space(scene.space.id), Error::NotFound),
        (&mia, Destination::Page(page.id), Error::NotFound),
        (&stranger, Destination::Space(scene.space.id), Error::NotFound),
    ] {
        assert_eq!(start(&scene, who, zip_of(&GUIDE), into.clone()).await.unwrap_err(), wanted, "{into:?}");
    }
    for who in [&vera, &gus] {
        assert_eq!(import::dry_run(db, who, zip_of(&GUIDE)).await.unwrap_err(), Error::Forbidden);
    }
    let done = bring_in(&scene, &mia, zip_of(&GUIDE), Destination::Space(scene.space.id)).await;
    for who in [&scene.fatima, &vera, &gus, &stranger] {
        assert_eq!(page_import(db, who, done.id, now).await.unwrap_err(), Error::NotFound);
        assert_eq!(undo_import(db, who, done.id, now).await.unwrap_err(), Error::NotFound);
        assert!(import::page_imports(db, who, now).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn an_import_of_somebody_who_lost_the_right_meanwhile_fails_and_says_so() {
    let scene = Scene::new().await;
    let mia = scene.actor(&scene.mia).await;
    let started = start(&scene, &mia, zip_of(&GUIDE), Destination::Space(scene.space.id)).await.unwrap();
    let mut access = super::scene::list(false, &[]);
    access.everyone = Level::View;
    wiki::set_space_access(&scene.stage.db, &scene.fatima, scene.space.id, access).await.unwrap();
    run_import(&scene.stage.db, &mia, started.id, &*scene.stage.files).await.unwrap();
    let failed = page_import(&scene.stage.db, &mia, started.id, clock::now()).await.unwrap();
    assert_eq!((failed.state, failed.pages_done, failed.problem_count), (ImportState::Failed, 0, 1));
    assert!(scene.tree(&scene.fatima, scene.space.id).await.is_empty());
}

#[tokio::test]
async fn what_is_no_zip_makes_neither_a_space_nor_an_import() {
    let scene = Scene::new().await;
    let cut = zip_of(&GUIDE);
    let escaping = zip_of(&[("../a.md", "x")]);
    for content in [b"no zip".to_vec(), Vec::new(), cut[..cut.len() / 2].to_vec(), escaping, zip_of(&[("a.png", "x")])]
    {
        let refused = start(&scene, &scene.fatima, content, Destination::NewSpace("X".to_owned())).await.unwrap_err();
        assert!(refused.field("file").is_some(), "{refused:?}");
    }
    assert_eq!(wiki::spaces(&scene.stage.db, &scene.fatima, false).await.unwrap().len(), 1);
    assert!(import::page_imports(&scene.stage.db, &scene.fatima, clock::now()).await.unwrap().is_empty());
}

#[tokio::test]
async fn tags_come_with_the_front_matter_and_go_out_with_it() {
    let scene = Scene::new().await;
    let db = &scene.stage.db;
    wiki::set_page_tags(db, &scene.fatima, scene.page("Known", None).await.id, &["Tea".to_owned()]).await.unwrap();
    let files = [("Cups.md", "---\ntags: [tea, green cups]\n---\n# Cups\n\nText"), ("Plain.md", "Text")];
    bring_in(&scene, &scene.fatima, zip_of(&files), Destination::Space(scene.space.id)).await;
    let tree = wiki::tree(db, &scene.fatima, WhichSpace::Id(scene.space.id)).await.unwrap();
    let cups = tree.pages.iter().find(|page| page.title == "Cups").unwrap().id;
    let page = wiki::page(db, &scene.fatima, Which::Page(cups), clock::now()).await.unwrap();
    assert_eq!(page.tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["green cups", "Tea"]);
    let zip = export(&scene, &scene.fatima, Scope::Page(cups)).await.unwrap();
    let markdown = String::from_utf8(Folder::read(&zip).unwrap().files["Cups.md"].clone()).unwrap();
    assert_eq!(markdown, "---\ntags:\n  - \"green cups\"\n  - \"Tea\"\n---\n\n# Cups\n\nText\n");
}

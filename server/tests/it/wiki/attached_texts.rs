//! Files of text that hang on a page go out as files and come back as files, and not as pages.

use super::{
    exchange::{bring_in, export},
    scene::{Scene, titles},
};
use atrium::{
    clock, files,
    ids::{PageId, SpaceId},
    wiki::{
        self, WhichSpace,
        export::Scope,
        import::{Destination, Folder},
    },
};

const NOTES: &[u8] = b"---\ntags: [x]\n---\n# Notes\n\n- [ ] not a page, see [Top](../README.md)\n";
const KEPT: &[u8] = b"<!DOCTYPE html><title>Kept</title><p>A page of the web.</p>";

/// Hangs a file on a page, and answers with its address.
async fn attach(scene: &Scene, page: PageId, name: &str, bytes: &[u8]) -> String {
    let id = scene.stage.attach(&scene.mia, page, name, bytes).await;
    format!("/api/v1/workspaces/north/pages/{page}/attachments/{id}")
}

/// Files by their names.
type Named = Vec<(String, Vec<u8>)>;

/// The pages of a space by their titles, with what hangs on each.
async fn attached(scene: &Scene, space: SpaceId) -> Vec<(String, Named)> {
    let db = &scene.stage.db;
    let tree = wiki::tree(db, &scene.fatima, WhichSpace::Id(space)).await.unwrap();
    let mut all = Vec::new();
    for page in tree.pages {
        let mut found = Named::new();
        for file in files::attachments(db, &scene.fatima, page.id, clock::now()).await.unwrap() {
            let address = format!("/workspaces/north/pages/{}/attachments/{}", page.id, file.id);
            let sent = scene.stage.ask("get", address).by(&scene.stage.founder).send().await;
            assert_eq!(sent.status.as_u16(), 200);
            found.push((file.name, sent.bytes));
        }
        found.sort();
        all.push((page.title, found));
    }
    all
}

#[tokio::test]
async fn a_text_that_hangs_on_a_page_goes_out_and_comes_back_as_a_file_however_often() {
    let scene = Scene::new().await;
    let top = scene.page("Top", None).await.id;
    let below = scene.page("Below", Some(top)).await.id;
    // A page is called as the folder of the files, and one in it as one of them.
    let files = scene.page("files", Some(top)).await.id;
    scene.page("notes 2", Some(files)).await;
    let notes = attach(&scene, top, "notes.md", NOTES).await;
    let kept = attach(&scene, top, "kept page.html", KEPT).await;
    let other = attach(&scene, below, "notes.md", b"# Other notes").await;
    scene.write(top, &format!("[notes.md]({notes})\n\nAnd [what we kept]({kept}).")).await;
    scene.write(below, &format!("- [notes.md]({other})\n- once more [the notes]({notes})")).await;

    let first = export(&scene, &scene.fatima, Scope::Space(scene.space.id)).await.unwrap();
    let mut file = first.clone();
    let wanted = titles(&scene.tree(&scene.fatima, scene.space.id).await);
    for name in ["First", "Second"] {
        let done = bring_in(&scene, &scene.fatima, file, Destination::NewSpace(name.to_owned())).await;
        assert_eq!(done.problem_count, 0, "{:?}", done.problems);
        assert_eq!(titles(&scene.tree(&scene.fatima, done.space_id).await), wanted);
        let found = attached(&scene, done.space_id).await;
        let of = |title: &str| found.iter().find(|(other, _)| other == title).map(|(_, files)| files.clone()).unwrap();
        assert_eq!(of("Top"), [("kept page.html".to_owned(), KEPT.to_vec()), ("notes.md".to_owned(), NOTES.to_vec())]);
        assert_eq!(of("Below").iter().filter(|(_, bytes)| bytes == b"# Other notes").count(), 1);
        assert_eq!(of("Below").len(), 2, "a page has what it shows for itself");
        assert!(of("files").is_empty() && of("notes 2").is_empty());
        file = export(&scene, &scene.fatima, Scope::Space(done.space_id)).await.unwrap();
    }
    let pages = |zip: &[u8]| {
        let files = Folder::read(zip).unwrap().files;
        files.into_keys().filter(|path| !path.contains("/files/") || path.contains("README")).collect::<Vec<_>>()
    };
    assert_eq!(pages(&first), pages(&file));
}

#[tokio::test]
async fn a_file_alone_on_its_line_is_a_file_again() {
    let scene = Scene::new().await;
    let top = scene.page("Top", None).await.id;
    let notes = attach(&scene, top, "notes.md", NOTES).await;
    let link = format!("[notes.md]({notes})");
    let text = format!(
        "{link}\n\nSee [the notes]({notes}).\n\n> {link}\n\n> [!NOTE]\n> Read on.\n>\n> {link}\n\n| Cell |\n|---|\n| {link} |\n\n- {link}\n\n  {link}"
    );
    scene.write(top, &text).await;
    let file = export(&scene, &scene.fatima, Scope::Page(top)).await.unwrap();
    let done = bring_in(&scene, &scene.fatima, file.clone(), Destination::NewSpace("Copy".to_owned())).await;
    let first = done.first.unwrap();
    let html = scene.read(&scene.fatima, first.id).await.unwrap().html;
    // By itself, in the quote, the callout and the cell, and in the item, which begins with a line of text.
    assert_eq!(html.matches("class=\"file\"").count(), 5, "{html}");
    assert!(html.contains(">the notes</a>"), "{html}");
    assert!(html.contains(&format!("/pages/{}/attachments/", first.id)), "{html}");
    let again = export(&scene, &scene.fatima, Scope::Page(first.id)).await.unwrap();
    assert_eq!(Folder::read(&file).unwrap(), Folder::read(&again).unwrap());
}

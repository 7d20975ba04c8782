//! Pages as files: what goes out comes back as it was, and nobody takes away what they do not see.

use super::{
    exchange::{GUIDE, as_html, bring_in, document, export, zip_of},
    scene::Scene,
};
use atrium::{
    Error,
    actor::Actor,
    boards::import::ImportState,
    ids::SpaceId,
    wiki::{
        self, WhichSpace,
        document::text,
        export::Scope,
        import::{Destination, Folder, pack},
    },
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::Instant,
};

fn folder(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut files, mut folders) = (BTreeMap::new(), vec![root.to_owned()]);
    while let Some(within) = folders.pop() {
        for entry in std::fs::read_dir(within).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

fn sample(name: &str) -> Vec<u8> {
    pack(&folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/wiki/samples").join(name))).unwrap()
}

/// The pages of a space with their documents, in which pages are called by their titles.
async fn documents(scene: &Scene, space: SpaceId) -> Vec<(usize, String, String)> {
    let tree = wiki::tree(&scene.stage.db, &scene.fatima, WhichSpace::Id(space)).await.unwrap();
    let mut all = Vec::new();
    for (depth, page) in tree.depths().into_iter().zip(&tree.pages) {
        let mut document = document(scene, page.id).await;
        text::visit_addresses(&mut document.blocks, &mut |address| {
            if address.contains("/attachments/") {
                "a file".clone_into(address);
            }
            for other in &tree.pages {
                let own = format!("/w/north/wiki/{}", other.number);
                let rest = address.strip_prefix(&own).filter(|rest| rest.is_empty() || rest.starts_with('#'));
                if let Some(rest) = rest {
                    *address = format!("to {}{rest}", other.title);
                    return;
                }
            }
        });
        let mut said = format!("{document:?}");
        for other in &tree.pages {
            said = said.replace(&other.id.to_string(), &other.title);
        }
        all.push((depth, page.title.clone(), said));
    }
    all
}

#[tokio::test]
async fn what_was_exported_comes_back_with_equal_trees_titles_and_documents() {
    let scene = Scene::new().await;
    for content in [zip_of(&GUIDE), sample("notion"), sample("notion-html"), sample("confluence")] {
        let first = bring_in(&scene, &scene.fatima, content, Destination::NewSpace("First".to_owned())).await;
        let file = export(&scene, &scene.fatima, Scope::Space(first.space_id)).await.unwrap();
        let second = bring_in(&scene, &scene.fatima, file.clone(), Destination::NewSpace("Second".to_owned())).await;
        assert_eq!(documents(&scene, first.space_id).await, documents(&scene, second.space_id).await);
        let again = export(&scene, &scene.fatima, Scope::Space(second.space_id)).await.unwrap();
        assert_eq!(Folder::read(&file).unwrap(), Folder::read(&again).unwrap());
    }
}

#[tokio::test]
async fn a_real_book_becomes_a_space_and_comes_back_from_its_export() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/leptos-book");
    if !root.is_dir() {
        eprintln!("skipped: there is no {}", root.display());
        return;
    }
    let scene = Scene::new().await;
    let begun = Instant::now();
    let content = pack(&folder(&root)).unwrap();
    let book = bring_in(&scene, &scene.fatima, content, Destination::NewSpace("Leptos".to_owned())).await;
    println!("{} pages in {:?}", book.pages_done, begun.elapsed());
    assert_eq!(book.state, ImportState::Done);
    let begun = Instant::now();
    let file = export(&scene, &scene.fatima, Scope::Space(book.space_id)).await.unwrap();
    println!("{} bytes of zip in {:?}", file.len(), begun.elapsed());
    // The first writing moves a space out of bold words and the like; what was written once is written so again.
    let copy = bring_in(&scene, &scene.fatima, file, Destination::NewSpace("Copy".to_owned())).await;
    let file = export(&scene, &scene.fatima, Scope::Space(copy.space_id)).await.unwrap();
    let again = bring_in(&scene, &scene.fatima, file, Destination::NewSpace("Again".to_owned())).await;
    let first = documents(&scene, book.space_id).await;
    let second = documents(&scene, copy.space_id).await;
    let third = documents(&scene, again.space_id).await;
    let tree = |pages: &[(usize, String, String)]| -> Vec<_> {
        pages.iter().map(|(depth, title, _)| (*depth, title.clone())).collect()
    };
    assert_eq!(tree(&first), tree(&second));
    assert_eq!(second.len(), third.len());
    for (one, other) in second.iter().zip(&third) {
        assert_eq!(one, other);
    }
}

#[tokio::test]
async fn an_export_has_what_its_reader_sees_and_no_more() {
    let scene = Scene::new().await;
    let db = &scene.stage.db;
    let done = bring_in(&scene, &scene.fatima, zip_of(&GUIDE), Destination::Space(scene.space.id)).await;
    let tree = wiki::tree(db, &scene.fatima, WhichSpace::Id(done.space_id)).await.unwrap();
    let (tools, saw) = (tree.pages[1].id, tree.pages[2].id);
    scene.narrow(saw, &[]).await;
    let (mia, vera, gus) =
        (scene.actor(&scene.mia).await, scene.actor(&scene.vera).await, scene.actor(&scene.gus).await);
    let files = async |who: &Actor, scope: Scope| {
        let zip = export(&scene, who, scope).await.unwrap();
        Folder::read(&zip).unwrap().files.into_keys().collect::<Vec<_>>()
    };
    let all = ["Guide.md", "SUMMARY.md", "Tools/README.md", "Tools/Saw.md", "Tools/Untitled.md"];
    assert_eq!(files(&scene.fatima, Scope::Space(scene.space.id)).await, all);
    let seen = ["Guide.md", "SUMMARY.md", "Tools/README.md", "Tools/Untitled.md"];
    assert_eq!(files(&mia, Scope::Space(scene.space.id)).await, seen);
    assert_eq!(files(&vera, Scope::Tree(tools)).await, ["SUMMARY.md", "Tools/README.md", "Tools/Untitled.md"]);
    assert_eq!(files(&vera, Scope::Page(tools)).await, ["SUMMARY.md", "Tools.md"]);
    assert_eq!(files(&scene.fatima, Scope::Everything).await[1], "Handbook/Tools/README.md");
    for scope in [Scope::Page(saw), Scope::Tree(saw)] {
        assert_eq!(export(&scene, &mia, scope).await.unwrap_err(), Error::NotFound);
    }
    assert_eq!(export(&scene, &mia, Scope::Everything).await.unwrap_err(), Error::Forbidden);
    assert_eq!(export(&scene, &gus, Scope::Space(scene.space.id)).await.unwrap_err(), Error::NotFound);
    let stranger = scene.stranger().await;
    assert_eq!(export(&scene, &stranger, Scope::Page(tools)).await.unwrap_err(), Error::NotFound);
    assert_eq!(as_html(&scene, &mia, saw).await.unwrap_err(), Error::NotFound);
    let (name, html) = as_html(&scene, &scene.fatima, saw).await.unwrap();
    assert_eq!(name, "Saw.html");
    assert!(html.contains("<h1>Saw</h1>") && html.contains("id=\"the-cut\"") && !html.contains("<script"), "{html}");
}

#[tokio::test]
async fn what_a_text_names_goes_out_by_its_name_now_and_to_who_does_not_see_it_by_none() {
    let scene = Scene::new().await;
    let (top, plans) = (scene.page("Top", None).await.id, scene.page("Plans", None).await.id);
    scene.write(top, &format!("See [Old plans](page:{plans}).")).await;
    scene.narrow(plans, &[]).await;
    let mia = scene.actor(&scene.mia).await;
    for (who, name, others) in [(&scene.fatima, "Plans", "cannot see"), (&mia, "A page you cannot see", "lans")] {
        let html = as_html(&scene, who, top).await.unwrap().1;
        assert!(html.contains(name) && !html.contains(others), "{html}");
        let zip = export(&scene, who, Scope::Page(top)).await.unwrap();
        let markdown = String::from_utf8(Folder::read(&zip).unwrap().files["Top.md"].clone()).unwrap();
        assert!(markdown.contains(name) && !markdown.contains(others), "{markdown}");
    }
}

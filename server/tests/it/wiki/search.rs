use super::scene::Scene;
use atrium::{
    actor::Actor,
    ids::PageId,
    search,
    wiki::{self, level::Level},
};

async fn write(scene: &Scene, page: PageId, plain: &str) {
    sqlx::query("update page_text set plain = $2 where page_id = $1")
        .bind(page.uuid())
        .bind(plain)
        .execute(&mut scene.hand().await)
        .await
        .unwrap();
}

async fn found(scene: &Scene, actor: &Actor, words: &str) -> Vec<String> {
    let found = search::find(&scene.stage.db, actor, words).await.unwrap();
    found.pages.into_iter().map(|page| page.title).collect()
}

#[tokio::test]
async fn a_page_is_found_by_its_title_its_number_and_its_text() {
    let scene = Scene::new().await;
    let hours = scene.page("Opening hours", None).await;
    let prices = scene.page("Prices", None).await;
    write(&scene, prices.id, "A bun costs two crowns while the shop is OPENING. 100% butter_milk.").await;
    let vera = scene.actor(&scene.vera).await;
    assert_eq!(found(&scene, &vera, "opening").await, ["Opening hours", "Prices"], "a title comes before a text");
    assert_eq!(found(&scene, &vera, "crowns bun").await, ["Prices"]);
    assert_eq!(found(&scene, &vera, "bun hours").await, Vec::<String>::new(), "each word has to be in it");
    assert_eq!(found(&scene, &vera, &format!("#{}", hours.number)).await, ["Opening hours"]);
    assert_eq!(found(&scene, &vera, "100%").await, ["Prices"]);
    assert_eq!(found(&scene, &vera, "butterXmilk").await, Vec::<String>::new(), "signs of a pattern mean themselves");
    let page = &search::find(&scene.stage.db, &vera, "crowns").await.unwrap().pages[0];
    assert!(page.excerpt.contains("two crowns") && page.space.as_deref() == Some("Handbook"), "{page:?}");
}

#[tokio::test]
async fn writing_without_spaces_is_found_by_any_part_of_it() {
    let scene = Scene::new().await;
    let shop = scene.page("\u{55b6}\u{696d}\u{6642}\u{9593}", None).await;
    write(&scene, shop.id, "\u{65e5}\u{66dc}\u{65e5}\u{306f}\u{4f11}\u{307f}\u{3067}\u{3059}").await;
    for words in ["\u{6642}\u{9593}", "\u{4f11}\u{307f}"] {
        assert_eq!(found(&scene, &scene.fatima, words).await.len(), 1, "{words}");
    }
}

#[tokio::test]
async fn nobody_finds_what_they_may_not_see_nor_what_was_put_away() {
    let scene = Scene::new().await;
    let (db, noah) = (&scene.stage.db, scene.actor(&scene.noah).await);
    let secret = scene.page("Layoffs", None).await.id;
    let open = scene.page("Picnic", None).await.id;
    write(&scene, secret, "Layoffs in spring").await;
    write(&scene, open, "No layoffs").await;
    scene.narrow(secret, &[(&scene.mia, Level::View)]).await;
    assert_eq!(found(&scene, &scene.actor(&scene.mia).await, "layoffs").await, ["Layoffs", "Picnic"]);
    assert_eq!(found(&scene, &noah, "layoffs").await, ["Picnic"]);
    assert_eq!(found(&scene, &scene.actor(&scene.gus).await, "layoffs").await, Vec::<String>::new());
    assert_eq!(found(&scene, &scene.stranger().await, "layoffs").await, Vec::<String>::new());
    wiki::trash_page(db, &scene.fatima, open).await.unwrap();
    assert_eq!(found(&scene, &noah, "layoffs").await, Vec::<String>::new());
    wiki::restore_page(db, &scene.fatima, open).await.unwrap();
    wiki::archive_space(db, &scene.fatima, scene.space.id).await.unwrap();
    assert_eq!(found(&scene, &noah, "layoffs").await, Vec::<String>::new());
}

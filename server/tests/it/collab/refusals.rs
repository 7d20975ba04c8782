//! What is not let in, and what it does to the others: nothing.

use super::{
    client::{Editor, dial, everything, replica},
    scene::Scene,
};
use crate::stage::Person;
use atrium::{
    clock,
    ids::PageId,
    workspace::{self, CreateWorkspace},
};
use std::time::Duration;
use yrs::{
    Any, ReadTxn, Text, Transact, WriteTxn, Xml, XmlElementPrelim, XmlFragment, XmlTextPrelim,
    sync::{Message as Said, SyncMessage},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_may_not_come_in_is_told_why_by_the_code() {
    let scene = Scene::new().await;
    let page = scene.page_id();
    let at = |rest: &str| format!("north/{page}?{rest}");
    let good = at("schema=1&epoch=1");
    assert_eq!(scene.refusal(&good, None).await, 4401);
    let mut nobody = scene.bo.clone();
    nobody.secret = "nothing".to_owned();
    assert_eq!(scene.refusal(&good, Some(&nobody)).await, 4401);
    let bo = Some(&scene.bo);
    assert_eq!(scene.refusal(&at("schema=0&epoch=1"), bo).await, 4409);
    assert_eq!(scene.refusal(&at("schema=2&epoch=1"), bo).await, 4409);
    assert_eq!(scene.refusal(&at("schema=1&epoch=2"), bo).await, 4410);
    for malformed in [at(""), at("schema=1"), at("schema=x&epoch=1"), "north/7?schema=1&epoch=1".to_owned()] {
        assert_eq!(scene.refusal(&malformed, bo).await, 4400, "{malformed}");
    }
    let nowhere = format!("north/{}?schema=1&epoch=1", PageId::new());
    assert_eq!(scene.refusal(&nowhere, bo).await, 4404);
    let stranger = Person::new(scene.db(), "Mallory").await;
    assert_eq!(scene.refusal(&good, Some(&stranger)).await, 4404);
    let form = CreateWorkspace { name: "south", slug: Some("south") };
    workspace::create(scene.db(), &stranger.caller, form, None, clock::now()).await.unwrap();
    let foreign = format!("south/{page}?schema=1&epoch=1");
    assert_eq!(scene.refusal(&foreign, Some(&stranger)).await, 4404, "the id of a page of another workspace");
    workspace::suspend(scene.db(), &scene.actor, scene.bo.id(), clock::now()).await.unwrap();
    assert_eq!(scene.refusal(&good, bo).await, 4403);
}

/// An edit of Bo's that the schema does not know.
type Strange = fn(&yrs::Doc) -> Vec<u8>;

const STRANGE: [(&str, Strange); 8] = [
    ("a node", |doc| {
        let root = doc.get_or_insert_xml_fragment("default");
        let mut tx = doc.transact_mut();
        root.push_back(&mut tx, XmlElementPrelim::empty("marquee"));
        tx.encode_update_v1()
    }),
    ("an attribute", |doc| {
        let root = doc.get_or_insert_xml_fragment("default");
        let mut tx = doc.transact_mut();
        let made = root.push_back(&mut tx, XmlElementPrelim::empty("paragraph"));
        made.insert_attribute(&mut tx, "onclick", "steal()");
        tx.encode_update_v1()
    }),
    ("a kind of value", |doc| {
        let root = doc.get_or_insert_xml_fragment("default");
        let mut tx = doc.transact_mut();
        let made = root.push_back(&mut tx, XmlElementPrelim::empty("heading"));
        made.insert_attribute(&mut tx, "level", "one");
        tx.encode_update_v1()
    }),
    ("a mark", |doc| {
        let root = doc.get_or_insert_xml_fragment("default");
        let mut tx = doc.transact_mut();
        let made = root.push_back(&mut tx, XmlElementPrelim::empty("paragraph"));
        let text = made.push_back(&mut tx, XmlTextPrelim::new(""));
        let format = [("blink".into(), Any::from_json("{}").unwrap())].into();
        text.insert_with_attributes(&mut tx, 0, "look", format);
        tx.encode_update_v1()
    }),
    ("a root", |doc| {
        let mut tx = doc.transact_mut();
        let map = tx.get_or_insert_map("secrets");
        yrs::Map::insert(&map, &mut tx, "a", 1);
        tx.encode_update_v1()
    }),
    ("a kind of content", |doc| {
        let root = doc.get_or_insert_xml_fragment("default");
        let mut tx = doc.transact_mut();
        let made = root.push_back(&mut tx, XmlElementPrelim::empty("paragraph"));
        let text = made.push_back(&mut tx, XmlTextPrelim::new(""));
        text.insert_embed(&mut tx, 0, Any::from_json("{\"a\":1}").unwrap());
        tx.encode_update_v1()
    }),
    ("a kind of shared type", |doc| {
        let root = doc.get_or_insert_xml_fragment("default");
        let mut tx = doc.transact_mut();
        let made = root.push_back(&mut tx, XmlElementPrelim::empty("paragraph"));
        made.insert_attribute(&mut tx, "language", yrs::MapPrelim::default());
        tx.encode_update_v1()
    }),
    ("many comments over many pieces of a text", |doc| {
        let root = doc.get_or_insert_xml_fragment("default");
        let mut tx = doc.transact_mut();
        let made = root.push_back(&mut tx, XmlElementPrelim::empty("paragraph"));
        let text = made.push_back(&mut tx, XmlTextPrelim::new(""));
        text.insert(&mut tx, 0, &"x".repeat(600));
        for at in (0..600).step_by(2) {
            let link = Any::from_json(r#"{"href":"/a","title":null}"#).unwrap();
            text.format(&mut tx, at, 1, [("link".into(), link)].into());
        }
        let comment = |n| (format!("comment--{n:08}").into(), Any::from_json(r#"{"thread":"t"}"#).unwrap());
        text.format(&mut tx, 0, 600, (0..300).map(comment).collect());
        tx.encode_update_v1()
    }),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_schema_does_not_know_is_refused_and_nothing_of_it_is_kept() {
    let scene = Scene::new().await;
    let mut fatima = scene.editor(&scene.owner).await;
    for (what, edit) in STRANGE {
        let mut bo = scene.editor(&scene.bo).await;
        let update = edit(&bo.doc);
        bo.send_update(update).await;
        assert_eq!(bo.closing().await, 4422, "{what}");
        // As the answer to what is missing, too.
        let mut again = scene.editor(&scene.bo).await;
        edit(&again.doc);
        let all = everything(&again.doc);
        again.say(&Said::Sync(SyncMessage::SyncStep2(all))).await;
        assert_eq!(again.closing().await, 4422, "{what}");
    }
    fatima.write("All is well").await;
    fatima.until_saved().await;
    assert_eq!(scene.kept().await, "<paragraph>All is well</paragraph>");
    assert_eq!(fatima.text(), scene.kept().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_frame_that_is_none_closes_that_socket_alone() {
    let scene = Scene::new().await;
    let mut fatima = scene.editor(&scene.owner).await;
    let frames: [&[u8]; 10] = [
        &[],
        &[0],
        &[0, 2, 3, 1, 2],
        &[0, 2, 4, 1, 1, 255, 0],
        &[0, 7, 1, 0],
        &[1, 5, 1, 1, 1, 200, 1],
        // Clocks of 2^32, which a browser can count: of an edit, of what one has, and of who is there.
        b"\x00\x02\x1e\x01\x01\x01\x80\x80\x80\x80\x10\x07\x01\x07default\x03\x09paragraph\x00",
        &[0, 0, 7, 1, 1, 128, 128, 128, 128, 16],
        &[1, 10, 1, 1, 128, 128, 128, 128, 16, 2, b'{', b'}'],
        // A paragraph beside clock 0x50000000: the first encoding can say that, and the one that is stored cannot.
        b"\x00\x02\x26\x01\x02\x01\x00\x01\x01\x07default\x81\x80\x80\x80\x05\
          \x87\x01\x80\x80\x80\x80\x05\x03\x09paragraph\x00",
    ];
    for frame in frames {
        let mut bo = scene.editor(&scene.bo).await;
        bo.send_raw(frame.to_vec()).await;
        assert_eq!(bo.closing().await, 4400, "{frame:?}");
    }
    let mut bo = scene.editor(&scene.bo).await;
    futures::SinkExt::send(&mut bo.socket, tokio_tungstenite::tungstenite::Message::text("hello")).await.unwrap();
    assert_eq!(bo.closing().await, 4400, "there are no texts in this protocol");
    fatima.write("Undisturbed").await;
    fatima.until_saved().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_update_with_flipped_bits_spoils_nothing_for_the_others() {
    let scene = Scene::new().await;
    let mut fatima = scene.editor(&scene.owner).await;
    fatima.write("Steady ").await;
    fatima.until_saved().await;
    let mut seed = 7_u64;
    let mut chance = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    for round in 0..60 {
        let mut bo = scene.editor(&scene.bo).await;
        let mut update = super::client::type_into(&bo.doc, "flip ");
        for _ in 0..=chance(3) {
            let at = chance(update.len());
            update[at] ^= 1 << chance(8);
        }
        bo.send_update(update).await;
        fatima.write(&format!("{round} ")).await;
    }
    fatima.until_saved().await;
    assert!(scene.kept().await.contains("59 "), "everything that Fatima wrote is kept");
    // Some of the damaged ones are edits all the same; the server and she agree on which.
    let mut late = scene.editor(&scene.bo).await;
    fatima.until("both have the same", |fatima| fatima.text() == late.text()).await;
    late.until_saved().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_megabytes_in_one_frame_are_refused() {
    let scene = Scene::new().await;
    let path = format!("north/{}?schema=1&epoch=1", scene.page_id());
    let socket = dial(scene.server.address, &path, Some(&scene.bo)).await.unwrap();
    let mut bo = Editor::over(socket, replica());
    let mut frame = vec![0, 2];
    frame.extend(vec![0; 10_000_000]);
    bo.send_raw(frame).await;
    // The line may be cut before the code has come through: the rest of the frame was not waited for.
    assert!([4413, 1006].contains(&bo.closing().await));
    tokio::time::sleep(Duration::from_millis(100)).await;
    let mut fatima = scene.editor(&scene.owner).await;
    fatima.write("Still here").await;
    fatima.until_saved().await;
    let known = fatima.doc.transact().state_vector();
    assert!(!known.is_empty());
}

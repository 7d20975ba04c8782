//! What the forms of a page cost. Prints, and checks nothing: `cargo test -p atrium --features ssr --release measured -- --ignored --nocapture`.

use super::{Document, difference, html, markdown, text, yjs};
use std::time::Instant;
use yrs::{Transact, Update, updates::decoder::Decode};

fn timed<T>(what: &str, times: u32, mut f: impl FnMut() -> T) -> T {
    let mut value = f();
    let start = Instant::now();
    for _ in 0..times {
        value = f();
    }
    println!("  {what:<28} {:>9.3} ms", start.elapsed().as_secs_f64() * 1000.0 / f64::from(times));
    value
}

#[test]
#[ignore = "it prints figures"]
fn what_a_page_costs() {
    let book: String = markdown::book::pages().into_iter().map(|(_, page)| page + "\n\n").collect();
    for size in [9_000, 88_000] {
        let Some((end, _)) = book.char_indices().nth(size) else { return };
        let source = &book[..end];
        println!("a page of {size} characters of markdown");
        let document = timed("markdown to nodes", 10, || markdown::read(source));
        let doc = timed("nodes to Yjs", 10, || yjs::write(&document));
        let state = timed("state, second encoding", 10, || yjs::state(&doc));
        println!("  {:<28} {:>9} bytes", "", state.len());
        let load = || {
            let doc = yjs::blank();
            doc.transact_mut().apply_update(Update::decode_v2(&state).unwrap()).unwrap();
            doc
        };
        let doc = timed("load", 10, load);
        timed("names and types, all", 10, || yjs::fits(&doc.transact()).unwrap());
        timed("Yjs to nodes", 10, || yjs::read(&doc).unwrap());
        timed("HTML", 10, || html::write(&document, html::Readers::Members, &html::AsWritten));
        timed("markdown", 10, || markdown::write(&document));
        timed("plain, outline, words", 10, || {
            (text::plain(&document), text::outline(&document), text::count(&document))
        });
        typing(&doc);
        let changed = markdown::read(&source.replace("the ", "a "));
        timed("difference of two", 3, || difference::difference(&document, &changed));
        timed("difference applied", 3, || apply(&document, &changed));
    }
}

/// What a keystroke costs, with and without looking at it.
fn typing(doc: &yrs::Doc) {
    use yrs::{Text, XmlFragment, XmlOut};
    let root = doc.get_or_insert_xml_fragment(yjs::ROOT);
    let Some(XmlOut::Element(first)) = root.first_child() else { return };
    let Some(XmlOut::Text(text)) = first.first_child() else { return };
    timed("a keystroke", 200, || text.insert(&mut doc.transact_mut(), 1, "x"));
    let watch = yjs::Watch::over(doc).unwrap();
    timed("a keystroke, looked at", 200, || {
        text.insert(&mut doc.transact_mut(), 1, "x");
        watch.take().unwrap();
    });
}

fn apply(from: &Document, to: &Document) {
    let doc = yjs::write(from);
    yjs::apply_difference(&mut doc.transact_mut(), to, yjs::Threads::Keep).unwrap();
}

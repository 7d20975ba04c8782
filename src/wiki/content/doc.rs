use super::{Anatomy, Flaw, ROOT};
use crate::{Error, Result, wiki::document::yjs::Watch};
use std::panic::{AssertUnwindSafe, catch_unwind};
use yrs::{Doc, OffsetKind, Options, ReadTxn, StateVector, Transact, TransactionMut, Update, updates::decoder::Decode};

/// A document with nothing in it, not even its root. It counts as the browser does, and changes nothing by itself.
pub fn new_doc() -> Doc {
    Doc::with_options(Options {
        offset_kind: OffsetKind::Utf16,
        skip_gc: false,
        cleanup_formatting: false,
        ..Options::default()
    })
}

/// Everything in it, as it is stored.
pub fn state_of(doc: &Doc) -> Vec<u8> {
    doc.transact().encode_state_as_update_v2(&StateVector::default())
}

/// What is kept of a document that does not load begins with this, and is never taken for a state.
const PARTS: &[u8] = b"parts of a page\0";

/// The state and each update, as they are: all that there is of a document which does not load, for whoever knows to mend
/// it. Each comes after its length, of eight bytes, the least first.
pub fn kept_parts(state: &[u8], updates: &[Vec<u8>]) -> Vec<u8> {
    let mut kept = PARTS.to_vec();
    for part in std::iter::once(state).chain(updates.iter().map(Vec::as_slice)) {
        kept.extend((part.len() as u64).to_le_bytes());
        kept.extend(part);
    }
    kept
}

/// As much of a document as loads: its state, and each update that is whole and lacks nothing by then. Nothing where the
/// state is broken.
pub fn what_loads(state: &[u8], updates: &[Vec<u8>]) -> Option<Doc> {
    let mut doc = from_parts(state, &[]).ok()?;
    let mut good = Vec::new();
    for update in updates {
        let is_whole = Anatomy::of(update).is_ok_and(|anatomy| anatomy.is_whole(&doc.transact().state_vector()));
        if !is_whole {
            continue;
        }
        if integrate(&doc, update).is_ok() {
            good.push(update.clone());
        } else {
            // Some of it may be in the document.
            doc = from_parts(state, &good).ok()?;
        }
    }
    Some(doc)
}

/// A document of a state and the updates after it. All of it, or an error: who is shown a part would take it for all.
pub fn from_parts(state: &[u8], updates: &[Vec<u8>]) -> Result<Doc> {
    let load = || -> std::result::Result<Doc, String> {
        if state.starts_with(PARTS) {
            return Err("it was kept because it did not load".to_owned());
        }
        let doc = new_doc();
        doc.get_or_insert_xml_fragment(ROOT);
        {
            let mut tx = doc.transact_mut();
            let state = Update::decode_v2(state).map_err(|error| format!("the state: {error}"))?;
            tx.apply_update(state).map_err(|error| format!("the state: {error}"))?;
            for (at, update) in updates.iter().enumerate() {
                let update = Update::decode_v1(update).map_err(|error| format!("update {at}: {error}"))?;
                tx.apply_update(update).map_err(|error| format!("update {at}: {error}"))?;
            }
        }
        if doc.transact().has_missing_updates() { Err("parts are missing".to_owned()) } else { Ok(doc) }
    };
    let loaded = catch_unwind(AssertUnwindSafe(load)).unwrap_or_else(|_| Err("the library gave up".to_owned()));
    loaded.map_err(|flaw| Error::internal(format!("a page's document cannot be loaded: {flaw}")))
}

/// Applies an update that came from outside and was looked at, and returns what it added, if anything, as an update.
pub fn apply(doc: &Doc, watch: &Watch, update: &[u8], anatomy: &Anatomy) -> std::result::Result<Option<Vec<u8>>, Flaw> {
    if !anatomy.is_whole(&doc.transact().state_vector()) {
        return Err(Flaw::Gap);
    }
    let news = integrate(doc, update)?;
    watch.take().map_err(Flaw::Misplaced)?;
    Ok(news)
}

impl Anatomy {
    /// Of an update that lacks parts, what can be had without them: as an update that lacks none.
    pub fn what_holds(doc: &Doc, update: &[u8]) -> std::result::Result<Vec<u8>, Flaw> {
        guarded(|| {
            let scratch = from_parts(&state_of(doc), &[]).map_err(|_| Flaw::Malformed)?;
            let update = Update::decode_v1(update).map_err(|_| Flaw::Malformed)?;
            scratch.transact_mut().apply_update(update).map_err(|_| Flaw::Malformed)?;
            let known = doc.transact().state_vector();
            Ok(scratch.transact().encode_diff_v1(&known))
        })
    }
}

fn integrate(doc: &Doc, bytes: &[u8]) -> std::result::Result<Option<Vec<u8>>, Flaw> {
    guarded(|| {
        let update = Update::decode_v1(bytes).map_err(|_| Flaw::Malformed)?;
        let mut tx = doc.transact_mut();
        tx.apply_update(update).map_err(|_| Flaw::Broken)?;
        if tx.has_missing_updates() {
            return Err(Flaw::Broken);
        }
        // Never as they came: a browser could read in them what the library did not, as numbers that it cuts off.
        Ok(added(&tx).then(|| tx.encode_update_v1()))
    })
}

fn added(tx: &TransactionMut<'_>) -> bool {
    !tx.insert_set().is_empty() || !tx.delete_set().is_empty()
}

/// A panic inside the library is an answer too: what was fed to it is not what it says it is.
fn guarded<T>(act: impl FnOnce() -> std::result::Result<T, Flaw>) -> std::result::Result<T, Flaw> {
    catch_unwind(AssertUnwindSafe(act)).unwrap_or(Err(Flaw::Broken))
}

#[cfg(test)]
mod tests {
    use super::*;
    use yrs::{GetString, XmlFragment, XmlTextPrelim};

    #[test]
    fn what_is_broken_or_lacks_something_is_left_out_of_what_loads_and_kept() {
        let theirs = new_doc();
        let root = theirs.get_or_insert_xml_fragment(ROOT);
        let state = state_of(&theirs);
        let mut write = |words: &str| {
            let mut tx = theirs.transact_mut();
            root.push_back(&mut tx, XmlTextPrelim::new(words));
            tx.encode_update_v1()
        };
        let [first, second, third] = ["one", "two", "three"].map(&mut write);
        let others = Doc::with_client_id(7);
        others.get_or_insert_xml_fragment(ROOT).push_back(&mut others.transact_mut(), XmlTextPrelim::new("other"));
        let other = others.transact().encode_state_as_update_v1(&StateVector::default());
        let text = |updates: &[Vec<u8>]| {
            let doc = what_loads(&state, updates).unwrap();
            assert!(from_parts(&state_of(&doc), &[]).is_ok());
            doc.get_or_insert_xml_fragment(ROOT).get_string(&doc.transact())
        };
        assert_eq!(text(&[first.clone(), second.clone(), third.clone()]), "onetwothree");
        let broken = second[..second.len() - 2].to_vec();
        let updates = [first.clone(), broken, third, other];
        let all = text(&updates);
        assert!(all.contains("one") && all.contains("other") && !all.contains("tw") && !all.contains("thr"), "{all}");
        assert!(what_loads(b"\x01\x02", &[first]).is_none());
        let kept = kept_parts(&state, &updates);
        assert!(updates.iter().chain([&state]).all(|part| kept.windows(part.len()).any(|bytes| bytes == part)));
        assert!(from_parts(&kept, &[]).is_err());
    }

    #[test]
    fn others_are_told_what_was_understood_and_not_what_was_said() {
        let theirs = Doc::with_client_id(1);
        let root = theirs.get_or_insert_xml_fragment(ROOT);
        root.push_back(&mut theirs.transact_mut(), XmlTextPrelim::new("larkspur"));
        let plain = theirs.transact().encode_state_as_update_v1(&StateVector::default());
        let at = plain.windows(8).position(|bytes| bytes == b"larkspur").unwrap() - 1;
        // The same length, and 2^32 above it.
        let longer = [&plain[..at], &[0x88, 0x80, 0x80, 0x80, 0x10], &plain[at + 1..]].concat();
        let doc = new_doc();
        doc.get_or_insert_xml_fragment(ROOT);
        let watch = Watch::over(&doc).unwrap();
        let anatomy = Anatomy::of(&longer).unwrap();
        assert_eq!(apply(&doc, &watch, &longer, &anatomy), Ok(Some(plain)));
    }
}

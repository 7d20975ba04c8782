use super::{Anatomy, Flaw};
use yrs::block::ClientID;
use yrs::encoding::write::Write;
use yrs::{Doc, ReadTxn, StateVector, Transact, XmlElementPrelim, XmlFragment};

#[test]
fn a_kind_that_browsers_do_not_know_is_no_update() {
    let doc = Doc::with_client_id(1);
    let page = doc.get_or_insert_xml_fragment("default");
    page.push_back(&mut doc.transact_mut(), XmlElementPrelim::empty("paragraph"));
    let mut update = doc.transact().encode_state_as_update_v1(&StateVector::default());
    assert!(Anatomy::of(&update).is_ok());
    // One client, one part, its client, its clock, and then what the part is.
    assert_eq!(update[..4], [1, 1, 1, 0]);
    update[4] |= 0b1_0000;
    assert_eq!(Anatomy::of(&update).unwrap_err(), Flaw::Malformed);
}

#[test]
fn a_client_that_browsers_cannot_count_is_none() {
    const GREATEST: u64 = (1 << 53) - 1;
    // One client, one part, its client, its clock; an element in the root, and one deletion.
    let by = |writer: u64, parent: Option<u64>, deleted: u64| {
        let mut update = vec![1, 1];
        update.write_var(writer);
        update.extend([0, 7]);
        match parent {
            None => {
                update.push(1);
                update.write_string("default");
            }
            Some(client) => {
                update.push(0);
                update.write_var(client);
                update.push(0);
            }
        }
        update.push(3);
        update.write_string("paragraph");
        update.push(1);
        update.write_var(deleted);
        update.extend([1, 0, 1]);
        Anatomy::of(&update).map(|_| ())
    };
    assert_eq!(by(GREATEST, None, GREATEST), Ok(()));
    assert_eq!(by(1, Some(GREATEST), 1), Ok(()));
    for client in [GREATEST + 1, GREATEST + 2, u64::MAX] {
        assert_eq!(by(client, None, 1), Err(Flaw::Malformed), "{client} writes");
        assert_eq!(by(1, Some(client), 1), Err(Flaw::Malformed), "in an element of {client}");
        assert_eq!(by(1, None, client), Err(Flaw::Malformed), "something of {client} is deleted");
    }
}

#[test]
fn a_clock_or_a_length_above_30_bits_is_none() {
    const MOST: u64 = (1 << 30) - 1;
    // One client, one part, its client, its clock; an element in one of client 2, of whom something is deleted.
    let with = |clock: u64, parent: u64, deleted: u64, length: u64| {
        let mut update = vec![1, 1, 1];
        update.write_var(clock);
        update.extend([7, 0, 2]);
        update.write_var(parent);
        update.push(3);
        update.write_string("paragraph");
        update.extend([1, 2, 1]);
        update.write_var(deleted);
        update.write_var(length);
        Anatomy::of(&update).map(|_| ())
    };
    // A part that was collected, or deleted, stands for so many.
    let gone = |length: u64| {
        let mut collected = vec![1, 1, 1, 0, 0];
        collected.write_var(length);
        collected.push(0);
        let mut deleted = vec![1, 1, 1, 0, 1, 1];
        deleted.write_string("default");
        deleted.write_var(length);
        deleted.push(0);
        [collected, deleted].map(|update| Anatomy::of(&update).map(|_| ()))
    };
    assert_eq!(with(MOST, MOST, MOST, 1), Ok(()));
    assert_eq!(gone(MOST), [Ok(()), Ok(())]);
    for beyond in [1 << 30, u64::from(u32::MAX) - 1, 1 << 32, (1 << 32) + 1, (1 << 35) + 1, (1 << 53) - 1, u64::MAX] {
        for numbers in [[beyond, 0, 0, 1], [0, beyond, 0, 1], [0, 0, beyond, 1], [0, 0, 0, beyond]] {
            let [clock, parent, deleted, length] = numbers;
            assert_eq!(with(clock, parent, deleted, length), Err(Flaw::Malformed), "{numbers:?}");
        }
        assert_eq!(gone(beyond), [Err(Flaw::Malformed), Err(Flaw::Malformed)], "{beyond}");
    }
    // Each is below it, and where they end is not.
    assert_eq!(with(0, 0, MOST, 2), Err(Flaw::Malformed));
    for (clock, length) in [(2, MOST), (MOST, 2)] {
        let mut update = vec![1, 1, 1];
        update.write_var(clock);
        update.push(0);
        update.write_var(length);
        update.push(0);
        assert_eq!(Anatomy::of(&update).unwrap_err(), Flaw::Malformed, "{length} from {clock}");
    }
}

#[test]
fn a_part_so_far_on_that_no_stored_state_could_name_it_is_refused() {
    assert!(Anatomy::of(&far_on((1 << 30) - 1)).is_ok());
    for far in [1 << 30, 0x5000_0001] {
        assert_eq!(Anatomy::of(&far_on(far)).unwrap_err(), Flaw::Malformed, "{far}");
    }
}

/// So much of client 1 that is deleted already, and a paragraph right of it.
fn far_on(deleted: u32) -> Vec<u8> {
    let mut update = vec![1, 2, 1, 0, 1, 1];
    update.write_string("default");
    update.write_var(deleted);
    update.extend([0x87, 1]);
    update.write_var(deleted - 1);
    update.push(3);
    update.write_string("paragraph");
    update.push(0);
    update
}

/// Paragraphs of client 1 in the root, each in a section of its own, and deletions of it, each named anew.
fn in_sections(clocks: &[u8], deleted: &[u8]) -> Vec<u8> {
    let mut update = vec![u8::try_from(clocks.len()).unwrap()];
    for clock in clocks {
        // One part, its client, its clock.
        update.extend([1, 1, *clock, 7, 1]);
        update.write_string("default");
        update.push(3);
        update.write_string("paragraph");
    }
    update.push(u8::try_from(deleted.len()).unwrap());
    for clock in deleted {
        update.extend([1, 1, *clock, 1]);
    }
    update
}

#[test]
fn a_client_is_named_once_so_that_nothing_is_missing_between_its_parts() {
    assert!(Anatomy::of(&in_sections(&[0], &[0])).is_ok());
    for (clocks, deleted) in [(&[0, 5][..], &[][..]), (&[5, 0], &[]), (&[0, 1], &[]), (&[0], &[0, 0])] {
        assert_eq!(Anatomy::of(&in_sections(clocks, deleted)).unwrap_err(), Flaw::Malformed, "{clocks:?} {deleted:?}");
    }
}

#[test]
fn what_lies_beyond_a_gap_is_written_by_nobody_yet() {
    let anatomy = Anatomy::of(&in_sections(&[5], &[])).unwrap();
    let writers = |clock: u32| anatomy.writers(&StateVector::from_iter([(ClientID::new(1), clock)])).count();
    assert_eq!((writers(4), writers(5), writers(6)), (0, 1, 0));
}

#[test]
fn whose_new_parts_an_update_has_depends_on_what_is_there() {
    let update = nested(3, false);
    let anatomy = Anatomy::of(&update).unwrap();
    let writers = |clock: u32| {
        let known = StateVector::from_iter([(ClientID::new(1), clock)]);
        anatomy.writers(&known).map(|client| client.get()).collect::<Vec<_>>()
    };
    assert_eq!(anatomy.writers(&StateVector::default()).count(), 1);
    assert_eq!((writers(2), writers(3), writers(9)), (vec![1], vec![], vec![]));
}

#[test]
fn lists_within_lists_are_refused_however_deep_they_are() {
    // One client, one part, its client, its clock; values that hang on the root as its level.
    let mut update = vec![1, 1, 1, 0, 0x28, 1];
    for name in ["default", "level"] {
        update.push(u8::try_from(name.len()).unwrap());
        update.extend(name.bytes());
    }
    update.push(1);
    let head = update.len();
    update.extend([125, 2, 0]);
    assert!(Anatomy::of(&update).is_ok());
    update.truncate(head);
    update.extend([117, 1].repeat(1_000_000));
    update.extend([126, 0]);
    assert!(matches!(Anatomy::of(&update), Err(Flaw::Unknown(_))));
}

#[test]
fn a_list_is_no_longer_than_a_table_is_wide() {
    let widths = |count: u32| {
        let mut update = vec![1, 1, 1, 0, 0x28, 1];
        update.write_string("default");
        update.write_string("colwidth");
        update.extend([1, 117]);
        update.write_var(count);
        update.extend(vec![126; count as usize]);
        update.push(0);
        Anatomy::of(&update).map(|_| ())
    };
    assert_eq!(widths(1_000), Ok(()));
    assert!(matches!(widths(1_001), Err(Flaw::Unknown(_))));
}

/// Elements that each lie in the one before, or in the root.
fn nested(count: u32, deeper: bool) -> Vec<u8> {
    let mut update = vec![1];
    update.write_var(count);
    update.extend([1, 0]);
    for clock in 0..count {
        update.push(7);
        if clock == 0 || !deeper {
            update.push(1);
            update.write_string("default");
        } else {
            update.extend([0, 1]);
            update.write_var(clock - 1);
        }
        update.push(3);
        update.write_string("blockquote");
    }
    update.push(0);
    update
}

#[test]
fn elements_in_each_other_are_refused_before_anybody_goes_down_there() {
    assert!(Anatomy::of(&nested(100, true)).is_ok());
    assert!(Anatomy::of(&nested(100_000, false)).is_ok());
    assert!(matches!(Anatomy::of(&nested(100_000, true)), Err(Flaw::Unknown(_))));
}

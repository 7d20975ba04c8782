use super::*;
use proptest::prelude::*;

#[test]
fn agrees_with_the_published_examples() {
    for (low, high, expected) in [
        (None, None, "a0"),
        (None, Some("a0"), "Zz"),
        (None, Some("Zz"), "Zy"),
        (Some("a0"), None, "a1"),
        (Some("a1"), None, "a2"),
        (Some("a0"), Some("a1"), "a0V"),
        (Some("a1"), Some("a2"), "a1V"),
        (Some("a0V"), Some("a1"), "a0l"),
        (Some("Zz"), Some("a0"), "ZzV"),
        (Some("Zz"), Some("a1"), "a0"),
        (None, Some("Y00"), "Xzzz"),
        (Some("bzz"), None, "c000"),
        (Some("a0"), Some("a0V"), "a0G"),
        (Some("a0"), Some("a0G"), "a08"),
        (Some("b125"), Some("b129"), "b127"),
        (Some("a0"), Some("a1V"), "a1"),
        (Some("Zz"), Some("a01"), "a0"),
        (None, Some("a0V"), "a0"),
        (None, Some("b999"), "b99"),
        (None, Some("A000000000000000000000000001"), "A000000000000000000000000000V"),
        (Some("zzzzzzzzzzzzzzzzzzzzzzzzzzy"), None, "zzzzzzzzzzzzzzzzzzzzzzzzzzz"),
        (Some("zzzzzzzzzzzzzzzzzzzzzzzzzzz"), None, "zzzzzzzzzzzzzzzzzzzzzzzzzzzV"),
    ] {
        assert_eq!(between(low, high).as_deref(), Ok(expected), "{low:?} {high:?}");
    }
}

#[test]
fn what_is_no_rank_is_refused() {
    for (low, high) in [("a1", "a0"), ("a0", "a0"), ("a00", "a1"), ("0", "1"), ("", "a0"), ("a0", "a!"), ("é", "z")] {
        assert_eq!(between(Some(low), Some(high)), Err(NoRoom), "{low} {high}");
    }
}

proptest! {
    #[test]
    fn any_series_of_insertions_keeps_the_order(places in prop::collection::vec(0.0f64..=1.0, 1..400)) {
        let mut ranks: Vec<String> = Vec::new();
        for place in places {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a place in a short list")]
            let at = (place * ranks.len() as f64) as usize;
            let low = at.checked_sub(1).map(|i| ranks[i].as_str());
            let high = ranks.get(at).map(String::as_str);
            let rank = between(low, high).unwrap();
            prop_assert!(low.is_none_or(|low| low < rank.as_str()));
            prop_assert!(high.is_none_or(|high| rank.as_str() < high));
            ranks.insert(at, rank);
        }
    }

    #[test]
    fn spread_ranks_are_short_and_in_order(count in 0usize..5000) {
        let ranks = spread(count);
        prop_assert!(ranks.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(ranks.iter().all(|rank| rank.len() <= 4));
    }
}

use std::time::Duration;

/// Durations, for their percentiles.
#[derive(Clone, Debug, Default)]
pub struct Figures(Vec<Duration>);

impl FromIterator<Duration> for Figures {
    fn from_iter<I: IntoIterator<Item = Duration>>(all: I) -> Self {
        let mut all: Vec<_> = all.into_iter().collect();
        all.sort_unstable();
        Self(all)
    }
}

impl Figures {
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// By nearest rank: the smallest value that at least so many of a hundred do not exceed. In
    /// milliseconds; none of nothing.
    pub fn percentile(&self, of_hundred: usize) -> Option<f64> {
        let rank = (self.0.len() * of_hundred).div_ceil(100).max(1);
        self.0.get(rank - 1).copied().map(milliseconds)
    }
}

pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// Counts of requests, clients and bytes are far below 2^52.
#[expect(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
pub fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(all: impl IntoIterator<Item = u64>) -> Figures {
        all.into_iter().map(Duration::from_millis).collect()
    }

    fn near(found: Option<f64>, wanted: f64) -> bool {
        found.is_some_and(|found| (found - wanted).abs() < 1e-9)
    }

    #[test]
    fn percentiles_are_values_that_occurred() {
        let hundred = of((1..=100).rev());
        for rank in [1, 50, 95, 99, 100] {
            assert!(near(hundred.percentile(rank), number(rank)), "{rank}");
        }
        assert!(near(of([7, 3, 5]).percentile(50), 5.0));
        assert!(near(of([7, 3, 5]).percentile(99), 7.0));
    }

    #[test]
    fn one_value_is_every_percentile_and_nothing_has_none() {
        assert!(near(of([4]).percentile(1), 4.0) && near(of([4]).percentile(99), 4.0));
        assert_eq!(of([]).percentile(50), None);
    }
}

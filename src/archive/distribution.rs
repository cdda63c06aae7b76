//! Durations of many incidents, as a distribution.

/// Fewer than these are too few to compare.
const BOUND: usize = 8;

/// Durations in seconds, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Distribution(Vec<i64>);

impl FromIterator<i64> for Distribution {
    fn from_iter<T: IntoIterator<Item = i64>>(seconds: T) -> Self {
        let mut sorted: Vec<i64> = seconds.into_iter().collect();
        sorted.sort_unstable();
        Self(sorted)
    }
}

impl Distribution {
    /// The durations in seconds, the shortest first.
    pub fn seconds(&self) -> &[i64] {
        &self.0
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Whether there are too few to compare.
    pub fn is_small(&self) -> bool {
        self.count() < BOUND
    }

    /// The shortest duration that `percent` of all do not exceed; `None` if there are too few to compare.
    pub fn percentile(&self, percent: usize) -> Option<i64> {
        let rank = (self.count() * percent).div_ceil(100).max(1);
        self.0.get(rank - 1).copied().filter(|_| !self.is_small())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_durations_that_occurred() {
        let distribution: Distribution = (1..=10).rev().map(|minute| minute * 60).collect();
        let percentiles = [25, 50, 75, 90].map(|percent| distribution.percentile(percent));
        assert_eq!(percentiles, [Some(180), Some(300), Some(480), Some(540)]);
    }

    #[test]
    fn seven_are_too_few_to_compare() {
        assert_eq!((1..=7).collect::<Distribution>().percentile(50), None);
        assert_eq!((1..=8).collect::<Distribution>().percentile(50), Some(4));
    }
}

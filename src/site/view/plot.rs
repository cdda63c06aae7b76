//! Dot plots of durations, on a logarithmic axis.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::archive::distribution::Distribution;

/// The ends of the axis in seconds: half a minute, and sixty days.
const AXIS: (f64, f64) = (30.0, 60.0 * 86_400.0);

/// Marks of the axis in seconds.
const TICKS: [i64; 6] = [60, 600, 3_600, 6 * 3_600, 86_400, 7 * 86_400];

/// Places for dots on the axis, and the most dots above each other.
const PLACES: f64 = 54.0;
const HEIGHT: usize = 12;

/// Durations as dots.
#[derive(Debug, Serialize)]
pub struct PlotView {
    /// How many durations a dot stands for.
    each: usize,
    dots: Vec<Dot>,
    /// Dots above each other, at most.
    height: usize,
    ticks: Vec<Tick>,
    /// Where the middle half starts and how wide it is, and where the median is, in percent of the width; none where there
    /// are too few to compare.
    start: Option<f64>,
    width: Option<f64>,
    median: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Dot {
    /// Percent of the width.
    x: f64,
    /// From the axis upwards, from 0.
    row: usize,
}

#[derive(Debug, Serialize)]
struct Tick {
    x: f64,
    seconds: i64,
}

impl PlotView {
    pub fn new(distribution: &Distribution) -> Self {
        let mut places: BTreeMap<u8, usize> = BTreeMap::new();
        for seconds in distribution.seconds() {
            *places.entry((share(*seconds) * PLACES).round() as u8).or_default() += 1;
        }
        let most = places.values().copied().max().unwrap_or(0);
        let each = most.div_ceil(HEIGHT).max(1);
        let stack = |(place, count): (u8, usize)| {
            let x = percent(f64::from(place) / PLACES);
            (0..count.div_ceil(each)).map(move |row| Dot { x, row })
        };
        let at = |percentile| distribution.percentile(percentile).map(|seconds| percent(share(seconds)));
        let width = at(25).zip(at(75)).map(|(start, end)| ((end - start) * 100.0).round() / 100.0);
        Self {
            each,
            dots: places.into_iter().flat_map(stack).collect(),
            height: most.div_ceil(each),
            ticks: TICKS.map(|seconds| Tick { x: percent(share(seconds)), seconds }).into(),
            start: at(25),
            width,
            median: at(50),
        }
    }
}

/// Where `seconds` are between the ends of the axis: 0 to 1.
fn share(seconds: i64) -> f64 {
    let (start, end) = AXIS;
    let share = ((seconds.max(1) as f64) / start).ln() / (end / start).ln();
    share.clamp(0.0, 1.0)
}

/// A share as percent of the width, with room for a dot at both ends.
fn percent(share: f64) -> f64 {
    ((1.5 + share * 97.0) * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_stand_for_more_where_there_are_many() {
        let plot = |count: usize| PlotView::new(&std::iter::repeat_n(600, count).collect());
        let few = plot(3);
        assert_eq!((few.each, few.height, few.dots.len()), (1, 3, 3));
        assert_eq!((few.start, few.width, few.median), (None, None, None));
        let many = plot(1_000);
        assert_eq!((many.each, many.height, many.dots.len()), (84, 12, 12));
        assert_eq!(many.width, Some(0.0));
    }
}

//! A chart of how many incidents there were over the years, or the months of a year, by severity.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::taxonomy::term_url;
use crate::archive::taxonomy::Taxonomy;
use crate::archive::{Archive, ArchivedDocument};

/// The most bars of a chart. Earlier years are in the table only.
const MOST_BARS: usize = 30;

/// Incidents of a single year that are worth a chart of its months.
const FEWEST_IN_MONTHS: usize = 5;

/// Years below the bars, at most: more do not fit on a phone.
const MOST_LABELS: usize = 7;

/// The share of a bar's place that it fills, in percent.
const FILLED: f64 = 76.0;

/// Incidents by severity and period.
#[derive(Debug, Clone, Serialize)]
pub struct PeriodsView {
    /// `year` or `month`.
    pub unit: &'static str,
    /// From the earliest.
    pub bars: Vec<Bar>,
    /// The severities that there are, the worst first.
    pub severities: Vec<SeverityColumn>,
    /// The periods that have incidents, the newest first.
    pub rows: Vec<Row>,
    /// Incidents without a date, which have no bar.
    pub undated: usize,
    /// Incidents before the first bar.
    pub earlier: usize,
    /// The year of all that have a date, where it is the only one. Its bars are months, or there are none.
    pub only_year: Option<i16>,
}

/// A severity in the chart; labels that rank the same are one.
#[derive(Debug, Clone, Serialize)]
pub struct SeverityColumn {
    /// 1 is worst, 0 stands for severities that are not known.
    pub rank: u8,
    /// The label that most of the incidents have; none where the severity is not known.
    pub label: Option<String>,
    pub count: usize,
}

/// A period in the chart. Lengths are in percent of the chart.
#[derive(Debug, Clone, Serialize)]
pub struct Bar {
    /// `2026`, or `2026-01`.
    pub period: String,
    /// What stands below the bar: a year, or the number of a month.
    pub label: Option<String>,
    pub count: usize,
    pub x: f64,
    pub width: f64,
    /// Of its place.
    pub middle: f64,
    pub top: f64,
    /// From the bottom: the worst severity.
    pub parts: Vec<BarPart>,
}

#[derive(Debug, Clone, Serialize)]
pub struct BarPart {
    pub rank: u8,
    pub label: Option<String>,
    pub count: usize,
    pub y: f64,
    pub height: f64,
}

/// A row of the table: a period that has incidents.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    pub period: String,
    /// The page of a year.
    pub url: Option<String>,
    /// In the order of the severities.
    pub counts: Vec<usize>,
    pub total: usize,
}

/// A year, or a month, as a number that grows by one.
type Period = i32;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Year,
    Month,
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
        }
    }

    fn of(self, day: Date) -> Period {
        match self {
            Self::Year => day.year().into(),
            Self::Month => i32::from(day.year()) * 12 + i32::from(day.month()) - 1,
        }
    }

    /// `2026` or `2026-01`.
    fn iso(self, period: Period) -> String {
        match self {
            Self::Year => format!("{period:04}"),
            Self::Month => format!("{:04}-{:02}", period.div_euclid(12), period.rem_euclid(12) + 1),
        }
    }

    fn label(self, period: Period) -> String {
        match self {
            Self::Year => period.to_string(),
            Self::Month => (period.rem_euclid(12) + 1).to_string(),
        }
    }
}

/// What is counted while the members are passed through once.
#[derive(Default)]
struct Tally<'a> {
    /// By period and rank.
    periods: BTreeMap<Period, BTreeMap<u8, usize>>,
    /// By rank: the labels with their numbers.
    labels: BTreeMap<u8, BTreeMap<&'a str, usize>>,
    undated: usize,
}

/// How many of the `members` (indexes of postmortems) there are in each period of the `unit`, by severity. One bar says
/// nothing: a single year is shown as its months, or not at all if it has few.
pub fn periods(archive: &Archive, members: &[usize], unit: Unit) -> PeriodsView {
    let tally = Tally::of(archive, members, unit);
    if unit == Unit::Month || tally.periods.len() != 1 {
        return tally.view(unit);
    }
    let only_year = tally.periods.keys().next().and_then(|year| i16::try_from(*year).ok());
    if members.len() < FEWEST_IN_MONTHS {
        return PeriodsView { bars: Vec::new(), only_year, ..tally.view(unit) };
    }
    PeriodsView { only_year, ..Tally::of(archive, members, Unit::Month).view(Unit::Month) }
}

impl<'a> Tally<'a> {
    fn of(archive: &'a Archive, members: &[usize], unit: Unit) -> Self {
        let mut tally = Self::default();
        members.iter().for_each(|&member| tally.add(&archive.postmortems[member], unit));
        tally
    }

    fn view(&self, unit: Unit) -> PeriodsView {
        let severities = self.severities();
        let (first, last) = self.shown(unit);
        let earlier = self.periods.range(..first).flat_map(|(_, counts)| counts.values()).sum();
        PeriodsView {
            unit: unit.name(),
            bars: self.bars(first, last, unit, &severities),
            rows: self.rows(unit, &severities),
            severities,
            undated: self.undated,
            earlier,
            only_year: None,
        }
    }

    fn add(&mut self, postmortem: &'a ArchivedDocument, unit: Unit) {
        let severity = postmortem.severity.as_ref();
        let rank = severity.and_then(|severity| severity.rank).unwrap_or(0);
        let labels = self.labels.entry(rank).or_default();
        let label =
            severity.filter(|severity| severity.rank.is_some()).map_or("", |severity| &severity.label);
        *labels.entry(label).or_default() += 1;
        match postmortem.day() {
            Some(day) => *self.periods.entry(unit.of(day)).or_default().entry(rank).or_default() += 1,
            None => self.undated += 1,
        }
    }

    fn severities(&self) -> Vec<SeverityColumn> {
        let column = |(rank, labels): (&u8, &BTreeMap<&str, usize>)| {
            let best = labels.iter().rev().max_by_key(|(_, count)| **count);
            let label = best.map(|(label, _)| (*label).to_owned()).filter(|label| !label.is_empty());
            SeverityColumn { rank: *rank, label, count: labels.values().sum() }
        };
        let mut columns: Vec<_> = self.labels.iter().map(column).collect();
        columns.sort_by_key(|column| (column.rank == 0, column.rank));
        columns
    }

    /// The first period and the last one that the chart shows: of months, those of whole years.
    fn shown(&self, unit: Unit) -> (Period, Period) {
        let first = self.periods.keys().next().copied().unwrap_or(0);
        let last = self.periods.keys().next_back().copied().unwrap_or(0);
        match unit {
            Unit::Year => (first.max(last - MOST_BARS as Period + 1), last),
            Unit::Month => (first - first.rem_euclid(12), last - last.rem_euclid(12) + 11),
        }
    }

    fn bars(&self, first: Period, last: Period, unit: Unit, severities: &[SeverityColumn]) -> Vec<Bar> {
        if self.periods.is_empty() {
            return Vec::new();
        }
        let total =
            |period: Period| self.periods.get(&period).map_or(0, |counts| counts.values().sum::<usize>());
        let most = (first..=last).map(total).max().unwrap_or_default().max(1);
        let place = 100.0 / f64::from(last - first + 1);
        let steps = label_steps(usize::try_from(last - first + 1).unwrap_or(1), unit);
        let bar = |period: Period| {
            let start = f64::from(period - first) * place;
            let mut below = 0;
            let parts = severities.iter().filter_map(|severity| {
                let count = *self.periods.get(&period)?.get(&severity.rank)?;
                below += count;
                Some(BarPart {
                    rank: severity.rank,
                    label: severity.label.clone(),
                    count,
                    y: rounded(100.0 - share(below, most)),
                    height: rounded(share(count, most)),
                })
            });
            let parts = parts.collect();
            let has_label = usize::try_from(last - period).is_ok_and(|behind| behind.is_multiple_of(steps));
            Bar {
                period: unit.iso(period),
                label: has_label.then(|| unit.label(period)),
                count: total(period),
                x: rounded(start + place * (100.0 - FILLED) / 200.0),
                width: rounded(place * FILLED / 100.0),
                middle: rounded(start + place / 2.0),
                top: rounded(100.0 - share(total(period), most)),
                parts,
            }
        };
        (first..=last).map(bar).collect()
    }

    fn rows(&self, unit: Unit, severities: &[SeverityColumn]) -> Vec<Row> {
        let row = |(period, counts): (&Period, &BTreeMap<u8, usize>)| {
            let period = unit.iso(*period);
            Row {
                url: (unit == Unit::Year).then(|| term_url(Taxonomy::Years, &period)),
                period,
                counts: severities
                    .iter()
                    .map(|severity| counts.get(&severity.rank).copied().unwrap_or_default())
                    .collect(),
                total: counts.values().sum(),
            }
        };
        self.periods.iter().rev().map(row).collect()
    }
}

/// How many bars share a label, so that few labels suffice for `count` bars.
fn label_steps(count: usize, unit: Unit) -> usize {
    match unit {
        Unit::Month => 1,
        Unit::Year => [1, 2, 5].into_iter().find(|step| count.div_ceil(*step) <= MOST_LABELS).unwrap_or(10),
    }
}

/// `count` of `most` in percent.
fn share(count: usize, most: usize) -> f64 {
    count as f64 * 100.0 / most as f64
}

/// Two digits behind the point are less than a pixel.
fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Selection;
    use crate::config::{Config, Overrides};
    use crate::source::SourceTree;

    fn view(documents: &[(&str, &str)], unit: Unit) -> PeriodsView {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let tree = SourceTree::from_pairs(documents.iter().copied());
        let archive = Archive::from_tree(tree, &config, Selection::default()).0;
        let members: Vec<_> = (0..archive.postmortems.len()).collect();
        periods(&archive, &members, unit)
    }

    const DOCUMENTS: [(&str, &str); 5] = [
        ("a.md", "---\ndate: 2026-03-01\nseverity: SEV2\n---\n# A\n"),
        ("b.md", "---\ndate: 2026-01-31\nseverity: P0\n---\n# B\n"),
        ("c.md", "---\ndate: 2024-01-31\nseverity: sev2\n---\n# C\n"),
        ("d.md", "---\ndate: 2024-01-31\n---\n# D\n"),
        ("e.md", "---\nkind: incident\nseverity: SEV2\n---\n# E\n"),
    ];

    #[test]
    fn bars_stand_for_all_years_from_the_first_to_the_last() {
        let view = view(&DOCUMENTS, Unit::Year);
        let bars: Vec<_> = view.bars.iter().map(|bar| (bar.period.as_str(), bar.count)).collect();
        assert_eq!(bars, [("2024", 2), ("2025", 0), ("2026", 2)]);
        let parts: Vec<_> = view.bars[2].parts.iter().map(|part| (part.rank, part.y, part.height)).collect();
        assert_eq!(parts, [(1, 50.0, 50.0), (2, 0.0, 50.0)]);
        let severities: Vec<_> =
            view.severities.iter().map(|one| (one.rank, one.label.as_deref(), one.count)).collect();
        assert_eq!(severities, [(1, Some("P0"), 1), (2, Some("SEV2"), 3), (0, None, 1)]);
        let rows: Vec<_> = view.rows.iter().map(|row| (row.period.as_str(), row.counts.as_slice())).collect();
        assert_eq!(rows, [("2026", &[1, 1, 0][..]), ("2024", &[0, 1, 1])]);
        assert_eq!((view.undated, view.earlier), (1, 0));
    }

    #[test]
    fn a_single_year_has_its_months_as_bars_or_none() {
        let year = view(&DOCUMENTS[2..4], Unit::Year);
        assert_eq!((year.bars.len(), year.only_year, year.rows.len()), (0, Some(2024), 1));
        let texts: Vec<_> = (0..5)
            .map(|day| (format!("{day}.md"), format!("---\ndate: 2024-0{}-01\n---\n", 1 + day)))
            .collect();
        let documents: Vec<_> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let months = view(&documents, Unit::Year);
        assert_eq!((months.bars.len(), months.unit, months.only_year), (12, "month", Some(2024)));
        assert_eq!(view(&DOCUMENTS, Unit::Year).only_year, None);
    }

    #[test]
    fn the_bars_of_a_year_are_its_months() {
        let view = view(&DOCUMENTS[..2], Unit::Month);
        assert_eq!((view.bars.len(), view.bars[0].period.as_str(), view.bars[2].count), (12, "2026-01", 1));
    }

    #[test]
    fn the_chart_of_a_long_time_begins_later_than_its_table() {
        let old = ("old.md", "---\ndate: 1986-04-26\n---\n# Old\n");
        let view = view(&[DOCUMENTS[0], old], Unit::Year);
        assert_eq!((view.bars.len(), view.earlier, view.rows.len()), (MOST_BARS, 1, 2));
        let labels: Vec<_> = view.bars.iter().filter_map(|bar| bar.label.as_deref()).collect();
        assert_eq!(labels, ["2001", "2006", "2011", "2016", "2021", "2026"]);
    }
}

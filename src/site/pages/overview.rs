//! What happened in a month, a quarter or a year, what it cost, what was learned and what is open: for those who decide.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::{Made, PageType};
use crate::archive::ArchivedDocument;
use crate::archive::action_lists::ActionPlace;
use crate::archive::distribution::Distribution;
use crate::archive::impact_sums::{Sum, sums};
use crate::archive::lessons::taught;
use crate::archive::periods::{Part, Period};
use crate::archive::taxonomy::{Taxonomies, Taxonomy};
use crate::archive::tracked::TrackedAction;
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::card::ListedCard;
use crate::site::view::lessons::{self, LessonView};
use crate::site::view::nav;
use crate::site::view::register::{self, RegisteredActionView};
use crate::site::view::taxonomy::term_url;
use retold_document::model::{Kind, MeasureKind};

const URL: &str = "overview/";

/// What a page names of each: it has to fit on two sheets of paper.
const INCIDENTS: usize = 8;
const LESSONS: usize = 6;
const ACTIONS: usize = 8;

/// Units of a quantity that are named.
const UNITS: usize = 3;

/// The page of a period; without one, the index of all.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OverviewPage(Option<Period>);

#[derive(Debug, Serialize)]
struct IndexView {
    /// The newest first.
    years: Vec<YearView>,
}

#[derive(Debug, Serialize)]
struct YearView {
    period: PeriodView,
    quarters: Vec<QuarterView>,
}

#[derive(Debug, Serialize)]
struct QuarterView {
    period: PeriodView,
    months: Vec<PeriodView>,
}

/// A period, with its page.
#[derive(Debug, Serialize)]
struct PeriodView {
    /// `year`, `quarter` or `month`.
    kind: &'static str,
    year: String,
    /// The number of the quarter.
    quarter: Option<i8>,
    /// As in ISO 8601: `2026-01`.
    month: Option<String>,
    url: String,
    /// How many documents it has.
    count: usize,
}

#[derive(Debug, Serialize)]
struct View {
    period: PeriodView,
    /// Of the same length: the one before, and the one after, that have documents.
    previous: Option<PeriodView>,
    next: Option<PeriodView>,
    /// The year and the quarter that it is a part of.
    wholes: Vec<PeriodView>,
    incidents: usize,
    near_misses: usize,
    severities: Vec<SeverityCount>,
    /// The worst first: by severity, then by duration.
    worst: Vec<ListedCard>,
    /// How many incidents are not named.
    others: usize,
    /// All documents of the year.
    year_url: String,
    cost: Cost,
    lessons: Vec<LearnedView>,
    actions: Actions,
}

#[derive(Debug, Serialize)]
struct SeverityCount {
    /// None for severities that the configured scale does not have.
    label: Option<String>,
    rank: u8,
    count: usize,
}

/// What the incidents cost, as far as it is stated.
#[derive(Debug, Serialize)]
struct Cost {
    /// How many incidents have a duration.
    timed: usize,
    /// In seconds.
    total: i64,
    longest: Option<i64>,
    /// None where there are too few to compare.
    median: Option<i64>,
    users: Vec<SumView>,
    money: Vec<SumView>,
}

#[derive(Debug, Serialize)]
struct SumView {
    unit: String,
    total: i64,
    /// How many incidents state it.
    stated: usize,
}

/// A lesson, with the incident that taught it.
#[derive(Debug, Serialize)]
struct LearnedView {
    #[serde(flatten)]
    lesson: LessonView,
    incident: String,
}

#[derive(Debug, Serialize)]
struct Actions {
    total: usize,
    closed: usize,
    unstated: usize,
    open: usize,
    /// The open ones that are due first.
    items: Vec<RegisteredActionView>,
}

impl PageType for OverviewPage {
    const LISTED: bool = true;

    fn reserves(url: &str, _: &Taxonomies) -> bool {
        let name = url.strip_prefix(URL).and_then(|rest| rest.strip_suffix('/'));
        url == URL || name.is_some_and(|name| Period::named(name).is_some())
    }

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        let periods = &parts.collected.periods;
        if !periods.is_empty() {
            routes.add(URL, Self(None));
        }
        for period in periods.keys() {
            routes.add(&url(*period), Self(Some(*period)));
        }
    }

    fn made(&self, site: &Site) -> Made {
        let periods = &site.collected.periods;
        match self.0 {
            Some(period) => {
                let view = View::new(site, period, periods);
                Made::Template("overview.html", site.layout(&url(period), nav::BROWSE).with(&view))
            }
            None => {
                let view = IndexView { years: years(periods) };
                Made::Template("overviews.html", site.layout(URL, nav::BROWSE).with(&view))
            }
        }
    }
}

fn url(period: Period) -> String {
    format!("{URL}{}/", period.slug())
}

fn period_view(period: Period, range: &Range<usize>) -> PeriodView {
    PeriodView {
        kind: match period.part {
            Part::Year => "year",
            Part::Quarter(_) => "quarter",
            Part::Month(_) => "month",
        },
        year: period.year.to_string(),
        quarter: if let Part::Quarter(quarter) = period.part { Some(quarter) } else { None },
        month: matches!(period.part, Part::Month(_)).then(|| period.slug()),
        url: url(period),
        count: range.len(),
    }
}

fn years(periods: &BTreeMap<Period, Range<usize>>) -> Vec<YearView> {
    let mut years: Vec<YearView> = Vec::new();
    // The parts of a year stand behind it: first its quarters, then its months.
    for (period, range) in periods {
        let view = period_view(*period, range);
        match (period.part, years.last_mut()) {
            (Part::Year, _) => years.push(YearView { period: view, quarters: Vec::new() }),
            (Part::Quarter(_), Some(year)) => {
                year.quarters.push(QuarterView { period: view, months: Vec::new() });
            }
            (Part::Month(month), Some(year)) => {
                let quarter = Some((month + 2) / 3);
                let mut quarters = year.quarters.iter_mut();
                if let Some(found) = quarters.find(|known| known.period.quarter == quarter) {
                    found.months.push(view);
                }
            }
            (_, None) => {}
        }
    }
    years.reverse();
    years
}

impl View {
    fn new(site: &Site, period: Period, periods: &BTreeMap<Period, Range<usize>>) -> Self {
        let range = periods.get(&period).cloned().unwrap_or_default();
        let postmortems = &site.archive.postmortems;
        let mut incidents: Vec<usize> =
            range.clone().filter(|&index| postmortems[index].kind == Kind::Incident).collect();
        incidents.sort_by_key(|&index| {
            let rank = postmortems[index].severity.as_ref().and_then(|severity| severity.rank);
            (rank.unwrap_or(u8::MAX), Reverse(postmortems[index].duration()))
        });
        let is_alike =
            |other: &Period| std::mem::discriminant(&other.part) == std::mem::discriminant(&period.part);
        let of = |found: Option<(&Period, &Range<usize>)>| {
            found.map(|(period, range)| period_view(*period, range))
        };
        let before = periods.range(..period).rev().find(|(other, _)| is_alike(other));
        let after = periods.range(period..).skip(1).find(|(other, _)| is_alike(other));
        let near_misses = range.clone().filter(|&index| postmortems[index].kind == Kind::NearMiss).count();
        Self {
            period: period_view(period, &range),
            previous: of(before),
            next: of(after),
            wholes: wholes(period, periods),
            incidents: incidents.len(),
            near_misses,
            severities: severities(site, &incidents),
            worst: site.cards(incidents.iter().take(INCIDENTS)),
            others: incidents.len().saturating_sub(INCIDENTS),
            year_url: term_url(Taxonomy::Years, &period.year.to_string()),
            cost: Cost::of(incidents.iter().map(|&index| &postmortems[index])),
            lessons: learned(site, &incidents),
            actions: Actions::of(site, range),
        }
    }
}

/// The year and the quarter that `period` is a part of.
fn wholes(period: Period, periods: &BTreeMap<Period, Range<usize>>) -> Vec<PeriodView> {
    let parts = match period.part {
        Part::Year => vec![],
        Part::Quarter(_) => vec![Part::Year],
        Part::Month(month) => vec![Part::Year, Part::Quarter((month + 2) / 3)],
    };
    let wholes = parts.into_iter().filter_map(|part| periods.get_key_value(&Period { part, ..period }));
    wholes.map(|(period, range)| period_view(*period, range)).collect()
}

fn severities(site: &Site, incidents: &[usize]) -> Vec<SeverityCount> {
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    for &index in incidents {
        let severity = site.archive.postmortems[index].severity.as_ref();
        *counts.entry(severity.and_then(|severity| severity.rank).unwrap_or(u8::MAX)).or_default() += 1;
    }
    let label = |rank: u8| site.config.severities.get(usize::from(rank) - 1)?.first().cloned();
    let counts = counts.into_iter();
    counts
        .map(|(rank, count)| SeverityCount {
            label: label(rank),
            rank: if rank == u8::MAX { 0 } else { rank },
            count,
        })
        .collect()
}

impl Cost {
    fn of<'a>(incidents: impl Iterator<Item = &'a ArchivedDocument> + Clone) -> Self {
        let durations: Distribution =
            incidents.clone().filter_map(|incident| Some(incident.duration()?.as_secs())).collect();
        let view = |sum: Sum| SumView { unit: sum.unit, total: sum.total.round() as i64, stated: sum.stated };
        let of_kind = |kind| sums(incidents.clone(), kind).into_iter().take(UNITS).map(view).collect();
        Self {
            timed: durations.count(),
            total: durations.seconds().iter().sum(),
            longest: durations.seconds().last().copied(),
            median: durations.percentile(50),
            users: of_kind(MeasureKind::Users),
            money: of_kind(MeasureKind::Money),
        }
    }
}

/// The first lesson of each incident, the worst first.
fn learned(site: &Site, incidents: &[usize]) -> Vec<LearnedView> {
    let first = |&index: &usize| {
        let archived = &site.archive.postmortems[index];
        let lesson = lessons::lesson(archived, taught(&archived.document).first()?);
        Some(LearnedView { lesson, incident: archived.title.clone() })
    };
    incidents.iter().filter_map(first).take(LESSONS).collect()
}

impl Actions {
    /// Of the documents in `range`.
    fn of(site: &Site, range: Range<usize>) -> Self {
        let (mut total, mut closed, mut unstated) = (0, 0, 0);
        let mut open = Vec::new();
        for postmortem in range {
            let document = &site.archive.postmortems[postmortem].document;
            // A date that nobody agreed to puts nothing first.
            for (action, tracked) in TrackedAction::all_of(document, 0).enumerate() {
                let state = tracked.state();
                total += 1;
                closed += usize::from(state.is_closed());
                unstated += usize::from(!state.is_closed() && !state.is_open());
                if state.is_open() {
                    let due = tracked.agreed_due();
                    open.push((due.is_none(), due, ActionPlace { postmortem, action }));
                }
            }
        }
        open.sort_by_key(|(is_undated, due, _)| (*is_undated, *due));
        // What is overdue changes from day to day, and this page does not.
        let items = open.iter().take(ACTIONS).filter_map(|(_, _, place)| register::action(site, *place));
        let items = items.map(|(_, item)| item.without_day()).collect();
        Self { total, closed, unstated, open: open.len(), items }
    }
}

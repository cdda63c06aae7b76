//! How long the phases of incidents took, and how many there were.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::{Made, PageType};
use crate::archive::distribution::Distribution;
use crate::archive::taxonomy::{Taxonomies, Taxonomy};
use crate::archive::{Archive, ArchivedDocument, duration};
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use crate::site::view::nav;
use crate::site::view::plot::PlotView;
use crate::site::view::taxonomy::term_url;
use retold_document::model::{Class, Kind, PhaseKind};

const URL: &str = "trends/";

const PHASES: [PhaseKind; 4] =
    [PhaseKind::Detection, PhaseKind::Escalation, PhaseKind::Diagnosis, PhaseKind::Resolution];

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TrendsPage;

#[derive(Debug, Serialize)]
struct View {
    /// Number of incidents; near misses and the like are none.
    incidents: usize,
    durations: Vec<DurationsView>,
    /// The severities that incidents have, the worst first.
    severities: Vec<SeverityColumn>,
    /// The newest first.
    years: Vec<YearView>,
}

/// How long something took.
#[derive(Debug, Serialize)]
struct DurationsView {
    /// `whole`, or the phase: `detection`, `escalation`, `diagnosis`, `resolution`.
    key: &'static str,
    summary: Summary,
    plot: PlotView,
    /// The newest first.
    years: Vec<YearSummary>,
}

/// Figures of a distribution, in seconds. The percentiles are none where there are too few to compare.
#[derive(Debug, Serialize)]
struct Summary {
    count: usize,
    shortest: Option<i64>,
    quarter: Option<i64>,
    median: Option<i64>,
    three_quarters: Option<i64>,
    ninety: Option<i64>,
    longest: Option<i64>,
}

#[derive(Debug, Serialize)]
struct YearSummary {
    year: i16,
    summary: Summary,
}

#[derive(Debug, Serialize)]
struct SeverityColumn {
    /// The first name in the configured scale; none for severities that it does not have.
    label: Option<String>,
    rank: u8,
}

#[derive(Debug, Serialize)]
struct YearView {
    year: i16,
    url: String,
    /// In the order of `severities`.
    bars: Vec<Bar>,
    incidents: usize,
    near_misses: usize,
}

#[derive(Debug, Serialize)]
struct Bar {
    rank: u8,
    count: usize,
    /// Start and length, in percent of the largest year.
    start: f64,
    width: f64,
}

/// The incidents of a year, by the rank of their severity; 0 for none.
#[derive(Debug, Default)]
struct Year {
    ranks: BTreeMap<u8, usize>,
    incidents: usize,
    near_misses: usize,
}

impl PageType for TrendsPage {
    const LISTED: bool = true;

    fn reserves(url: &str, _: &Taxonomies) -> bool {
        url == URL
    }

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        if incidents(parts.archive).next().is_some() {
            routes.add(URL, Self);
        }
    }

    fn made(&self, site: &Site) -> Made {
        let years = years(&site.archive);
        let ranks: Vec<u8> = ranks(&years);
        let view = View {
            incidents: incidents(&site.archive).count(),
            durations: durations(&site.archive),
            severities: ranks.iter().map(|&rank| column(site, rank)).collect(),
            years: year_views(&years, &ranks),
        };
        Made::Template("trends.html", site.layout(URL, nav::TRENDS).with(&view))
    }
}

fn incidents(archive: &Archive) -> impl Iterator<Item = &ArchivedDocument> {
    archive.postmortems.iter().filter(|postmortem| postmortem.kind == Kind::Incident)
}

/// The whole and each phase, as far as incidents have them.
fn durations(archive: &Archive) -> Vec<DurationsView> {
    let mut found: [Vec<(i16, i64)>; 5] = Default::default();
    for incident in incidents(archive) {
        let year = incident.day().map_or(0, Date::year);
        found[0].extend(incident.duration().map(|whole| (year, whole.as_secs())));
        // What a report states, and what its times show, must agree.
        let document = &incident.document;
        if document.class == Class::Collection || duration::contradicts(document) {
            continue;
        }
        for phase in document.milestones.phases() {
            let at = PHASES.iter().position(|kind| *kind == phase.kind).unwrap_or_default();
            found[at + 1].push((year, phase.duration().as_secs()));
        }
    }
    let keys = std::iter::once("whole").chain(PHASES.map(PhaseKind::name));
    let views = keys.zip(found).filter(|(_, found)| !found.is_empty());
    views.map(|(key, found)| durations_view(key, &found)).collect()
}

fn durations_view(key: &'static str, found: &[(i16, i64)]) -> DurationsView {
    let all: Distribution = found.iter().map(|(_, seconds)| *seconds).collect();
    let mut by_year: BTreeMap<i16, Vec<i64>> = BTreeMap::new();
    for (year, seconds) in found.iter().filter(|(year, _)| *year != 0) {
        by_year.entry(*year).or_default().push(*seconds);
    }
    let years = by_year.into_iter().rev();
    DurationsView {
        key,
        summary: Summary::of(&all),
        plot: PlotView::new(&all),
        years: years
            .map(|(year, seconds)| YearSummary { year, summary: Summary::of(&seconds.into_iter().collect()) })
            .collect(),
    }
}

impl Summary {
    fn of(distribution: &Distribution) -> Self {
        Self {
            count: distribution.count(),
            shortest: distribution.seconds().first().copied(),
            quarter: distribution.percentile(25),
            median: distribution.percentile(50),
            three_quarters: distribution.percentile(75),
            ninety: distribution.percentile(90),
            longest: distribution.seconds().last().copied(),
        }
    }
}

fn years(archive: &Archive) -> BTreeMap<i16, Year> {
    let mut years: BTreeMap<i16, Year> = BTreeMap::new();
    for postmortem in &archive.postmortems {
        let Some(day) = postmortem.day() else { continue };
        let year = years.entry(day.year()).or_default();
        match postmortem.kind {
            Kind::Incident => {
                let rank = postmortem.severity.as_ref().and_then(|severity| severity.rank);
                *year.ranks.entry(rank.unwrap_or(0)).or_default() += 1;
                year.incidents += 1;
            }
            Kind::NearMiss => year.near_misses += 1,
            Kind::Bug | Kind::Drill | Kind::Project => {}
        }
    }
    years.retain(|_, year| year.incidents + year.near_misses > 0);
    years
}

/// The ranks that incidents have: from the worst, those without one last.
fn ranks(years: &BTreeMap<i16, Year>) -> Vec<u8> {
    let mut ranks: Vec<u8> = years.values().flat_map(|year| year.ranks.keys().copied()).collect();
    ranks.sort_unstable_by_key(|rank| (*rank == 0, *rank));
    ranks.dedup();
    ranks
}

fn column(site: &Site, rank: u8) -> SeverityColumn {
    let labels = usize::from(rank).checked_sub(1).and_then(|at| site.config.severities.get(at));
    SeverityColumn { label: labels.and_then(|labels| labels.first()).cloned(), rank }
}

fn year_views(years: &BTreeMap<i16, Year>, ranks: &[u8]) -> Vec<YearView> {
    let most = years.values().map(|year| year.incidents).max().unwrap_or(1).max(1);
    let percent = |count: usize| (count as f64 / most as f64 * 10_000.0).round() / 100.0;
    let view = |(year, counts): (&i16, &Year)| {
        let mut before = 0;
        let bar = |&rank: &u8| {
            let count = counts.ranks.get(&rank).copied().unwrap_or(0);
            let bar = Bar { rank, count, start: percent(before), width: percent(count) };
            before += count;
            bar
        };
        YearView {
            year: *year,
            url: term_url(Taxonomy::Years, &year.to_string()),
            bars: ranks.iter().map(bar).collect(),
            incidents: counts.incidents,
            near_misses: counts.near_misses,
        }
    };
    years.iter().rev().map(view).collect()
}

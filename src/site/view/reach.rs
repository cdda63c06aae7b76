//! Views of which teams an incident, or a pattern, applies to.

use std::collections::BTreeSet;

use serde::Serialize;

use super::taxonomy::{TermLink, term_link};
use crate::archive::exposure::{Exposure, patterns};
use crate::archive::taxonomy::{Taxonomy, Term, term_slug};
use crate::site::Site;
use retold_document::model::ExposureStatus;

/// Records of one status that a page shows.
const MOST: usize = 50;

/// The records of one status.
#[derive(Debug, Serialize)]
pub struct ReachView {
    status: ExposureStatus,
    /// How many there are.
    count: usize,
    /// The first of them.
    records: Vec<RecordView>,
}

/// A record of a team.
#[derive(Debug, Serialize)]
pub struct RecordView {
    team: TermLink,
    /// `pattern`, `lesson` or `incident`.
    kind: &'static str,
    title: String,
    date: Option<String>,
    link: Option<String>,
    note: Option<String>,
}

/// What teams recorded of the postmortem with `index`, of its lessons, its causes and its trigger; a group for each status
/// that any record has.
pub fn of_incident(site: &Site, index: usize) -> Vec<ReachView> {
    let slugs = patterns(&site.archive.postmortems[index].document);
    groups(site, &site.archive.exposures.of_incident(index, &slugs).collect::<Vec<_>>())
}

/// What teams recorded of the cause or the trigger `term`, under any of its names, by status.
pub fn of_pattern(site: &Site, taxonomy: Taxonomy, term: &Term) -> Vec<ReachView> {
    let Some(set) = site.archive.taxonomies.patterns.of(taxonomy) else { return Vec::new() };
    let names = set.with_id(&term.slug).into_iter().flat_map(|pattern| &pattern.synonyms);
    let slugs: BTreeSet<String> = names.map(|name| term_slug(name)).chain([term.slug.clone()]).collect();
    groups(site, &slugs.iter().flat_map(|slug| site.archive.exposures.of_pattern(slug)).collect::<Vec<_>>())
}

fn groups(site: &Site, records: &[&Exposure]) -> Vec<ReachView> {
    let group = |status: ExposureStatus| {
        let of_status = records.iter().filter(|record| record.status == status);
        ReachView {
            status,
            count: of_status.clone().count(),
            records: of_status.take(MOST).map(|record| view(site, record)).collect(),
        }
    };
    ExposureStatus::ALL.map(group).into_iter().filter(|group| group.count > 0).collect()
}

fn view(site: &Site, record: &Exposure) -> RecordView {
    RecordView {
        team: term_link(&site.archive, Taxonomy::Teams, &record.team),
        kind: record.subject.kind(),
        title: record.title.clone(),
        date: record.date.map(|date| date.to_string()),
        link: record.link.clone(),
        note: record.note.clone(),
    }
}

//! The records of an archive for other search engines, as lines of JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::document::utc;
use super::similar::SimilarIncident;
use crate::archive::{Archive, ArchivedDocument};
use crate::config::Config;
use crate::search;
use retold_document::model::Milestone;

/// The exported record of a postmortem: the fields of the search index, and the times of the incident.
///
/// Every record has every key, and the keys are those of [`crate::report::quickwit`]. Sections are parallel lists, because
/// Quickwit stores the lengths of texts, which ranking needs, only outside of objects.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ExportedRecord {
    /// The name that its author gave, else its address.
    pub id: String,
    /// Address of the page relative to the site's root.
    pub url: String,
    /// Address of the page on the web; `None` if no base URL is configured.
    pub permalink: Option<String>,
    /// The title, without markup.
    pub title: String,
    /// When the incident happened, else when its report came out: the start of the day, in UTC.
    pub date: Option<String>,
    /// When the report came out, if it states that: the start of the day, in UTC.
    pub published: Option<String>,
    /// The milestones in UTC, if their day, time and zone are known: without a zone, they cannot be compared.
    pub started: Option<String>,
    /// See `started`.
    pub detected: Option<String>,
    /// See `started`.
    pub acknowledged: Option<String>,
    /// See `started`.
    pub escalated: Option<String>,
    /// See `started`.
    pub identified: Option<String>,
    /// See `started`.
    pub mitigated: Option<String>,
    /// See `started`.
    pub resolved: Option<String>,
    /// As stated, or from start to end.
    pub duration_seconds: Option<i64>,
    /// The label of its author.
    pub severity: Option<String>,
    /// 1 is the most severe.
    pub severity_rank: Option<u8>,
    /// `incident`, `near-miss` …
    pub kind: Option<String>,
    /// As its author wrote it.
    pub status: Option<String>,
    /// What it touched.
    pub services: Vec<String>,
    /// Whom it touched.
    pub teams: Vec<String>,
    /// What it has in common with others.
    pub tags: Vec<String>,
    /// The causes in the front matter.
    pub causes: Vec<String>,
    /// Id, services, teams and tags again, so that plain words match them.
    pub names: Vec<String>,
    /// One or two sentences on what happened.
    pub summary: Option<String>,
    /// Error signatures, causes, lessons, trigger, resolution and impact of the front matter; lessons and answers to whys of the body that
    /// are outside of the most informative sections.
    pub lead: Vec<String>,
    /// The fragments of the sections in the page's address; empty above the first heading.
    pub section_anchors: Vec<String>,
    /// The headings of the sections, side by side with their anchors.
    pub section_headings: Vec<String>,
    /// The texts of the sections, side by side with their anchors.
    pub section_texts: Vec<String>,
    /// Headings and texts of the most informative sections (causes, whys, trigger, lessons) again, so that they count
    /// twice.
    pub telling: Vec<String>,
    /// The incidents that are most like it, and why; those with nearly the same text and those that are linked, too. Their
    /// actions have no owners, as no record has.
    pub similar: Vec<SimilarIncident>,
}

/// Creates the exported record of `postmortem`, to which these incidents are `similar`.
pub fn record(
    postmortem: &ArchivedDocument,
    similar: Vec<SimilarIncident>,
    config: &Config,
) -> ExportedRecord {
    let record = search::record(postmortem);
    let moment = |milestone| utc(&postmortem.document.milestones.at(milestone)?);
    let names = [&record.services, &record.teams, &record.tags].into_iter().flatten();
    let telling = record.sections.iter().filter(|section| section.telling);
    ExportedRecord {
        permalink: config.permalink(&record.url),
        date: record.date.map(|day| format!("{:04}-{:02}-{:02}T00:00:00Z", day.year, day.month, day.day)),
        published: postmortem.published.map(|day| format!("{day}T00:00:00Z")),
        started: moment(Milestone::Started),
        detected: moment(Milestone::Detected),
        acknowledged: moment(Milestone::Acknowledged),
        escalated: moment(Milestone::Escalated),
        identified: moment(Milestone::Identified),
        mitigated: moment(Milestone::Mitigated),
        resolved: moment(Milestone::Resolved),
        duration_seconds: postmortem.duration().map(|duration| duration.as_secs()),
        severity_rank: record.severity.as_ref().and_then(|severity| severity.rank),
        severity: record.severity.map(|severity| severity.label),
        names: std::iter::once(&record.id).chain(names).cloned().collect(),
        telling: telling
            .flat_map(|section| [&section.heading, &section.text])
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
            .collect(),
        section_anchors: record.sections.iter().map(|section| section.anchor.clone()).collect(),
        section_headings: record.sections.iter().map(|section| section.heading.clone()).collect(),
        section_texts: record.sections.iter().map(|section| section.text.trim().to_owned()).collect(),
        id: record.id,
        url: record.url,
        title: record.title,
        kind: record.kind,
        status: record.status,
        services: record.services,
        teams: record.teams,
        tags: record.tags,
        causes: record.causes,
        summary: record.summary,
        lead: record.lead,
        similar,
    }
}

/// The number of postmortems without a date.
pub fn undated(archive: &Archive) -> usize {
    archive.postmortems.iter().filter(|postmortem| postmortem.day().is_none()).count()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::archive::Selection;
    use crate::config::Overrides;
    use crate::source::SourceTree;

    fn exported(base_url: Option<&str>, files: &[(&str, &str)]) -> Vec<Value> {
        let overrides = Overrides { base_url: base_url.map(str::to_owned), ..Overrides::default() };
        let config = Config::load(std::path::Path::new("/nowhere"), None, overrides).unwrap();
        let tree = SourceTree::from_pairs(files.iter().copied());
        let (archive, _) = Archive::from_tree(tree, &config, Selection::default());
        let records = archive.postmortems.iter().map(|postmortem| record(postmortem, Vec::new(), &config));
        records.map(|record| serde_json::to_value(record).unwrap()).collect()
    }

    #[test]
    fn a_record_has_the_fields_of_the_index_and_the_times_of_the_incident() {
        let records = exported(
            Some("https://example.org/team"),
            &[(
                "2026-01-31-pool.md",
                "---\nid: PM-7\nseverity: SEV2\nstatus: closed\nservices: [postgres]\nteams: [data]\n\
                 tags: [pool]\nsummary: None was left.\ncauses: [leak]\nsignatures: [too many clients]\n\
                 started: 2026-01-30T23:30:00+01:00\nresolved: 2026-01-31T00:30:00+01:00\n---\n\
                 # Pool exhausted\n\nNo connection was left.\n\n## Root causes\n\nA *leak*.\n",
            )],
        );
        assert_eq!(
            records,
            [json!({
                "id": "PM-7",
                "url": "2026-01-31-pool/",
                "permalink": "https://example.org/team/2026-01-31-pool/",
                "title": "Pool exhausted",
                "date": "2026-01-30T00:00:00Z",
                "published": null,
                "started": "2026-01-30T22:30:00Z",
                "detected": null,
                "acknowledged": null,
                "escalated": null,
                "identified": null,
                "mitigated": null,
                "resolved": "2026-01-30T23:30:00Z",
                "duration_seconds": 3600,
                "severity": "SEV2",
                "severity_rank": 2,
                "kind": "incident",
                "status": "closed",
                "services": ["postgres"],
                "teams": ["data"],
                "tags": ["pool"],
                "causes": ["leak"],
                "names": ["PM-7", "postgres", "data", "pool"],
                "summary": "None was left.",
                "lead": ["too many clients", "leak"],
                "section_anchors": ["", "root-causes"],
                "section_headings": ["", "Root causes"],
                "section_texts": ["No connection was left.", "A leak."],
                "telling": ["Root causes", "A leak."],
                "similar": [],
            })]
        );
    }

    #[test]
    fn unknown_values_are_null() {
        for (extra, date, started, seconds) in [
            ("", json!(null), json!(null), json!(null)),
            ("started: 2026-01-30", json!("2026-01-30T00:00:00Z"), json!(null), json!(null)),
            // Times without a zone give a duration, but cannot be compared with those of other incidents.
            (
                "started: 2026-01-30T10:00\nresolved: 2026-01-30T10:30",
                json!("2026-01-30T00:00:00Z"),
                json!(null),
                json!(1800),
            ),
        ] {
            let text = format!("---\nkind: incident\n{extra}\n---\n# A\n\nIt broke.\n");
            let record = exported(None, &[("a.md", &text)]).remove(0);
            assert_eq!(record["date"], date, "{extra}");
            assert_eq!(record["started"], started, "{extra}");
            assert_eq!(record["duration_seconds"], seconds, "{extra}");
            assert_eq!(record["permalink"], json!(null));
            assert_eq!(record["severity_rank"], json!(null));
        }
    }
}

//! The archive's records for other search engines: lines of JSON, and Quickwit's configuration of an index of them.

use serde::Serialize;

use crate::archive::{Archive, Postmortem};
use crate::config::{Config, PLACEHOLDER_BASE_URL};
use crate::search;
use retold_document::model::Milestone;

/// A postmortem as other programs get it: what search knows of it, and when it happened.
///
/// Every record has every key, and the keys are those of [`quickwit`]'s configuration. Sections are lists side by
/// side, as Quickwit measures the length of texts (which ranking needs) only outside of objects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExportedRecord {
    pub id: String,
    /// Address of the page relative to the site's root.
    pub url: String,
    /// Address of the page on the web; none as long as nobody said where the site is.
    pub permalink: Option<String>,
    pub title: String,
    /// The start of the day, in UTC.
    pub date: Option<String>,
    /// The turning points in UTC, where day, time and zone are all known: without a zone nothing can be joined.
    pub started: Option<String>,
    pub detected: Option<String>,
    pub acknowledged: Option<String>,
    pub escalated: Option<String>,
    pub identified: Option<String>,
    pub mitigated: Option<String>,
    pub resolved: Option<String>,
    pub duration_seconds: Option<i64>,
    pub severity: Option<String>,
    /// 1 is the most severe.
    pub severity_rank: Option<u8>,
    pub kind: Option<String>,
    pub status: Option<String>,
    pub services: Vec<String>,
    pub teams: Vec<String>,
    pub tags: Vec<String>,
    pub causes: Vec<String>,
    /// Id, services, teams and tags once more: to be found by a plain word.
    pub names: Vec<String>,
    pub summary: Option<String>,
    /// Error signatures, causes, lessons, trigger and impact of the front matter.
    pub lead: Vec<String>,
    /// Fragments of the page's address that lead to the sections; empty above the first heading.
    pub section_anchors: Vec<String>,
    pub section_headings: Vec<String>,
    pub section_texts: Vec<String>,
    /// Headings and texts of the sections that say most, once more: they count twice.
    pub telling: Vec<String>,
}

/// What is exported of `postmortem`.
pub fn record(postmortem: &Postmortem, config: &Config) -> ExportedRecord {
    let record = search::record(postmortem);
    let moment = |milestone| {
        let moment = postmortem.document.course.moment(milestone)?;
        Some(moment.offset.and(moment.instant())?.to_string())
    };
    let names = [&record.services, &record.teams, &record.tags].into_iter().flatten();
    let telling = record.sections.iter().filter(|section| section.telling);
    ExportedRecord {
        permalink: (config.base_url != PLACEHOLDER_BASE_URL)
            .then(|| format!("{}{}", config.base_url, record.url)),
        date: record.date.map(|day| format!("{:04}-{:02}-{:02}T00:00:00Z", day.year, day.month, day.day)),
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
    }
}

/// How many postmortems have no date.
pub fn undated(archive: &Archive) -> usize {
    archive.postmortems.iter().filter(|postmortem| postmortem.date.is_none()).count()
}

/// A key of the records, as Quickwit shall read it.
struct Field {
    name: &'static str,
    mapping: Mapping,
    is_list: bool,
    /// What a match counts in Retold's own ranking; 0 for what plain words are not looked for in.
    weight: u8,
}

enum Mapping {
    /// Found as a whole in any case; values can be counted.
    Value,
    /// Found as a whole, exactly as it is written.
    Exact,
    /// Found by its words.
    Words,
    /// Found by its words; shown in another field already.
    WordsAgain,
    /// Only shown.
    Shown,
    Time,
    Number,
}

impl Field {
    const fn one(name: &'static str, mapping: Mapping) -> Self {
        Self { name, mapping, is_list: false, weight: 0 }
    }

    const fn many(name: &'static str, mapping: Mapping) -> Self {
        Self { name, mapping, is_list: true, weight: 0 }
    }

    const fn weighing(self, weight: u8) -> Self {
        Self { weight, ..self }
    }

    fn yaml(&self) -> String {
        let (kind, options): (_, &[&str]) = match self.mapping {
            Mapping::Value => ("text", &["tokenizer: lowercase", "fast: true"]),
            Mapping::Exact => ("text", &["tokenizer: raw", "fast: true"]),
            Mapping::Words => {
                ("text", &["tokenizer: source_code_default", "record: position", "fieldnorms: true"])
            }
            Mapping::WordsAgain => (
                "text",
                &["tokenizer: source_code_default", "record: position", "fieldnorms: true", "stored: false"],
            ),
            Mapping::Shown => ("text", &["indexed: false"]),
            Mapping::Time => (
                "datetime",
                &[
                    "input_formats: [rfc3339]",
                    "output_format: rfc3339",
                    "fast: true",
                    "fast_precision: seconds",
                ],
            ),
            Mapping::Number => ("i64", &["fast: true"]),
        };
        let kind = if self.is_list { format!("array<{kind}>") } else { kind.to_owned() };
        let mut yaml = format!("    - name: {}\n      type: {kind}\n", self.name);
        for option in options {
            yaml.push_str(&format!("      {option}\n"));
        }
        yaml
    }
}

/// The fields in the order of the records. The weights are those of the index: what is telling stands in
/// `section_texts`, too, and so counts 1 + 1.
const FIELDS: [Field; 28] = [
    Field::one("id", Mapping::Exact),
    Field::one("url", Mapping::Exact),
    Field::one("permalink", Mapping::Exact),
    Field::one("title", Mapping::Words).weighing(5),
    Field::one("date", Mapping::Time),
    Field::one("started", Mapping::Time),
    Field::one("detected", Mapping::Time),
    Field::one("acknowledged", Mapping::Time),
    Field::one("escalated", Mapping::Time),
    Field::one("identified", Mapping::Time),
    Field::one("mitigated", Mapping::Time),
    Field::one("resolved", Mapping::Time),
    Field::one("duration_seconds", Mapping::Number),
    Field::one("severity", Mapping::Value),
    Field::one("severity_rank", Mapping::Number),
    Field::one("kind", Mapping::Value),
    Field::one("status", Mapping::Value),
    Field::many("services", Mapping::Value),
    Field::many("teams", Mapping::Value),
    Field::many("tags", Mapping::Value),
    Field::many("causes", Mapping::Value),
    Field::many("names", Mapping::WordsAgain).weighing(2),
    Field::one("summary", Mapping::Words).weighing(2),
    Field::many("lead", Mapping::Words).weighing(2),
    Field::many("section_anchors", Mapping::Shown),
    Field::many("section_headings", Mapping::Words).weighing(1),
    Field::many("section_texts", Mapping::Words).weighing(1),
    Field::many("telling", Mapping::WordsAgain).weighing(1),
];

/// The configuration of a Quickwit index for the records of `archive`, as YAML; read by Quickwit 0.8 and 0.9.
///
/// Quickwit refuses records without a timestamp where the index has one, so it has one if all records have a date.
pub fn quickwit(archive: &Archive) -> String {
    let searched = || FIELDS.iter().filter(|field| field.weight > 0);
    let weighed: Vec<_> = searched()
        .map(|field| match field.weight {
            1 => format!("{}:pool", field.name),
            weight => format!("{}:pool^{weight}", field.name),
        })
        .collect();
    let timestamp = match undated(archive) {
        0 => "  timestamp_field: date\n".to_owned(),
        count => format!(
            "  # No timestamp_field: Quickwit would refuse the {count} of the records without a date.\n"
        ),
    };
    let mappings: String = FIELDS.iter().map(Field::yaml).collect();
    let names: Vec<_> = searched().map(|field| field.name).collect();
    format!(
        "# For Quickwit 0.8 and 0.9, by `retold export --format quickwit`.\n\
         # An index has no weights, a query has. As Retold weighs the word `pool`, sorted by score:\n\
         #   {}\n\
         version: 0.8\n\
         index_id: postmortems\n\
         doc_mapping:\n  \
           mode: lenient\n\
         {timestamp}  \
           field_mappings:\n\
         {mappings}\
         search_settings:\n  \
           default_search_fields: [{}]\n",
        weighed.join(" OR "),
        names.join(", "),
    )
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
        let records = archive.postmortems.iter().map(|postmortem| record(postmortem, &config));
        records.map(|record| serde_json::to_value(record).unwrap()).collect()
    }

    #[test]
    fn a_record_has_what_search_knows_and_when_it_happened() {
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
                "date": "2026-01-31T00:00:00Z",
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
            })]
        );
    }

    #[test]
    fn what_is_not_known_is_null() {
        for (written, date, started, seconds) in [
            ("", json!(null), json!(null), json!(null)),
            ("started: 2026-01-30", json!("2026-01-30T00:00:00Z"), json!(null), json!(null)),
            // Times without a zone give a duration, and no place among the times of others.
            (
                "started: 2026-01-30T10:00\nresolved: 2026-01-30T10:30",
                json!("2026-01-30T00:00:00Z"),
                json!(null),
                json!(1800),
            ),
        ] {
            let text = format!("---\nkind: incident\n{written}\n---\n# A\n\nIt broke.\n");
            let record = exported(None, &[("a.md", &text)]).remove(0);
            assert_eq!(record["date"], date, "{written}");
            assert_eq!(record["started"], started, "{written}");
            assert_eq!(record["duration_seconds"], seconds, "{written}");
            assert_eq!(record["permalink"], json!(null));
            assert_eq!(record["severity_rank"], json!(null));
        }
    }
}

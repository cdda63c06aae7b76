//! Queries that find something in this archive: the search page shows with them how to ask.

use std::collections::BTreeMap;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use crate::archive::taxonomy::{Taxonomy, Term};
use crate::archive::{Archive, ArchivedDocument};

/// Examples on the page, at most.
const SHOWN: usize = 5;

/// The longest error text that is an example, in characters.
const LONGEST_SIGNATURE: usize = 90;

/// Words of a title that are an example, and how many characters each has at least.
const TITLE_WORDS: (usize, usize) = (3, 4);

/// A query that finds something.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Example {
    /// What it shows: `signature`, `both` (a tag and a service), `severity`, `service`, `year` or `words`.
    kind: &'static str,
    query: String,
    /// The query as a part of an address.
    encoded: String,
}

/// Examples of queries for `archive`: none in an empty one.
pub fn examples(archive: &Archive) -> Vec<Example> {
    let both = both(archive);
    let used = both.as_ref().map(|(_, service)| *service);
    let frequent = most_frequent(archive, Taxonomy::Services, |service| Some(service) != used);
    let found = [
        ("signature", signature(archive)),
        ("both", both.map(|(tag, service)| format!("{} {}", filter("tag", tag), filter("service", service)))),
        ("severity", most_severe(archive).map(|label| filter("sev", label))),
        ("service", frequent.map(|term| filter("service", &term.label))),
        ("year", most_frequent(archive, Taxonomy::Years, |_| true).map(|term| filter("year", &term.label))),
        ("words", words(archive)),
    ];
    let found = found.into_iter().filter_map(|(kind, query)| {
        let query = query?;
        Some(Example { kind, encoded: utf8_percent_encode(&query, NON_ALPHANUMERIC).to_string(), query })
    });
    found.take(SHOWN).collect()
}

/// The postmortems that can be found, newest first.
fn searchable(archive: &Archive) -> impl Iterator<Item = &ArchivedDocument> {
    archive.postmortems.iter().filter(|postmortem| is_searchable(postmortem))
}

fn is_searchable(postmortem: &ArchivedDocument) -> bool {
    !postmortem.document.front_matter.holding.no_search
}

/// A filter as it is typed.
fn filter(field: &str, label: &str) -> String {
    let is_plain = label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if is_plain { format!("{field}:{label}") } else { format!("{field}:\"{}\"", label.replace('"', "")) }
}

/// The term that most postmortems have, of those that are `wanted` by their label.
fn most_frequent<'a>(
    archive: &'a Archive,
    taxonomy: Taxonomy,
    wanted: impl Fn(&'a str) -> bool,
) -> Option<&'a Term> {
    let terms = archive.taxonomies.terms(taxonomy).iter().filter(|term| wanted(&term.label));
    let count = |term: &&Term| {
        term.members.iter().filter(|&&member| is_searchable(&archive.postmortems[member])).count()
    };
    // The first of equals.
    terms.rev().max_by_key(count).filter(|term| count(term) > 0)
}

/// The most frequent tag, and the service that most postmortems with it have.
fn both(archive: &Archive) -> Option<(&str, &str)> {
    let tag = most_frequent(archive, Taxonomy::Tags, |_| true)?;
    let mut services: BTreeMap<&str, usize> = BTreeMap::new();
    for &member in &tag.members {
        let postmortem = &archive.postmortems[member];
        for service in postmortem.document.facts.services.iter().filter(|_| is_searchable(postmortem)) {
            *services.entry(service.value.as_str()).or_default() += 1;
        }
    }
    let (service, _) = services.into_iter().rev().max_by_key(|(_, count)| *count)?;
    Some((&tag.label, service))
}

fn most_severe(archive: &Archive) -> Option<&str> {
    let severities = searchable(archive).filter_map(|postmortem| postmortem.severity.as_ref());
    let ranked = severities.filter_map(|severity| Some((severity.rank?, severity.label.as_str())));
    ranked.min().map(|(_, label)| label)
}

/// The newest error text that fits into a line.
fn signature(archive: &Archive) -> Option<String> {
    let mut signatures =
        searchable(archive).flat_map(|postmortem| &postmortem.document.front_matter.signatures);
    let fits = |text: &&String| {
        !text.trim().is_empty() && !text.contains('\n') && text.chars().count() <= LONGEST_SIGNATURE
    };
    signatures.find(fits).map(|text| text.trim().to_owned())
}

/// The first long words of the newest title.
fn words(archive: &Archive) -> Option<String> {
    let (count, least) = TITLE_WORDS;
    let mut queries = searchable(archive).map(|postmortem| {
        let words = postmortem.title.split(|c: char| !c.is_alphanumeric());
        let words = words.filter(|word| word.chars().count() >= least).take(count);
        words.collect::<Vec<_>>().join(" ")
    });
    queries.find(|query| !query.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Selection;
    use crate::config::{Config, Overrides};
    use crate::source::SourceTree;

    fn queries(documents: &[(&str, &str)]) -> Vec<String> {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let tree = SourceTree::from_pairs(documents.iter().copied());
        let archive = Archive::from_tree(tree, &config, Selection::default()).0;
        let shown = examples(&archive).into_iter();
        shown.map(|example| format!("{}: {}", example.kind, example.query)).collect()
    }

    #[test]
    fn examples_are_of_what_the_archive_has() {
        let documents = [
            (
                "2026-01-31-a.md",
                "---\ntags: [dns, cache]\nservices: [Payments API]\nseverity: SEV2\n---\n# A\n",
            ),
            (
                "2025-01-31-b.md",
                "---\ntags: dns\nservices: [mail]\nseverity: SEV1\nsignatures: 'FATAL: no route'\n---\n# B\n",
            ),
            ("2025-02-01-c.md", "---\ntags: dns\nservices: [mail]\n---\n# C\n"),
        ];
        assert_eq!(
            queries(&documents),
            [
                "signature: FATAL: no route",
                "both: tag:dns service:mail",
                "severity: sev:SEV1",
                "service: service:\"Payments API\"",
                "year: year:2025",
            ]
        );
        assert_eq!(queries(&[("a.md", "# The database lost a table\n")]), ["words: database lost table"]);
        assert_eq!(queries(&[]), [""; 0]);
    }
}

//! Builds the search index of an archive: records, and the pack that command line, dev server and browser read.

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use rayon::prelude::*;
use retold_search::{
    Day, ENTRY_NAME, Entry, Language, Pack, PackWriter, Record, Section, Severity, Shard, WriteError,
};

use crate::archive::taxonomy::Taxonomy;
use crate::archive::{Archive, ArchivedDocument};
use retold_document::model::{SectionKind, values};
use retold_document::{Document, TextSection, plain_text_sections};

/// Folder of the pack below the site's root, with a final slash.
pub const PACK_FOLDER: &str = "search/pack/";

/// How many documents make a shard. The bytes of the pack depend on it, so it must not depend on the number of threads.
/// It is large enough that merging is cheap, and small enough to bound memory.
const SHARD_SIZE: usize = 1_000;

/// Largest pack, in bytes, that gets a script for pages which are opened from a file.
const MAX_OFFLINE_BYTES: usize = 2 << 20;

/// The script that holds a small pack.
const OFFLINE: &str = "offline.js";

/// The files of a search pack by name.
pub struct SearchPack(Pack);

impl SearchPack {
    pub fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.0.files
    }

    /// Adds a script with all files of a small pack and with the `engine`, files by name, for pages that were
    /// opened from a file: they may load scripts, and nothing else.
    pub fn with_offline<'a>(mut self, engine: impl Iterator<Item = (&'a str, &'a [u8])>) -> Self {
        if self.0.files.values().map(Vec::len).sum::<usize>() <= MAX_OFFLINE_BYTES {
            let mut files: BTreeMap<&str, String> = BTreeMap::new();
            for (name, bytes) in &self.0.files {
                files.insert(name, BASE64_STANDARD.encode(bytes));
            }
            for (name, bytes) in engine {
                files.insert(name, BASE64_STANDARD.encode(bytes));
            }
            let script = format!("self.retoldOffline = {};\n", serde_json::json!(files));
            self.0.files.insert(OFFLINE.to_owned(), script.into_bytes());
        }
        self
    }

    /// The text of the entry file, and the name of the file that it refers to.
    pub fn entry(&self) -> (String, String) {
        let bytes = self.0.files.get(ENTRY_NAME).map(Vec::as_slice).unwrap_or_default();
        let hot = Entry::decode(bytes).map(|entry| entry.hot).unwrap_or_default();
        (String::from_utf8_lossy(bytes).trim_end().to_owned(), hot)
    }
}

/// The indexed records of an archive in shards, which [`Shards::merge`] makes a pack.
pub struct Shards {
    writer: PackWriter,
    shards: Vec<Shard>,
}

impl Shards {
    /// Indexes `archive` on all threads. `language` is that of its texts, `synonyms` are added to the built-in ones.
    ///
    /// # Errors
    /// The index cannot be written; the error is a message.
    pub fn new(archive: &Archive, language: Language, synonyms: &[Vec<String>]) -> Result<Self, String> {
        let is_found = |postmortem: &&ArchivedDocument| !postmortem.document.front_matter.holding.no_search;
        let postmortems: Vec<_> = archive.postmortems.iter().filter(is_found).collect();
        let index = || {
            let writer = PackWriter::new(language, synonyms, postmortems.len(), |index| {
                indexed(archive, postmortems[index])
            })?;
            let shards: Result<_, WriteError> =
                postmortems.par_chunks(SHARD_SIZE).map(|some| shard(archive, &writer, some)).collect();
            Ok(Self { shards: shards?, writer })
        };
        index().map_err(message)
    }

    /// Merges the shards, in order and on one thread.
    ///
    /// # Errors
    /// The index cannot be written; the error is a message.
    pub fn merge(self) -> Result<SearchPack, String> {
        self.writer.merge(self.shards).map(SearchPack).map_err(message)
    }
}

fn message(error: WriteError) -> String {
    format!("cannot build the search index: {error}")
}

fn shard(
    archive: &Archive,
    writer: &PackWriter,
    postmortems: &[&ArchivedDocument],
) -> Result<Shard, WriteError> {
    let mut shard = writer.shard()?;
    for postmortem in postmortems {
        shard.add(&indexed(archive, postmortem))?;
    }
    shard.finish()
}

/// The record of a postmortem as it is indexed: its values are spelled as in the indexes of `archive`, so that filters are
/// named alike.
fn indexed(archive: &Archive, postmortem: &ArchivedDocument) -> Record {
    let mut record = record(postmortem);
    record.kind = Some(postmortem.kind.label().to_owned());
    let severity = record.severity.iter_mut().map(|severity| &mut severity.label);
    severity.for_each(|label| spell(archive, Taxonomy::Severities, label));
    for (taxonomy, values) in [
        (Taxonomy::Services, &mut record.services),
        (Taxonomy::Teams, &mut record.teams),
        (Taxonomy::Tags, &mut record.tags),
        (Taxonomy::Causes, &mut record.causes),
    ] {
        values.iter_mut().for_each(|label| spell(archive, taxonomy, label));
    }
    record
}

/// Spells `label` as its term is, unless that would be another filter.
fn spell(archive: &Archive, taxonomy: Taxonomy, label: &mut String) {
    let filter = |label: &str| label.to_lowercase().replace(['-', '_'], " ");
    if let Some(term) = archive.taxonomies.term(taxonomy, label)
        && filter(&term.label) == filter(label)
    {
        label.clone_from(&term.label);
    }
}

/// Creates the record of a postmortem for the index.
pub fn record(postmortem: &ArchivedDocument) -> Record {
    record_of(postmortem, texts(&postmortem.document))
}

/// The name by which results and records name a postmortem: the one that its author gave, else its address.
pub fn id(postmortem: &ArchivedDocument) -> String {
    postmortem.id.clone().unwrap_or_else(|| postmortem.url.trim_end_matches('/').to_owned())
}

/// The plain text of a document, divided at its headings.
pub fn texts(document: &Document) -> Vec<TextSection> {
    plain_text_sections(&document.markdown(), document.outline.headings.len())
}

/// As [`record`], of the `texts` of the document.
fn record_of(postmortem: &ArchivedDocument, texts: Vec<TextSection>) -> Record {
    let document = &postmortem.document;
    let (front_matter, facts) = (&document.front_matter, &document.facts);
    let mut lead = front_matter.signatures.clone();
    lead.extend(front_matter.causes.iter().chain(&front_matter.lessons).cloned());
    let stated = [&front_matter.trigger, &front_matter.resolution, &front_matter.impact];
    lead.extend(stated.into_iter().flatten().cloned());
    lead.extend(scattered(document));
    Record {
        id: id(postmortem),
        url: postmortem.url.clone(),
        title: postmortem.title.clone(),
        summary: document.summary().map(str::to_owned),
        lead,
        sections: sections(document, texts),
        date: postmortem.day().map(|date| Day {
            year: date.year(),
            month: date.month().unsigned_abs(),
            day: date.day().unsigned_abs(),
        }),
        severity: postmortem
            .severity
            .as_ref()
            .map(|severity| Severity { label: severity.label.clone(), rank: severity.rank }),
        services: values(&facts.services),
        teams: values(&facts.teams),
        tags: values(&facts.tags),
        kind: Some(postmortem.kind.name().to_owned()),
        status: facts.status.as_ref().map(|fact| fact.value.clone()),
        causes: front_matter.causes.clone(),
    }
}

/// The sections of the record of a document.
fn sections(document: &Document, texts: Vec<TextSection>) -> Vec<Section> {
    let headings = &document.outline.headings;
    let sections = texts.into_iter().map(|section| {
        // The heading that became the title is not in the page, so no link can lead to it.
        let heading = section.heading.filter(|index| Some(*index) != document.title_heading);
        let heading = heading.and_then(|index| headings.get(index));
        Section {
            anchor: heading.map(|heading| heading.id.clone()).unwrap_or_default(),
            heading: heading.map(|heading| heading.text.clone()).unwrap_or_default(),
            text: section.text,
            telling: heading.and_then(|heading| heading.section).is_some_and(is_telling),
        }
    });
    sections.filter(|section| !section.text.trim().is_empty() || !section.heading.is_empty()).collect()
}

/// The lessons and the answers to whys in the body that are outside of the most informative sections: under a label in
/// bold, or in sections on what went well.
fn scattered(document: &Document) -> impl Iterator<Item = String> {
    let is_scattered = |at: usize| {
        let heading = document.outline.heading_at(at).map(|index| &document.outline.headings[index]);
        at >= document.body_start && !heading.and_then(|heading| heading.section).is_some_and(is_telling)
    };
    let lessons = document.lessons.iter().map(|lesson| (lesson.span.start, Some(&lesson.text)));
    let whys = document.whys.iter().map(|why| (why.span.start, why.answer.as_ref()));
    let texts = lessons.chain(whys).filter(move |(at, _)| is_scattered(*at));
    texts.filter_map(|(_, text)| text.cloned())
}

/// Returns true for the most informative sections, whose words count more in the ranking.
fn is_telling(kind: SectionKind) -> bool {
    matches!(kind, SectionKind::Causes | SectionKind::Trigger | SectionKind::FiveWhys | SectionKind::Lessons)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Selection;
    use crate::config::{Config, Overrides};
    use crate::source::SourceTree;

    #[test]
    fn filters_are_spelled_as_indexes_are() {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let document =
            |severity, service| format!("---\nseverity: {severity}\nservices: {service}\n---\n# A\n");
        let documents =
            [("a", "HIGH", "mail_relay"), ("b", "High", "Mail Relay"), ("c", "High", "Mail Relay")];
        let texts =
            documents.map(|(name, severity, service)| (format!("{name}.md"), document(severity, service)));
        let tree = SourceTree::from_pairs(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        let archive = Archive::from_tree(tree, &config, Selection::default()).0;
        for postmortem in &archive.postmortems {
            let record = indexed(&archive, postmortem);
            assert_eq!(
                (record.severity.unwrap().label, record.services),
                ("High".into(), vec!["Mail Relay".into()])
            );
        }
    }

    #[test]
    fn lessons_and_whys_under_labels_are_in_the_lead() {
        let text = "---\nlessons: Watch disks\n---\n# Down\n\n## What went well\n\n- Paging worked.\n\n## Lessons\n\n\
                    - Disks fill up.\n\n## Analysis\n\n**Five whys:**\n\n1. Why was mail down? The disk was full.\n";
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let tree = SourceTree::from_pairs([("a.md", text)]);
        let archive = Archive::from_tree(tree, &config, Selection::default()).0;
        let record = record(&archive.postmortems[0]);
        assert_eq!(record.lead, ["Watch disks", "Paging worked.", "The disk was full."]);
    }
}

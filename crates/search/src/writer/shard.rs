//! From records to a segment.

use tantivy::schema::TantivyDocument;
use tantivy::tokenizer::TokenizerManager;
use tantivy::{Index, IndexSettings, SingleSegmentIndexWriter};

use super::error::WriteError;
use crate::boundary;
use crate::documents::write::Encoder;
use crate::documents::{StoredDocument, StoredSection};
use crate::facets::write::Value;
use crate::filter::{FilterField, severity_level};
use crate::language::Language;
use crate::record::{Day, Hit, Record};
use crate::schema::{Fields, TOKENIZER, Weight, schema};
use crate::tokenizer::{WeightedTokenizer, weighted};
use crate::words::write::Counter;

/// Bytes that the writer reserves for its tables at first; it grows as needed.
const MEMORY_BUDGET: usize = 32 << 20;

/// Characters of a summary that are stored with the hit.
const MAX_SUMMARY_CHARS: usize = 240;

/// Bytes of a document's text that are stored for excerpts; what comes after is found, not shown.
const MAX_TEXT_BYTES: usize = 64 << 10;

/// A finished shard: the index of some records, in memory.
pub struct Shard {
    pub(super) index: Index,
    /// What is stored of each record, compressed.
    pub(super) documents: Vec<Vec<u8>>,
    /// The facets' values of each record.
    pub(super) facets: Vec<Vec<Value>>,
    /// The words as they are written, and how many records have them.
    pub(super) words: Vec<(Box<str>, u32)>,
}

/// Indexes the records of one shard.
///
/// The number of records in a shard is the caller's choice; one to two thousand keep both cores and
/// memory in use. It is part of the input: other shards give other, equally good, bytes.
pub struct ShardWriter {
    writer: SingleSegmentIndexWriter,
    fields: Fields,
    encoder: Encoder,
    documents: Vec<Vec<u8>>,
    facets: Vec<Vec<Value>>,
    words: Counter,
}

impl ShardWriter {
    /// A shard without records, to be of texts in a `language`, stored after a `primer`.
    pub(super) fn new(language: Language, primer: &[u8]) -> Result<ShardWriter, WriteError> {
        let schema = schema();
        let fields = Fields::of(&schema).ok_or_else(|| {
            tantivy::TantivyError::SchemaError("the schema lacks one of its fields".to_owned())
        })?;
        let tokenizers = TokenizerManager::default();
        tokenizers.register(TOKENIZER, WeightedTokenizer::new(language));
        let writer = Index::builder()
            .schema(schema)
            .settings(settings())
            .tokenizers(tokenizers)
            .single_segment_index_writer(tantivy::directory::RamDirectory::create(), MEMORY_BUDGET)?;
        let encoder = Encoder::new(primer);
        let (documents, facets, words) = (Vec::new(), Vec::new(), Counter::default());
        Ok(ShardWriter { writer, fields, encoder, documents, facets, words })
    }

    /// Adds a record, after those added before.
    ///
    /// # Errors
    /// [`WriteError::Index`] and [`WriteError::Encode`].
    pub fn add(&mut self, record: &Record) -> Result<(), WriteError> {
        let Fields { text, filter } = self.fields;
        let mut document = TantivyDocument::default();
        for (weight, value) in texts(record) {
            document.add_text(text, weighted(weight, value));
        }
        for token in filters(record) {
            document.add_text(filter, token);
        }
        self.writer.add_document(document)?;
        self.documents.push(self.encoder.encode(&stored(record))?);
        self.facets.push(facets(record));
        self.words.add(texts(record).map(|(_, text)| text));
        Ok(())
    }

    /// Finishes the shard.
    ///
    /// # Errors
    /// [`WriteError::Index`].
    pub fn finish(self) -> Result<Shard, WriteError> {
        let ShardWriter { writer, documents, facets, words, .. } = self;
        Ok(Shard { index: writer.finalize()?, documents, facets, words: words.into_forms() })
    }
}

/// The settings of shards and packs.
pub(super) fn settings() -> IndexSettings {
    IndexSettings { docstore_compress_dedicated_thread: false, ..IndexSettings::default() }
}

/// The searchable texts of a record, each with its weight.
fn texts(record: &Record) -> impl Iterator<Item = (Weight, &str)> {
    let names = [&record.services, &record.teams, &record.tags].into_iter().flatten();
    [(Weight::TITLE, record.title.as_str()), (Weight::NAME, &record.id)]
        .into_iter()
        .chain(record.summary.iter().map(|text| (Weight::SUMMARY, text.as_str())))
        .chain(record.lead.iter().map(|text| (Weight::LEAD, text.as_str())))
        .chain(names.map(|text| (Weight::NAME, text.as_str())))
        .chain(record.sections.iter().flat_map(|section| {
            let weight = if section.telling { Weight::LEAD } else { Weight::BODY };
            [(weight, section.heading.as_str()), (weight, section.text.as_str())]
        }))
        .filter(|(_, text)| !text.is_empty())
}

/// The fields of which a record can have several values.
fn lists(record: &Record) -> [(FilterField, &[String]); 4] {
    [
        (FilterField::Service, &record.services),
        (FilterField::Team, &record.teams),
        (FilterField::Tag, &record.tags),
        (FilterField::Cause, &record.causes),
    ]
}

/// The fields of which a record has one value at most.
fn singles(record: &Record) -> [(FilterField, Option<&String>); 2] {
    [(FilterField::Kind, record.kind.as_ref()), (FilterField::Status, record.status.as_ref())]
}

/// The filter tokens of a record.
fn filters(record: &Record) -> Vec<String> {
    let mut tokens = Vec::new();
    for (field, values) in lists(record) {
        tokens.extend(values.iter().map(|value| field.token(value)));
    }
    for (field, value) in singles(record) {
        tokens.extend(value.iter().map(|value| field.token(value)));
    }
    if let Some(severity) = &record.severity {
        tokens.push(FilterField::Severity.token(&severity.label));
        let level = severity_level(&severity.label).or(severity.rank);
        tokens.extend(level.map(|level| FilterField::Severity.token(&level.to_string())));
    }
    if let Some(Day { year, month, day }) = record.date {
        tokens.push(FilterField::Year.token(&format!("{year:04}")));
        tokens.push(FilterField::Month.token(&format!("{year:04}-{month:02}")));
        tokens.push(FilterField::Day.token(&format!("{year:04}-{month:02}-{day:02}")));
    }
    tokens.sort();
    tokens.dedup();
    tokens
}

/// The facets that are offered, in the order in which they are shown.
pub(super) const FACETS: [FilterField; 8] = [
    FilterField::Severity,
    FilterField::Service,
    FilterField::Kind,
    FilterField::Status,
    FilterField::Cause,
    FilterField::Tag,
    FilterField::Team,
    FilterField::Year,
];

/// The values that a record has in the facets.
fn facets(record: &Record) -> Vec<Value> {
    let mut values = Vec::new();
    let mut add = |field: FilterField, label: &str, rank: Option<u8>| {
        if !label.trim().is_empty() {
            let (token, label) = (field.token(label), label.trim().to_owned());
            values.push(Value { field: field.name(), token, label, rank });
        }
    };
    if let Some(severity) = &record.severity {
        add(FilterField::Severity, &severity.label, severity.rank);
    }
    for (field, labels) in lists(record) {
        labels.iter().for_each(|label| add(field, label, None));
    }
    for (field, label) in singles(record) {
        label.iter().for_each(|label| add(field, label, None));
    }
    if let Some(Day { year, .. }) = record.date {
        add(FilterField::Year, &format!("{year:04}"), None);
    }
    values
}

/// What is stored of a record.
pub(super) fn stored(record: &Record) -> StoredDocument {
    let mut room = MAX_TEXT_BYTES;
    let sections = record.sections.iter().map_while(|section| {
        let text = section.text.trim();
        let text = &text[..boundary::floor(text, room)];
        let fits = room > 0;
        room -= text.len();
        fits.then(|| StoredSection {
            anchor: section.anchor.clone(),
            heading: section.heading.clone(),
            text: text.to_owned(),
        })
    });
    StoredDocument { sections: sections.collect(), hit: hit(record) }
}

/// What is shown of a record in results.
fn hit(record: &Record) -> Hit {
    Hit {
        id: record.id.clone(),
        url: record.url.clone(),
        title: record.title.clone(),
        date: record.date.map(|Day { year, month, day }| format!("{year:04}-{month:02}-{day:02}")),
        severity: record.severity.as_ref().map(|severity| severity.label.clone()),
        rank: record.severity.as_ref().and_then(|severity| severity.rank),
        services: record.services.clone(),
        summary: record.summary.as_deref().map(cut_summary).unwrap_or_default(),
        ..Hit::default()
    }
}

/// At most [`MAX_SUMMARY_CHARS`] characters, cut after a word where there is one.
fn cut_summary(summary: &str) -> String {
    let Some((end, _)) = summary.char_indices().nth(MAX_SUMMARY_CHARS - 1) else {
        return summary.to_owned();
    };
    if summary[end..].chars().nth(1).is_none() {
        return summary.to_owned();
    }
    let cut = &summary[..end];
    let at_word = cut.rfind(char::is_whitespace).filter(|&at| at > end / 2).unwrap_or(end);
    format!("{}…", cut[..at_word].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Severity;

    #[test]
    fn filters_of_a_record() {
        let record = Record {
            services: vec!["Payments API".to_owned(), "payments-api".to_owned()],
            tags: vec!["DNS".to_owned()],
            severity: Some(Severity { label: "SEV1".to_owned(), rank: Some(1) }),
            date: Some(Day { year: 2024, month: 3, day: 9 }),
            ..Record::default()
        };
        assert_eq!(
            filters(&record),
            [
                "day:2024-03-09",
                "month:2024-03",
                "service:payments-api",
                "sev:1",
                "sev:sev1",
                "tag:dns",
                "year:2024"
            ]
        );
    }

    #[test]
    fn long_summaries_are_cut_after_a_word() {
        let short = "x".repeat(240);
        assert_eq!(cut_summary(&short), short);
        let long = "word ".repeat(60);
        let cut = cut_summary(&long);
        assert!(cut.ends_with("word…"), "{cut}");
        assert!(cut.chars().count() <= 240);
        let unbroken = "é".repeat(500);
        assert_eq!(cut_summary(&unbroken).chars().count(), 240);
    }
}

//! From records to a segment.

use tantivy::schema::TantivyDocument;
use tantivy::store::Compressor;
use tantivy::tokenizer::TokenizerManager;
use tantivy::{Index, IndexSettings, SingleSegmentIndexWriter};

use super::error::WriteError;
use crate::filter::{FilterField, severity_level};
use crate::record::{Day, HitFields, Record};
use crate::schema::{Fields, TOKENIZER, Weight, schema};
use crate::tokenizer::{WeightedTokenizer, weighted};

/// Bytes that the writer reserves for its tables at first; it grows as needed.
const MEMORY_BUDGET: usize = 32 << 20;

/// Bytes of hits that are stored, and later read, together: about five.
const STORE_BLOCK_BYTES: usize = 2 << 10;

/// Characters of a summary that are stored with the hit.
const MAX_SUMMARY_CHARS: usize = 240;

/// A finished shard: the index of some records, in memory.
pub struct Shard {
    pub(super) index: Index,
}

/// Indexes the records of one shard.
///
/// The number of records in a shard is the caller's choice; one to two thousand keep both cores and
/// memory in use. It is part of the input: other shards give other, equally good, bytes.
pub struct ShardWriter {
    writer: SingleSegmentIndexWriter,
    fields: Fields,
}

impl ShardWriter {
    /// A shard without records.
    ///
    /// # Errors
    /// [`WriteError::Index`].
    pub fn new() -> Result<ShardWriter, WriteError> {
        let schema = schema();
        let fields = Fields::of(&schema).ok_or_else(|| {
            tantivy::TantivyError::SchemaError("the schema lacks one of its fields".to_owned())
        })?;
        let tokenizers = TokenizerManager::default();
        tokenizers.register(TOKENIZER, WeightedTokenizer::new());
        let writer = Index::builder()
            .schema(schema)
            .settings(settings())
            .tokenizers(tokenizers)
            .single_segment_index_writer(tantivy::directory::RamDirectory::create(), MEMORY_BUDGET)?;
        Ok(ShardWriter { writer, fields })
    }

    /// Adds a record, after those added before.
    ///
    /// # Errors
    /// [`WriteError::Index`] and [`WriteError::Encode`].
    pub fn add(&mut self, record: &Record) -> Result<(), WriteError> {
        let Fields { text, filter, hit } = self.fields;
        let mut document = TantivyDocument::default();
        for (weight, value) in texts(record) {
            document.add_text(text, weighted(weight, value));
        }
        for token in filters(record) {
            document.add_text(filter, token);
        }
        document.add_bytes(hit, &serde_json::to_vec(&hit_fields(record))?);
        self.writer.add_document(document)?;
        Ok(())
    }

    /// Finishes the shard.
    ///
    /// # Errors
    /// [`WriteError::Index`].
    pub fn finish(self) -> Result<Shard, WriteError> {
        Ok(Shard { index: self.writer.finalize()? })
    }
}

/// The settings of shards and packs.
pub(super) fn settings() -> IndexSettings {
    IndexSettings {
        // Hits are read a few at a time, and published files are compressed by the host.
        docstore_compression: Compressor::None,
        docstore_compress_dedicated_thread: false,
        docstore_blocksize: STORE_BLOCK_BYTES,
        ..IndexSettings::default()
    }
}

/// The searchable texts of a record, each with its weight.
fn texts(record: &Record) -> impl Iterator<Item = (Weight, &str)> {
    let names = [&record.services, &record.teams, &record.tags].into_iter().flatten();
    [(Weight::TITLE, record.title.as_str()), (Weight::NAME, &record.id)]
        .into_iter()
        .chain(record.summary.iter().map(|text| (Weight::SUMMARY, text.as_str())))
        .chain(record.lead.iter().map(|text| (Weight::LEAD, text.as_str())))
        .chain(names.map(|text| (Weight::NAME, text.as_str())))
        .chain(std::iter::once((Weight::BODY, record.body.as_str())))
        .filter(|(_, text)| !text.is_empty())
}

/// The filter tokens of a record.
fn filters(record: &Record) -> Vec<String> {
    let mut tokens = Vec::new();
    let lists = [
        (FilterField::Service, &record.services),
        (FilterField::Team, &record.teams),
        (FilterField::Tag, &record.tags),
        (FilterField::Cause, &record.causes),
    ];
    for (field, values) in lists {
        tokens.extend(values.iter().map(|value| field.token(value)));
    }
    let singles = [(FilterField::Kind, &record.kind), (FilterField::Status, &record.status)];
    for (field, value) in singles {
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

/// What is shown of a record in results.
fn hit_fields(record: &Record) -> HitFields {
    HitFields {
        id: record.id.clone(),
        url: record.url.clone(),
        title: record.title.clone(),
        date: record.date.map(|Day { year, month, day }| format!("{year:04}-{month:02}-{day:02}")),
        severity: record.severity.as_ref().map(|severity| severity.label.clone()),
        rank: record.severity.as_ref().and_then(|severity| severity.rank),
        services: record.services.clone(),
        summary: record.summary.as_deref().map(cut_summary).unwrap_or_default(),
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

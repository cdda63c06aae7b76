//! The tantivy schema of a pack, and how much each text of a record weighs.

use tantivy::schema::{Field, Schema};

/// The fields of the index.
///
/// * `text`: every word of a record, with frequencies and positions. Titles, summaries and leads
///   are weighed by repetition (see [`Weight`]), so one dictionary lookup and one postings list
///   answer for a word wherever it stands: this is what keeps a cold query small.
/// * `filter`: exact tokens such as `service:payments`, documents only.
///
/// Nothing is stored: what results show is beside the index ([`crate::documents`]).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    pub(crate) text: Field,
    pub(crate) filter: Field,
}

/// Names of the fields, as they stand in the pack.
const TEXT: &str = "text";
const FILTER: &str = "filter";

impl Fields {
    /// Finds the fields in the schema of an opened index; `None` when one is missing.
    pub(crate) fn of(schema: &Schema) -> Option<Fields> {
        Some(Fields { text: schema.get_field(TEXT).ok()?, filter: schema.get_field(FILTER).ok()? })
    }
}

/// Name under which the writer registers its tokenizer.
#[cfg(feature = "writer")]
pub(crate) const TOKENIZER: &str = "retold";

/// The schema that the writer creates.
#[cfg(feature = "writer")]
pub(crate) fn schema() -> Schema {
    use tantivy::schema::{IndexRecordOption, TextFieldIndexing, TextOptions};

    let mut builder = Schema::builder();
    builder.add_text_field(
        TEXT,
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(TOKENIZER)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions)
                .set_fieldnorms(true),
        ),
    );
    builder.add_text_field(
        FILTER,
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_index_option(IndexRecordOption::Basic)
                .set_fieldnorms(false),
        ),
    );
    builder.build()
}

/// How often the tokens of a text are emitted, all at the position of the first.
///
/// Repeating a token raises its frequency *before* BM25 saturates it, and raises the length of the
/// document alike: this is BM25F, with one field in the index.
#[cfg(feature = "writer")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Weight(pub(crate) u8);

#[cfg(feature = "writer")]
impl Weight {
    pub(crate) const TITLE: Weight = Weight(5);
    pub(crate) const SUMMARY: Weight = Weight(2);
    pub(crate) const LEAD: Weight = Weight(2);
    /// Names of services, teams and tags: found by a plain word too.
    pub(crate) const NAME: Weight = Weight(2);
    pub(crate) const BODY: Weight = Weight(1);
}

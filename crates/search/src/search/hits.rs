//! Phase 3: what is shown of the best documents.

use tantivy::DocId;
use tantivy::schema::document::{
    DeserializeError, DocumentDeserialize, DocumentDeserializer, ValueDeserialize, ValueDeserializer,
};

use super::attempts::Attempts;
use crate::pack::PackError;
use crate::record::Hit;
use crate::segment::Segment;

/// Reads the hits of documents, in this order; those whose bytes are missing are left out, for
/// this round.
///
/// # Errors
/// [`PackError::Corrupt`].
pub(super) fn read(
    segment: &Segment,
    attempts: &Attempts<'_>,
    documents: impl Iterator<Item = DocId>,
) -> Result<Vec<Hit>, PackError> {
    let mut hits = Vec::new();
    for doc in documents {
        if let Some(stored) = attempts.attempt(|| segment.store.get::<StoredHit>(doc))? {
            hits.push(Hit::from_stored(stored.0)?);
        }
    }
    Ok(hits)
}

/// A document of the store: its only stored field.
///
/// Not tantivy's own document type, which can hold any value and brings the code for all of them.
struct StoredHit(Vec<u8>);

/// The bytes of the field.
struct StoredBytes(Vec<u8>);

impl DocumentDeserialize for StoredHit {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut deserializer: D) -> Result<Self, DeserializeError> {
        let field = deserializer.next_field::<StoredBytes>()?;
        let (_, bytes) = field.ok_or_else(|| DeserializeError::custom("nothing is stored"))?;
        Ok(StoredHit(bytes.0))
    }
}

impl ValueDeserialize for StoredBytes {
    fn deserialize<'de, D: ValueDeserializer<'de>>(deserializer: D) -> Result<Self, DeserializeError> {
        deserializer.deserialize_bytes().map(StoredBytes)
    }
}

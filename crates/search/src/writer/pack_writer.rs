//! What the shards of a pack have in common.

use super::cut::{Pack, merge};
use super::error::WriteError;
use super::shard::{Shard, ShardWriter, stored};
use crate::documents::write::primer;
use crate::language::Language;
use crate::record::Record;

/// Writes a pack: what its shards have in common.
pub struct PackWriter {
    language: Language,
    synonyms: Vec<Vec<String>>,
    primer: Vec<u8>,
}

impl PackWriter {
    /// A pack of records with texts in a `language`.
    ///
    /// `synonyms` extends the table of the field: groups of words or short phrases that mean the same.
    /// `record` gives any of the `records`; some are looked at in advance, to learn how they are written.
    ///
    /// # Errors
    /// [`WriteError::Encode`].
    pub fn new(
        language: Language,
        synonyms: &[Vec<String>],
        records: usize,
        record: impl Fn(usize) -> Record,
    ) -> Result<PackWriter, WriteError> {
        let primer = primer(records, |index| stored(&record(index)))?;
        Ok(PackWriter { language, synonyms: synonyms.to_vec(), primer })
    }

    /// The pack of a few records, in one shard.
    ///
    /// # Errors
    /// Any [`WriteError`].
    pub fn write(language: Language, records: &[Record]) -> Result<Pack, WriteError> {
        let writer = PackWriter::new(language, &[], records.len(), |index| records[index].clone())?;
        let mut shard = writer.shard()?;
        for record in records {
            shard.add(record)?;
        }
        writer.merge(vec![shard.finish()?])
    }

    /// A shard of it, without records.
    ///
    /// # Errors
    /// [`WriteError::Index`].
    pub fn shard(&self) -> Result<ShardWriter, WriteError> {
        ShardWriter::new(self.language, &self.primer)
    }

    /// Merges shards of it, in order.
    ///
    /// # Errors
    /// Any [`WriteError`].
    pub fn merge(&self, mut shards: Vec<Shard>) -> Result<Pack, WriteError> {
        if shards.is_empty() {
            shards.push(self.shard()?.finish()?);
        }
        merge(shards, self.language, &self.synonyms, &self.primer)
    }
}

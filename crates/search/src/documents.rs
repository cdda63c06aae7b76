//! What results show of a document: its hit and its text, fetched for the visible results only.
//!
//! Two components of a pack hold them: `docs` has the records one after the other, each compressed
//! on its own, and `doc` sizes tell where each begins. One range of bytes is all that a result
//! needs, and small archives have the sizes in their hot file.

use std::cell::OnceCell;
use std::io;
use std::ops::Range;

use miniz_oxide::inflate::decompress_to_vec_with_limit;
use serde::{Deserialize, Serialize};

use crate::leb128;
use crate::pack::{ByteCache, PackError};
use crate::record::Hit;

/// The component with the records.
pub(crate) const DOCUMENTS: &str = "docs";

/// The component with the length of each record, as LEB128.
pub(crate) const SIZES: &str = "sizes";

/// Bytes that a record may have: more than the writer ever stores, so that a damaged pack cannot
/// ask for all memory.
const MAX_RECORD_BYTES: usize = 1 << 20;

/// A document as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredDocument {
    pub(crate) hit: Hit,
    pub(crate) sections: Vec<StoredSection>,
}

/// A section of a document's text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredSection {
    /// Fragment of the page's address; empty for what stands above the first heading.
    #[serde(rename = "a", default, skip_serializing_if = "String::is_empty")]
    pub(crate) anchor: String,
    #[serde(rename = "h", default, skip_serializing_if = "String::is_empty")]
    pub(crate) heading: String,
    #[serde(rename = "t")]
    pub(crate) text: String,
}

/// The stored documents of a pack.
pub(crate) struct Documents {
    cache: ByteCache,
    documents: Option<usize>,
    /// Index and length of the component with the sizes.
    sizes: Option<(usize, usize)>,
    /// Where each record ends, once the sizes are read.
    ends: OnceCell<Vec<usize>>,
}

impl Documents {
    pub(crate) fn new(cache: ByteCache) -> Documents {
        Documents {
            documents: cache.component(DOCUMENTS).map(|(index, _)| index),
            sizes: cache.component(SIZES),
            cache,
            ends: OnceCell::new(),
        }
    }

    /// Finds out where the records are.
    ///
    /// # Errors
    /// Those of reading the cache, and `InvalidData`.
    pub(crate) fn ends(&self) -> io::Result<&[usize]> {
        if let Some(ends) = self.ends.get() {
            return Ok(ends);
        }
        let (component, length) = self.sizes.ok_or(io::ErrorKind::NotFound)?;
        let bytes = self.cache.read(component, 0..length)?;
        let ends = ends(&bytes).ok_or(io::ErrorKind::InvalidData)?;
        Ok(self.ends.get_or_init(|| ends))
    }

    /// Reads a document.
    ///
    /// # Errors
    /// Those of [`Documents::ends`], and `InvalidData` for a record that is none.
    pub(crate) fn read(&self, document: u32) -> io::Result<StoredDocument> {
        let range = range(self.ends()?, document).ok_or(io::ErrorKind::InvalidData)?;
        let component = self.documents.ok_or(io::ErrorKind::NotFound)?;
        let bytes = self.cache.read(component, range)?;
        decode(&bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }
}

/// The bytes of a document among the records.
fn range(ends: &[usize], document: u32) -> Option<Range<usize>> {
    let index = usize::try_from(document).ok()?;
    let start = match index.checked_sub(1) {
        Some(before) => *ends.get(before)?,
        None => 0,
    };
    Some(start..*ends.get(index)?)
}

/// Adds up lengths; `None` when they are cut off or beyond all bounds.
fn ends(bytes: &[u8]) -> Option<Vec<usize>> {
    let mut ends = leb128::decode(bytes)?;
    let mut end = 0_usize;
    for length in &mut ends {
        end = end.checked_add(*length)?;
        *length = end;
    }
    Some(ends)
}

fn decode(bytes: &[u8]) -> Result<StoredDocument, PackError> {
    let json = decompress_to_vec_with_limit(bytes, MAX_RECORD_BYTES)
        .map_err(|_| PackError::corrupt("a stored document cannot be decompressed"))?;
    serde_json::from_slice(&json)
        .map_err(|error| PackError::corrupt(format!("a stored document cannot be read: {error}")))
}

#[cfg(feature = "writer")]
pub(crate) mod write {
    //! The other direction.

    use miniz_oxide::deflate::compress_to_vec;

    use super::{StoredDocument, leb128};

    /// How hard records are compressed, of 10: more takes twice the time for one part in a hundred.
    const LEVEL: u8 = 6;

    /// A document as a record.
    ///
    /// # Errors
    /// Those of `serde_json`; none is known for this type.
    pub(crate) fn encode(document: &StoredDocument) -> serde_json::Result<Vec<u8>> {
        Ok(compress_to_vec(&serde_json::to_vec(document)?, LEVEL))
    }

    /// The two components: records one after the other, and their lengths.
    pub(crate) fn components<'a>(records: impl Iterator<Item = &'a [u8]>) -> (Vec<u8>, Vec<u8>) {
        let (mut documents, mut sizes) = (Vec::new(), Vec::new());
        for record in records {
            documents.extend_from_slice(record);
            leb128::encode(record.len(), &mut sizes);
        }
        (documents, sizes)
    }
}

#[cfg(all(test, feature = "writer"))]
mod tests {
    use super::*;

    #[test]
    fn records_are_found_by_their_sizes() {
        let lengths = [0_usize, 1, 127, 128, 300, 70_000];
        let records: Vec<Vec<u8>> = lengths.iter().map(|&length| vec![7; length]).collect();
        let (documents, sizes) = write::components(records.iter().map(Vec::as_slice));
        let ends = ends(&sizes).expect("sizes can be read");
        for (index, &length) in (0..).zip(&lengths) {
            assert_eq!(range(&ends, index).map(|range| range.len()), Some(length));
        }
        assert_eq!(ends.last(), Some(&documents.len()));
        assert_eq!(range(&ends, 6), None);
    }

    #[test]
    fn round_trip() {
        let section = StoredSection { anchor: "cause".into(), heading: "Cause".into(), text: "DNS".into() };
        let hit = Hit { id: "a".into(), url: "a/".into(), title: "A".into(), ..Hit::default() };
        let document = StoredDocument { hit, sections: vec![section] };
        let record = write::encode(&document).expect("a document can be stored");
        assert_eq!(decode(&record), Ok(document));
        assert!(decode(&record[..record.len() - 3]).is_err());
        assert!(decode(b"no deflate").is_err());
    }
}

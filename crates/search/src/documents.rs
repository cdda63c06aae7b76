//! What results show of a document: its hit and its text, fetched for the visible results only.
//!
//! Three components of a pack hold them: `docs` has the records one after the other; `sizes` tells where each
//! begins. One range of bytes is all that a result needs, and small archives have the sizes in their hot file.
//!
//! ```text
//! checksum  u32 LE   of the rest: ranges are fetched without the part whose hash is known
//! document  JSON     deflated on its own, as if it came after the `primer`
//! padding   zeros    up to a multiple of 32 bytes
//! ```

use std::cell::OnceCell;
use std::io;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use tantivy::directory::OwnedBytes;

use crate::pack::{ByteCache, PackError, checksum};
use crate::record::Hit;
use crate::{deflate, leb128};

/// The component with the records.
pub(crate) const DOCUMENTS: &str = "docs";

/// The component with the length of each record, as LEB128, in units of [`UNIT`].
pub(crate) const SIZES: &str = "sizes";

/// The component with what records are compressed after.
pub(crate) const PRIMER: &str = "primer";

/// Bytes that the length of a record is a multiple of. Lengths are most of the hot file of a large archive;
/// in units, they take half as much.
const UNIT: usize = 32;

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
    primer: OwnedBytes,
    /// Where each record ends, once the sizes are read.
    ends: OnceCell<Vec<usize>>,
}

impl Documents {
    pub(crate) fn new(cache: ByteCache) -> Documents {
        Documents {
            documents: cache.component(DOCUMENTS).map(|(index, _)| index),
            sizes: cache.component(SIZES),
            // It is in the hot file; records that need it cannot be read without.
            primer: cache.read_all(PRIMER).unwrap_or_else(|_| OwnedBytes::empty()),
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
        decode(&self.primer, &bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
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
        end = end.checked_add(length.checked_mul(UNIT)?)?;
        *length = end;
    }
    Some(ends)
}

fn decode(primer: &[u8], record: &[u8]) -> Result<StoredDocument, PackError> {
    let deflated = match record.split_first_chunk() {
        Some((sum, rest)) if checksum(rest) == u32::from_le_bytes(*sum) => rest,
        _ => return Err(PackError::corrupt("a stored document is not what was written")),
    };
    let json = deflate::inflate(primer, deflated, MAX_RECORD_BYTES)
        .ok_or_else(|| PackError::corrupt("a stored document cannot be decompressed"))?;
    serde_json::from_slice(&json)
        .map_err(|error| PackError::corrupt(format!("a stored document cannot be read: {error}")))
}

#[cfg(feature = "writer")]
pub(crate) mod write {
    //! The other direction.

    use super::{StoredDocument, UNIT, checksum, deflate, leb128};
    use crate::writer::WriteError;

    /// Bytes of each piece of the primer: fewer know no phrases, more leave too few documents a say.
    const PIECE_BYTES: usize = 512;

    /// The most pieces. A primer is loaded whenever the search is, 16 kB of it cost as much as two results.
    const MAX_PIECES: usize = 32;

    /// Documents for which there is a piece: with fewer, the primer would not pay for itself.
    const DOCUMENTS_PER_PIECE: usize = 16;

    /// Compresses the documents of an archive.
    pub(crate) struct Encoder(deflate::write::Deflater);

    impl Encoder {
        pub(crate) fn new(primer: &[u8]) -> Encoder {
            Encoder(deflate::write::Deflater::new(primer))
        }

        /// A document as a record.
        ///
        /// # Errors
        /// [`WriteError::Encode`] and [`WriteError::Deflate`]; none is known for this type.
        pub(crate) fn encode(&mut self, document: &StoredDocument) -> Result<Vec<u8>, WriteError> {
            let deflated = self.0.deflate(&serde_json::to_vec(document)?).map_err(WriteError::Deflate)?;
            let mut record = [&[0; size_of::<u32>()], deflated.as_slice()].concat();
            record.resize(record.len().next_multiple_of(UNIT), 0);
            if let Some((sum, rest)) = record.split_first_chunk_mut() {
                *sum = checksum(rest).to_le_bytes();
            }
            Ok(record)
        }
    }

    /// What the documents of an archive are to be compressed after: pieces of documents all over it, the first
    /// from the beginning of one, the last from the end of another.
    ///
    /// # Errors
    /// Those of `serde_json`; none is known for this type.
    pub(crate) fn primer(
        documents: usize,
        document: impl Fn(usize) -> StoredDocument,
    ) -> serde_json::Result<Vec<u8>> {
        let pieces = (documents / DOCUMENTS_PER_PIECE).min(MAX_PIECES);
        let mut primer = Vec::with_capacity(pieces * PIECE_BYTES);
        for piece in 0..pieces {
            let json = serde_json::to_vec(&document(piece * documents / pieces))?;
            let start = piece * json.len() / pieces;
            primer.extend_from_slice(&json[start..json.len().min(start + PIECE_BYTES)]);
        }
        Ok(primer)
    }

    /// The two components: records one after the other, and their lengths.
    pub(crate) fn components<'a>(records: impl Iterator<Item = &'a [u8]>) -> (Vec<u8>, Vec<u8>) {
        let (mut documents, mut sizes) = (Vec::new(), Vec::new());
        for record in records {
            documents.extend_from_slice(record);
            leb128::encode(record.len() / UNIT, &mut sizes);
        }
        (documents, sizes)
    }
}

#[cfg(all(test, feature = "writer"))]
mod tests {
    use super::write::Encoder;
    use super::*;

    fn example(id: &str) -> StoredDocument {
        let section = StoredSection { anchor: "cause".into(), heading: "Cause".into(), text: "DNS".into() };
        let hit = Hit { id: id.into(), url: "a/".into(), title: "A".into(), ..Hit::default() };
        StoredDocument { hit, sections: vec![section] }
    }

    #[test]
    fn records_are_found_by_their_sizes() {
        let lengths = [0, 1, 127, 128, 300, 2_000].map(|units| units * UNIT);
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
        for primer in [&b""[..], b"{\"hit\":{\"id\":\"a\",\"url\":\"a/\""] {
            let record = Encoder::new(primer).encode(&example("a")).expect("a document can be stored");
            assert_eq!(record.len() % UNIT, 0);
            assert_eq!(decode(primer, &record), Ok(example("a")));
            assert!(decode(primer, &record[..record.len() / 2]).is_err());
        }
        assert!(decode(b"", b"no deflate").is_err());
        assert!(decode(b"", b"").is_err());
    }

    #[test]
    fn every_flipped_bit_is_recognised() {
        let record =
            Encoder::new(b"").encode(&example("github-rsa-host-key")).expect("a document can be stored");
        for bit in 0..8 * record.len() {
            let mut flipped = record.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(decode(b"", &flipped).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn a_primer_is_taken_from_all_over_an_archive() {
        let primer = |documents| write::primer(documents, |index| example(&format!("<{index}>"))).unwrap();
        assert_eq!(primer(15), b"");
        let of_two = String::from_utf8(primer(40)).unwrap();
        assert!(of_two.starts_with("{\"hit\":{\"id\":\"<0>\""), "{of_two}");
        assert!(of_two.ends_with("\"t\":\"DNS\"}]}") && !of_two.contains("<20>"), "{of_two}");
        assert!(primer(100_000).len() <= 16 << 10);
    }
}

//! The one segment of a pack, opened.

use std::sync::Arc;

use tantivy::directory::{CompositeFile, FileSlice};
use tantivy::index::SegmentComponent;
use tantivy::{Index, InvertedIndexReader, SegmentReader};

use crate::pack::{PackDirectory, PackError};
use crate::schema::Fields;

/// Everything of the index that a search starts from.
///
/// Opening it reads exactly the bytes that the hot file holds: the writer opens a `Segment` to find
/// out which these are. tantivy's `IndexReader` and `Searcher` are not used: they reload, warm and
/// pool, which a pack that never changes has no use for and the browser would have to load.
pub(crate) struct Segment {
    pub(crate) reader: SegmentReader,
    pub(crate) fields: Fields,
    pub(crate) text: Arc<InvertedIndexReader>,
    pub(crate) filter: Arc<InvertedIndexReader>,
    /// Positions of `text`, so that they can be asked for together with the postings.
    pub(crate) positions: FileSlice,
}

impl Segment {
    /// Opens the segment of the index in a directory.
    ///
    /// # Errors
    /// [`PackError::Corrupt`], also when bytes are missing that should have been in the hot file.
    pub(crate) fn open(directory: PackDirectory) -> Result<Segment, PackError> {
        Segment::try_open(directory).map_err(|error| PackError::corrupt(error.to_string()))
    }

    fn try_open(directory: PackDirectory) -> tantivy::Result<Segment> {
        let index = Index::open(directory)?;
        let fields = Fields::of(&index.schema())
            .ok_or_else(|| tantivy::TantivyError::SchemaError("a field is missing".to_owned()))?;
        let segment = index
            .searchable_segments()?
            .pop()
            .ok_or_else(|| tantivy::TantivyError::InternalError("no segment".to_owned()))?;
        let positions = CompositeFile::open(&segment.open_read(SegmentComponent::Positions)?)?;
        let reader = SegmentReader::open(&segment)?;
        Ok(Segment {
            fields,
            text: reader.inverted_index(fields.text)?,
            filter: reader.inverted_index(fields.filter)?,
            positions: positions.open_read(fields.text).unwrap_or_else(FileSlice::empty),
            reader,
        })
    }

    /// Average number of tokens of a document, weights included; at least 1.
    pub(crate) fn average_length(&self) -> f32 {
        let documents = self.reader.max_doc().max(1);
        (self.text.total_num_tokens() as f32 / documents as f32).max(1.0)
    }
}

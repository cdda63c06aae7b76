//! Why a pack could not be written.

use tantivy::TantivyError;

use crate::pack::PackError;

/// Why a pack could not be written. Records cannot cause it: this is a lack of memory, a limit of
/// the index format, or a defect.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    #[error("the search index could not be written: {0}")]
    Index(#[from] TantivyError),

    #[error("the search pack could not be written: {0}")]
    Encode(#[from] serde_json::Error),

    #[error("the search pack could not be compressed: {}", .0.as_str())]
    Deflate(zlib_rs::DeflateError),

    #[error("the search pack that was written cannot be read: {0}")]
    Verify(#[from] PackError),

    #[error("the search pack that was written cannot be read: {0}")]
    Read(#[from] std::io::Error),

    /// Two different contents have the same hash.
    #[error("two parts of the search pack have the same name, `{0}`")]
    NameCollision(String),
}

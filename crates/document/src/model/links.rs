//! Links and images of a document.

use std::ops::Range;

/// A link or an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub destination: String,
    /// Bytes of the file.
    pub span: Range<usize>,
}

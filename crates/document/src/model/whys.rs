//! The chain of whys.

use std::ops::Range;

use serde::Serialize;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Why {
    /// The question as written; `None` if only the answer is written.
    pub question: Option<String>,
    pub answer: Option<String>,
    /// The action against this cause.
    pub action: Option<String>,
    /// The number of steps before it on its branch.
    pub depth: usize,
    /// The step whose answer it asks about, as an index into the list.
    pub parent: Option<usize>,
    /// Bytes of the file.
    pub span: Range<usize>,
}

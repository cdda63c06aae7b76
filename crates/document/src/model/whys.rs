//! The chain of whys.

use std::ops::Range;

use serde::Serialize;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Why {
    /// As written; `None` where only the answer is.
    pub question: Option<String>,
    pub answer: Option<String>,
    /// What is to be done about this cause.
    pub action: Option<String>,
    /// How many steps stand before it on its branch.
    pub depth: usize,
    /// The step whose answer it asks about, as an index into the list.
    pub parent: Option<usize>,
    /// Bytes of the file.
    pub span: Range<usize>,
}

//! What is known of documents, as data for other programs: one versioned JSON of a document behind `retold inspect` and
//! the evaluation, and the records of `retold export`, which are made from it.

mod document;
mod quickwit;
mod record;

pub use document::{ActionReport, DocumentReport, EntryReport, document};
pub use quickwit::quickwit;
pub use record::{ExportedRecord, record, undated};

//! The search pack: a tantivy index of one segment as a flat set of files for any static host.
//!
//! ```text
//! pack.json            the entry: format, version, number of documents, name of the hot file
//! hot-HASH.bin         the layout of all components, and every byte that opening the index reads
//! idx-HASH.bin …       the components (`idx`, `pos`, `term`, `store`, …), cut into parts
//! ```
//!
//! Only the entry has a fixed name; all other files are named by their content, so they can be
//! cached for ever, and files of two versions of a pack never take each other's place. A part is
//! the unit of publishing and of caching; within a part a reader asks for byte ranges, and from a
//! server that knows no ranges it takes the whole part.
//!
//! Reader and writer share every definition: [`Entry`] and [`HotFile`] encode and decode here.

mod cache;
mod directory;
mod entry;
mod error;
mod hash;
mod hot;
mod layout;

pub use self::entry::{ENTRY_NAME, Entry};
pub use self::error::PackError;
pub use self::layout::ByteRange;

pub(crate) use self::cache::ByteCache;
pub(crate) use self::directory::PackDirectory;
pub(crate) use self::hash::checksum;
pub(crate) use self::hot::HotFile;
#[cfg(feature = "writer")]
pub(crate) use self::{
    hash::{content_hash, file_name},
    hot::HotRange,
    layout::Component,
};

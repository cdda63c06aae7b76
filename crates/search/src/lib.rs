//! Retold's search: one engine for `retold build`, the terminal, the dev server and the browser.
//!
//! ```text
//! Record ─▶ ShardWriter ─▶ Shard ─▶ PackWriter ─▶ Pack: a flat set of files       (feature `writer`)
//!                                                   │ published on any static host
//! query ─▶ Query (parse) ─▶ PackReader::search ◀────┘ read piece by piece
//! ```
//!
//! The crate does no input or output: it has no files, threads, clock or sockets. A [`PackReader`]
//! starts from the bytes of two small files and *asks* for the ranges that a query needs
//! ([`Progress::Needs`]); the host fetches them in its own way, hands them in with
//! [`PackReader::supply`] and calls again. A search is a pure function of the query and of the
//! bytes supplied so far, so it can be restarted at any time, and the same code answers the same
//! query with the same hits in the same order in a terminal and in a browser's worker.

mod ahead;
mod boundary;
mod deflate;
mod documents;
mod excerpt;
mod facets;
mod filter;
mod language;
mod leb128;
mod pack;
mod paste;
mod progress;
mod query;
mod reader;
mod record;
mod schema;
mod search;
mod segment;
mod synonyms;
mod tokenizer;
mod words;
#[cfg(feature = "writer")]
mod writer;

pub use crate::facets::{Facet, FacetValue};
pub use crate::language::{LANGUAGES, Language, language_code};
pub use crate::pack::{ByteRange, ENTRY_NAME, Entry, PackError};
pub use crate::progress::Progress;
pub use crate::query::{Pasted, Query, WrittenFilter};
pub use crate::reader::PackReader;
pub use crate::record::{Correction, Excerpt, Hit, SearchOptions, SearchResults, Sort};
#[cfg(feature = "writer")]
pub use crate::record::{Day, Record, Section, Severity};
#[cfg(feature = "writer")]
pub use crate::tokenizer::{Word, Words, stretches};
#[cfg(feature = "writer")]
pub use crate::writer::{Pack, PackWriter, Shard, ShardWriter, WriteError};

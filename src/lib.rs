//! Retold turns a folder of postmortems in Markdown into a searchable static site.
//!
//! One pipeline, one type per stage: [`config::Config`] → [`source::SourceTree`] →
//! [`retold_document::Document`] → [`archive::Archive`] → [`site::Site`] → a directory ([`publish`]) or HTTP
//! ([`serve`]). [`read`] is the way from the files to the archive. Fallible stages return usable results *and* findings, as
//! [`retold_diagnostic::Diagnostic`]s. Below [`cli`], the library never prints, exits, or reads the clock or the
//! environment.

// Only the program writes to the streams and sets the exit code.
#![deny(clippy::print_stdout, clippy::print_stderr, clippy::exit)]

pub mod adopt;
pub mod archive;
pub mod check;
pub mod cli;
pub mod config;
pub mod external;
pub mod files;
pub mod fix;
pub mod guarded;
pub mod init;
pub mod new;
pub mod parse;
pub mod publish;
pub mod published;
pub mod read;
pub mod report;
pub mod schema;
pub mod search;
pub mod serve;
pub mod similar;
pub mod site;
pub mod source;
pub mod theme;
pub mod tracker;

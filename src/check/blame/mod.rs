//! Finds sentences that put the cause of an incident on people. The rules `blame/*` share it.
//!
//! A [`Statement`] is a sentence in words; phrases of the tables in `../data/` are looked up in it. Quotations, code, links
//! and headings are no statements, and a sentence about blame itself ("a blameless review") has none.

mod chance;
mod context;
mod general;
mod kinds;
mod parts;
mod people;
mod phrases;
mod statement;
mod subject;
mod unnamed;
mod words;

pub use kinds::Kind;
pub use people::People;
pub use phrases::Phrases;
pub use statement::{Match, Reader, Statement, headings, statements};
pub use subject::Actor;

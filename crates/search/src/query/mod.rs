//! The query language: any string is a query.
//!
//! | written | means |
//! |---|---|
//! | `dns cache` | postmortems with all of the words first, then those with most of them |
//! | `"split brain"` | must have the words side by side, in this order |
//! | `+kafka`, `-drill` | must, must not have the word |
//! | `service:payments` | a filter; also `sev:`, `tag:`, `team:`, `kind:`, `status:`, `cause:`, `year:` |
//! | `sev:1`, `sev:<=2` | severities by level, or by label: `sev:critical` |
//! | `after:2024-03`, `before:2024` | on or after the first day of it, before the first day of it |
//!
//! Several values of one filter mean any of them; different filters must all hold. What is not
//! well formed is read as words, never refused.

mod common;
mod dates;
mod filters;
mod parse;

use crate::filter::FilterField;

/// A query, understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub(crate) clauses: Vec<Clause>,
}

impl Query {
    /// Reads a query. There are no errors.
    pub fn parse(text: &str) -> Query {
        parse::parse(text)
    }
}

/// What a postmortem is asked for, and whether it must have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) occur: Occur,
    pub(crate) item: Item,
}

/// Whether a clause has to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Occur {
    Should,
    Must,
    MustNot,
}

/// One thing to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    Word(Word),
    /// Tokens side by side.
    Phrase(Vec<String>),
    Filter(Filter),
}

/// A word, or a technical name with its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// The name as a whole; `None` for plain words.
    pub(crate) whole: Option<String>,
    /// Stemmed; the word itself, or the parts of the name. Never empty.
    pub(crate) parts: Vec<String>,
    /// The last word of the query, folded but not stemmed: what the reader may still be typing.
    pub(crate) unfinished: Option<String>,
    /// A word such as `the`, which says something only within a phrase.
    pub(crate) common: bool,
}

/// A filter: any of its token ranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Filters with the same group are alternatives to each other.
    pub(crate) group: FilterGroup,
    pub(crate) any_of: Vec<TokenRange>,
}

/// Which filters are alternatives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FilterGroup {
    Field(FilterField),
    After,
    Before,
}

/// Filter tokens from the first to the last, both included, in byte order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TokenRange {
    pub(crate) first: String,
    pub(crate) last: String,
}

impl TokenRange {
    pub(crate) fn one(token: String) -> TokenRange {
        TokenRange { first: token.clone(), last: token }
    }
}

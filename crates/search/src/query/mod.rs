//! The query language: any string is a query.
//!
//! | written | means |
//! |---|---|
//! | `dns cache` | postmortems with all of the words first, then those with most of them |
//! | `"split brain"` | must have the words side by side, in this order |
//! | `+kafka`, `-drill` | must, must not have the word; also `kafka AND lag`, `NOT drill` |
//! | `dns OR bgp` | either counts as one word that was found |
//! | `(failover replica) OR "split brain"` | a group counts as one word |
//! | `service:payments` | a filter; also `sev:`, `tag:`, `team:`, `kind:`, `status:`, `cause:`, `year:` |
//! | `sev:1`, `sev:<=2` | severities by level, or by label: `sev:critical` |
//! | `after:2024-03`, `before:2024` | on or after the first day of it, before the first day of it |
//!
//! Several values of one filter mean any of them; different filters must all hold. What is not
//! well formed is read as words, never refused. Pasted text ([`crate::paste`]) is not read in this
//! language: of a log line, a stack trace or an alert, what tells is looked for.

mod build;
mod common;
mod dates;
mod edit;
mod filters;
mod parse;
mod pasted;

pub(crate) use self::common::is_common;
use serde::Serialize;

use crate::filter::FilterField;
use crate::language::Language;
use crate::paste;

/// A query, understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    pub(crate) clauses: Vec<Clause>,
    /// What of a pasted text was counted; `None` for typed queries.
    pub(crate) pasted: Option<Pasted>,
    /// Names that were written like those of filters, each with the one that it was probably meant to be.
    pub(crate) mistyped_filters: Vec<(String, &'static str)>,
    /// There is a text, and no word in it.
    pub(crate) wordless: bool,
    /// Its own filters, not those of its groups.
    pub(crate) filters: Vec<WrittenFilter>,
}

/// A filter of a query, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WrittenFilter {
    /// With its sign: `service:"Payments API"`, `-tag:dns`.
    pub written: String,
    /// The query without it.
    pub without: String,
}

impl Query {
    /// Reads a query, whose words are of a `language`. There are no errors.
    pub fn parse(text: &str, language: Language) -> Query {
        if paste::is_pasted(text) { Query::similar_to(text, language) } else { parse::parse(text, language) }
    }

    /// The query for documents that are like a text: a log line, a stack trace, an alert.
    /// [`Query::parse`] makes it of what was plainly pasted.
    pub fn similar_to(text: &str, language: Language) -> Query {
        let query = pasted::query(text, language);
        Query { wordless: query.clauses.is_empty(), ..query }
    }

    /// Whether there is a text, but nothing in it to look for: signs, or a log line of noise. Such a query finds nothing,
    /// while one without a text lists all there is.
    pub fn is_wordless(&self) -> bool {
        self.wordless
    }

    /// A query with a filter such as `service:payments-api` added, or taken away if it asks for that
    /// already; what else was typed stays. Of `after:` and `before:` there is one at most, and a
    /// filter without a value takes it away.
    pub fn toggle_filter(text: &str, filter: &str) -> String {
        edit::toggled(text, filter)
    }

    /// A query without its filters, but for those that exclude.
    pub fn without_filters(text: &str) -> String {
        edit::unfiltered(text)
    }
}

/// What was made of a pasted text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pasted {
    /// Stretches that are looked for, as they stand in the text.
    pub counted: Vec<String>,
    /// Stretches that were taken as noise, each with what it is: `timestamp`, `request id` …
    pub noise: Vec<(String, &'static str)>,
}

/// What a postmortem is asked for, and whether it must have it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Clause {
    pub(crate) occur: Occur,
    pub(crate) item: Item,
    /// How much more than an ordinary word it is worth.
    pub(crate) boost: f32,
}

/// Whether a clause has to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Occur {
    Should,
    Must,
    MustNot,
}

/// One thing to look for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Item {
    Word(Word),
    /// Words side by side.
    Phrase(Vec<PhraseWord>),
    Filter(Filter),
    /// Any of several groups of clauses; a group in parentheses is one of one.
    Either(Vec<Vec<Clause>>),
}

/// A word, or a technical name with its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// As it was typed, in lower case and without accents, not stemmed.
    pub(crate) typed: String,
    /// The name as a whole; `None` for plain words.
    pub(crate) whole: Option<String>,
    /// Stemmed; the word itself, or the parts of the name. Never empty.
    pub(crate) parts: Vec<String>,
    /// The parts as they were typed, in lower case and without accents; empty where words are not written apart.
    pub(crate) pieces: Vec<String>,
    /// The last word of the query, which the reader may still be typing.
    pub(crate) unfinished: bool,
    /// A word such as `the`, which says something only within a phrase.
    pub(crate) common: bool,
}

impl Item {
    /// It as it was typed, in lower case and without accents.
    pub(crate) fn label(&self) -> String {
        match self {
            Item::Word(word) => word.typed.clone(),
            Item::Phrase(words) => {
                let words = words.iter().map(|word| word.typed.as_str()).filter(|typed| !typed.is_empty());
                format!("\"{}\"", words.collect::<Vec<_>>().join(" "))
            }
            Item::Filter(_) => String::new(),
            Item::Either(groups) => {
                let groups = groups.iter().map(|group| {
                    let labels = group.iter().map(|clause| clause.item.label());
                    labels.filter(|label| !label.is_empty()).collect::<Vec<_>>().join(" ")
                });
                groups.filter(|label| !label.is_empty()).collect::<Vec<_>>().join(" OR ")
            }
        }
    }
}

/// A word of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PhraseWord {
    /// As in [`Word::typed`]; empty for all parts of a name but the first.
    pub(crate) typed: String,
    /// Stemmed.
    pub(crate) token: String,
    /// How many words of the phrase stand before it.
    pub(crate) offset: u32,
    /// As in [`Word::common`].
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

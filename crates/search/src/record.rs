//! What goes into the index, and what comes out of a search.

use serde::{Deserialize, Serialize};

use crate::query::{Pasted, WrittenFilter};

/// One postmortem as search sees it.
///
/// Texts are plain: no Markdown, no HTML. Records are indexed in archive order, newest first; that
/// order is the tie order of every search and the order of a search without words.
#[cfg(feature = "writer")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Stable id, as shown by `retold search --format ids`.
    pub id: String,
    /// Where the page is, relative to the root of the site.
    pub url: String,
    pub title: String,
    /// One paragraph; shown in the results, cut to about 240 characters there.
    pub summary: Option<String>,
    /// Short texts that say more than the body does: error signatures, causes, lessons.
    pub lead: Vec<String>,
    /// Everything else that a reader sees on the page, in its order.
    pub sections: Vec<Section>,
    /// Day of the incident or of its publication; the caller sorts by it.
    pub date: Option<Day>,
    pub severity: Option<Severity>,
    pub services: Vec<String>,
    pub teams: Vec<String>,
    pub tags: Vec<String>,
    pub kind: Option<String>,
    pub status: Option<String>,
    /// Terms of the cause taxonomy, for `cause:`; the sentences belong into `lead`.
    pub causes: Vec<String>,
}

/// A stretch of a document's text, from one heading to the next.
#[cfg(feature = "writer")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Fragment of the page's address that leads to the heading; empty above the first one.
    pub anchor: String,
    pub heading: String,
    pub text: String,
    /// It says more than others do, as causes and lessons do; it weighs as much as a summary.
    pub telling: bool,
}

/// A day of the Gregorian calendar.
#[cfg(feature = "writer")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    pub year: i16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// A severity as the author wrote it, and its place in the configured order.
#[cfg(feature = "writer")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Severity {
    /// The label, such as `SEV1`, `P0` or `critical`.
    pub label: String,
    /// 1 is the most severe; `None` for a label that the configuration does not order.
    pub rank: Option<u8>,
}

/// How many hits a search returns, in what order, and how the last word is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchOptions {
    /// The most hits to return.
    pub limit: usize,
    /// Hits to skip first.
    pub offset: usize,
    /// The reader is still typing: the last word also matches words that begin with it.
    pub prefix_last: bool,
    pub sort: Sort,
}

impl Default for SearchOptions {
    /// The first ten hits of a finished query.
    fn default() -> Self {
        SearchOptions { limit: 10, offset: 0, prefix_last: false, sort: Sort::Relevance }
    }
}

/// The order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The best first; ties in archive order.
    #[default]
    Relevance,
    /// In archive order. Of several words, those that are found together are all asked for.
    Newest,
    /// The most severe first, then in archive order; otherwise as [`Sort::Newest`].
    Severity,
}

impl Sort {
    /// The order with this name: `relevance`, `newest` or `severity`.
    pub fn from_name(name: &str) -> Option<Sort> {
        Some(match name {
            "relevance" => Sort::Relevance,
            "newest" => Sort::Newest,
            "severity" => Sort::Severity,
            _ => return None,
        })
    }
}

/// The answer to a search.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SearchResults {
    /// How many postmortems match, shown or not.
    pub total: u64,
    /// How many would without the query's filters.
    pub unfiltered: u64,
    /// The hits asked for, best first; ties in archive order.
    pub hits: Vec<Hit>,
    /// The words, phrases and groups that postmortems are looked for by, as they were typed, but in lower case.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<String>,
    /// How many of all hits, from the first on, have all words that any postmortem has; `None` where the order does
    /// not part them from the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complete: Option<u64>,
    /// The query's own filters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<WrittenFilter>,
    /// Words that no postmortem has, or parts of names, and what was looked for instead.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// Names of filters, with their colons, that were probably meant by what was read as words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub did_you_mean: Vec<Correction>,
    /// The query is a text without any word to look for.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub wordless: bool,
    /// Words that no postmortem has, nor anything like them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
    /// For some of these, words that begin alike; they were not looked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub near: Vec<Correction>,
    /// For pasted text: what of it was looked for, and what was taken as noise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pasted: Option<Pasted>,
}

/// A word that was mistyped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Correction {
    pub typed: String,
    /// The words that were looked for or may be instead, as postmortems have them, the most probable first.
    pub used: Vec<String>,
}

/// One hit.
///
/// Highlighted texts are lists of pieces, every second one of which, from the second on, is a match:
/// `["the ", "pool", " was full"]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    pub id: String,
    pub url: String,
    pub title: String,
    /// `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The severity's label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    /// The severity's place in the configured order; 1 is the most severe.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u8>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<String>,
    /// At most about 240 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// Those of [`SearchResults::asked`] that it has, as well as any postmortem has them.
    #[serde(default, skip_deserializing, skip_serializing_if = "Vec::is_empty")]
    pub matched: Vec<String>,
    /// The title, highlighted.
    #[serde(default, skip_deserializing, skip_serializing_if = "Vec::is_empty")]
    pub marked_title: Vec<String>,
    /// Where the text matches best; `None` when it only has the words in its title, names or facts.
    #[serde(default, skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<Excerpt>,
}

/// A stretch of a document's text that matches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Excerpt {
    /// Fragment of the page's address; empty for what stands above the first heading.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub anchor: String,
    /// Of the section that it is from.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub heading: String,
    /// Highlighted.
    pub text: Vec<String>,
}

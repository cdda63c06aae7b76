//! What goes into the index, and what comes out of a search.

use serde::{Deserialize, Serialize};

use crate::pack::PackError;

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
    /// Everything else that a reader sees on the page.
    pub body: String,
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

/// How many hits a search returns, and how the last word is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchOptions {
    /// The most hits to return.
    pub limit: usize,
    /// Hits to skip first.
    pub offset: usize,
    /// The reader is still typing: the last word also matches words that begin with it.
    pub prefix_last: bool,
}

impl Default for SearchOptions {
    /// The first ten hits of a finished query.
    fn default() -> Self {
        SearchOptions { limit: 10, offset: 0, prefix_last: false }
    }
}

/// The answer to a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchResults {
    /// How many postmortems match, shown or not.
    pub total: u64,
    /// The hits asked for, best first; ties in archive order.
    pub hits: Vec<Hit>,
}

/// One hit: the JSON object that the writer stored for the record.
///
/// It is passed on as it was stored, so that the browser's engine needs no code for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit(String);

impl Hit {
    /// Wraps the stored bytes.
    ///
    /// # Errors
    /// [`PackError::Corrupt`] when they are not UTF-8.
    pub(crate) fn from_stored(bytes: Vec<u8>) -> Result<Hit, PackError> {
        String::from_utf8(bytes).map(Hit).map_err(|_| PackError::corrupt("a stored hit is not UTF-8"))
    }

    /// The stored JSON object, with the keys of [`HitFields`].
    pub fn json(&self) -> &str {
        &self.0
    }

    /// The stored object, read.
    ///
    /// # Errors
    /// [`PackError::Corrupt`] when it is not the object that the writer stores.
    pub fn fields(&self) -> Result<HitFields, PackError> {
        serde_json::from_str(&self.0)
            .map_err(|error| PackError::corrupt(format!("a stored hit cannot be read: {error}")))
    }
}

/// What a result shows. The one definition of the stored object: the writer serialises it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HitFields {
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
}

//! A document in an archive: [`ArchivedDocument`].

use std::sync::Arc;

use jiff::SignedDuration;
use jiff::civil::Date;

use super::duration;
use super::recurrence::Occurrence;
use super::severity::Severity;
use retold_document::Document;
use retold_document::model::Kind;

/// A document that has a page: a postmortem, or a document that reports no incident.
#[derive(Debug, Clone, PartialEq)]
pub struct ArchivedDocument {
    pub document: Arc<Document>,
    /// The stable name that the author gave, unless another document has it.
    pub id: Option<String>,
    /// Address of the page relative to the site's root, with a final slash.
    pub url: String,
    pub title: String,
    /// The day on which the incident happened, in its own zone.
    pub happened: Option<Date>,
    /// The day of publication: see [`Document::published`].
    pub published: Option<Date>,
    /// The severity as written, and its place in the configured scale.
    pub severity: Option<Severity>,
    pub kind: Kind,
    /// The incidents that this one repeats, newest first, as indexes of [`super::Archive::postmortems`]. This and the next three
    /// are empty for documents that report no incident.
    pub earlier: Vec<usize>,
    /// The incidents that repeat this one, newest first, as indexes of [`super::Archive::postmortems`].
    pub later: Vec<usize>,
    /// Postmortems that are declared related, in either document, newest first, as indexes of [`super::Archive::postmortems`].
    pub related: Vec<usize>,
    /// Postmortems that are declared not related, in either document, as indexes of [`super::Archive::postmortems`].
    pub not_related: Vec<usize>,
    /// Its place in a chain of incidents that repeat each other.
    pub occurrence: Option<Occurrence>,
}

impl ArchivedDocument {
    /// The day under which it is filed: when the incident happened, else when the report came out.
    pub fn day(&self) -> Option<Date> {
        self.happened.or(self.published)
    }

    /// The day of the report, as far as it is known: when it came out, else when the incident happened.
    pub fn report_day(&self) -> Option<Date> {
        self.published.or(self.happened)
    }

    /// A name by which other documents can refer to it: its id, else its address.
    pub fn reference(&self) -> &str {
        self.id.as_deref().unwrap_or_else(|| self.url.trim_end_matches('/'))
    }

    /// Whether either document names the other postmortem, given by its index, as a recurrence or as related.
    pub fn is_linked_to(&self, other: usize) -> bool {
        [&self.earlier, &self.later, &self.related].iter().any(|list| list.contains(&other))
    }

    /// Whether what programs read (feeds, data, redirections) has it, too: its author keeps it from neither lists nor searches.
    pub fn is_shared(&self) -> bool {
        let holding = &self.document.front_matter.holding;
        !holding.is_unlisted && !holding.no_search
    }

    /// How long the incident lasted: see [`duration::of`].
    pub fn duration(&self) -> Option<SignedDuration> {
        duration::of(&self.document)
    }
}

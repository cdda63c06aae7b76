//! Views of postmortems in lists.

use serde::Serialize;
use tera::Value;

use super::chain::{self, OccurrenceLink};
use super::taxonomy::{TermLink, term_link, term_url};
use super::text;
use crate::archive::taxonomy::{Taxonomy, term_slug};
use crate::archive::{Archive, ArchivedDocument};
use retold_document::model::Fact;
use retold_document::shorten;

/// Longest summary in a list, in characters.
const SUMMARY_LIMIT: usize = 280;

/// Terms of each kind that a card in a list names; a document's own page names all.
const TERM_LIMIT: usize = 12;

#[derive(Debug, Clone, Serialize)]
pub struct SeverityView {
    pub label: String,
    /// 1 is worst.
    pub rank: Option<u8>,
    pub url: String,
}

/// A postmortem in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    pub title: String,
    pub url: String,
    /// The day under which it is filed: `happened`, else `published`. ISO 8601.
    pub date: Option<String>,
    pub date_text: Option<String>,
    /// ISO 8601.
    pub happened: Option<String>,
    pub happened_text: Option<String>,
    /// If the report states it. ISO 8601.
    pub published: Option<String>,
    pub published_text: Option<String>,
    pub severity: Option<SeverityView>,
    pub kind: &'static str,
    pub kind_label: &'static str,
    /// `incident`, or what else the document is: `index`, `readme`, `template`, `empty`, `collection`, `page`.
    pub class: &'static str,
    pub class_label: &'static str,
    pub status: Option<String>,
    pub summary: Option<String>,
    pub services: Vec<TermLink>,
    pub teams: Vec<TermLink>,
    pub tags: Vec<TermLink>,
    pub duration_text: Option<String>,
    /// Whether it repeats an earlier incident.
    pub recurs: bool,
    /// How many later incidents repeat it.
    pub repeated: usize,
    /// Its place in a chain of incidents that repeat each other.
    pub occurrence: Option<OccurrenceLink>,
}

/// A card that is ready for templates. Many lists show the same one, and share it.
#[derive(Debug, Clone, Serialize)]
#[serde(transparent)]
pub struct ListedCard(Value);

/// A card with why it is in a list.
#[derive(Serialize)]
struct Marked {
    #[serde(flatten)]
    card: Card,
    /// On the page of a pattern: the narrower ones through which it belongs there.
    through: Vec<TermLink>,
}

impl ListedCard {
    pub fn new(archive: &Archive, postmortem: &ArchivedDocument) -> Self {
        Self::through(archive, postmortem, Vec::new())
    }

    /// As [`ListedCard::new`], on the page of a pattern to which the postmortem belongs through narrower ones.
    pub fn through(archive: &Archive, postmortem: &ArchivedDocument, through: Vec<TermLink>) -> Self {
        let mut card = card(archive, postmortem);
        for terms in [&mut card.services, &mut card.teams, &mut card.tags] {
            terms.truncate(TERM_LIMIT);
        }
        Self(Value::from_serializable(&Marked { card, through }))
    }
}

/// The card of a postmortem, with all of its terms.
pub fn card(archive: &Archive, postmortem: &ArchivedDocument) -> Card {
    let facts = &postmortem.document.facts;
    let links = |taxonomy, labels: &[Fact<String>]| {
        labels.iter().map(|label| term_link(archive, taxonomy, &label.value)).collect()
    };
    Card {
        title: postmortem.title.clone(),
        url: postmortem.url.clone(),
        date: postmortem.day().map(|date| date.to_string()),
        date_text: postmortem.day().map(text::date),
        happened: postmortem.happened.map(|date| date.to_string()),
        happened_text: postmortem.happened.map(text::date),
        published: postmortem.published.map(|date| date.to_string()),
        published_text: postmortem.published.map(text::date),
        severity: postmortem.severity.as_ref().map(|severity| SeverityView {
            label: severity.label.clone(),
            rank: severity.rank,
            url: term_url(Taxonomy::Severities, &term_slug(&severity.label)),
        }),
        kind: postmortem.kind.name(),
        kind_label: postmortem.kind.label(),
        class: postmortem.document.class.name(),
        class_label: postmortem.document.class.label(),
        status: facts.status.as_ref().map(|fact| fact.value.clone()),
        summary: postmortem.document.summary().map(|summary| shorten(summary, SUMMARY_LIMIT)),
        services: links(Taxonomy::Services, &facts.services),
        teams: links(Taxonomy::Teams, &facts.teams),
        tags: links(Taxonomy::Tags, &facts.tags),
        duration_text: postmortem.duration().map(text::duration),
        recurs: !postmortem.earlier.is_empty(),
        repeated: postmortem.later.len(),
        occurrence: chain::occurrence(archive, postmortem),
    }
}

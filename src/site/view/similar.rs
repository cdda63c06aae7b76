//! Views of the incidents that are like another one.

use serde::Serialize;

use super::card::ListedCard;
use super::taxonomy;
use crate::archive::Archive;
use crate::archive::taxonomy::Taxonomy;
use crate::site::Site;
use retold_likeness::{Alike, Reason, Where};

/// How many similar incidents a page names, at most, and from how many they are chosen: those that the page names
/// already, and copies of it, are left out.
const SHOWN: usize = 3;
pub const MOST: usize = 8;

/// The incidents that are like another one, and the copies of its document.
#[derive(Debug, Default, Serialize)]
pub struct SimilarView {
    incidents: Vec<SimilarIncident>,
    copies: Vec<ListedCard>,
}

/// An incident that is like another one.
#[derive(Debug, Serialize)]
pub struct SimilarIncident {
    card: ListedCard,
    /// How it was resolved, in a sentence.
    resolution: Option<String>,
    /// What both have in common, as groups of words.
    reasons: Vec<ReasonView>,
    /// How to link or to decline it, where it may be the same thing again.
    suggestion: Option<SuggestionView>,
}

/// What authors write if an incident is the same thing as that of the page, or if it is not.
#[derive(Debug, Serialize)]
pub struct SuggestionView {
    /// The name of the earlier incident, for `recurrence_of` of the later one.
    earlier: String,
    /// The name of the other incident, for `not_related` of this one.
    other: String,
    /// The file of the later one.
    path: String,
}

/// Words that two incidents have in common.
#[derive(Debug, Serialize)]
pub struct ReasonView {
    /// `same` for facts that both have, `both` for words that both have in a part of their text.
    what: &'static str,
    /// Of facts `service`, `trigger`, `cause` or `tag`; of words the part.
    kind: ReasonKind,
    words: Vec<ReasonWord>,
}

/// What the words of a reason are.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum ReasonKind {
    Fact(&'static str),
    Part(Where),
}

#[derive(Debug, Serialize)]
struct ReasonWord {
    text: String,
    /// Whether it is a name of code.
    is_code: bool,
}

impl SimilarView {
    /// Of the postmortem with `index`; without those that its page names for another reason, and those that were declined.
    pub fn new(site: &Site, index: usize) -> Self {
        let mut view = Self::default();
        for alike in site.alike(index).iter().filter(|alike| !site.archive.is_settled(index, alike.index)) {
            if alike.is_copy {
                view.copies.push(site.card(alike.index));
            } else {
                view.incidents.push(SimilarIncident::new(site, index, alike));
            }
            if view.incidents.len() == SHOWN {
                break;
            }
        }
        view
    }
}

impl SimilarIncident {
    fn new(site: &Site, index: usize, alike: &Alike) -> Self {
        Self {
            card: site.card(alike.index),
            resolution: site.resolution(alike.index),
            reasons: reasons(&site.archive, &alike.reason),
            suggestion: SuggestionView::new(site, index, alike),
        }
    }
}

impl SuggestionView {
    /// None unless the two may be the same thing.
    fn new(site: &Site, index: usize, alike: &Alike) -> Option<Self> {
        if !alike.may_repeat {
            return None;
        }
        let postmortems = &site.archive.postmortems;
        let (later, earlier) = (index.min(alike.index), index.max(alike.index));
        Some(Self {
            earlier: postmortems[earlier].reference().to_owned(),
            other: postmortems[alike.index].reference().to_owned(),
            path: postmortems[later].document.path.clone(),
        })
    }
}

/// The `reason` as groups of words. Facts are named as their pages in `archive` are.
pub fn reasons(archive: &Archive, reason: &Reason) -> Vec<ReasonView> {
    let word = |text: &str, is_code| ReasonWord { text: text.to_owned(), is_code };
    let facts = [
        ("service", Taxonomy::Services, &reason.services),
        ("trigger", Taxonomy::Triggers, &reason.triggers),
        ("cause", Taxonomy::Causes, &reason.causes),
        ("tag", Taxonomy::Tags, &reason.tags),
    ];
    let facts = facts.into_iter().filter(|(.., values)| !values.is_empty());
    let facts = facts.map(|(name, taxonomy, values)| {
        let label = |value: &String| taxonomy::term_link(archive, taxonomy, value).label;
        let words = values.iter().map(|value| word(&label(value), false)).collect();
        ReasonView { what: "same", kind: ReasonKind::Fact(name), words }
    });
    let words = reason.words.iter().map(|(place, words)| {
        let words = words.iter().map(|shared| word(&shared.text, shared.is_code)).collect();
        ReasonView { what: "both", kind: ReasonKind::Part(*place), words }
    });
    facts.chain(words).collect()
}

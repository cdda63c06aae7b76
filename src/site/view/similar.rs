//! Views of the incidents that are like another one.

use serde::Serialize;

use super::card::ListedCard;
use crate::archive::ArchivedDocument;
use crate::similar::{Alike, Reason};
use crate::site::Site;

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
}

/// Words that two incidents have in common.
#[derive(Debug, Serialize)]
pub struct ReasonView {
    /// What they are, such as `same service` or `both in causes`.
    label: String,
    words: Vec<ReasonWord>,
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
        let archive = &site.archive;
        let postmortem: &ArchivedDocument = &archive.postmortems[index];
        let neighbours = site.nearest(index).into_iter();
        let neighbours = neighbours.filter(|neighbour| !postmortem.settles(neighbour.index));
        let mut view = Self::default();
        for alike in site.model.alike(index, neighbours) {
            if alike.is_copy {
                view.copies.push(site.card(alike.index));
            } else {
                view.incidents.push(SimilarIncident::new(site, &alike));
            }
            if view.incidents.len() == SHOWN {
                break;
            }
        }
        view
    }
}

impl SimilarIncident {
    fn new(site: &Site, alike: &Alike) -> Self {
        Self {
            card: site.card(alike.index),
            resolution: site.resolution(alike.index),
            reasons: reasons(&alike.reason),
        }
    }
}

fn reasons(reason: &Reason) -> Vec<ReasonView> {
    let word = |text: &str, is_code| ReasonWord { text: text.to_owned(), is_code };
    let facts = [("service", &reason.services), ("cause", &reason.causes), ("tag", &reason.tags)];
    let facts = facts.into_iter().filter(|(_, values)| !values.is_empty()).map(|(name, values)| {
        let plural = if values.len() > 1 { "s" } else { "" };
        let words = values.iter().map(|value| word(value, false)).collect();
        ReasonView { label: format!("same {name}{plural}"), words }
    });
    let words = reason.words.iter().map(|(place, words)| {
        let words = words.iter().map(|shared| word(&shared.text, shared.is_code)).collect();
        ReasonView { label: format!("both{}", place.phrase()), words }
    });
    facts.chain(words).collect()
}

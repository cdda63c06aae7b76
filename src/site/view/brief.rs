//! What the pages of terms make of a postmortem. Most postmortems belong to many terms, so it is made once for all.

use super::company::{self, Companions};
use super::learned::{self, OpenAction};
use crate::archive::{Archive, resolution};

/// What is counted and named of a postmortem.
#[derive(Debug, Clone)]
pub struct Brief {
    pub companions: Companions,
    /// The first sentence on its resolution.
    pub resolution: Option<String>,
    pub open_actions: Vec<OpenAction>,
}

impl Brief {
    /// Of the postmortem `index` of `archive`.
    pub fn of(archive: &Archive, index: usize) -> Self {
        let document = &archive.postmortems[index].document;
        Self {
            companions: company::companions(archive, index),
            resolution: resolution::first_sentence(document),
            open_actions: learned::open_actions_of(document),
        }
    }
}

//! What the pages of terms make of a postmortem. Most postmortems belong to many terms, so it is made once for all.

use super::company::{self, Companions};
use super::learned::{self, OpenAction};
use crate::archive::Archive;

/// What is counted and named of a postmortem.
#[derive(Debug, Clone)]
pub struct Brief {
    pub companions: Companions,
    pub open_actions: Vec<OpenAction>,
}

impl Brief {
    /// Of the postmortem `index` of `archive`.
    pub fn of(archive: &Archive, index: usize) -> Self {
        let document = &archive.postmortems[index].document;
        Self {
            companions: company::companions(archive, index),
            open_actions: learned::open_actions_of(document),
        }
    }
}

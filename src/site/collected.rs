//! What is collected from all documents before any page is made: it decides which pages there are.

use crate::archive::Archive;
use crate::archive::action_lists::ActionLists;
use crate::config::Config;

/// The lists of what all documents hold.
pub struct Collected {
    pub actions: ActionLists,
}

impl Collected {
    pub fn of(archive: &Archive, config: &Config) -> Self {
        Self { actions: ActionLists::of(archive, config.action_due_days) }
    }
}

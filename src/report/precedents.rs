//! How incidents were resolved, which of their actions are open, and how often they happened, as the site publishes it for
//! pasted texts: for the search page, and for `retold similar --site`. An incident is in the file that its address is hashed
//! to, so that a new one changes no other file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::one_line;
use crate::archive::tracked::TrackedAction;
use retold_document::shorten;

/// The folder of the files, with a final slash.
pub const FOLDER: &str = "search/precedents/";

/// Incidents in a file, on average and at most: ten results read at most ten files, a few kB each.
const INCIDENTS: usize = 16;

/// Open actions that are named.
const NAMED: usize = 3;

/// The most characters of the title of an action, and of the sentence on how an incident was resolved.
const LONGEST: usize = 160;

/// A file: what is known of its incidents by the addresses of their pages.
pub type PrecedentsFile = BTreeMap<String, PublishedPrecedent>;

/// What is known of an incident.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedPrecedent {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    /// The first of its open actions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open: Vec<PublishedAction>,
    /// How many open actions there are.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub count: usize,
    /// How often it happened, the repeats of it and what it repeats included.
    pub times: usize,
    /// How many of these times came before it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub before: usize,
}

/// An open action.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedAction {
    pub title: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub owners: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl PublishedPrecedent {
    /// What is known of an incident that happened `times`, `before` of which came before it.
    pub fn of<'a>(
        resolution: Option<&str>,
        actions: impl Iterator<Item = TrackedAction<'a>>,
        (times, before): (usize, usize),
    ) -> Self {
        let open: Vec<_> = actions.filter(|action| action.state().is_open()).collect();
        Self {
            resolution: resolution.map(|sentence| shorten(sentence, LONGEST)),
            open: open.iter().take(NAMED).map(PublishedAction::of).collect(),
            count: open.len(),
            times,
            before,
        }
    }
}

impl PublishedAction {
    fn of(tracked: &TrackedAction<'_>) -> Self {
        Self {
            title: shorten(&one_line(&tracked.action.title), LONGEST),
            owners: tracked.owners.clone(),
            due: tracked.shown_due().map(|due| due.date.to_string()),
            ticket: tracked.ticket().map(str::to_owned),
            link: tracked.web_link().map(str::to_owned),
        }
    }
}

/// The number of files for an archive with so many incidents: a power of two.
pub fn files(incidents: usize) -> usize {
    incidents.div_ceil(INCIDENTS).next_power_of_two()
}

/// The number of the file, one of so many `files`, that has the incident whose page is at `url`. `search-results.js` has the
/// same hash: FNV-1a.
pub fn number(url: &str, files: usize) -> usize {
    hash(url) as usize % files.max(1)
}

/// The address of the file with this number.
pub fn address(number: usize) -> String {
    format!("{FOLDER}{number}.json")
}

fn hash(url: &str) -> u32 {
    url.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_hashed_as_in_the_script() {
        // The reference values of FNV-1a.
        assert_eq!([hash(""), hash("a"), hash("foobar")], [0x811c_9dc5, 0xe40c_292c, 0xbf9c_f968]);
    }

    #[test]
    fn files_are_few_and_small() {
        assert_eq!([0, 1, 16, 17, 10_000].map(files), [1, 1, 1, 2, 1_024]);
    }

    #[test]
    fn what_is_written_is_read() {
        let precedent = PublishedPrecedent {
            open: vec![PublishedAction {
                title: "Alert".into(),
                due: Some("2026-01-01".into()),
                ..PublishedAction::default()
            }],
            count: 1,
            times: 1,
            ..PublishedPrecedent::default()
        };
        let text = serde_json::to_string(&precedent).unwrap();
        assert_eq!(text, r#"{"open":[{"title":"Alert","due":"2026-01-01"}],"count":1,"times":1}"#);
        assert_eq!(serde_json::from_str::<PublishedPrecedent>(&text).unwrap(), precedent);
    }
}

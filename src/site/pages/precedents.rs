//! How incidents were resolved, which of their actions are open, and how often they happened: files that the search page
//! reads for the results that it shows. An incident is in the file that its address is hashed to, so that a new one
//! changes no other file.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Made, PageType};
use crate::archive::taxonomy::Taxonomies;
use crate::archive::tracked::TrackedAction;
use crate::site::Site;
use crate::site::routes::{Parts, Routes};
use retold_document::shorten;

/// The folder of the files, with a final slash.
pub const FOLDER: &str = "search/precedents/";

/// Incidents in a file, on average and at most: ten results read at most ten files, a few kB each.
const INCIDENTS: usize = 16;

/// Open actions that are named, and the most characters of each, and of the sentence on how it was resolved.
const NAMED: usize = 3;
const LONGEST: usize = 160;

/// A file, by its number, with the indexes of its incidents.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PrecedentsFile(usize, Vec<usize>);

/// What is known of an incident.
#[derive(Debug, Serialize)]
struct Known {
    #[serde(skip_serializing_if = "Option::is_none")]
    resolution: Option<String>,
    /// The first of its open actions, and how many there are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    open: Vec<String>,
    #[serde(skip_serializing_if = "is_zero")]
    count: usize,
    /// How often it happened, the repeats of it and what it repeats included.
    times: usize,
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// The number of files for an archive with so many incidents: a power of two.
pub fn files(incidents: usize) -> usize {
    incidents.div_ceil(INCIDENTS).next_power_of_two()
}

/// The hash that divides addresses among the files, as `search-results.js` has it: FNV-1a.
fn hash(url: &str) -> u32 {
    url.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

impl PageType for PrecedentsFile {
    fn reserves(url: &str, _: &Taxonomies) -> bool {
        url.starts_with(FOLDER)
    }

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        let postmortems = &parts.archive.postmortems;
        let count = files(postmortems.len());
        let mut members = vec![Vec::new(); count];
        for (index, postmortem) in postmortems.iter().enumerate() {
            members[hash(&postmortem.url) as usize % count].push(index);
        }
        for (number, members) in members.into_iter().enumerate().filter(|(_, members)| !members.is_empty()) {
            routes.add(&format!("{FOLDER}{number}.json"), Self(number, members));
        }
    }

    fn made(&self, site: &Site) -> Made {
        let postmortems = &site.archive.postmortems;
        let known = |index: usize| {
            let postmortem = &postmortems[index];
            let chain = postmortem.occurrence.map(|occurrence| &site.archive.chains[occurrence.chain]);
            let actions = TrackedAction::all_of(&postmortem.document, site.config.action_due_days);
            let open: Vec<_> = actions.filter(|action| action.state().is_open()).collect();
            let named = open.iter().take(NAMED).map(|tracked| shorten(&tracked.action.title, LONGEST));
            Known {
                resolution: site.resolution(index).map(|sentence| shorten(&sentence, LONGEST)),
                open: named.collect(),
                count: open.len(),
                times: chain.map_or(1, |chain| chain.members.len()),
            }
        };
        let all: BTreeMap<&str, Known> =
            self.1.iter().map(|&index| (postmortems[index].url.as_str(), known(index))).collect();
        // Strings and numbers are always JSON.
        Made::Bytes(serde_json::to_vec(&all).unwrap_or_default())
    }
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
}

//! How incidents were resolved, which of their actions are open, and how often they happened: files that the search page
//! reads for the results that it shows.

use std::collections::BTreeMap;

use super::{Made, PageType};
use crate::archive::taxonomy::Taxonomies;
use crate::archive::tracked::TrackedAction;
use crate::report::precedents::{FOLDER, PublishedPrecedent, address, files, number};
use crate::site::Site;
use crate::site::routes::{Parts, Routes};

/// A file, by its number, with the indexes of its incidents.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PrecedentsFile(usize, Vec<usize>);

impl PageType for PrecedentsFile {
    fn reserves(url: &str, _: &Taxonomies) -> bool {
        url.starts_with(FOLDER)
    }

    fn route(parts: &Parts<'_>, routes: &mut Routes) {
        let postmortems = &parts.archive.postmortems;
        let count = files(postmortems.len());
        let mut members = vec![Vec::new(); count];
        for (index, postmortem) in postmortems.iter().enumerate() {
            members[number(&postmortem.url, count)].push(index);
        }
        for (number, members) in members.into_iter().enumerate().filter(|(_, members)| !members.is_empty()) {
            routes.add(&address(number), Self(number, members));
        }
    }

    fn made(&self, site: &Site) -> Made {
        let postmortems = &site.archive.postmortems;
        let known = |index: usize| {
            let postmortem = &postmortems[index];
            let times = postmortem.occurrence.map_or((1, 0), |occurrence| {
                (site.archive.chains[occurrence.chain].members.len(), occurrence.number - 1)
            });
            let actions = TrackedAction::all_of(&postmortem.document, site.config.action_due_days);
            PublishedPrecedent::of(site.resolution(index).as_deref(), actions, times)
        };
        let all: BTreeMap<&str, PublishedPrecedent> =
            self.1.iter().map(|&index| (postmortems[index].url.as_str(), known(index))).collect();
        // Strings and numbers are always JSON.
        Made::Bytes(serde_json::to_vec(&all).unwrap_or_default())
    }
}

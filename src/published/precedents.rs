//! What came of the incidents of a published site: see [`crate::report::precedents`].

use std::collections::{BTreeMap, BTreeSet};

use super::pieces::in_parallel;
use super::{Fault, Files, MAX_FILE, Published};
use crate::report::precedents::{PrecedentsFile, PublishedPrecedent, address, files, number};

/// How often the number of files is doubled to find an incident. It depends on all incidents, and the index leaves out
/// those that are kept from searches.
const DOUBLINGS: u32 = 3;

impl Published {
    /// What is known of the incidents with pages at `urls`, by their addresses: nothing of one that the site does not have.
    ///
    /// # Errors
    /// The host does not answer, or a file is damaged.
    pub fn precedents(&self, urls: &[&str]) -> Result<BTreeMap<String, PublishedPrecedent>, Fault> {
        let mut known = BTreeMap::new();
        let host = &self.files;
        let mut files = files(usize::try_from(self.reader.documents()).unwrap_or(usize::MAX / 2));
        let mut read = BTreeSet::new();
        for doubling in 0..=DOUBLINGS {
            let open = urls.iter().filter(|url| !known.contains_key(**url));
            let numbers: BTreeSet<usize> = open.map(|url| number(url, files)).collect();
            let numbers: Vec<usize> = numbers.into_iter().filter(|number| read.insert(*number)).collect();
            let mut is_there = false;
            for file in in_parallel(&numbers, |number| host.precedents(*number)) {
                match file {
                    Ok(file) => {
                        is_there |= file.is_some();
                        known.extend(file.unwrap_or_default());
                    }
                    // The first files are there; those after them are a guess.
                    Err(fault) if doubling == 0 => return Err(fault),
                    Err(_) => {}
                }
            }
            if !is_there {
                break;
            }
            files = files.saturating_mul(2);
        }
        known.retain(|url, _| urls.contains(&url.as_str()));
        Ok(known)
    }
}

impl Files {
    /// The file with this number, if there is one.
    fn precedents(&self, number: usize) -> Result<Option<PrecedentsFile>, Fault> {
        let reply = self.get(&address(number), None, MAX_FILE)?;
        match serde_json::from_slice(&reply.body) {
            _ if reply.status != 200 => Ok(None),
            Ok(file) => Ok(Some(file)),
            // Some hosts have a page for whatever they do not have.
            Err(_) if reply.is_page => Ok(None),
            Err(_) => Err(Fault::Damaged { url: reply.url }),
        }
    }
}

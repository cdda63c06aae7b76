//! Which postmortems link to which.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Archive;
use super::links::Target;

/// For each postmortem those whose text links to it, newest first, as indexes of [`Archive::postmortems`].
pub fn of(archive: &Archive) -> Vec<Vec<usize>> {
    let postmortems = &archive.postmortems;
    let indexes: BTreeMap<&str, usize> =
        postmortems.iter().enumerate().map(|(index, postmortem)| (postmortem.url.as_str(), index)).collect();
    let targets = postmortems.par_iter().enumerate().map(|(from, postmortem)| {
        let document = &postmortem.document;
        let linked = document.links.iter().filter_map(|link| {
            match archive.links.target(document, &link.destination) {
                Target::Page(url) => indexes.get(&url[..url.find(['#', '?']).unwrap_or(url.len())]).copied(),
                Target::Attachment(..) | Target::Elsewhere | Target::Missing => None,
            }
        });
        linked.filter(|to| *to != from).collect::<BTreeSet<usize>>()
    });
    let targets: Vec<_> = targets.collect();
    let mut backlinks = vec![Vec::new(); postmortems.len()];
    for (from, targets) in targets.into_iter().enumerate() {
        for to in targets {
            backlinks[to].push(from);
        }
    }
    backlinks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Selection;
    use crate::config::{Config, Overrides};
    use crate::source::SourceTree;

    #[test]
    fn links_are_known_at_both_ends() {
        let documents = [
            (
                "2026-01-03-a.md",
                "# A\n\n[b](2026-01-02-b.md#cause), [b](2026-01-02-b.md), [a](2026-01-03-a.md)\n",
            ),
            ("2026-01-02-b.md", "# B\n\n[c](2026-01-01-c.md), [e](https://e.org/2026-01-03-a.md)\n"),
            ("2026-01-01-c.md", "# C\n\n[b](2026-01-02-b.md)\n"),
        ];
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let archive = Archive::from_tree(SourceTree::from_pairs(documents), &config, Selection::default()).0;
        assert_eq!(of(&archive), [vec![], vec![0, 2], vec![1]]);
    }
}

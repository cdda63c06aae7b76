//! What goes with a term: the services and causes that its incidents share.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::taxonomy;
use crate::archive::Archive;
use crate::archive::taxonomy::{Taxonomy, Term};

/// The taxonomies whose terms are counted.
pub const COUNTED: [Taxonomy; 2] = [Taxonomy::Services, Taxonomy::Causes];

/// Terms of a taxonomy that are shown, at most, and the fewest incidents that make one of them.
const MOST: usize = 6;
const FEWEST: usize = 2;

/// The terms of a taxonomy that go with another term.
#[derive(Debug, Clone, Serialize)]
pub struct CompanyView {
    /// `services` or `causes`.
    pub name: &'static str,
    pub terms: Vec<CompanionView>,
}

/// A term, and how many incidents it shares with that of the page.
#[derive(Debug, Clone, Serialize)]
pub struct CompanionView {
    pub label: String,
    pub url: String,
    pub count: usize,
}

/// For each taxonomy that is counted: the indexes of its terms that a postmortem belongs to.
pub type Companions = [Vec<usize>; COUNTED.len()];

/// The terms that the postmortem `index` belongs to.
pub fn companions(archive: &Archive, index: usize) -> Companions {
    COUNTED.map(|taxonomy| archive.taxonomies.terms_of(taxonomy, &archive.postmortems[index]))
}

/// What goes with the `term` of a taxonomy, whose members are in the terms of `companions`.
pub fn company<'a>(
    archive: &Archive,
    (of, term): (Taxonomy, &Term),
    companions: impl Iterator<Item = &'a Companions>,
) -> Vec<CompanyView> {
    let mut counts: [FxHashMap<usize, usize>; COUNTED.len()] = Default::default();
    for terms in companions {
        for (counts, terms) in counts.iter_mut().zip(terms) {
            terms.iter().for_each(|&term| *counts.entry(term).or_default() += 1);
        }
    }
    let views = COUNTED.into_iter().zip(counts).map(|(taxonomy, counts)| {
        let terms = archive.taxonomies.terms(taxonomy);
        // Incidents of a narrower pattern belong to the broader ones, too, which is nothing to be told.
        let patterns = archive.taxonomies.patterns.of(taxonomy);
        let is_relative = |slug: &str| patterns.is_some_and(|set| set.are_related(slug, &term.slug));
        let is_other = |index: usize| {
            let slug = &terms[index].slug;
            taxonomy != of || *slug != term.slug && !is_relative(slug)
        };
        let mut counts: Vec<_> =
            counts.into_iter().filter(|(index, count)| *count >= FEWEST && is_other(*index)).collect();
        counts.sort_by_key(|(index, count)| (Reverse(*count), *index));
        let terms = counts.into_iter().take(MOST).map(|(index, count)| {
            let link = taxonomy::link(taxonomy, &terms[index]);
            CompanionView { label: link.label, url: link.url, count }
        });
        CompanyView { name: taxonomy.name(), terms: terms.collect() }
    });
    views.filter(|view| !view.terms.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Selection;
    use crate::config::{Config, Overrides};
    use crate::source::SourceTree;

    #[test]
    fn what_two_incidents_share_goes_with_the_term() {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let tree = SourceTree::from_pairs([
            ("a.md", "---\nservices: [mail, dns, web]\ncauses: [no limit]\n---\n# A\n"),
            ("b.md", "---\nservices: [mail, Web, web]\ncauses: [no limit]\n---\n# B\n"),
            ("c.md", "---\nservices: [mail, dns]\n---\n# C\n"),
        ]);
        let archive = Archive::from_tree(tree, &config, Selection::default()).0;
        let mail = archive.taxonomies.term(Taxonomy::Services, "mail").unwrap();
        let all: Vec<_> = (0..3).map(|index| companions(&archive, index)).collect();
        let found = company(&archive, (Taxonomy::Services, mail), all.iter());
        let found: Vec<_> = found
            .iter()
            .map(|view| {
                (view.name, view.terms.iter().map(|term| (term.url.as_str(), term.count)).collect::<Vec<_>>())
            })
            .collect();
        assert_eq!(
            found,
            [
                ("services", vec![("services/dns/", 2), ("services/web/", 2)]),
                ("causes", vec![("causes/no-limit/", 2)]),
            ]
        );
    }

    #[test]
    fn broader_and_narrower_patterns_do_not_go_with_a_pattern() {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let tree = SourceTree::from_pairs([
            ("a.md", "---\ncauses: [untested-failover, missing-limit]\n---\n# A\n"),
            ("b.md", "---\ncauses: [untested-failover, missing-limit]\n---\n# B\n"),
        ]);
        let archive = Archive::from_tree(tree, &config, Selection::default()).0;
        let set = archive.taxonomies.patterns.of(Taxonomy::Causes).unwrap();
        let failover = set.with_id("untested-failover").unwrap();
        let parent = &set.patterns[failover.parents[0]].id;
        let all: Vec<_> = (0..2).map(|index| companions(&archive, index)).collect();
        for (slug, other) in [("untested-failover", parent.as_str()), (parent, "untested-failover")] {
            let term = archive.taxonomies.term(Taxonomy::Causes, slug).unwrap();
            let found = company(&archive, (Taxonomy::Causes, term), all.iter());
            let urls: Vec<_> =
                found.iter().flat_map(|view| &view.terms).map(|term| term.url.as_str()).collect();
            assert!(urls.contains(&"causes/missing-limit/"), "{urls:?}");
            assert!(!urls.contains(&format!("causes/{other}/").as_str()), "{urls:?}");
        }
    }
}

//! What somebody wants to know of a past incident that is like the one at hand.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::resolution::resolution;
use super::{DocumentTerms, Model, Neighbour, Reason};
use crate::archive::register::{Register, RegisterEntry};
use crate::archive::{Archive, ArchivedDocument};

/// An incident that is like another one, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// Its index in [`Archive::postmortems`].
    pub index: usize,
    /// As of [`Neighbour`].
    pub likeness: f32,
    /// Whether the two are nearly the same text, rather than two incidents.
    pub is_copy: bool,
    /// Whether it may be the same thing again: see [`Model::may_repeat`].
    pub may_repeat: bool,
    /// What both have in common; empty for a copy.
    pub reason: Reason,
}

/// Two documents with nearly the same text share at least this part of their terms.
const SAME_TERMS: f32 = 0.8;

impl Model {
    /// Those of `neighbours` of the document `index`, the most alike first, that are worth showing, in their order: all that
    /// are alike, and of which it can be named what both have in common.
    pub fn alike<'a>(
        &'a self,
        index: usize,
        neighbours: impl IntoIterator<Item = Neighbour> + 'a,
    ) -> impl Iterator<Item = Alike> + 'a {
        let own = &self.documents[index];
        let near = neighbours.into_iter();
        let near = near.filter(move |near| self.is_alike(index, near.index, near.likeness));
        let found = near.map(move |neighbour| {
            let other = neighbour.index;
            let is_copy = neighbour.is_copy() && have_same_terms(own, &self.documents[other]);
            let reason = if is_copy { Reason::default() } else { self.reason(index, other) };
            let may_repeat = self.may_repeat(index, other, neighbour.likeness);
            Alike { index: other, likeness: neighbour.likeness, is_copy, may_repeat, reason }
        });
        found.filter(|alike| alike.is_copy || !alike.reason.is_empty())
    }
}

impl Model {
    /// For every document, those of its `most` nearest that are alike: see [`Model::alike`]; on all threads.
    pub fn all_alike(&self, most: usize) -> Vec<Vec<Alike>> {
        let alike = |(index, near)| self.alike(index, near).collect();
        self.all_nearest(most).into_par_iter().enumerate().map(alike).collect()
    }
}

/// Whether two documents have nearly the same terms, those included that no other document has and that count for no
/// likeness: in a small archive, two incidents may share all others.
fn have_same_terms(one: &DocumentTerms, other: &DocumentTerms) -> bool {
    let shared = one.terms.iter().filter(|term| other.find(term.hash).is_some()).count();
    let all = one.terms.len() + other.terms.len() - shared;
    shared as f32 >= all as f32 * SAME_TERMS
}

/// How a past incident ended, what of it is left to do, and how often it happened.
#[derive(Debug, Clone, Default)]
pub struct Precedent<'a> {
    /// The first sentence on how it was resolved; `None` if that is not known.
    pub resolution: Option<String>,
    /// Its actions that are open or in progress, in the order of the register.
    pub open_actions: Vec<&'a RegisterEntry<'a>>,
    /// The incidents of its chain that came before it, and those that came after it; newest first.
    pub earlier: Vec<&'a ArchivedDocument>,
    pub later: Vec<&'a ArchivedDocument>,
}

/// What is known of all incidents of an archive.
#[derive(Debug)]
pub struct Precedents<'a> {
    archive: &'a Archive,
    /// The open actions by the address of their report.
    open: BTreeMap<&'a str, Vec<&'a RegisterEntry<'a>>>,
}

impl<'a> Precedents<'a> {
    /// Of `archive`, with the states of actions in its `register`.
    pub fn new(archive: &'a Archive, register: &'a Register<'a>) -> Self {
        let mut open: BTreeMap<&str, Vec<&RegisterEntry<'_>>> = BTreeMap::new();
        for entry in register.entries.iter().filter(|entry| entry.tracked.state().is_open()) {
            open.entry(&entry.postmortem.url).or_default().push(entry);
        }
        Self { archive, open }
    }

    /// What is known of the incident with `index`.
    pub fn of(&self, index: usize) -> Precedent<'a> {
        let postmortems = &self.archive.postmortems;
        let incident = &postmortems[index];
        let (earlier, later) = incident.occurrence.map_or((&[][..], &[][..]), |occurrence| {
            let members = self.archive.chains[occurrence.chain].members.as_slice();
            (&members[..occurrence.number - 1], &members[occurrence.number..])
        });
        let incidents = |of: &[usize]| of.iter().rev().map(|other| &postmortems[*other]).collect();
        Precedent {
            resolution: resolution(&incident.document),
            open_actions: self.open.get(incident.url.as_str()).cloned().unwrap_or_default(),
            earlier: incidents(earlier),
            later: incidents(later),
        }
    }
}

impl Precedent<'_> {
    /// How often it happened, the repeats of it and what it repeats included.
    pub fn times(&self) -> usize {
        1 + self.earlier.len() + self.later.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Selection;
    use crate::config::{Config, Overrides};
    use crate::source::SourceTree;

    #[test]
    fn a_precedent_has_its_open_actions_and_its_chain() {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let actions = "## Action items\n\n- [ ] Add an alert @ops\n- [x] Clean up\n- Add a quota\n";
        let tree = SourceTree::from_pairs([
            ("2024-01-01-a.md", "# A\n\n## Resolution\n\nIt was restarted. Twice.\n"),
            ("2025-01-01-b.md", &format!("---\nrecurrence_of: a\n---\n# B\n\n{actions}")),
            ("2026-01-01-c.md", "---\nrecurrence_of: b\n---\n# C\n"),
        ]);
        let archive = Archive::from_tree(tree, &config, Selection::default()).0;
        let register = Register::of(&archive, 14);
        let precedents = Precedents::new(&archive, &register);
        let shown = |index: usize| {
            let found = precedents.of(index);
            let titles = |of: &[&ArchivedDocument]| of.iter().map(|it| it.title.clone()).collect::<String>();
            let open: Vec<_> = found.open_actions.iter().map(|it| it.tracked.action.title.clone()).collect();
            (found.resolution.clone(), open.join(", "), titles(&found.earlier), titles(&found.later))
        };
        assert_eq!(shown(0), (None, String::new(), "BA".into(), String::new()));
        assert_eq!(shown(1), (None, "Add an alert".into(), "A".into(), "C".into()));
        assert_eq!(shown(2), (Some("It was restarted.".into()), String::new(), String::new(), "CB".into()));
        assert_eq!(precedents.of(1).times(), 3);
    }
}

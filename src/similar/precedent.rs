//! What somebody wants to know of a past incident that is like the one at hand.

use std::collections::BTreeMap;

use super::resolution::resolution;
use crate::archive::register::{Register, RegisterEntry};
use crate::archive::{Archive, ArchivedDocument};

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

//! The lists of the action register that people read: what is open, what is done, and who has agreed to do what.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;

use super::Archive;
use super::taxonomy::{Taxonomy, term_slug};
use super::tracked::{ActionState, TrackedAction};

/// Closed actions that the list of a team or an owner still has.
const CLOSED: usize = 20;

/// Days until an action without a due date is due: default dates are of no use here, as nobody agreed to them.
const NO_DEFAULT: u16 = 0;

/// An action of an archive, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionPlace {
    /// Index of the report in [`Archive::postmortems`].
    pub postmortem: usize,
    /// Index of the action in its document.
    pub action: usize,
}

/// The actions of a team or an owner.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActionList {
    /// The name as it was written first.
    pub label: String,
    /// In the order of the lists of the archive: open ones, then those of unknown state, then the newest closed ones.
    pub members: Vec<ActionPlace>,
    /// Number of closed ones among them.
    closed: usize,
}

/// All actions of an archive, in lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActionLists {
    /// Open or in progress: those with a due date that was agreed, by that date, then the others in the order of the archive.
    pub open: Vec<ActionPlace>,
    /// Those of unknown state, in the order of the archive.
    pub unstated: Vec<ActionPlace>,
    /// Done or declined, in the order of the archive.
    pub closed: Vec<ActionPlace>,
    /// Number of those in `closed` that are done.
    pub done: usize,
    /// By slug: the actions of a team's incidents, and those that the team owns.
    pub teams: BTreeMap<String, ActionList>,
    /// By slug: the actions of owners that are no team. An owner may be a person, whose actions are listed, but never counted.
    pub owners: BTreeMap<String, ActionList>,
}

/// What is needed to put an action into lists.
struct Listed {
    place: ActionPlace,
    state: ActionState,
    /// As its author stated it.
    due: Option<Date>,
    owners: Vec<String>,
}

impl ActionLists {
    /// The lists of `archive`.
    pub fn of(archive: &Archive) -> Self {
        let mut actions: Vec<Listed> = archive
            .postmortems
            .par_iter()
            .enumerate()
            .flat_map_iter(|(postmortem, archived)| {
                let actions = TrackedAction::all_of(&archived.document, NO_DEFAULT).enumerate();
                actions.map(move |(action, tracked)| Listed {
                    place: ActionPlace { postmortem, action },
                    state: tracked.state(),
                    due: tracked.agreed_due(),
                    owners: tracked.owners,
                })
            })
            .collect();
        // The sort is stable: where it is silent, the order is that of the archive.
        actions.sort_by_key(|action| match action.state {
            ActionState::Open | ActionState::InProgress => (0, action.due.is_none(), action.due),
            ActionState::Unstated => (1, false, None),
            ActionState::Done | ActionState::Declined => (2, false, None),
        });
        let mut lists = Self::default();
        for action in &actions {
            let list = match action.state {
                ActionState::Open | ActionState::InProgress => &mut lists.open,
                ActionState::Unstated => &mut lists.unstated,
                ActionState::Done | ActionState::Declined => &mut lists.closed,
            };
            list.push(action.place);
            lists.done += usize::from(action.state == ActionState::Done);
            lists.assign(archive, action);
        }
        lists
    }

    /// Those of the open ones whose due date was agreed, and is before `today`.
    pub fn overdue(&self, archive: &Archive, today: Date) -> &[ActionPlace] {
        let is_due = |place: &ActionPlace| agreed_due(archive, *place).is_some_and(|due| due < today);
        &self.open[..self.open.partition_point(is_due)]
    }

    /// Those of the open ones for which no due date was agreed.
    pub fn undated(&self, archive: &Archive) -> &[ActionPlace] {
        let is_dated = |place: &ActionPlace| agreed_due(archive, *place).is_some();
        &self.open[self.open.partition_point(is_dated)..]
    }

    /// Whether the archive has no action.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty() && self.unstated.is_empty() && self.closed.is_empty()
    }

    /// Puts `action` into the lists of its teams and owners.
    fn assign(&mut self, archive: &Archive, action: &Listed) {
        let teams = &archive.postmortems[action.place.postmortem].document.facts.teams;
        let mut seen = Vec::new();
        for label in teams.iter().map(|fact| &fact.value).chain(&action.owners) {
            let slug = term_slug(label);
            if seen.contains(&slug) {
                continue;
            }
            let is_team = archive.taxonomies.terms(Taxonomy::Teams).contains_key(&slug);
            let lists = if is_team { &mut self.teams } else { &mut self.owners };
            let list = lists.entry(slug.clone()).or_insert_with(|| ActionList::new(label));
            list.add(action);
            seen.push(slug);
        }
    }
}

fn agreed_due(archive: &Archive, place: ActionPlace) -> Option<Date> {
    let document = &archive.postmortems[place.postmortem].document;
    TrackedAction::at(document, place.action, NO_DEFAULT)?.agreed_due()
}

impl ActionList {
    fn new(label: &str) -> Self {
        Self { label: label.to_owned(), ..Self::default() }
    }

    fn add(&mut self, action: &Listed) {
        let is_closed = action.state.is_closed();
        if !is_closed || self.closed < CLOSED {
            self.members.push(action.place);
            self.closed += usize::from(is_closed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Selection;
    use crate::config::{Config, Overrides};
    use crate::source::SourceTree;

    fn archive(pairs: &[(&str, &str)]) -> Archive {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        Archive::from_tree(SourceTree::from_pairs(pairs.iter().copied()), &config, Selection::default()).0
    }

    fn titles(archive: &Archive, places: &[ActionPlace]) -> Vec<String> {
        let title = |place: &ActionPlace| {
            archive.postmortems[place.postmortem].document.actions.items[place.action].title.clone()
        };
        places.iter().map(title).collect()
    }

    #[test]
    fn open_actions_are_in_the_order_of_the_dates_that_were_agreed() {
        let archive = archive(&[
            (
                "2026-01-31-disk.md",
                "---\nteams: [Storage]\n---\n# Disk full\n\n## Action items\n\n- [x] Clean up @Ann\n\
                 - [ ] Add an alert @storage due:2026-03-03\n- Add a quota\n- [ ] Buy a disk @Ann\n",
            ),
            (
                "pool.md",
                "# Pool\n\n## Action items\n\n- [ ] Cap it @Bea\n- [ ] Test it @Bea due:2026-02-01\n",
            ),
        ]);
        let lists = ActionLists::of(&archive);
        assert_eq!(titles(&archive, &lists.open), ["Test it", "Add an alert", "Buy a disk", "Cap it"]);
        assert_eq!(titles(&archive, lists.undated(&archive)), ["Buy a disk", "Cap it"]);
        for (today, overdue) in [((2026, 2, 1), 0), ((2026, 2, 2), 1), ((2030, 1, 1), 2)] {
            let today = Date::new(today.0, today.1, today.2).unwrap();
            assert_eq!(lists.overdue(&archive, today).len(), overdue, "{today}");
        }
        assert_eq!(titles(&archive, &lists.unstated), ["Add a quota"]);
        assert_eq!((titles(&archive, &lists.closed), lists.done), (vec!["Clean up".to_owned()], 1));
        // An owner that is a team is no other one, and a team has the actions of its incidents.
        assert_eq!(lists.teams.keys().collect::<Vec<_>>(), ["storage"]);
        let of_team = titles(&archive, &lists.teams["storage"].members);
        assert_eq!(of_team, ["Add an alert", "Buy a disk", "Add a quota", "Clean up"]);
        assert_eq!(lists.owners.keys().collect::<Vec<_>>(), ["ann", "bea"]);
        assert_eq!(titles(&archive, &lists.owners["ann"].members), ["Buy a disk", "Clean up"]);
    }
}

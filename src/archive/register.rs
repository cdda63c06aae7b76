//! The action register: the actions of all incidents of an archive.

use std::fmt;

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Serialize;

use super::tracked::{ActionState, TrackedAction};
use super::{Archive, ArchivedDocument};
use retold_document::slugify;

/// The longest part of a key that is made from the text of an action, in characters.
const KEY_TEXT: usize = 60;

/// The actions of all incidents that have a page, in the order of the archive and of their text.
#[derive(Debug, Clone, Default)]
pub struct Register<'a> {
    /// The actions.
    pub entries: Vec<RegisterEntry<'a>>,
}

/// An action of an archive.
#[derive(Debug, Clone)]
pub struct RegisterEntry<'a> {
    /// A name that no other action of the archive has. It stays the same while the address of the page and the `id` of
    /// the action stay the same; for an action without an `id`, while the start of its text does.
    pub key: String,
    /// The report that the action is from.
    pub postmortem: &'a ArchivedDocument,
    /// The 1-based line of the file in which the action begins.
    pub line: usize,
    /// The action itself.
    pub tracked: TrackedAction<'a>,
}

/// How many actions there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ActionCounts {
    /// Open or in progress, the overdue ones included.
    pub open: usize,
    /// Open and past their due date.
    pub overdue: usize,
    /// Of unknown state: with neither a state nor a due date.
    pub unstated: usize,
    /// Done.
    pub done: usize,
    /// Declined.
    pub declined: usize,
}

impl fmt::Display for ActionCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { open, overdue, unstated, done, declined } = self;
        write!(f, "{open} open, {overdue} overdue, {done} done")?;
        for (count, name) in [(declined, "declined"), (unstated, "of unknown state")] {
            if *count > 0 {
                write!(f, ", {count} {name}")?;
            }
        }
        Ok(())
    }
}

impl<'a> Register<'a> {
    /// The register of `archive`. An action without a due date is due `due_days` days after the publication of its
    /// report.
    pub fn of(archive: &'a Archive, due_days: u16) -> Self {
        Self::of_postmortems(&archive.postmortems, due_days)
    }

    /// The register of some `postmortems` of an archive: see [`Register::of`].
    pub fn of_postmortems(
        postmortems: impl IntoIterator<Item = &'a ArchivedDocument>,
        due_days: u16,
    ) -> Self {
        let mut entries = Vec::new();
        for postmortem in postmortems {
            let document = &*postmortem.document;
            let mut places = document.places();
            let actions: Vec<_> = TrackedAction::all_of(document, due_days).collect();
            for (name, tracked) in unique(actions.iter().map(name).collect()).into_iter().zip(actions) {
                let key = format!("{}#{name}", postmortem.url);
                let line = tracked.place(document, &mut places).line;
                entries.push(RegisterEntry { key, postmortem, line, tracked });
            }
        }
        Self { entries }
    }

    /// The number of actions by state.
    pub fn counts(&self, today: Date) -> ActionCounts {
        let mut counts = ActionCounts::default();
        for entry in &self.entries {
            counts.add(&entry.tracked, today);
        }
        counts
    }

    /// Sorts actions for people with work to do: overdue ones and open ones by due date, those without one last; then
    /// those of unknown state, done and declined ones in the order of the archive.
    pub fn sort_by_urgency(&mut self, today: Date) {
        self.entries.sort_by_key(|entry| {
            let tracked = &entry.tracked;
            let due = tracked.due.filter(|_| tracked.state().is_open()).map(|due| due.date);
            (ActionGroup::of(tracked, today), due.is_none(), due)
        });
    }
}

/// The groups of a register that people read, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActionGroup {
    Overdue,
    Open,
    Unstated,
    Done,
    Declined,
}

impl ActionGroup {
    pub const ALL: [Self; 5] = [Self::Overdue, Self::Open, Self::Unstated, Self::Done, Self::Declined];

    /// The group of `action`.
    pub fn of(action: &TrackedAction<'_>, today: Date) -> Self {
        match action.state() {
            _ if action.days_overdue(today).is_some() => Self::Overdue,
            ActionState::Open | ActionState::InProgress => Self::Open,
            ActionState::Unstated => Self::Unstated,
            ActionState::Done => Self::Done,
            ActionState::Declined => Self::Declined,
        }
    }

    /// The heading of the group.
    pub fn title(self) -> &'static str {
        match self {
            Self::Overdue => "Overdue",
            Self::Open => "Open",
            Self::Unstated => "Unknown state",
            Self::Done => "Done",
            Self::Declined => "Declined",
        }
    }
}

impl RegisterEntry<'_> {
    /// Returns true if `name` owns the action, in any case, with or without `@`.
    pub fn is_owned_by(&self, name: &str) -> bool {
        is_among(name, &self.tracked.owners)
    }

    /// Returns true if the report or the action belongs to `team`: one of the report's teams, or an owner.
    pub fn is_of_team(&self, team: &str) -> bool {
        let teams = &self.postmortem.document.facts.teams;
        teams.iter().any(|fact| is_same(team, &fact.value)) || self.is_owned_by(team)
    }

    /// Returns true if the incident touched `service`.
    pub fn is_of_service(&self, service: &str) -> bool {
        self.postmortem.document.facts.services.iter().any(|fact| is_same(service, &fact.value))
    }
}

impl ActionCounts {
    fn add(&mut self, action: &TrackedAction<'_>, today: Date) {
        match action.state() {
            ActionState::Open | ActionState::InProgress => self.open += 1,
            ActionState::Unstated => self.unstated += 1,
            ActionState::Done => self.done += 1,
            ActionState::Declined => self.declined += 1,
        }
        self.overdue += usize::from(action.days_overdue(today).is_some());
    }
}

/// The name of an action among those of its document.
fn name(tracked: &TrackedAction<'_>) -> String {
    let of_id = tracked.action.id.as_deref().map(slugify).filter(|id| !id.is_empty());
    of_id.unwrap_or_else(|| {
        let text: String = slugify(&tracked.action.title).chars().take(KEY_TEXT).collect();
        if text.is_empty() { "action".to_owned() } else { text.trim_end_matches('-').to_owned() }
    })
}

/// `names` with a number behind each that an earlier one equals. A numbered name never takes one that an action has by its
/// own `id` or text, so that this one keeps it.
fn unique(names: Vec<String>) -> Vec<String> {
    let own: FxHashSet<String> = names.iter().cloned().collect();
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    let mut numbered = FxHashSet::default();
    let number = |name: String| {
        let count = counts.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 {
            return name;
        }
        loop {
            let candidate = format!("{name}-{count}");
            if !own.contains(&candidate) && numbered.insert(candidate.clone()) {
                return candidate;
            }
            *count += 1;
        }
    };
    names.into_iter().map(number).collect()
}

fn is_among(name: &str, names: &[String]) -> bool {
    names.iter().any(|other| is_same(name, other))
}

fn is_same(one: &str, other: &str) -> bool {
    let plain = |name: &str| name.trim().trim_start_matches('@').to_lowercase();
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Selection;
    use crate::config::{Config, Overrides};
    use crate::source::SourceTree;
    use jiff::civil::date;

    fn archive(pairs: &[(&str, &str)]) -> Archive {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        Archive::from_tree(SourceTree::from_pairs(pairs.iter().copied()), &config, Selection::default()).0
    }

    const DISK: &str = "---\nservices: [Postgres]\nteams: data\n---\n# Disk full\n\n## Action items\n\n\
        - [x] Clean up @Ann\n- [ ] Add an alert @Ops due:2026-02-03\n- Add a quota\n- [ ] Add an alert\n";

    #[test]
    fn the_register_has_the_actions_of_incidents_only() {
        let archive = archive(&[
            ("2026-01-31-disk.md", DISK),
            ("2026-02-01-draft.md", "---\ndraft: true\n---\n# D\n\n## Action items\n\n- [ ] Drafted\n"),
            ("README.md", "# How to write a postmortem\n\n## Action items\n\n- [ ] Copy the template\n"),
            ("twin.md", "---\nslug: 2026-01-31-disk\n---\n# Twin\n\n## Action items\n\n- [ ] Displaced\n"),
        ]);
        let register = Register::of(&archive, 14);
        let found: Vec<_> = register
            .entries
            .iter()
            .map(|entry| (entry.key.as_str(), entry.line, entry.tracked.state()))
            .collect();
        assert_eq!(
            found,
            [
                ("2026-01-31-disk/#clean-up", 9, ActionState::Done),
                ("2026-01-31-disk/#add-an-alert", 10, ActionState::Open),
                ("2026-01-31-disk/#add-a-quota", 11, ActionState::Unstated),
                ("2026-01-31-disk/#add-an-alert-2", 12, ActionState::Open),
            ]
        );
        let counts = register.counts(date(2026, 2, 4));
        assert_eq!(counts, ActionCounts { open: 2, overdue: 1, unstated: 1, done: 1, declined: 0 });
    }

    #[test]
    fn actions_of_the_front_matter_have_lines_of_their_own() {
        let text =
            "---\nactions:\n  - {title: Add a quota, id: A1}\n  - title: Add an alert\n---\n# Disk full\n";
        let archive = archive(&[("disk.md", text)]);
        let register = Register::of(&archive, 14);
        let found: Vec<_> = register.entries.iter().map(|entry| (entry.key.as_str(), entry.line)).collect();
        assert_eq!(found, [("disk/#a1", 3), ("disk/#add-an-alert", 4)]);
    }

    #[test]
    fn each_action_has_a_key_of_its_own() {
        for (titles, expected) in [
            (&["Alert", "Alert", "Alert 2"][..], &["alert", "alert-3", "alert-2"][..]),
            (&["Alert 2", "Alert", "Alert", "Alert"], &["alert-2", "alert", "alert-3", "alert-4"]),
            (&["A", "A", "A-2", "A-2", "A 2 2"], &["a", "a-3", "a-2", "a-2-3", "a-2-2"]),
            (&["A 1", "A", "A", "A"], &["a-1", "a", "a-2", "a-3"]),
        ] {
            let items: String = titles.iter().map(|title| format!("- [ ] {title}\n")).collect();
            let archive = archive(&[("a.md", &format!("# A\n\n## Action items\n\n{items}"))]);
            let register = Register::of(&archive, 14);
            let keys: Vec<_> = register.entries.iter().map(|entry| &entry.key["a/#".len()..]).collect();
            assert_eq!(keys, expected, "{titles:?}");
        }
    }

    #[test]
    fn what_is_overdue_comes_first() {
        let archive = archive(&[("2026-01-31-disk.md", DISK)]);
        let mut register = Register::of(&archive, 14);
        register.sort_by_urgency(date(2026, 2, 4));
        let lines: Vec<_> = register.entries.iter().map(|entry| entry.line).collect();
        assert_eq!(lines, [10, 12, 11, 9]);
    }

    #[test]
    fn owners_teams_and_services_are_compared_in_any_case() {
        let archive = archive(&[("2026-01-31-disk.md", DISK)]);
        let register = Register::of(&archive, 14);
        let entry = &register.entries[1];
        assert!(entry.is_owned_by("@ops") && entry.is_owned_by("OPS") && !entry.is_owned_by("op"));
        assert!(entry.is_of_team("Data") && entry.is_of_team("ops") && !entry.is_of_team("postgres"));
        assert!(entry.is_of_service("postgres") && !entry.is_of_service("data"));
    }
}

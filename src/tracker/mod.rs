//! The states that an issue tracker exported, and how they are applied to the actions of an archive.
//!
//! A team follows up its actions in a tracker; nobody edits a postmortem when a ticket is closed. So the tracker's state
//! counts more than that of the document. Tickets are found by their names and addresses.

mod github;
mod jira;
mod json;
mod reference;
mod table;

use std::collections::BTreeSet;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::archive::tracked::TrackedAction;
use retold_diagnostic::{Diagnostic, Level, Place, plural};
use retold_document::model::{ActionStatus, Deadline};

/// The forms of files that [`Statuses::read`] knows, for messages.
const EXPECTED: &str = "expected JSON of a Jira search, JSON of GitHub or GitLab issues, or CSV with the columns \
                        `ticket,state,due,owner`";

/// A ticket as a tracker exported it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Ticket {
    /// How the file names it, for messages.
    name: String,
    /// Its names and addresses, as [`reference::normalise`] gives them.
    references: Vec<String>,
    status: ActionStatus,
    due: Option<Date>,
    owner: Option<String>,
}

/// A file that a tracker exported.
#[derive(Debug, Clone, Copy)]
pub struct StatusFile<'a> {
    /// The name for messages.
    pub name: &'a str,
    /// Its contents.
    pub text: &'a str,
}

/// The tickets of one or more files.
#[derive(Debug, Clone, Default)]
pub struct Statuses {
    /// Nothing in place of a ticket that turned out to be another one.
    tickets: Vec<Option<Ticket>>,
    by_reference: FxHashMap<String, usize>,
    /// Prefixes and addresses of the configuration.
    known: Vec<(String, String)>,
}

/// How many tickets of the files have an action.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Applied {
    /// All tickets.
    pub tickets: usize,
    /// Those that no action names.
    pub unmatched: usize,
    /// The actions that got the state of a ticket.
    pub actions: usize,
}

/// The tickets that a file lists, and what is wrong with it.
type Read = (Vec<Ticket>, Vec<Diagnostic>);

impl Statuses {
    /// Reads `files` in their order. `known` has prefixes of ticket names and their addresses: see
    /// [`retold_document::Vocabulary::tickets`].
    ///
    /// Where files give different states for a ticket, the last one counts, and a finding says so. A file that cannot be
    /// used at all gives an error, and so do files that are empty answers of a tracker, unless others have tickets.
    pub fn read(files: &[StatusFile<'_>], known: &[(String, String)]) -> (Self, Vec<Diagnostic>) {
        let mut statuses = Self { known: known.to_vec(), ..Self::default() };
        let mut findings = Vec::new();
        let mut empty = Vec::new();
        for file in files {
            let (tickets, more) = read(*file, known);
            if tickets.is_empty() && more.is_empty() {
                empty.push(file.name);
            }
            findings.extend(more);
            let earlier = statuses.tickets.len();
            for ticket in tickets {
                findings.extend(statuses.add(ticket, earlier, file.name));
            }
        }
        // A query that finds nothing must not look like tickets that are all done.
        let level = if statuses.is_empty() { Level::Error } else { Level::Warning };
        findings.extend(empty.into_iter().map(|file| no_ticket(file, level)));
        (statuses, findings)
    }

    /// Returns true if there are no tickets.
    pub fn is_empty(&self) -> bool {
        self.tickets.is_empty()
    }

    /// Adds a ticket of a file, whose tickets begin at index `first`. It replaces those that were known by one of its names
    /// or addresses: they are one ticket.
    fn add(&mut self, mut ticket: Ticket, first: usize, file: &str) -> Option<Diagnostic> {
        let known: BTreeSet<usize> =
            ticket.references.iter().filter_map(|name| self.by_reference.get(name)).copied().collect();
        let mut finding = None;
        // Due date and owner are kept where only another file has them; the latest counts.
        for at in known.into_iter().rev() {
            let Some(earlier) = self.tickets.get_mut(at).and_then(Option::take) else { continue };
            if at < first && earlier.status != ticket.status {
                finding.get_or_insert_with(|| conflict(&ticket, &earlier, file));
            }
            ticket.due = ticket.due.or(earlier.due);
            ticket.owner = ticket.owner.or(earlier.owner);
            ticket.references.extend(earlier.references);
        }
        ticket.references.sort_unstable();
        ticket.references.dedup();
        for name in &ticket.references {
            self.by_reference.insert(name.clone(), self.tickets.len());
        }
        self.tickets.push(Some(ticket));
        finding
    }

    /// Gives `action` the state of its ticket; its due date, where the ticket has one; and its owner, where the document
    /// names none. Returns the index of the ticket, if one of those that were read is that of the action.
    pub fn apply(&self, action: &mut TrackedAction<'_>) -> Option<usize> {
        if self.tickets.is_empty() {
            return None;
        }
        let at = self.ticket_of(action)?;
        let ticket = self.tickets.get(at)?.as_ref()?;
        action.set_status(ticket.status);
        if let Some(date) = ticket.due {
            action.due = Some(Deadline { date, is_stated: true });
        }
        if action.owners.is_empty() {
            action.owners.extend(ticket.owner.clone());
        }
        Some(at)
    }

    /// The index of the ticket of `action`: by its link and name, else by what its text mentions.
    fn ticket_of(&self, action: &TrackedAction<'_>) -> Option<usize> {
        let find = |names: Vec<String>| names.iter().find_map(|name| self.by_reference.get(name)).copied();
        let mentioned = || {
            // Beside an address, `#12` is the number of an issue there.
            let is_number = |name: &&str| name.starts_with(['#', '!']);
            let tickets = action.mentioned_tickets();
            let tickets = tickets.filter(|name| action.web_link().is_none() || !is_number(name));
            let mut written = action.mentioned_addresses().chain(tickets);
            written.find_map(|written| find(reference::normalise(written, &self.known)))
        };
        find(reference::of_action(action.action.ticket.as_deref(), action.web_link(), &self.known))
            .or_else(mentioned)
    }

    /// Applies the tickets to all of `actions`, and counts those that were of use.
    pub fn apply_to_all<'a, 'b: 'a>(
        &self,
        actions: impl IntoIterator<Item = &'a mut TrackedAction<'b>>,
    ) -> Applied {
        let mut used = vec![false; self.tickets.len()];
        let tickets = self.tickets.iter().flatten().count();
        let mut applied = Applied { tickets, ..Applied::default() };
        for action in actions {
            if let Some(at) = self.apply(action) {
                used[at] = true;
                applied.actions += 1;
            }
        }
        applied.unmatched = tickets - used.iter().filter(|used| **used).count();
        applied
    }
}

impl std::fmt::Display for Applied {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} read: {} found", plural(self.tickets, "ticket"), plural(self.actions, "action"))?;
        match self.unmatched {
            0 => Ok(()),
            1 => write!(f, ", 1 ticket is in no action"),
            count => write!(f, ", {count} tickets are in no action"),
        }
    }
}

/// The finding for a ticket of the file `file` that has another state in an `earlier` one.
fn conflict(ticket: &Ticket, earlier: &Ticket, file: &str) -> Diagnostic {
    let (name, now, before) = (&ticket.name, ticket.status.name(), earlier.status.name());
    Diagnostic::note("actions/statuses", format!("`{name}` is {now} here, and {before} in an earlier file"))
        .at(Place::file(file))
        .hint("the last file counts; leave out the older export")
}

/// Reads one file.
fn read(file: StatusFile<'_>, known: &[(String, String)]) -> Read {
    let text = file.text.strip_prefix('\u{feff}').unwrap_or(file.text);
    match text.trim_start().chars().next() {
        None => (Vec::new(), vec![unusable(file.name, "the file is empty")]),
        Some('{' | '[') => json::read(file.name, text, known),
        Some(_) => table::read(file.name, text, known),
    }
}

/// The finding for a file that is no export of a tracker.
fn unusable(file: &str, what: &str) -> Diagnostic {
    Diagnostic::error("actions/statuses", format!("no states of tickets can be read: {what}"))
        .at(Place::file(file))
        .hint(EXPECTED)
}

/// The finding for an export without tickets.
fn no_ticket(file: &str, level: Level) -> Diagnostic {
    Diagnostic::new(level, "actions/statuses", "there is no ticket in the export")
        .at(Place::file(file))
        .hint("check the query and the access rights of the export, or leave the file out")
}

/// The finding for a ticket whose state is in unknown words.
fn unknown_state(place: Place, ticket: &str, state: &str) -> Diagnostic {
    Diagnostic::warning("actions/statuses", format!("`{state}` is no known state of `{ticket}`"))
        .at(place)
        .hint(
            "the state in the document counts; use words such as `open`, `in progress`, `done` or `declined`",
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use retold_document::{Document, SourceFile, Vocabulary};

    fn statuses(files: &[(&str, &str)]) -> (Statuses, Vec<String>) {
        let files: Vec<_> = files.iter().map(|(name, text)| StatusFile { name, text }).collect();
        let known = [("#".to_owned(), "https://github.com/acme/shop/issues/{}".to_owned())];
        let (statuses, findings) = Statuses::read(&files, &known);
        (statuses, findings.into_iter().map(|finding| finding.message).collect())
    }

    /// The state, due date and owner of the one action in a list `item`.
    fn applied(statuses: &Statuses, item: &str) -> (Option<ActionStatus>, Option<String>, Vec<String>) {
        let text = format!("# Disk full\n\n## Action items\n\n{item}\n");
        let file = SourceFile { path: "a.md".into(), name: "a.md".into(), bytes: text.into() };
        let document = Document::parse(file, &Vocabulary::default()).0;
        let mut actions: Vec<_> = TrackedAction::all_of(&document, 14).collect();
        assert_eq!(actions.len(), 1, "{item}");
        statuses.apply(&mut actions[0]);
        let action = actions.remove(0);
        (action.status, action.due.map(|due| due.date.to_string()), action.owners)
    }

    #[test]
    fn an_action_gets_the_state_of_its_ticket() {
        let (statuses, findings) =
            statuses(&[("a.csv", "OPS-1,done\n#7,in progress\nhttps://t.example/x/9?a=1,declined\n")]);
        assert_eq!(findings, Vec::<String>::new());
        for (item, status) in [
            ("- [ ] Add an alert (OPS-1)", ActionStatus::Done),
            ("- Add an alert ([ticket](https://jira.example/browse/OPS-1))", ActionStatus::Done),
            ("- [ ] Add an alert (https://github.com/acme/shop/pull/7)", ActionStatus::InProgress),
            ("- [ ] Add an alert (https://github.com/acme/other/issues/7)", ActionStatus::Open),
            ("- [ ] Add an alert ([#7](https://github.com/acme/other/issues/7))", ActionStatus::Open),
            ("- [ ] Add an alert (OPS-2)", ActionStatus::Open),
        ] {
            assert_eq!(applied(&statuses, item).0, Some(status), "{item}");
        }
    }

    #[test]
    fn a_due_date_counts_and_an_owner_helps() {
        let (statuses, _) = statuses(&[("a.csv", "OPS-1,open,2026-03-01,ann\n")]);
        let (_, due, owners) = applied(&statuses, "- [ ] Add an alert @ops due:2026-01-31 OPS-1");
        assert_eq!((due.as_deref(), owners), (Some("2026-03-01"), vec!["ops".to_owned()]));
        let (_, _, owners) = applied(&statuses, "- [ ] Add an alert OPS-1");
        assert_eq!(owners, ["ann"]);
    }

    #[test]
    fn the_last_of_several_files_counts() {
        let github = r#"[{"number": 7, "url": "https://github.com/acme/shop/issues/7", "state": "CLOSED"}]"#;
        let (statuses, findings) =
            statuses(&[("a.csv", "#7,open,2026-03-01\nOPS-1,open\nOPS-1,done\n"), ("b.json", github)]);
        assert_eq!(findings, ["`#7` is done here, and open in an earlier file"]);
        let (status, due, _) = applied(&statuses, "- Add an alert (https://github.com/acme/shop/issues/7)");
        assert_eq!((status, due.as_deref()), (Some(ActionStatus::Done), Some("2026-03-01")));
    }

    #[test]
    fn tickets_that_turn_out_to_be_one_are_merged() {
        let known = [("OPS-".to_owned(), "https://t.example/x/{}".to_owned())];
        let earlier = "ops-1,open,2026-03-01\nhttps://t.example/x/1,open,,ann\n";
        let files =
            [("a.csv", earlier), ("b.csv", "OPS-1,done\n")].map(|(name, text)| StatusFile { name, text });
        let (statuses, findings) = Statuses::read(&files, &known);
        assert_eq!(findings.len(), 1, "{findings:?}");
        for item in ["- Add an alert OPS-1", "- Add an alert (https://t.example/x/1)"] {
            let (status, due, owners) = applied(&statuses, item);
            let expected = (Some(ActionStatus::Done), Some("2026-03-01"), vec!["ann".to_owned()]);
            assert_eq!((status, due.as_deref(), owners), expected, "{item}");
        }
        assert_eq!(statuses.apply_to_all(&mut []), Applied { tickets: 1, unmatched: 1, actions: 0 });
    }

    #[test]
    fn tickets_without_an_action_are_counted() {
        let (statuses, _) = statuses(&[("a.csv", "OPS-1,done\nOPS-2,done\n")]);
        let text = "# Disk full\n\n## Action items\n\n- [ ] Add an alert (OPS-1)\n- [ ] Add a test (OPS-1)\n";
        let file = SourceFile { path: "a.md".into(), name: "a.md".into(), bytes: text.into() };
        let document = Document::parse(file, &Vocabulary::default()).0;
        let mut actions: Vec<_> = TrackedAction::all_of(&document, 14).collect();
        let applied = statuses.apply_to_all(&mut actions);
        assert_eq!(applied, Applied { tickets: 2, unmatched: 1, actions: 2 });
        assert_eq!(applied.to_string(), "2 tickets read: 2 actions found, 1 ticket is in no action");
    }

    #[test]
    fn a_file_that_is_no_export_is_an_error() {
        for (text, expected) in [
            ("", "the file is empty"),
            ("\n", "the file is empty"),
            ("{\"a\": 1}", "there are no issues in it"),
            ("[1, 2]", "there are no issues in it"),
            ("{\"issues\": [", "EOF while parsing"),
            ("# Disk full\n\nIt was full.\n", "no line has a ticket and its state"),
            ("just a line", "no line has a ticket and its state"),
        ] {
            let (statuses, findings) = statuses(&[("a", text)]);
            assert!(statuses.is_empty(), "{text}");
            assert!(findings.len() == 1 && findings[0].contains(expected), "{text}: {findings:?}");
        }
    }

    #[test]
    fn an_export_without_tickets_is_found() {
        for text in ["[]", "{\"issues\": [], \"total\": 0}", "ticket,state\n"] {
            for (others, level) in [(None, Level::Error), (Some("OPS-1,done\n"), Level::Warning)] {
                let files = [Some(text), others].into_iter().flatten();
                let files: Vec<_> = files.map(|text| StatusFile { name: "a", text }).collect();
                let (_, findings) = Statuses::read(&files, &[]);
                let found: Vec<_> =
                    findings.iter().map(|finding| (finding.message.as_str(), finding.level)).collect();
                assert_eq!(found, [("there is no ticket in the export", level)], "{text}");
            }
        }
    }

    #[test]
    fn a_ticket_that_is_opened_again_is_due() {
        let (statuses, _) = statuses(&[("a.csv", "OPS-1,open\nOPS-2,done\n")]);
        let text = "# Disk full\n\n## Action items\n\n- [x] Add an alert OPS-1\n- [ ] Add a quota OPS-2\n";
        let file =
            SourceFile { path: "2026-01-31-a.md".into(), name: "2026-01-31-a.md".into(), bytes: text.into() };
        let document = Document::parse(file, &Vocabulary::default()).0;
        let mut actions: Vec<_> = TrackedAction::all_of(&document, 14).collect();
        statuses.apply_to_all(&mut actions);
        let due: Vec<_> = actions.iter().map(|action| action.due.map(|due| due.date.to_string())).collect();
        assert_eq!(due, [Some("2026-02-14".to_owned()), None]);
        assert_eq!(actions[0].days_overdue(Date::constant(2026, 3, 1)), Some(15));
    }
}

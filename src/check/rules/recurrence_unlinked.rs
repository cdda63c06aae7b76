//! A past incident looks like one that is new or edited, and nobody linked the two.

use std::collections::BTreeSet;

use rayon::prelude::*;
use retold_search::Language;

use crate::archive::ArchivedDocument;
use crate::archive::register::Register;
use crate::check::subject::title_place;
use crate::check::{Check, Edited, Example, Rule, Stage};
use crate::similar::{Precedent, Precedents, compare};
use retold_diagnostic::{Diagnostic, Level, plural};
use retold_document::shorten;
use retold_likeness::Alike;

pub const RULE: Rule = Rule {
    id: "recurrence/unlinked",
    levels: &[Level::Note],
    stage: Stage::Review,
    summary: "a past incident looks like this one",
    problem: "\
        `retold check --changed-since` finds past incidents that are like one that is new or edited, and that neither document \
        links with `recurrence_of` or `related`. The finding gives the reason, how the past one was resolved, and which of its \
        actions are still open. At most three are named for each document.",
    consequence: "\
        It may be the same incident again: what was agreed the last time, and not done, would have prevented it. Without a \
        link, neither page shows the repetition, and it is not counted.",
    fix: "\
        If it is a repeat, name the past incident in `recurrence_of`; if it only has to do with it, in `related`; if it has \
        not, in `not_related`.",
    example: Example::Situation {
        fails: "A new report on a full write-ahead log, beside one of last year on the same, without a link between the two.",
        passes: "The new report with `recurrence_of`, which names the earlier one.",
    },
    check: Check::Edited(check),
};

/// Incidents that are named for a document.
const MOST: usize = 3;

/// Incidents from which they are chosen: those that are later, linked or copies are left out.
const LOOKED_AT: usize = 16;

/// Actions that are named of an incident.
const ACTIONS: usize = 3;

/// Most characters of a reason, a sentence, and the title of an action.
const REASON: usize = 240;
const SENTENCE: usize = 160;
const ACTION: usize = 80;

fn check(edited: &Edited<'_>) -> Vec<Diagnostic> {
    let Edited { archive, settings, indexes } = edited;
    let model = compare(archive, Language::of(&settings.config.language));
    let of_document = |&index: &usize| {
        let postmortem = &archive.postmortems[index];
        let is_news = |other: usize| {
            let other_one = &archive.postmortems[other];
            is_past(other_one, postmortem) && !archive.is_settled(index, other)
        };
        let near = model.nearest(index, LOOKED_AT).into_iter().filter(|near| is_news(near.index));
        let alike = model.alike(index, near);
        let found = alike.filter(|alike| !alike.is_copy).take(MOST);
        found.map(|alike| (index, alike)).collect::<Vec<_>>()
    };
    let found: Vec<_> = indexes.par_iter().flat_map_iter(of_document).collect();
    // Only the actions of incidents that are named are looked at.
    let named: BTreeSet<usize> = found.iter().map(|(_, alike)| alike.index).collect();
    let named = named.into_iter().map(|index| &archive.postmortems[index]);
    let mut register = Register::of_postmortems(named, settings.config.action_due_days);
    if let Some(statuses) = settings.statuses {
        statuses.apply_to_all(register.entries.iter_mut().map(|entry| &mut entry.tracked));
    }
    let precedents = Precedents::new(archive, &register);
    let of_pair = |(index, alike): &(usize, Alike)| {
        let (postmortem, other) = (&archive.postmortems[*index], &archive.postmortems[alike.index]);
        finding(postmortem, other, alike, &precedents.of(alike.index))
    };
    found.iter().map(of_pair).collect()
}

/// Whether `other` did not happen after `postmortem`, as far as that is known.
fn is_past(other: &ArchivedDocument, postmortem: &ArchivedDocument) -> bool {
    other.day().zip(postmortem.day()).is_none_or(|(other, own)| other <= own)
}

fn finding(
    postmortem: &ArchivedDocument,
    other: &ArchivedDocument,
    alike: &Alike,
    precedent: &Precedent<'_>,
) -> Diagnostic {
    let day = other.day().map(|day| format!("{day}, ")).unwrap_or_default();
    let name = &other.document.name;
    let mut message = format!("{} ({day}`{name}`) looks like it: ", literal(&other.title));
    message.push_str(&shorten(&alike.reason.text(), REASON));
    if let Some(resolution) = &precedent.resolution {
        let sentence = shorten(resolution, SENTENCE).replace('`', "'");
        message.push_str(&format!("; how it was resolved: {}", sentence.trim_end_matches('.')));
    }
    let open = &precedent.open_actions;
    if !open.is_empty() {
        let verb = if open.len() == 1 { "is" } else { "are" };
        let titles = open
            .iter()
            .take(ACTIONS)
            .map(|entry| action(entry.tracked.action.title.as_str(), &entry.tracked.owners));
        let more = open.len().saturating_sub(ACTIONS);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let titles = titles.collect::<Vec<_>>().join(", ");
        message.push_str(&format!("; {} {verb} still open: {titles}{more}", plural(open.len(), "action")));
    }
    RULE.finding(message).at(title_place(&postmortem.document)).hint(
        "name it in `recurrence_of` or `related`; if it has nothing to do with this one, in `not_related`",
    )
}

fn action(title: &str, owners: &[String]) -> String {
    let owners = if owners.is_empty() { String::new() } else { format!(" ({})", owners.join(", ")) };
    format!("{}{owners}", literal(&shorten(title, ACTION)))
}

/// `text` between backticks.
fn literal(text: &str) -> String {
    format!("`{}`", text.replace('`', "'"))
}

#[cfg(test)]
mod tests {
    use crate::archive::{Archive, Selection};
    use crate::check::{Settings, review_edited};
    use crate::config::{Config, Overrides};
    use crate::source::SourceTree;

    const OLD: &str = "# Disk of postgres full\n\nThe write-ahead log filled the disk, as a replica was gone and its slot \
        stayed.\n\n## Resolution\n\nThe slot was dropped. It took an hour.\n\n## Action items\n\n- [ ] Alert on slots \
        without a replica @db\n- [x] Drop the slot\n";
    const NEW: &str = "# Write-ahead log of postgres fills the disk\n\nA replica was gone, and its slot kept the \
        write-ahead log.\n";

    fn found(front_matter: &str, day: &str, edited: &str) -> Vec<String> {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let others: Vec<(String, String)> = [
            ("certificate", "The certificate of the login expired, as nobody renewed it."),
            ("runner", "The pipeline lost its runner, and no deployment was possible."),
            ("mail", "The relay refused mail, as its address was on a blocklist."),
            ("cache", "The cache was cold after the restart, and the site slow."),
            ("quota", "The quota of the bucket was used up by thumbnails."),
        ]
        .map(|(name, text)| (format!("2024-01-01-{name}.md"), format!("# {name}\n\n{text}\n")))
        .to_vec();
        let new = format!("{front_matter}{NEW}");
        let new_path = format!("{day}-new.md");
        let mut files: Vec<_> = others.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        files.extend([("2025-03-02-old.md", OLD), (new_path.as_str(), &new)]);
        let archive = Archive::from_tree(SourceTree::from_pairs(files), &config, Selection::default()).0;
        let settings = Settings::new(&config, jiff::civil::date(2026, 2, 1));
        let is_edited = |document: &retold_document::Document| document.path.ends_with(edited);
        review_edited(&archive, settings, &is_edited).iter().map(|finding| finding.message.clone()).collect()
    }

    #[test]
    fn a_new_incident_gets_a_note_on_the_past_one_and_its_open_actions() {
        let notes = found("", "2026-01-31", "new.md");
        assert_eq!(notes.len(), 1, "{notes:?}");
        let start = "`Disk of postgres full` (2025-03-02, `content/2025-03-02-old.md`) looks like it: both";
        assert!(notes[0].starts_with(start), "{notes:?}");
        let end = "; how it was resolved: The slot was dropped; 1 action is still open: `Alert on slots without a replica` (db)";
        assert!(notes[0].ends_with(end), "{notes:?}");
    }

    #[test]
    fn what_is_linked_later_or_unchanged_gets_none() {
        for (front_matter, day, edited) in [
            ("---\nrecurrence_of: old\n---\n", "2026-01-31", "new.md"),
            ("---\nrelated: old\n---\n", "2026-01-31", "new.md"),
            ("---\nnot_related: old\n---\n", "2026-01-31", "new.md"),
            ("", "2025-03-01", "new.md"),
            ("", "2026-01-31", "nothing.md"),
            ("---\n# retold-allow recurrence/unlinked: another database\n---\n", "2026-01-31", "new.md"),
        ] {
            assert_eq!(found(front_matter, day, edited), [""; 0], "{front_matter}{day}");
        }
    }
}

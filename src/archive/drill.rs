//! Incidents that can be practised: their timeline is sure enough to be shown step by step.

use super::ArchivedDocument;
use retold_document::model::{Class, Entry, Kind, Milestone};

/// Steps that a drill has, at least.
const STEPS: usize = 5;

/// The timeline of an incident as somebody on call sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drill<'a> {
    /// What happened before anybody noticed: it would give the cause away.
    pub unseen: &'a [Entry],
    /// What follows, in the order of its times.
    pub steps: &'a [Entry],
}

/// The drill of a report; `None` if its timeline has an entry without a time, or one out of order, or if it is short.
pub fn of(archived: &ArchivedDocument) -> Option<Drill<'_>> {
    let document = &archived.document;
    let entries = document.timeline.entries.as_slice();
    let is_reported = document.class == Class::Incident && archived.kind != Kind::Project;
    let is_sure =
        entries.iter().all(|entry| entry.offset.is_some()) && entries.is_sorted_by_key(|entry| entry.offset);
    if !is_reported || !is_sure || entries.len() < STEPS {
        return None;
    }
    let detected = document.milestones.get(Milestone::Detected);
    let is_detection = |entry: &Entry| {
        detected.is_some_and(|fact| {
            let moment = entry.at.and_then(|at| at.moment()).and_then(|moment| moment.instant());
            entry.span == fact.span || moment.is_some_and(|at| fact.value.instant() == Some(at))
        })
    };
    let seen = entries.iter().position(is_detection).unwrap_or(0);
    let (unseen, steps) =
        if entries.len() - seen >= STEPS { entries.split_at(seen) } else { (&entries[..0], entries) };
    Some(Drill { unseen, steps })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Archive, Selection};
    use crate::config::{Config, Overrides};
    use crate::source::SourceTree;

    fn counts(timeline: &str) -> Option<(usize, usize)> {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        let text = format!("---\ndate: 2026-01-31\n---\n# Disk full\n\n## Timeline\n\n{timeline}");
        let tree = SourceTree::from_pairs([("disk.md", text.as_str())]);
        let archive = Archive::from_tree(tree, &config, Selection::default()).0;
        of(&archive.postmortems[0]).map(|drill| (drill.unseen.len(), drill.steps.len()))
    }

    #[test]
    fn a_drill_begins_when_somebody_notices() {
        let rest =
            "- 10:06 The disk is found\n- 10:08 Files go\n- 10:09 More go\n- 10:20 All is well again\n";
        for (start, expected) in [
            ("- 10:00 A deploy starts\n- 10:05 An alert pages the on-call engineer\n", Some((1, 5))),
            ("- 10:00 A deploy starts\n", Some((0, 5))),
            ("", None),
            ("- 10:07 A deploy starts\n- 10:05 An alert pages the on-call engineer\n", None),
            ("- Earlier, a deploy starts\n- 10:05 An alert pages the on-call engineer\n", None),
        ] {
            assert_eq!(counts(&format!("{start}{rest}")), expected, "{start}");
        }
    }
}

//! The fields that a heading, a bold line or a parent item gives to all actions below it.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::model::{ActionStatus, SectionKind};
use crate::readers::actions::people::People;
use crate::readers::actions::phrases::PHRASES;
use crate::readers::actions::{marks, owners, status};
use crate::text::marks::{COLONS, before_bracket};
use retold_times::{Due, due};

static TAKEN: LazyLock<Vec<&str>> = LazyLock::new(|| PHRASES.words("taken").collect());
static NOUNS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| PHRASES.set("noun"));

/// The fields that the actions of a group inherit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    pub owner: Option<String>,
    pub status: Option<(ActionStatus, String)>,
    pub kind: Option<String>,
    pub due: Option<Due>,
    pub priority: Option<String>,
    /// Whether the actions are done: `Actions taken`.
    pub past: bool,
}

impl Group {
    /// Reads the text above a group: `Immediate (completed)`, `Prevent`, `@jane`, `Platform team`.
    pub fn read(text: &str, people: &People) -> Self {
        let text = text.trim().trim_end_matches(COLONS).trim();
        if text.is_empty() || text.len() > 160 {
            return Self::default();
        }
        let (base, remark) = split_remark(text);
        let mut group = Self::default();
        let is_mark = |c: char| !c.is_alphanumeric();
        // `planned or in progress` is not the status of each action.
        let is_either = remark.is_some_and(|remark| {
            remark.split_once(" or ").is_some_and(|(one, other)| {
                status::of_remark(one).is_some() && status::of_remark(other).is_some()
            })
        });
        if is_either {
            return group;
        }
        let stated = remark
            .and_then(|remark| Some((status::of_remark(remark)?, remark)))
            .or_else(|| Some((status::of_remark(text)?, text)))
            .or_else(|| Some((of_items(base)?, base)))
            .or_else(|| {
                let bare = base.trim_matches(is_mark);
                Some((status::of_remark(bare)?, bare))
            });
        if let Some((status, word)) = stated {
            let word = before_bracket(word);
            group.status = Some((status, word.trim_matches(is_mark).to_owned()));
            return group;
        }
        let bare = base.trim_matches(|c: char| is_mark(c) && c != '@');
        group.kind = remark.and_then(marks::kind).or_else(|| marks::kind(bare)).map(str::to_owned);
        group.priority = marks::level(bare).or_else(|| marks::level(remark?)).map(str::to_owned);
        group.owner = owners::of_label_line(text).or_else(|| owners::of_label_line(remark?));
        if group.owner.is_none() {
            let name = Some(of_owner(bare)).filter(|_| marks::kind(bare).is_none());
            // `Docs — Jane`
            let behind = [" — ", " – ", " - "].iter().find_map(|dash| Some(base.rsplit_once(dash)?.1));
            let names = [name, remark, behind].into_iter().flatten();
            group.owner = names.filter(|name| owners::is_group(name, people)).find_map(owners::of_value);
        }
        group.due = due::of_remark(text, None)
            .or_else(|| due::of_remark(remark?, None))
            .filter(|due| matches!(due, Due::In(_)));
        let lower = base.to_lowercase();
        let is_ahead = [" to be ", " to take", "not "].iter().any(|part| lower.contains(part));
        group.past =
            !is_ahead && lower.ends_with("taken") || TAKEN.iter().any(|start| lower.starts_with(start));
        group
    }

    /// The group with missing fields taken from `outer`, the group around it.
    pub fn inside(self, outer: &Self) -> Self {
        Self {
            owner: self.owner.or_else(|| outer.owner.clone()),
            status: self.status.or_else(|| outer.status.clone()),
            kind: self.kind.or_else(|| outer.kind.clone()),
            due: self.due.or(outer.due),
            priority: self.priority.or_else(|| outer.priority.clone()),
            past: self.past || outer.past,
        }
    }

    /// Whether the text gives nothing to the actions below it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The name in a text such as `Jane's actions` or `Actions for Jane`, or all of it.
fn of_owner(text: &str) -> &str {
    let last = |text: &str| NOUNS.contains(text.to_lowercase().as_str());
    for mark in ["'s ", "’s "] {
        if let Some((name, _)) = text.split_once(mark).filter(|(_, rest)| last(rest)) {
            return name;
        }
    }
    for mark in [" for ", " – ", " - ", " — "] {
        if let Some((_, name)) = text.split_once(mark).filter(|(first, _)| last(first)) {
            return name;
        }
    }
    text
}

/// The kind of all actions in a section of a section of actions: `### Detection`.
pub fn kind_of_section(kind: SectionKind, name: &str) -> Option<String> {
    matches!(kind, SectionKind::Detection | SectionKind::Resolution).then(|| {
        let (base, remark) = split_remark(name.trim().trim_end_matches(':'));
        remark.and_then(marks::kind).unwrap_or(base).to_owned()
    })
}

/// The text before brackets, and the text in them.
fn split_remark(text: &str) -> (&str, Option<&str>) {
    let Some(at) = text.find(['(', '（', '[']) else { return (text, None) };
    let remark = text[at..]
        .trim_matches(|c: char| matches!(c, '(' | ')' | '（' | '）' | '[' | ']') || c.is_whitespace());
    (text[..at].trim(), Some(remark))
}

/// The status in a heading that ends with a word for actions: `Completed actions`, `Open items`.
fn of_items(text: &str) -> Option<ActionStatus> {
    let (first, last) = text.rsplit_once(' ')?;
    let is_noun = NOUNS.contains(last.to_lowercase().as_str());
    if is_noun { status::of_remark(first.trim_end_matches(" action")) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_read() {
        let read = |text: &str| Group::read(text, &People::default());
        let status = |text: &str| Group::read(text, &People::default()).status.map(|(status, _)| status);
        assert_eq!(status("Immediate (completed)"), Some(ActionStatus::Done));
        assert_eq!(status("Completed ✅"), Some(ActionStatus::Done));
        assert_eq!(status("Done"), Some(ActionStatus::Done));
        assert_eq!(status("Completed actions:"), Some(ActionStatus::Done));
        assert_eq!(status("In progress (next two weeks):"), Some(ActionStatus::InProgress));
        assert_eq!(status("Short term"), None);
        assert_eq!(status("Open source tooling"), None);
        assert_eq!(status("Planned actions (planned or in progress)"), None);
        assert_eq!(read("Platform team").owner.as_deref(), Some("Platform team"));
        assert_eq!(read("@jane:").owner.as_deref(), Some("jane"));
        assert_eq!(read("Jane Doe").owner.as_deref(), Some("Jane Doe"));
        assert_eq!(read("Load Balancer").owner, None);
        assert_eq!(read("予防（Prevent）").kind.as_deref(), Some("Prevent"));
        assert_eq!(read("Process:").kind.as_deref(), Some("Process"));
        for (text, owner) in [
            ("Jane (SRE)", "Jane"),
            ("Jane’s tasks", "Jane"),
            ("Actions for Jane", "Jane"),
            ("Owner: Jane Doe", "Jane Doe"),
            ("Owned by Storage:", "Storage"),
            ("Alerting (@jane)", "jane"),
            ("Alerting (owner: Quill)", "Quill"),
            ("Docs — Jane", "Jane"),
            ("Jane and Joe", "Jane, Joe"),
        ] {
            assert_eq!(read(text).owner.as_deref(), Some(owner), "{text}");
        }
        for (text, priority) in [
            ("P0", Some("P0")),
            ("P1 (this sprint)", Some("P1")),
            ("**High priority:**", Some("High")),
            ("Priority 1", Some("1")),
            ("🔴 Critical", Some("Critical")),
            ("Later (P3)", Some("P3")),
            ("High availability", None),
        ] {
            assert_eq!(read(text).priority.as_deref(), priority, "{text}");
        }
        assert_eq!(read("Within 30 days").due, Some(Due::In(30)));
        assert!(read("Actions taken").past);
        assert!(!read("Actions to be taken care of").past);
        assert!(!read("Actions to be taken").past);
    }
}

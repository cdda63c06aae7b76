//! The fields that a heading, a bold line or a parent item gives to all actions below it.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::model::{ActionStatus, SectionKind};
use crate::readers::actions::phrases::PHRASES;
use crate::readers::actions::{marks, owners, status};
use crate::text::marks::{COLONS, before_bracket};
use crate::text::words::strip_word;
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
    /// Whether the actions are done: `Actions taken`.
    pub past: bool,
    /// Whether the words in brackets in front of the actions are their owners.
    pub has_owners: bool,
}

impl Group {
    /// Reads the text above a group: `Immediate (completed)`, `Prevent`, `@jane`, `Platform team`.
    pub fn read(text: &str) -> Self {
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
        let owner = strip_word(text, "owner")
            .or_else(|| strip_word(text, "assigned to"))
            .or_else(|| strip_word(text, "担当"));
        if let Some(owner) = owner {
            group.owner = owners::of_value(owner.trim_start_matches([':', '：', ' ']));
        } else if owners::is_group(base) && marks::kind(base).is_none() {
            group.owner = owners::of_value(base);
        }
        group.kind = remark.and_then(marks::kind).or_else(|| marks::kind(base)).map(str::to_owned);
        group.due = due::of_remark(text, None)
            .or_else(|| due::of_remark(remark?, None))
            .filter(|due| matches!(due, Due::In(_)));
        let lower = base.to_lowercase();
        group.past = lower.ends_with("taken") || TAKEN.iter().any(|start| lower.starts_with(start));
        group
    }

    /// The group with missing fields taken from `outer`, the group around it.
    pub fn inside(self, outer: &Self) -> Self {
        Self {
            owner: self.owner.or_else(|| outer.owner.clone()),
            status: self.status.or_else(|| outer.status.clone()),
            kind: self.kind.or_else(|| outer.kind.clone()),
            due: self.due.or(outer.due),
            past: self.past || outer.past,
            has_owners: self.has_owners || outer.has_owners,
        }
    }

    /// Whether the text gives nothing to the actions below it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
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
        let status = |text: &str| Group::read(text).status.map(|(status, _)| status);
        assert_eq!(status("Immediate (completed)"), Some(ActionStatus::Done));
        assert_eq!(status("Completed ✅"), Some(ActionStatus::Done));
        assert_eq!(status("Done"), Some(ActionStatus::Done));
        assert_eq!(status("Completed actions:"), Some(ActionStatus::Done));
        assert_eq!(status("In progress (next two weeks):"), Some(ActionStatus::InProgress));
        assert_eq!(status("Short term"), None);
        assert_eq!(status("Open source tooling"), None);
        assert_eq!(status("Planned actions (planned or in progress)"), None);
        assert_eq!(Group::read("Platform team").owner.as_deref(), Some("Platform team"));
        assert_eq!(Group::read("@jane:").owner.as_deref(), Some("jane"));
        assert_eq!(Group::read("Jane Doe").owner.as_deref(), Some("Jane Doe"));
        assert_eq!(Group::read("Load Balancer").owner, None);
        assert_eq!(Group::read("予防（Prevent）").kind.as_deref(), Some("Prevent"));
        assert_eq!(Group::read("Process:").kind.as_deref(), Some("Process"));
        assert_eq!(Group::read("Within 30 days").due, Some(Due::In(30)));
        assert!(Group::read("Actions taken").past);
        assert!(!Group::read("Actions to be taken care of").past);
    }
}

//! Short parts of an action's text that hold one field each: `Jane, P1, due 2026-01-31`.

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::model::ActionStatus;
use crate::readers::actions::field_names::{self, Field};
use crate::readers::actions::fields::Fields;
use crate::readers::actions::people::People;
use crate::readers::actions::phrases::PHRASES;
use crate::readers::actions::{due_dates, marks, names, owners, references, status};
use crate::text::marks::COLONS;
use crate::text::words::strip_word;
use retold_times::Due;

static TIMES: LazyLock<Vec<&str>> = LazyLock::new(|| PHRASES.longest_first("time"));

/// Most parts of a remark.
const MOST: usize = 6;

/// Bytes of a remark that may consist of fields.
const LONGEST: usize = 120;

/// A field that a part of a text gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fragment {
    Owner(String),
    Due(Due),
    Status(ActionStatus, String),
    Priority(String),
    Kind(String),
    /// The name of a ticket, or a word that carries a link. References are found by themselves.
    Reference,
}

/// The fields that make up all of `text`, and its times that are no dates (`by Friday`, `Q3`). `None` if `text` has
/// anything else, or no field at all.
pub fn of<'t>(text: &'t str, near: Option<Date>, people: &People) -> Option<(Vec<Fragment>, Vec<&'t str>)> {
    if text.len() > LONGEST {
        return None;
    }
    // A date may have a comma of its own; the value of a label ends before the next one.
    let is_whole =
        !text.contains([',', ';', '|', '、', '，', '；']) || due_dates::of_remark(text, near).is_some();
    if let Some(fragment) = read(text, near, people).filter(|_| is_whole) {
        return Some((vec![fragment], Vec::new()));
    }
    let (mut found, mut times) = (Vec::new(), Vec::new());
    let parts = text.split([',', ';', '|', '、', '，', '；', '·']).flat_map(|part| part.split(" - "));
    for (at, part) in parts.flat_map(|part| part.split(" – ")).flat_map(|part| part.split(" — ")).enumerate()
    {
        let part = part.trim();
        match read(part, near, people) {
            _ if at >= MOST => return None,
            Some(fragment) => found.push(fragment),
            None if is_time(part) => times.push(part),
            None => return None,
        }
    }
    (!found.is_empty()).then_some((found, times))
}

/// The field that all of `text` gives.
fn read(text: &str, near: Option<Date>, people: &People) -> Option<Fragment> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
    if text.is_empty() {
        return None;
    }
    if references::is_link_text(text) {
        return Some(Fragment::Reference);
    }
    if let Some(status) = status::of_remark(text) {
        return Some(Fragment::Status(status, text.to_owned()));
    }
    if owners::is_handles(text) {
        return Some(Fragment::Owner(owners::of_value(text)?));
    }
    if let Some(priority) = marks::priority(text) {
        return Some(Fragment::Priority(priority.to_owned()));
    }
    if let Some(due) = due_dates::of_remark(text, near) {
        return Some(Fragment::Due(due));
    }
    if let Some(kind) = marks::kind(text) {
        return Some(Fragment::Kind(kind.to_owned()));
    }
    if let Some(fragment) = labelled(text, near, people) {
        return Some(fragment);
    }
    let is_name =
        owners::are_people(text, people) || names::is_explicit_team(text) || names::is_given_name(text);
    if is_name { Some(Fragment::Owner(owners::of_value(text)?)) } else { None }
}

/// The field that a label gives: `owner: Jane`, `assigned to Jane`, `ticket: OPS-12`.
fn labelled(text: &str, near: Option<Date>, people: &People) -> Option<Fragment> {
    if let Some(name) = field_names::behind_owner(text)
        && (owners::is_owner(name)
            || owners::are_people(name, people)
            || text.contains(COLONS) && name.split(' ').count() <= 4
            || name.split(' ').count() <= 2 && name.starts_with(char::is_uppercase))
    {
        return Some(Fragment::Owner(owners::of_value(name)?));
    }
    let (label, value) = text.split_once(COLONS)?;
    let value = value.trim();
    match field_names::of_label(label) {
        Field::Owner if value.split(' ').count() <= 4 => Some(Fragment::Owner(owners::of_value(value)?)),
        Field::Due => Some(Fragment::Due(due_dates::of_value(value, near)?)),
        Field::Status => Some(Fragment::Status(status::of_cell(value)?, value.to_owned())),
        Field::Priority => Some(Fragment::Priority(marks::priority(value)?.to_owned())),
        Field::Kind => Some(Fragment::Kind(marks::kind(value)?.to_owned())),
        Field::Ticket if references::is_link_text(value) => Some(Fragment::Reference),
        _ => None,
    }
}

/// Whether `text` is a time that is no date: `by Friday`, `next sprint`, `Q3`, `ASAP`.
pub fn is_time(text: &str) -> bool {
    text.split_whitespace().count() <= 4
        && TIMES.iter().filter_map(|word| strip_word(text, word)).any(|rest| {
            rest.is_empty() || rest.starts_with(|c: char| c == ' ' || c == '-' || c.is_ascii_digit())
        })
}

impl Fields {
    /// Takes a field, unless it is known already.
    pub fn take_fragment(&mut self, fragment: Fragment) {
        match fragment {
            Fragment::Owner(owner) => match &mut self.owner {
                None => self.owner = Some(owner),
                // `Jane, Joe` in one remark.
                Some(known) if !known.split(", ").any(|name| name == owner) => {
                    *known = format!("{known}, {owner}");
                }
                Some(_) => {}
            },
            Fragment::Due(due) => {
                self.due.get_or_insert(due);
            }
            Fragment::Status(status, word) => self.set_status(status, &word),
            Fragment::Priority(priority) => {
                self.priority.get_or_insert(priority);
            }
            Fragment::Kind(kind) => {
                self.kind.get_or_insert(kind);
            }
            Fragment::Reference => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_hold_one_field_each() {
        let day = Due::On(Date::constant(2026, 1, 31));
        let owner = |name: &str| Fragment::Owner(name.to_owned());
        let priority = Fragment::Priority("P1".to_owned());
        for (text, expected, time) in [
            ("Jane, due 2026-01-31", Some(vec![owner("Jane"), Fragment::Due(day)]), ""),
            ("owner: jane, due: 2026-01-31", Some(vec![owner("jane"), Fragment::Due(day)]), ""),
            ("@jane, 2026-01-31", Some(vec![owner("jane"), Fragment::Due(day)]), ""),
            ("Jane/Joe; P1", Some(vec![owner("Jane/Joe"), priority.clone()]), ""),
            ("P1, jane", Some(vec![priority, owner("jane")]), ""),
            ("Jane, by Friday", Some(vec![owner("Jane")]), "by Friday"),
            ("Storage team, Q3", Some(vec![owner("Storage team")]), "Q3"),
            ("Jane - 2026-01-31", Some(vec![owner("Jane"), Fragment::Due(day)]), ""),
            ("担当: jane、期限: 2026-01-31", Some(vec![owner("jane"), Fragment::Due(day)]), ""),
            ("by Friday", None, ""),
            ("Jane called", None, ""),
            ("Jane, who was on call", None, ""),
            ("the first one, 2026-01-31", None, ""),
            ("", None, ""),
        ] {
            let found = of(text, None, &People::default());
            let times = found.as_ref().map(|(_, times)| times.join(", ")).unwrap_or_default();
            assert_eq!((found.map(|(fields, _)| fields), times.as_str()), (expected, time), "{text}");
        }
    }
}

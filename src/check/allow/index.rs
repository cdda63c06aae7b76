//! Finds the allowances that cover a finding.

use std::collections::BTreeMap;

use super::remarks::Allowance;
use crate::check::find;
use crate::check::levels::is_adjustable;
use retold_diagnostic::Diagnostic;

/// Allowances by the files and the rules that they are about, so that a finding is compared with few of them.
pub struct Index<'a> {
    files: BTreeMap<&'a str, BTreeMap<&'a str, Vec<Entry<'a>>>>,
    count: usize,
}

/// An allowance in an [`Index`].
struct Entry<'a> {
    allowance: &'a Allowance,
    /// Its place in the list of all.
    number: usize,
    /// The last line that it, or one before it in the index, is about.
    furthest: usize,
    is_used: bool,
}

impl<'a> Index<'a> {
    pub fn of(allowances: &'a [Allowance]) -> Self {
        let mut files: BTreeMap<&str, BTreeMap<&str, Vec<Entry<'a>>>> = BTreeMap::new();
        for (number, allowance) in allowances.iter().enumerate() {
            let entry = Entry { allowance, number, furthest: *allowance.lines.end(), is_used: false };
            let by_rules = files.entry(&allowance.path).or_default();
            by_rules.entry(&allowance.rules).or_default().push(entry);
        }
        for entries in files.values_mut().flat_map(BTreeMap::values_mut) {
            entries.sort_by_key(|entry| *entry.allowance.lines.start());
            let mut furthest = 0;
            for entry in entries {
                furthest = furthest.max(entry.furthest);
                entry.furthest = furthest;
            }
        }
        Self { files, count: allowances.len() }
    }

    /// Whether any of the allowances covers `finding`. All that do are used from now on.
    pub fn allows(&mut self, finding: &Diagnostic) -> bool {
        let Some(place) = &finding.place else { return false };
        let Some(rule) = find(finding.rule).filter(|rule| is_adjustable(rule)) else { return false };
        let Some(by_rules) = self.files.get_mut(place.path.as_str()) else { return false };
        let group = format!("{}/*", rule.group());
        let mut is_allowed = false;
        for rules in [rule.id, &group] {
            let Some(entries) = by_rules.get_mut(rules) else { continue };
            let end = entries.partition_point(|entry| *entry.allowance.lines.start() <= place.line);
            for entry in entries[..end].iter_mut().rev().take_while(|entry| entry.furthest >= place.line) {
                if *entry.allowance.lines.end() >= place.line {
                    (is_allowed, entry.is_used) = (true, true);
                }
            }
        }
        is_allowed
    }

    /// Whether each of the allowances is used, in the order of their list.
    pub fn used(self) -> Vec<bool> {
        let mut is_used = vec![false; self.count];
        for entry in self.files.into_values().flat_map(BTreeMap::into_values).flatten() {
            is_used[entry.number] = entry.is_used;
        }
        is_used
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::allow::remarks::testing::allowance;
    use retold_diagnostic::Place;

    #[test]
    fn all_allowances_of_a_line_are_used() {
        let allowances = [
            allowance("a.md", 0..=usize::MAX, "blame/word"),
            allowance("a.md", 2..=9, "blame/*"),
            allowance("a.md", 3..=4, "blame/*"),
            allowance("a.md", 5..=5, "blame/*"),
            allowance("a.md", 5..=5, "blame/person"),
            allowance("a.md", 6..=6, "blame/*"),
            allowance("b.md", 5..=5, "blame/word"),
        ];
        let at = |line| {
            let place = Place { line, column: 1, ..Place::file("a.md") };
            Diagnostic::warning("blame/word", "x").at(place)
        };
        let mut index = Index::of(&allowances[1..]);
        assert!(index.allows(&at(5)) && !index.allows(&at(10)) && !index.allows(&at(1)));
        assert_eq!(index.used(), [true, false, true, false, false, false]);
        let mut index = Index::of(&allowances);
        assert!(index.allows(&at(10)));
        assert_eq!(index.used(), [true, false, false, false, false, false, false]);
    }
}

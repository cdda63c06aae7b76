//! Remarks by which authors allow a finding: `<!-- retold-allow blame/word: quoting the press -->`.

mod index;
mod remarks;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::mark::Mark;
use super::pattern::matches;
use super::rule::{Check, Rule, Stage};
use super::rules::RULES;
use crate::archive::Archive;
use index::Index;
use remarks::{Allowance, remarks};
use retold_diagnostic::Diagnostic;
use retold_document::Document;

/// The findings of which part of the check are filtered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    /// What could not be read.
    Reading,
    /// How the postmortems are written.
    Review,
    /// How some of them are written, without what is looked for only where all are reviewed.
    ReviewChosen,
    /// What web addresses answer.
    External,
    /// How those of one file are written, without what needs the whole archive.
    ReviewFile,
    /// What new and edited postmortems bring.
    Edited,
}

impl Pass {
    pub fn has(self, rule: &Rule) -> bool {
        match (self, rule.stage) {
            (Self::Edited, Stage::Review) => matches!(rule.check, Check::Edited(_)),
            (Self::Review, Stage::Review) => !matches!(rule.check, Check::Edited(_)),
            (Self::ReviewChosen, Stage::Review) => {
                !matches!(rule.check, Check::ReviewOnDemand(_) | Check::Edited(_))
            }
            (Self::External, Stage::External) => true,
            (Self::ReviewFile, Stage::Review) => {
                !matches!(rule.check, Check::ReviewAll(_) | Check::ReviewOnDemand(_) | Check::Edited(_))
            }
            (Self::Reading, stage) => !matches!(stage, Stage::Review | Stage::External),
            _ => false,
        }
    }

    /// The names of the files that all rules of this part of the check look at. Links of drafts are looked at only on the
    /// web.
    fn checked(self, archive: &Archive) -> BTreeSet<&str> {
        if self == Self::External {
            return archive.documents().map(|document| document.name.as_str()).collect();
        }
        let others = archive.others.iter().filter(|_| self == Self::Reading);
        archive.postmortems.iter().chain(others).map(|page| page.document.name.as_str()).collect()
    }
}

/// Leaves out the findings that remarks in the `documents` of `archive` allow. Adds findings for remarks that are wrong and, for rules
/// of `pass`, for those that allow nothing.
pub fn apply<'a>(
    findings: Vec<Diagnostic>,
    archive: &Archive,
    documents: impl Iterator<Item = &'a Document>,
    pass: Pass,
) -> Vec<Diagnostic> {
    // The whole of a split file has the remarks of its incidents.
    let whole: Vec<_> = documents.filter(|document| document.part.is_none()).collect();
    let marked: Vec<_> = whole.into_par_iter().filter(|document| Mark::may_be_in(document)).collect();
    if marked.is_empty() {
        return findings;
    }
    let read: Vec<_> = marked.par_iter().map(|document| remarks(document)).collect();
    let (allowances, faults): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    let allowances = allowances.concat();
    let mut index = Index::of(&allowances);
    let mut kept: Vec<_> = findings.into_iter().filter(|finding| !index.allows(finding)).collect();
    let is_used = index.used();
    if pass == Pass::Reading {
        kept.extend(faults.into_iter().flatten());
    }
    let checked = pass.checked(archive);
    let unused: Vec<_> = allowances
        .iter()
        .zip(is_used)
        .filter(|(allowance, is_used)| {
            !is_used && allowance.is_of(pass) && checked.contains(allowance.path.as_str())
        })
        .map(|(allowance, _)| allowance)
        .collect();
    let mut unused_rules: BTreeMap<_, usize> = BTreeMap::new();
    for allowance in &unused {
        *unused_rules.entry((allowance.path.as_str(), allowance.remark.start)).or_default() += 1;
    }
    kept.extend(unused.iter().map(|allowance| {
        let finding =
            Diagnostic::warning("allow/unused", format!("`{}` finds nothing here", allowance.rules))
                .at(allowance.place.clone())
                .hint("remove the remark");
        // A remark is removed only as a whole.
        let count = unused_rules.get(&(allowance.path.as_str(), allowance.remark.start));
        if count == Some(&allowance.remark.rules) {
            finding.fix(allowance.remark.removal.clone(), "")
        } else {
            finding
        }
    }));
    kept
}

impl Allowance {
    /// Whether all rules that it allows are looked for in `pass`.
    fn is_of(&self, pass: Pass) -> bool {
        RULES.iter().filter(|rule| matches(&self.rules, rule.id)).all(|rule| pass.has(rule))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Selection;
    use crate::check::testing::{findings, headlines};
    use crate::config::{Config, Overrides};
    use crate::source::SourceTree;

    const LATE: &str = "---\nstarted: 2026-01-02T10:00Z\ndetected: 2026-01-02T09:00Z\n---\n# A\n";

    #[test]
    fn a_remark_with_a_reason_allows_what_it_names() {
        for (remark, expected) in [
            ("", &["warning[times/order]"][..]),
            ("# retold-allow times/order: the clocks differed\n", &[]),
            ("# retold-allow times/*, link/missing: x\n", &["warning[allow/unused]"]),
            ("# retold-allow times/order\n", &["warning[allow/reason]", "warning[times/order]"]),
            ("# retold-allow times/order: .\n", &["warning[allow/reason]", "warning[times/order]"]),
            ("# retold-allow times/order: 時計\n", &[]),
            ("# retold-allow: x\n", &["warning[allow/rule]", "warning[times/order]"]),
            ("# retold-allow\n", &["warning[allow/rule]", "warning[times/order]"]),
            ("# retold-alow times/order: x\n", &["warning[allow/rule]", "warning[times/order]"]),
            ("# Retold-Allow times/order: x\n", &["warning[allow/rule]", "warning[times/order]"]),
            ("# retold-allow times/ordr: x\n", &["warning[allow/rule]", "warning[times/order]"]),
            ("# retold-allow identity/duplicate: x\n", &["warning[allow/rule]", "warning[times/order]"]),
        ] {
            let text = LATE.replacen("---\n", &format!("---\n{remark}"), 1);
            let mut found: Vec<_> = headlines(&[("a.md", &text)])
                .iter()
                .map(|line| line.split(':').next().unwrap_or_default().to_owned())
                .collect();
            found.sort();
            assert_eq!(found, expected, "{remark}");
        }
    }

    #[test]
    fn a_remark_is_fixed_only_where_all_of_it_is_unused() {
        let fixes = |remark: &str| {
            let text = LATE.replacen("---\n", &format!("---\n{remark}"), 1);
            let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
            let tree = SourceTree::from_pairs([("a.md", text.as_str())]);
            let (archive, found) = Archive::from_tree(tree, &config, Selection::default());
            let found = crate::check::run(&archive, &config, found);
            let unused = found.into_iter().filter(|finding| finding.rule == "allow/unused");
            unused.map(|finding| finding.fix.is_some()).collect::<Vec<_>>()
        };
        assert_eq!(fixes("# retold-allow link/missing: x\n"), [true]);
        assert_eq!(fixes("# retold-allow link/missing, link/draft: x\n"), [true, true]);
        assert_eq!(fixes("# retold-allow times/order, link/missing: x\n"), [false]);
        assert_eq!(fixes("# retold-allow link/mising, link/draft: x\n"), [false]);
    }

    #[test]
    fn a_remark_in_a_draft_waits_for_its_publication() {
        let text =
            "---\ndraft: true\n---\n# A\n\n<!-- retold-allow link/missing: moved -->\nSee [b](b.md).\n";
        assert_eq!(findings(&[("a.md", text)]), Vec::<String>::new());
    }

    #[test]
    fn a_remark_is_about_the_block_that_follows() {
        let text = "# A\n\n<!-- retold-allow link/missing: moved -->\nSee [b](b.md).\n\nSee [c](c.md).\n\n\
                    - [d](d.md) <!-- retold-allow link/missing: gone -->\n- [e](e.md)\n";
        let found = findings(&[("a.md", text)]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("`c.md`") && found[1].contains("`e.md`"), "{found:?}");
    }
}

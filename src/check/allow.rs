//! Remarks by which authors allow a finding: `<!-- retold-allow blame/word: quoting the press -->`.

use std::ops::{Range, RangeInclusive};

use rayon::prelude::*;

use super::levels::is_adjustable;
use super::pattern::{matches, named};
use super::rule::{Check, Rule, Stage};
use super::rules::RULES;
use retold_diagnostic::{Diagnostic, Place};
use retold_document::Document;
use retold_document::prose::{Comment, Prose};

/// What a remark begins with.
const MARK: &str = "retold-allow";

/// The findings of which part of the check are filtered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pass {
    /// What could not be read.
    Reading,
    /// How the postmortems are written.
    Review,
    /// What web addresses answer.
    External,
    /// How those of one file are written, without what needs the whole archive.
    ReviewFile,
}

impl Pass {
    pub fn has(self, rule: &Rule) -> bool {
        match (self, rule.stage) {
            (Self::Review, Stage::Review) | (Self::External, Stage::External) => true,
            (Self::ReviewFile, Stage::Review) => !matches!(rule.check, Check::ReviewAll(_)),
            (Self::Reading, stage) => !matches!(stage, Stage::Review | Stage::External),
            _ => false,
        }
    }
}

/// A rule, or a group of rules, that a remark allows.
#[derive(Debug, Clone)]
struct Allowance {
    /// The file's path as messages show it.
    path: String,
    /// The lines of the file; from 0, which stands for the whole file, if it is about all of it.
    lines: RangeInclusive<usize>,
    rules: String,
    place: Place,
}

/// Leaves out the findings that remarks in the `documents` allow. Adds findings for remarks that are wrong and, for rules
/// of `pass`, for those that allow nothing.
pub fn apply<'a>(
    findings: Vec<Diagnostic>,
    documents: impl Iterator<Item = &'a Document>,
    pass: Pass,
) -> Vec<Diagnostic> {
    let marked: Vec<_> = documents
        // The whole of a split file has the remarks of its incidents.
        .filter(|document| document.part.is_none() && document.text.contains(MARK))
        .collect();
    if marked.is_empty() {
        return findings;
    }
    let read: Vec<_> = marked.par_iter().map(|document| remarks(document)).collect();
    let (allowances, faults): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    let allowances = allowances.concat();
    let mut is_used = vec![false; allowances.len()];
    let mut kept: Vec<_> = findings
        .into_iter()
        .filter(|finding| {
            let mut is_allowed = false;
            for (allowance, is_used) in allowances.iter().zip(&mut is_used) {
                if allowance.covers(finding) {
                    (is_allowed, *is_used) = (true, true);
                }
            }
            !is_allowed
        })
        .collect();
    if pass == Pass::Reading {
        kept.extend(faults.into_iter().flatten());
    }
    let unused =
        allowances.iter().zip(is_used).filter(|(allowance, is_used)| !is_used && allowance.is_of(pass));
    kept.extend(unused.map(|(allowance, _)| {
        Diagnostic::warning("allow/unused", format!("`{}` finds nothing here", allowance.rules))
            .at(allowance.place.clone())
            .hint("remove the remark")
    }));
    kept
}

impl Allowance {
    fn covers(&self, finding: &Diagnostic) -> bool {
        finding
            .place
            .as_ref()
            .is_some_and(|place| place.path == self.path && self.lines.contains(&place.line))
            && matches(&self.rules, finding.rule)
            && super::find(finding.rule).is_some_and(is_adjustable)
    }

    /// Whether all rules that it allows are looked for in `pass`.
    fn is_of(&self, pass: Pass) -> bool {
        RULES.iter().filter(|rule| matches(&self.rules, rule.id)).all(|rule| pass.has(rule))
    }
}

/// What the remarks of a document allow, and what is wrong with them.
fn remarks(document: &Document) -> (Vec<Allowance>, Vec<Diagnostic>) {
    let mut allowances = Vec::new();
    let mut faults = Vec::new();
    for comment in Prose::of(document).comments {
        let Some(remark) = comment.text.trim_start().strip_prefix(MARK) else { continue };
        let (rules, reason) = remark.split_once(':').unwrap_or((remark, ""));
        let place = |span: Range<usize>| Place::span(&document.name, &document.text, span);
        if reason.trim().is_empty() {
            let finding =
                Diagnostic::warning("allow/reason", "the remark gives no reason, and allows nothing");
            let hint = "write the reason behind a colon, as in `<!-- retold-allow blame/word: quoting the press -->`";
            faults.push(finding.at(place(comment.span.clone())).hint(hint));
            continue;
        }
        for rules in rules.split([',', ' ']).map(str::trim).filter(|rules| !rules.is_empty()) {
            let at = comment.span.start + document.text[comment.span.clone()].find(rules).unwrap_or(0);
            let place = place(at..at + rules.len());
            match fault(rules) {
                Some(finding) => faults.push(finding.at(place)),
                None => allowances.push(Allowance {
                    path: document.name.clone(),
                    lines: lines(document, &comment),
                    rules: rules.to_owned(),
                    place,
                }),
            }
        }
    }
    (allowances, faults)
}

/// Why `rules` cannot be allowed.
fn fault(rules: &str) -> Option<Diagnostic> {
    let matching = match named(rules) {
        Ok(matching) => matching,
        Err(hint) => {
            let message = format!("there is no rule `{rules}`");
            return Some(Diagnostic::warning("allow/rule", message).hint(hint));
        }
    };
    if matching.iter().any(|rule| is_adjustable(rule)) {
        return None;
    }
    let finding = Diagnostic::warning("allow/rule", format!("findings of `{rules}` cannot be allowed"));
    Some(finding.hint("they are about what could not be read"))
}

/// The lines of the file that a comment is about.
fn lines(document: &Document, comment: &Comment) -> RangeInclusive<usize> {
    let line = |at: usize| {
        document.text[..at.min(document.text.len())].bytes().filter(|byte| *byte == b'\n').count() + 1
    };
    let Range { start, end } = comment.subject;
    match start {
        0 => 0..=usize::MAX,
        _ => line(start)..=line(end.saturating_sub(1).max(start)),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::testing::{findings, headlines};

    const LATE: &str = "---\nstarted: 2026-01-02T10:00Z\ndetected: 2026-01-02T09:00Z\n---\n# A\n";

    #[test]
    fn a_remark_with_a_reason_allows_what_it_names() {
        for (remark, expected) in [
            ("", &["warning[times/order]"][..]),
            ("# retold-allow times/order: the clocks differed\n", &[]),
            ("# retold-allow times/*, link/missing: x\n", &["warning[allow/unused]"]),
            ("# retold-allow times/order\n", &["warning[allow/reason]", "warning[times/order]"]),
            ("# retold-allow times/ordr: x\n", &["warning[allow/rule]", "warning[times/order]"]),
            ("# retold-allow front-matter/syntax: x\n", &["warning[allow/rule]", "warning[times/order]"]),
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
    fn a_remark_is_about_the_block_that_follows() {
        let text = "# A\n\n<!-- retold-allow link/missing: moved -->\nSee [b](b.md).\n\nSee [c](c.md).\n\n\
                    - [d](d.md) <!-- retold-allow link/missing: gone -->\n- [e](e.md)\n";
        let found = findings(&[("a.md", text)]);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].contains("`c.md`") && found[1].contains("`e.md`"), "{found:?}");
    }
}

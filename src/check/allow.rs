//! Remarks by which authors allow a finding: `<!-- retold-allow blame/word: quoting the press -->`.

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

use rayon::prelude::*;

use super::levels::is_adjustable;
use super::mark::Mark;
use super::pattern::{matches, named};
use super::rule::{Check, Rule, Stage};
use super::rules::RULES;
use crate::archive::Archive;
use retold_diagnostic::{Diagnostic, Place};
use retold_document::Document;
use retold_document::prose::{Comment, Prose};

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

/// A rule, or a group of rules, that a remark allows.
#[derive(Debug, Clone)]
struct Allowance {
    /// The file's path as messages show it.
    path: String,
    /// The lines of the file; from 0, which stands for the whole file, if it is about all of it.
    lines: RangeInclusive<usize>,
    rules: String,
    place: Place,
    remark: Remark,
}

/// The remark that an allowance is part of.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Remark {
    /// Its first byte in the file.
    start: usize,
    /// The number of rules and groups that it names.
    rules: usize,
    /// What removes it.
    removal: Range<usize>,
}

/// Leaves out the findings that remarks in the `documents` of `archive` allow. Adds findings for remarks that are wrong and, for rules
/// of `pass`, for those that allow nothing.
pub fn apply<'a>(
    findings: Vec<Diagnostic>,
    archive: &Archive,
    documents: impl Iterator<Item = &'a Document>,
    pass: Pass,
) -> Vec<Diagnostic> {
    let marked: Vec<_> = documents
        // The whole of a split file has the remarks of its incidents.
        .filter(|document| document.part.is_none() && Mark::may_be_in(document))
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
    let checked = pass.checked(archive);
    let unused: Vec<_> = allowances
        .iter()
        .zip(is_used)
        .filter(|(allowance, is_used)| {
            !is_used && allowance.is_of(pass) && checked.contains(allowance.path.as_str())
        })
        .map(|(allowance, _)| allowance)
        .collect();
    kept.extend(unused.iter().map(|allowance| {
        let finding =
            Diagnostic::warning("allow/unused", format!("`{}` finds nothing here", allowance.rules))
                .at(allowance.place.clone())
                .hint("remove the remark");
        // A remark is removed only as a whole.
        let is_part = |other: &&&Allowance| other.path == allowance.path && other.remark == allowance.remark;
        if unused.iter().filter(is_part).count() == allowance.remark.rules {
            finding.fix(allowance.remark.removal.clone(), "")
        } else {
            finding
        }
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
        let place = |span: Range<usize>| Place::span(&document.name, &document.text, span);
        let mut unclear = |message: String, hint: &str| {
            let finding = Diagnostic::warning("allow/rule", message);
            faults.push(finding.at(place(comment.span.clone())).hint(hint));
        };
        let remark = match Mark::of(&comment.text) {
            None => continue,
            Some(Mark::Misspelled(word)) => {
                let message = format!("the remark begins with `{word}`, and allows nothing");
                unclear(message, "write `retold-allow`");
                continue;
            }
            Some(Mark::Right(remark)) => remark,
        };
        let (rules, reason) = remark.split_once(':').unwrap_or((remark, ""));
        let names: Vec<_> =
            rules.split([',', ' ']).map(str::trim).filter(|rules| !rules.is_empty()).collect();
        if names.is_empty() {
            let message = "the remark names no rule, and allows nothing".to_owned();
            unclear(
                message,
                "write the rule before the colon, as in `<!-- retold-allow blame/word: quoting the press -->`",
            );
            continue;
        }
        if !reason.contains(char::is_alphanumeric) {
            let finding =
                Diagnostic::warning("allow/reason", "the remark gives no reason, and allows nothing");
            let hint = "write the reason behind a colon, as in `<!-- retold-allow blame/word: quoting the press -->`";
            faults.push(finding.at(place(comment.span.clone())).hint(hint));
            continue;
        }
        let remark = Remark {
            start: comment.span.start,
            rules: names.len(),
            removal: removal(&document.text, &comment.span),
        };
        for rules in names {
            let at = comment.span.start + document.text[comment.span.clone()].find(rules).unwrap_or(0);
            let place = place(at..at + rules.len());
            match fault(rules) {
                Some(finding) => faults.push(finding.at(place)),
                None => allowances.push(Allowance {
                    path: document.name.clone(),
                    lines: lines(document, &comment),
                    rules: rules.to_owned(),
                    place,
                    remark: remark.clone(),
                }),
            }
        }
    }
    (allowances, faults)
}

/// The bytes of `text` that are removed with the comment at `span`: all of its lines if nothing else is in them; else also
/// the white space before it at the end of a line.
fn removal(text: &str, span: &Range<usize>) -> Range<usize> {
    let line_start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[span.end..].find('\n').map_or(text.len(), |at| span.end + at + 1);
    if !text[span.end..line_end].trim().is_empty() {
        return span.clone();
    }
    let before = &text[line_start..span.start];
    if !before.trim().is_empty() {
        return line_start + before.trim_end().len()..span.end;
    }
    let is_empty = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
    let next = text[line_end..].split_inclusive('\n').next();
    match (is_empty(text[..line_start].lines().next_back()), is_empty(next)) {
        // Of the empty lines around it, one is enough.
        (true, true) => line_start..line_end + next.map_or(0, str::len),
        (false, false) if !text[span.start..].starts_with('#') => {
            // Without an empty line, the paragraphs around it would become one.
            line_start..span.end
        }
        _ => line_start..line_end,
    }
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
    if comment.is_whole {
        return 0..=usize::MAX;
    }
    let Range { start, end } = comment.subject;
    line(start)..=line(end.saturating_sub(1).max(start))
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
    fn a_remark_is_removed_with_its_line() {
        for (text, expected) in [
            ("a\n\n<!-- x -->\nb\n", "a\n\nb\n"),
            ("a\n\n<!-- x -->\n\nb\n", "a\n\nb\n"),
            ("a\r\n\r\n<!-- x\r\n y -->\r\n\r\nb\r\n", "a\r\n\r\nb\r\n"),
            ("a\n<!-- x -->\nb\n", "a\n\nb\n"),
            ("a\n<!-- x -->\n\nb\n", "a\n\nb\n"),
            ("a\n\n<!-- x -->", "a\n\n"),
            ("<!-- x -->\n# A\n", "# A\n"),
            ("- a <!-- x -->\n- b\n", "- a\n- b\n"),
            ("| a <!-- x --> | b |\n", "| a  | b |\n"),
            ("> <!-- x -->\n> b\n", ">\n> b\n"),
        ] {
            let span = text.find("<!--").unwrap()..text.find("-->").unwrap() + 3;
            let mut removed = text.to_owned();
            removed.replace_range(removal(text, &span), "");
            assert_eq!(removed, expected, "{text:?}");
        }
        let text = "---\ntitle: A\n# x\nid: b\n---\n";
        assert_eq!(&text[removal(text, &(13..16))], "# x\n");
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

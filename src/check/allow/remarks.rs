//! Reads the remarks of a document.

use std::ops::{Range, RangeInclusive};

use crate::check::levels::is_adjustable;
use crate::check::mark::Mark;
use crate::check::pattern::named;
use retold_diagnostic::{Diagnostic, Place, Places};
use retold_document::Document;
use retold_document::prose::{Comment, Prose};

/// A rule, or a group of rules, that a remark allows.
#[derive(Debug, Clone)]
pub struct Allowance {
    /// The file's path as messages show it.
    pub path: String,
    /// The lines of the file; from 0, which stands for the whole file, if it is about all of it.
    pub lines: RangeInclusive<usize>,
    pub rules: String,
    pub place: Place,
    pub remark: Remark,
}

/// The remark that an allowance is part of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Its first byte in the file.
    pub start: usize,
    /// The number of rules and groups that it names.
    pub rules: usize,
    /// What removes it.
    pub removal: Range<usize>,
}

/// What the remarks of a document allow, and what is wrong with them.
pub fn remarks(document: &Document) -> (Vec<Allowance>, Vec<Diagnostic>) {
    let mut allowances = Vec::new();
    let mut faults = Vec::new();
    let lines = Lines::of(&document.text);
    let mut places = Places::new(document.name.as_str(), document.text.as_ref());
    for comment in Prose::of(document).comments {
        let mut place = |span: Range<usize>| places.span(span);
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
                    lines: lines.of_comment(&comment),
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

/// The lines of a file.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// The 1-based number of the line of byte `at`.
    fn number(&self, at: usize) -> usize {
        self.0.partition_point(|end| *end < at) + 1
    }

    /// The lines that a comment is about.
    fn of_comment(&self, comment: &Comment) -> RangeInclusive<usize> {
        if comment.is_whole {
            return 0..=usize::MAX;
        }
        let Range { start, end } = comment.subject;
        self.number(start)..=self.number(end.saturating_sub(1).max(start))
    }
}

#[cfg(test)]
pub mod testing {
    use super::*;

    pub fn allowance(path: &str, lines: RangeInclusive<usize>, rules: &str) -> Allowance {
        let (path, rules, place) = (path.to_owned(), rules.to_owned(), Place::file(path));
        Allowance { path, lines, rules, place, remark: Remark { start: 0, rules: 1, removal: 0..0 } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}

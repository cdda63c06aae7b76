//! The report of a check as data, for programs and for the formats of continuous integration.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

use crate::check::{Denial, Masked, documentation, find, fingerprints};
use retold_diagnostic::{Diagnostic, Level, Place};

/// Version of the layout of [`CheckReport`].
const VERSION: u32 = 1;

/// The report of a check.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CheckReport {
    /// Version of this layout. It changes when a key goes or means something else, not when one is added.
    pub version: u32,
    /// The verdict and the numbers.
    pub summary: CheckSummary,
    /// The findings, by file and place; those of the run as a whole come first.
    pub findings: Vec<FindingReport>,
}

/// The verdict of a check, and how many findings it has of each level.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CheckSummary {
    /// Whether the check passed: it is complete, and no finding has the level `deny` or a worse one, or is of `deny_rules`.
    pub passed: bool,
    /// Whether everything was checked. An archive that could not be read is not.
    pub complete: bool,
    /// The lowest level that fails the check.
    #[schemars(schema_with = "level")]
    pub deny: Level,
    /// Rules, and groups of rules (`link/*`), that fail the check at any level.
    pub deny_rules: Vec<String>,
    /// The number of documents that were checked.
    pub documents: usize,
    /// The number of documents that are new, edited or moved, if only what they bring is shown; else `null`.
    pub changed: Option<usize>,
    /// The number of findings that were left out because the baseline has them; `null` without a baseline.
    pub in_baseline: Option<usize>,
    /// The number of errors.
    pub errors: usize,
    /// The number of warnings.
    pub warnings: usize,
    /// The number of notes.
    pub notes: usize,
}

/// One finding.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FindingReport {
    /// The identifier of the rule, such as `link/missing`.
    pub rule: &'static str,
    /// How bad it is.
    #[schemars(schema_with = "level")]
    pub level: Level,
    /// Whether it fails the check.
    pub denied: bool,
    /// What is wrong: in lower case, without a final period, literals between backticks.
    pub message: String,
    /// What to do about it, in the form of a message.
    pub hint: Option<String>,
    /// The file, relative to the repository, with forward slashes; `null` for a finding of the run as a whole.
    pub path: Option<String>,
    /// 1-based line of the first marked character; `null` for a finding of a whole file or run, as are the next four.
    pub line: Option<usize>,
    /// 1-based column of the first marked character, in characters (Unicode code points).
    pub column: Option<usize>,
    /// 1-based line of the last marked character.
    pub end_line: Option<usize>,
    /// 1-based column after the last marked character.
    pub end_column: Option<usize>,
    /// The marked line; a long one is cut.
    pub excerpt: Option<String>,
    /// 16 hexadecimal digits that stay the same when the lines around move.
    pub fingerprint: String,
    /// Where Retold's documentation describes the rule.
    pub documentation: Option<String>,
}

/// The verdict on `findings`. `documents` is the number of documents that were checked; the check is `complete` if nothing
/// kept it from reading them, and what they name on the web.
pub fn check_summary(findings: &Masked, documents: usize, deny: &Denial, complete: bool) -> CheckSummary {
    let count = |level| findings.iter().filter(|finding| finding.level == level).count();
    let is_denied = findings.iter().any(|finding| deny.covers(finding));
    CheckSummary {
        passed: complete && !is_denied,
        complete,
        deny: deny.lowest,
        deny_rules: deny.rules.clone(),
        documents,
        changed: None,
        in_baseline: None,
        errors: count(Level::Error),
        warnings: count(Level::Warning),
        notes: count(Level::Note),
    }
}

/// The report of `findings`, which are sorted and whose paths are relative to the repository, with the verdict on them.
pub fn check(findings: &Masked, deny: &Denial, summary: CheckSummary) -> CheckReport {
    CheckReport {
        version: VERSION,
        summary,
        findings: findings
            .iter()
            .zip(fingerprints(findings))
            .map(|(one, print)| finding(one, print, deny))
            .collect(),
    }
}

fn finding(finding: &Diagnostic, fingerprint: String, deny: &Denial) -> FindingReport {
    let place = finding.place.as_ref();
    let shown = place.filter(|place| place.line > 0);
    let end = shown.map(end);
    FindingReport {
        rule: finding.rule,
        level: finding.level,
        denied: deny.covers(finding),
        message: finding.message.clone(),
        hint: finding.hint.clone(),
        path: place.map(|place| place.path.clone()),
        line: shown.map(|place| place.line),
        column: shown.map(|place| place.column),
        end_line: end.map(|(line, _)| line),
        end_column: end.map(|(_, column)| column),
        excerpt: shown.map(|place| place.excerpt.clone()),
        fingerprint,
        documentation: find(finding.rule).map(|rule| documentation(rule.id)),
    }
}

/// The line of the last marked character, and the column after it.
fn end(place: &Place) -> (usize, usize) {
    let marked = &place.excerpt[place.mark.clone()];
    match marked.rsplit_once('\n') {
        Some((before, last)) => (place.line + before.matches('\n').count() + 1, last.chars().count() + 1),
        None => (place.line, place.column + marked.chars().count()),
    }
}

fn level(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": ["error", "warning", "note"] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_mark_is_after_its_last_character() {
        for (text, span, expected) in
            [("date: soon", 6..10, (7, 11)), ("zwölf: drei", 8..12, (8, 12)), ("date:", 5..5, (6, 6))]
        {
            let place = Place::span("a.md", text, span);
            let (findings, deny) = ([Diagnostic::error("a/b", "bad").at(place)].into(), Denial::new(&[]));
            let report = check(&findings, &deny, check_summary(&findings, 1, &deny, true));
            let found = &report.findings[0];
            assert_eq!((found.column, found.end_column), (Some(expected.0), Some(expected.1)), "{text}");
            assert_eq!((found.line, found.end_line), (Some(1), Some(1)));
        }
    }

    #[test]
    fn a_check_passes_if_it_is_complete_and_nothing_is_denied() {
        let warning = [Diagnostic::warning("a/b", "bad")].into();
        for (deny, complete, passed) in
            [(Level::Error, true, true), (Level::Warning, true, false), (Level::Error, false, false)]
        {
            let denial = Denial { lowest: deny, rules: Vec::new() };
            let summary = check_summary(&warning, 1, &denial, complete);
            assert_eq!(summary.passed, passed, "{deny:?} {complete}");
        }
    }
}

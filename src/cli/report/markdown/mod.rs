//! Findings as Markdown, for a comment on a pull request and for the step summary of GitHub Actions.

mod inert;

use std::collections::{BTreeMap, BTreeSet};

use inert::code;
pub use inert::inert;

use super::{is_in_repository, worst_first};
use crate::archive::links::encode_strictly;
use crate::report::{CheckReport, CheckSummary, FindingReport};
use retold_diagnostic::plural;

/// Most bytes of a comment. GitHub allows 65,536 characters.
pub const COMMENT: usize = 60_000;

/// The mark by which a program finds its own comment, to write it anew.
const MARKER: &str = "<!-- retold-check -->";

/// Most characters of a message or a hint.
const LONGEST: usize = 500;

/// Most characters of a message on a past incident, which quotes more.
const LONGEST_PRECEDENT: usize = 1000;

/// Bytes kept for the line that counts what is left out.
const REST: usize = 100;

/// The report by file, in at most `limit` bytes: the worst findings are kept, and nothing at all is written if not even the
/// verdict has room. Links lead to files below `source_url`, or
/// are relative to the repository.
pub fn render(report: &CheckReport, source_url: Option<&str>, limit: usize) -> String {
    let base = source_url.unwrap_or_default();
    let mut text = format!("{MARKER}\n## {}\n", verdict(&report.summary));
    let Some(mut room) = limit.checked_sub(text.len() + REST) else { return String::new() };
    let mut seen = BTreeSet::new();
    let mut groups: BTreeMap<Group<'_>, Vec<&FindingReport>> = BTreeMap::new();
    for finding in worst_first(report) {
        let group = Group::of(finding);
        let heading = if seen.insert(group) { group.heading(base).len() } else { 0 };
        let length = heading + group.item(finding, base).len();
        if length > room {
            break;
        }
        room -= length;
        groups.entry(group).or_default().push(finding);
    }
    for (group, findings) in &groups {
        text += &group.heading(base);
        for finding in findings {
            text += &group.item(finding, base);
        }
    }
    let shown: usize = groups.values().map(Vec::len).sum();
    let hidden = report.findings.len() - shown;
    if hidden > 0 {
        let verb = if hidden == 1 { "is" } else { "are" };
        text += &format!("\n{} {verb} not shown here.\n", plural(hidden, "more problem"));
    }
    text
}

/// The rule whose findings are about other incidents rather than about how a document is written.
const PRECEDENT: &str = "recurrence/unlinked";

/// A section of the report, in the order of the sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group<'a> {
    /// Past incidents that are like those of the change.
    Precedents,
    /// A file; `None` for the archive as a whole.
    File(Option<&'a str>),
}

impl<'a> Group<'a> {
    fn of(finding: &'a FindingReport) -> Self {
        if finding.rule == PRECEDENT { Self::Precedents } else { Self::File(finding.path.as_deref()) }
    }

    fn heading(self, base: &str) -> String {
        match self {
            Self::Precedents => "\n### These past incidents look like yours\n\n".to_owned(),
            Self::File(path) => heading(path, base),
        }
    }

    fn item(self, finding: &FindingReport, base: &str) -> String {
        match self {
            Self::Precedents => precedent(finding, base),
            Self::File(_) => item(finding, base),
        }
    }
}

/// A past incident that is like that of a file, which the item names as its section does not.
fn precedent(finding: &FindingReport, base: &str) -> String {
    let path = finding.path.as_deref().unwrap_or_default();
    let name = match address(path, base) {
        Some(address) => format!("[{}]({address})", code(path)),
        None => code(path),
    };
    let hint = finding.hint.iter().map(|hint| format!("<br>{}", inert(hint))).collect::<String>();
    format!("- {name}: {}{hint}\n", inert(&cut(&finding.message, LONGEST_PRECEDENT)))
}

fn verdict(summary: &CheckSummary) -> String {
    let CheckSummary { passed, complete, documents, errors, warnings, notes, .. } = summary;
    let counts = [(*errors, "error"), (*warnings, "warning"), (*notes, "note")];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, name)| plural(count, name));
    let counts = counts.collect::<Vec<_>>().join(", ");
    let found = if counts.is_empty() { "no problems" } else { &counts };
    match (complete, passed) {
        (false, _) if *documents == 0 && counts.is_empty() => "There was nothing to check".to_owned(),
        (false, _) if *documents == 0 => format!("The postmortems could not be checked: {found}"),
        (false, _) => {
            format!("Not everything could be checked: {found} in {}", plural(*documents, "document"))
        }
        (true, false) => {
            format!("The check of the postmortems failed: {found} in {}", plural(*documents, "document"))
        }
        (true, true) => {
            format!("The check of the postmortems passed: {found} in {}", plural(*documents, "document"))
        }
    }
}

/// The heading of a file's findings, with a link to it.
fn heading(path: Option<&str>, base: &str) -> String {
    match path.map(|path| (path, address(path, base))) {
        Some((path, Some(address))) => format!("\n### [{}]({address})\n\n", code(path)),
        Some((path, None)) => format!("\n### {}\n\n", code(path)),
        None => "\n### The archive\n\n".to_owned(),
    }
}

fn item(finding: &FindingReport, base: &str) -> String {
    let line = finding.path.as_deref().zip(finding.line).map(|(path, line)| match address(path, base) {
        // Without `plain`, the host shows the document as a page, which has no lines.
        Some(address) => format!(" [line {line}]({address}?plain=1#L{line})"),
        None => format!(" line {line}"),
    });
    let (message, rule) = (inert(&cut(&finding.message, LONGEST)), code(finding.rule));
    // On a line of its own, a hint could begin a list.
    let hint =
        finding.hint.iter().map(|hint| format!("<br>{}", inert(&cut(hint, LONGEST)))).collect::<String>();
    format!("- **{}**{}: {message} ({rule}){hint}\n", finding.level.name(), line.unwrap_or_default())
}

/// The address of a file of the repository; `None` for one outside.
fn address(path: &str, base: &str) -> Option<String> {
    is_in_repository(path).then(|| format!("{base}{}", encode_strictly(path)))
}

/// `text`, cut if it has more than `longest` characters.
fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Denial;
    use crate::cli::report::Format;
    use crate::cli::report::testing::{assert_report, checked, findings};
    use crate::report;
    use retold_diagnostic::{Diagnostic, Level, Place};

    #[test]
    fn a_comment_has_a_verdict_and_the_findings_by_file() {
        assert_report("markdown", Format::Markdown);
    }

    #[test]
    fn links_lead_to_the_code_host_where_it_is_known() {
        let base = "https://github.com/us/postmortems/blob/abc/";
        let text = render(&checked(&findings().into()).report, Some(base), COMMENT);
        assert!(text.contains(&format!("[line 2]({base}content/b.md?plain=1#L2)")), "{text}");
    }

    #[test]
    fn a_long_report_keeps_the_worst_and_counts_the_rest() {
        let mut found: Vec<_> = (0..2000)
            .map(|n| Diagnostic::note("a/b", "n".repeat(900)).at(Place::file(format!("{n}.md"))))
            .collect();
        found.push(Diagnostic::error("a/b", "the worst"));
        let found = found.into();
        let text = render(&checked(&found).report, None, COMMENT);
        assert!(text.len() <= COMMENT && text.len() > COMMENT - 2000, "{}", text.len());
        let shown = text.lines().filter(|line| line.starts_with("- ")).count();
        assert!(text.contains("the worst"));
        assert!(text.ends_with(&format!("\n{} more problems are not shown here.\n", 2001 - shown)), "{text}");
        for (limit, is_empty) in [(0, true), (100, true), (400, false)] {
            let text = render(&checked(&found).report, None, limit);
            assert!(text.len() <= limit && text.is_empty() == is_empty, "{limit}: {text}");
        }
    }

    #[test]
    fn past_incidents_have_a_section_of_their_own() {
        let note = Diagnostic::note(PRECEDENT, "`Old` (`content/old.md`) looks like it: both: disk")
            .at(Place::span("content/b.md", "# B\n", 2..3))
            .hint("name it in `recurrence_of`");
        let mut found = findings();
        found.push(note);
        let text = render(&checked(&found.into()).report, None, COMMENT);
        let section = "### These past incidents look like yours\n\n- [`content/b.md`](content/b.md): `Old` \\(`content/old.md`\\) \
                       looks like it\\: both\\: disk<br>name it in `recurrence_of`\n\n### The archive";
        assert!(text.contains(section), "{text}");
    }

    #[test]
    fn the_verdict_says_whether_the_check_passed() {
        let warning = [Diagnostic::warning("a/b", "bad")].into();
        let verdict_on = |documents, lowest, complete| {
            let denial = Denial { lowest, rules: Vec::new() };
            verdict(&report::check_summary(&warning, documents, &denial, complete))
        };
        let verdict = |lowest, complete| verdict_on(2, lowest, complete);
        assert_eq!(
            verdict(Level::Error, true),
            "The check of the postmortems passed: 1 warning in 2 documents"
        );
        assert_eq!(
            verdict(Level::Note, true),
            "The check of the postmortems failed: 1 warning in 2 documents"
        );
        assert_eq!(verdict(Level::Error, false), "Not everything could be checked: 1 warning in 2 documents");
        assert_eq!(verdict_on(0, Level::Error, false), "The postmortems could not be checked: 1 warning");
    }
}

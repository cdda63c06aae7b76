//! The same handful of findings for the tests of all formats.

use std::cell::LazyCell;

use insta::{Settings, assert_snapshot};

use super::{Checked, Format};
use crate::check::{Denial, Masked};
use crate::report;
use retold_diagnostic::{Diagnostic, Place, sort};

/// A finding in each situation that formats treat differently, sorted.
pub fn findings() -> Vec<Diagnostic> {
    let front_matter = "---\ndate: soon\nseverty: SEV1\n---\n";
    let links = "# Zürich\n\nSee [a](a.md), [b](b.md), [c](c.md), [d](d.md) and [e](e.md).\n";
    let mut findings = vec![
        Diagnostic::error("front-matter/value", "`soon` for `date` is not a date")
            .at(Place::span("content/b.md", front_matter, 10..14))
            .hint("write it as `2026-01-31`"),
        Diagnostic::warning("front-matter/unknown-key", "unknown key `severty`")
            .at(Place::span("content/b.md", front_matter, 15..22))
            .hint("did you mean `severity`? put keys of your own under `extra`"),
        Diagnostic::warning("source/empty", "the file is empty").at(Place::file("content/empty.md")),
        Diagnostic::note("audience/internal", "2 documents are published although they are internal"),
    ];
    for name in ["a", "b", "c", "d", "e"] {
        let start = links.find(&format!("[{name}]")).unwrap();
        findings.push(
            Diagnostic::warning("link/missing", format!("there is no file `{name}.md`"))
                .at(Place::span("content/a.md", links, start..start + 9))
                .hint("write the path relative to the document"),
        );
    }
    sort(&mut findings);
    findings
}

/// A check that found `findings`.
pub fn checked(findings: &Masked) -> Checked<'_> {
    let deny = Denial::new(&[]);
    let summary = report::check_summary(findings, 3, &deny, true);
    Checked {
        findings,
        summary: summary.clone(),
        report: LazyCell::new(Box::new(move || report::check(findings, &deny, summary))),
        documents: ["content/a.md", "content/b.md", "content/good.md"].map(str::to_owned).to_vec(),
        configuration: "retold.toml".to_owned(),
        drafts: 0,
        step_summary: None,
        source_url: None,
    }
}

/// Where the snapshots of reports are.
pub fn snapshots() -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path("../../../tests/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// Compares the whole report on [`findings`] with the snapshot `name`.
pub fn assert_report(name: &str, format: Format) {
    // A release changes nothing but the version.
    let version = |version| format!("\"semanticVersion\": \"{version}\"");
    let report = checked(&findings().into()).render(format);
    let report = report.replace(&version(env!("CARGO_PKG_VERSION")), &version("…"));
    snapshots().bind(|| assert_snapshot!(format!("report-{name}"), report));
}

//! A section has a heading and no text.

use std::ops::Range;

use crate::check::unwritten::is_unwritten_text;
use crate::check::{Check, Example, Rule, Stage, Subject, section_text};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::Document;

pub const RULE: Rule = Rule {
    id: "section/empty",
    levels: &[Level::Warning],
    stage: Stage::Review,
    summary: "a section has a heading and no text",
    problem: "There is nothing below a heading, or only placeholders: `TBD`, `- Users: [number]`, a row of a form that nobody filled in.",
    consequence: "A reader cannot know whether there is nothing to write, or whether it was never written.",
    fix: "Write the section, or remove its heading. `None, because …` is an answer, too.",
    example: Example::Files {
        fails: &[("content/disk-full.md", "# Disk full\n\nA disk was full.\n\n## Root causes\n\nTBD\n")],
        passes: &[(
            "content/disk-full.md",
            "# Disk full\n\nA disk was full.\n\n## Root causes\n\nOld logs are kept for ever.\n",
        )],
    },
    check: Check::Review(check),
};

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let document = subject.document();
    let headings = &document.outline.headings;
    let mut findings = Vec::new();
    let mut checked = 0;
    for (index, heading) in headings.iter().enumerate() {
        let is_section = heading.section.is_some() && Some(index) != document.title_heading;
        // `# Owner: Ann` has its text in the heading. Headings inside an empty section are empty, too.
        if !is_section || heading.text.contains([':', '：']) || heading.span.start < checked {
            continue;
        }
        let below = section_text::below(document, index);
        if !is_empty(document, index, below.clone()) {
            continue;
        }
        checked = below.end;
        let name = heading.text.trim();
        let finding = RULE
            .finding(format!("there is no text below `{name}`"))
            .at(subject.place(heading.span.clone()))
            .hint("write it, or remove the heading; `None, because …` is an answer, too");
        findings.push(finding);
    }
    findings
}

/// Whether nothing is written in the bytes `below` of the file, which follow the heading `index`.
fn is_empty(document: &Document, index: usize, below: Range<usize>) -> bool {
    let mut start = below.start;
    let inner =
        document.outline.headings[index + 1..].iter().take_while(|inner| inner.span.start < below.end);
    for heading in inner {
        if !is_unwritten_text(&document.text[start..heading.span.start.max(start)]) {
            return false;
        }
        start = heading.span.end.clamp(start, below.end);
    }
    is_unwritten_text(&document.text[start..below.end])
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn a_form_that_nobody_filled_in_is_no_text() {
        let text = "# Disk full\n\nThe disk was full, and no mail went out.\n\n\
            ## Impact\n\n- Users: [number and share of users]\n\n\
            ## Timeline\n\n| Time (UTC) | Phase | Event |\n|---|---|---|\n| YYYY-MM-DD HH:MM | Start | [what changed] |\n\n\
            ## Action items\n\n| Item | Owner | Ticket |\n|---|---|---|\n| [what prevents it] | [owner] | [ticket] |\n";
        let found = reviewed(&[("a.md", text)], "");
        for name in ["Impact", "Timeline", "Action items"] {
            let message = format!("[section/empty]: there is no text below `{name}`");
            assert!(found.iter().any(|text| text.contains(&message)), "{name}: {found:?}");
        }
    }

    #[test]
    fn the_outermost_empty_section_is_shown() {
        let text = "# Disk full\n\nThe disk was full, and no mail went out.\n\n## Timeline\n\n- 2026-01-31 10:00 full\n- 2026-01-31 11:00 empty\n\n## Lessons learned\n\n### What went well\n\n### What went wrong\n\n## Actions\n\n### Next steps\n\n- b\n";
        let found = reviewed(&[("a.md", text)], "");
        let empty: Vec<_> = found.iter().filter(|text| text.contains("[section/empty]")).collect();
        assert_eq!(empty.len(), 1, "{found:?}");
        assert!(
            empty[0].starts_with(
                "warning[section/empty]: there is no text below `Lessons learned`\n  --> content/a.md:10:1"
            ),
            "{empty:?}"
        );
    }
}

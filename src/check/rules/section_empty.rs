//! A section has a heading and no text.

use std::ops::Range;

use crate::check::{Check, Example, Rule, Stage, Subject, section_text};
use retold_diagnostic::{Diagnostic, Level};
use retold_document::{Document, is_unwritten};

pub const RULE: Rule = Rule {
    id: "section/empty",
    levels: &[Level::Warning],
    stage: Stage::Review,
    summary: "a section has a heading and no text",
    problem: "There is nothing below a heading, or only a placeholder such as `TBD`.",
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

fn is_unwritten_text(markdown: &str) -> bool {
    let text = without_comments(markdown);
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if is_delimiter_row(line) {
            // The head of a table is no text.
            lines.pop();
        } else {
            lines.push(line);
        }
    }
    lines.iter().all(|line| {
        line.split('|').all(|cell| {
            let item = cell
                .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '*' | '+' | '>' | '#'));
            let number = item.trim_start_matches(|c: char| c.is_ascii_digit());
            let item = number.strip_prefix(['.', ')']).filter(|_| number.len() < item.len()).unwrap_or(item);
            let item = item.trim_start().trim_start_matches("[ ]");
            // `![](a.png)` has no letters, and is content.
            !item.starts_with('!') && is_unwritten(item)
        })
    })
}

fn is_delimiter_row(line: &str) -> bool {
    line.contains('|') && line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::reviewed;

    #[test]
    fn placeholders_are_no_text() {
        for text in [
            "",
            "\n\n",
            "TBD",
            "- TODO\n- ",
            "<!-- what let it happen -->\n",
            "| a | b |\n|---|---|\n| | TBD |",
            "1. \n2. ",
            "- [ ] ",
        ] {
            assert!(is_unwritten_text(text), "{text}");
        }
        for text in
            ["None, because x", "None", "- N/A", "![](a.png)", "y", "```\ny\n```", "| a |\n|---|\n| b |"]
        {
            assert!(!is_unwritten_text(text), "{text}");
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

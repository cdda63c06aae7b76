//! The sections of a postmortem, each below a heading, a bold line or a label with one of the usual names.

use std::ops::Range;

use crate::lexicon::section_names::may_take_object;
use crate::markdown::blocks::{BlockKind, Blocks, Line};
use crate::model::{Marker, Section, SectionKind};
use crate::structure::html_heading::html_heading;
use crate::structure::line_label::label;
use crate::structure::section_names::{SectionNames, is_metadata};
use crate::structure::topics::are_topics;
use crate::text::marks::COLONS;

/// Finds the sections of a body, in the order of the text. `source` is the whole file.
pub fn find(source: &str, blocks: &Blocks, names: &SectionNames) -> Vec<Section> {
    find_with(source, blocks, names, |index| names.kind_of(blocks.text(source, index)))
}

/// Like [`find`], with known kinds of headings: `kind_of` returns the kind for the block of a heading.
pub fn find_with(
    source: &str,
    blocks: &Blocks,
    names: &SectionNames,
    mut kind_of: impl FnMut(usize) -> Option<SectionKind>,
) -> Vec<Section> {
    let mut finder =
        Finder { source, blocks, names, sections: Vec::new(), open: Vec::new(), stops: Vec::new() };
    for index in blocks.outermost(0..blocks.all().len()) {
        match blocks.kind(index) {
            BlockKind::Heading(level) => {
                finder.stops.push(index);
                if let Some(kind) = kind_of(index) {
                    finder.heading(index, level, kind);
                }
            }
            BlockKind::Paragraph => finder.paragraph(index),
            BlockKind::Code => {
                let text = source[blocks.span(index)].trim();
                if text.len() <= LONGEST_NAME {
                    finder.bare_line(index, text);
                }
            }
            BlockKind::Html => {
                if let Some((level, text)) = html_heading(&source[blocks.span(index)]) {
                    finder.stops.push(index);
                    if let Some(kind) = names.kind_of(text) {
                        finder.heading(index, level, kind);
                    }
                }
            }
            BlockKind::List { .. } => finder.list(index),
            BlockKind::Quote => {
                for inner in blocks.children(index) {
                    if let BlockKind::Heading(level) = blocks.kind(inner)
                        && let Some(kind) = kind_of(inner)
                    {
                        finder.heading(inner, level, kind);
                    }
                }
            }
            _ => {}
        }
    }
    finder.close();
    reclassify_what_went_wrong(source, &mut finder.sections);
    drop_types_of_actions(&mut finder.sections);
    drop_repeated_labels(&mut finder.sections);
    finder.sections
}

/// A list with fewer names of sections is no outline of a report.
const FEWEST_PARTS: usize = 3;

/// Longest line without any markup that may be a heading, in bytes.
const LONGEST_NAME: usize = 60;

/// `Detect` and `Mitigate` below the actions name their purpose.
fn drop_types_of_actions(sections: &mut Vec<Section>) {
    let mut actions = 0..0;
    sections.retain(|section| {
        // The last item of a list ends where the section ends.
        let is_inside = actions.contains(&section.blocks.start.saturating_sub(1));
        if section.kind == SectionKind::Actions && section.marker == Marker::Heading && !is_inside {
            actions = section.blocks.clone();
        }
        let is_type = matches!(
            section.kind,
            SectionKind::Detection | SectionKind::Resolution | SectionKind::Response | SectionKind::Trigger
        );
        !(is_type && is_inside)
    });
}

/// `**User impact**: …` below the heading `Impact` is a part of that section.
fn drop_repeated_labels(sections: &mut Vec<Section>) {
    use SectionKind::{Detection, Impact, Response, Summary};
    let mut open: Vec<(SectionKind, Range<usize>)> = Vec::new();
    sections.retain(|section| {
        if !matches!(section.kind, Summary | Impact | Detection | Response) {
            return true;
        }
        open.retain(|(_, blocks)| blocks.end >= section.blocks.start);
        if section.marker == Marker::Heading {
            open.push((section.kind, section.blocks.clone()));
            return true;
        }
        let is_inside = |(kind, blocks): &(SectionKind, Range<usize>)| {
            *kind == section.kind && blocks.contains(&section.blocks.start.saturating_sub(1))
        };
        !(section.marker == Marker::InlineLabel && open.iter().any(is_inside))
    });
}

/// `What went wrong` has lessons beside `What went well`; alone it has the causes.
fn reclassify_what_went_wrong(source: &str, sections: &mut [Section]) {
    if sections.iter().any(|section| {
        matches!(section.kind, SectionKind::WentWell | SectionKind::GotLucky | SectionKind::Causes)
    }) {
        return;
    }
    for section in sections.iter_mut().filter(|section| section.kind == SectionKind::CouldImprove) {
        if source[section.span.clone()].to_lowercase().contains("went wrong") {
            section.kind = SectionKind::Causes;
        }
    }
}

/// Whether a label of this kind before a sentence is more often a remark than a part of the report.
fn is_remark(kind: SectionKind) -> bool {
    use SectionKind::{Appendix, Background, Questions, Related};
    matches!(kind, Appendix | Background | Questions | Related)
}

struct Finder<'a> {
    source: &'a str,
    blocks: &'a Blocks,
    names: &'a SectionNames,
    sections: Vec<Section>,
    /// The sections that go on up to the next stop.
    open: Vec<usize>,
    /// Blocks that end such sections, in order: headings, labels, lines that are names.
    stops: Vec<usize>,
}

impl Finder<'_> {
    fn heading(&mut self, index: usize, level: u8, kind: SectionKind) {
        let count = self.blocks.all().len();
        let end = self
            .blocks
            .outermost(index..count)
            .skip(1)
            .find(|&next| self.level(next).is_some_and(|other| other <= level))
            .unwrap_or(count);
        let span = self.blocks.span(index);
        let label_text = span.end..span.end;
        self.sections.push(Section {
            kind,
            marker: Marker::Heading,
            span,
            blocks: index + 1..end,
            label_text,
        });
    }

    /// The level of a block that is a heading, of Markdown or HTML.
    fn level(&self, index: usize) -> Option<u8> {
        match self.blocks.kind(index) {
            BlockKind::Heading(level) => Some(level),
            BlockKind::Html => html_heading(&self.source[self.blocks.span(index)]).map(|(level, _)| level),
            _ => None,
        }
    }

    /// Ends the sections that go on up to the next stop.
    fn close(&mut self) {
        for &at in &self.open {
            let blocks = &mut self.sections[at].blocks;
            let next = self.stops.partition_point(|&stop| stop < blocks.start);
            blocks.end = self.stops.get(next).copied().unwrap_or(self.blocks.all().len());
        }
    }

    fn push_open(&mut self, section: Section) {
        self.open.push(self.sections.len());
        self.sections.push(section);
    }

    /// Lines in bold, and labels with text behind them.
    fn paragraph(&mut self, index: usize) {
        if !self.may_have_label(index) {
            return;
        }
        let lines = self.blocks.lines(self.source, index);
        if let [line] = lines
            && line.bold == 0
            && self.bare_line(index, &line.text)
        {
            return;
        }
        let paragraph = self.blocks.span(index);
        let starts: Vec<_> = lines.iter().map(|line| label(line).filter(|label| label.is_bold)).collect();
        if starts.first().is_some_and(Option::is_some) {
            self.stops.push(index);
        }
        for (at, line) in lines.iter().enumerate() {
            let label = match (&starts[at], at) {
                (Some(found), _) => Some((found.name, found.length)),
                // Without bold only at the start of a paragraph: prose has colons, too.
                (None, 0) => label(line).map(|label| (label.name, label.length)),
                _ => None,
            };
            let Some((name, length)) = label else { continue };
            let stands_alone = length == line.text.len();
            let kind = match (stands_alone, &starts[at]) {
                (true, Some(_)) => self.names.kind_of(name),
                (true, None) => self.names.kind_of_introduction(name),
                (false, _) => self.names.kind_of_label(name),
            };
            let Some(kind) = kind else { continue };
            // `Response:` may introduce anything, and `Notes: …` be any remark.
            if starts[at].is_none() && !may_take_object(kind) && (stands_alone || is_remark(kind)) {
                continue;
            }
            if is_metadata(kind, !stands_alone) {
                continue;
            }
            let next = (at + 1..lines.len()).find(|&next| starts[next].is_some());
            let is_last = next.is_none();
            let end = next.map_or(paragraph.end, |next| lines[next].span.start);
            let label_text = match (stands_alone, lines.get(at + 1)) {
                (false, _) => self.text_start(line, length)..end,
                (true, Some(following)) => following.span.start.min(end)..end,
                (true, None) => end..end,
            };
            let marker = if stands_alone { Marker::BoldLine } else { Marker::InlineLabel };
            // What follows belongs to the last label of a paragraph, up to the next heading or label.
            let first = self.blocks.end(index);
            let section = Section { kind, marker, span: line.span.clone(), blocks: first..first, label_text };
            if is_last {
                self.push_open(section);
            } else {
                self.sections.push(section);
            }
        }
    }

    /// Reads a line without markup that is one of the usual names, perhaps indented so far that Markdown reads it as
    /// code. Returns whether it begins a section.
    fn bare_line(&mut self, index: usize, text: &str) -> bool {
        let name = text.trim_end_matches(COLONS);
        if name.len() > LONGEST_NAME
            || name.contains('\n')
            || name.contains(COLONS)
            || name.ends_with(['.', '。', '`'])
        {
            return false;
        }
        let Some(kind) = self.names.kind_of(name).filter(|kind| !is_metadata(*kind, true)) else {
            return false;
        };
        self.stops.push(index);
        // With a colon it may introduce anything.
        if name.len() < text.len() {
            return false;
        }
        let span = self.blocks.span(index);
        let first = self.blocks.end(index);
        let label_text = span.end..span.end;
        self.push_open(Section { kind, marker: Marker::BoldLine, span, blocks: first..first, label_text });
        true
    }

    fn list(&mut self, list: usize) {
        let known = self.sections.len();
        if let Some(sections) = self.outline(list) {
            self.sections.extend(sections);
            return;
        }
        for item in self.blocks.children(list) {
            let section = self.item(item);
            self.sections.extend(section);
        }
        // One topic among several may have the name of a section: `**Monitoring & alerting**`.
        if self.sections.len() == known + 1 && are_topics(self.source, self.blocks, list) {
            self.sections.truncate(known);
        }
    }

    /// The sections of a list that is the outline of a report: its items are names with what belongs there below them.
    fn outline(&self, list: usize) -> Option<Vec<Section>> {
        let (blocks, source) = (self.blocks, self.source);
        let parts = || blocks.children(list).filter(|&item| blocks.children(item).nth(1).is_some());
        if parts().take(FEWEST_PARTS).count() < FEWEST_PARTS {
            return None;
        }
        let part = |item: usize| {
            let paragraph = blocks.children(item).next()?;
            // A look at its length rules most items out.
            if blocks.span(paragraph).len() > LONGEST_NAME {
                return None;
            }
            let [line] = blocks.lines(source, paragraph) else { return None };
            let name = line.text.trim_end_matches(COLONS);
            if line.bold > 0 || name.len() > LONGEST_NAME || blocks.kind(paragraph) != BlockKind::Paragraph {
                return None;
            }
            let kind = self.names.kind_of(name).filter(|kind| !is_metadata(*kind, true))?;
            let end = blocks.span(paragraph).end;
            Some(Section {
                kind,
                marker: Marker::InlineLabel,
                span: line.span.clone(),
                blocks: blocks.end(paragraph)..blocks.end(item),
                label_text: end..end,
            })
        };
        parts().take(FEWEST_PARTS).find_map(part)?;
        let sections: Vec<Section> = parts().filter_map(part).collect();
        (sections.len() >= FEWEST_PARTS).then_some(sections)
    }

    fn item(&self, item: usize) -> Option<Section> {
        let paragraph = self.blocks.children(item).next()?;
        if self.blocks.kind(paragraph) != BlockKind::Paragraph || !self.starts_bold(paragraph) {
            return None;
        }
        let lines = self.blocks.lines(self.source, paragraph);
        let line = lines.first()?;
        let found = label(line).filter(|label| label.is_bold)?;
        let kind = self.names.kind_of_label(found.name)?;
        let is_remark = is_remark(kind) && kind != SectionKind::Background;
        if is_metadata(kind, found.length < line.text.len()) || is_remark {
            return None;
        }
        let end = self.blocks.span(paragraph).end;
        let label_text = if found.length < line.text.len() || lines.len() > 1 {
            self.text_start(line, found.length).min(end)..end
        } else {
            end..end
        };
        let blocks = self.blocks.end(paragraph)..self.blocks.end(item);
        Some(Section { kind, marker: Marker::InlineLabel, span: line.span.clone(), blocks, label_text })
    }

    /// The byte of the file at which the text behind a label begins. Markup makes the line longer than its text.
    fn text_start(&self, line: &Line, length: usize) -> usize {
        let behind = line.text[length..].trim_start();
        let written = &self.source[line.span.clone()];
        let probe: String = behind.chars().take_while(|c| c.is_alphanumeric() || *c == ' ').collect();
        let from = line.span.start;
        match written.find(COLONS).filter(|_| !probe.trim().is_empty()) {
            Some(colon) => {
                let behind = colon + written[colon..].chars().next().map_or(0, char::len_utf8);
                from + written[behind..].find(probe.trim()).map_or(behind, |at| behind + at)
            }
            None => from + written.find(probe.trim()).unwrap_or(written.len()),
        }
    }

    fn starts_bold(&self, index: usize) -> bool {
        let span = self.blocks.span(index);
        self.source[span].starts_with(['*', '_', '<'])
    }

    fn may_have_label(&self, index: usize) -> bool {
        let text = &self.source[self.blocks.span(index)];
        text.len() <= LONGEST_NAME
            || text.starts_with(['*', '_', '<'])
            || text.lines().skip(1).any(|line| line.starts_with("**") || line.starts_with("__"))
            || text.chars().take(LONGEST_NAME).any(|c| COLONS.contains(&c))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(SectionKind, Marker, String)> {
        let blocks = Blocks::read(text, 0);
        find(text, &blocks, &SectionNames::default())
            .into_iter()
            .map(|section| (section.kind, section.marker, text[section.label_text].to_owned()))
            .collect()
    }

    #[test]
    fn labels_that_repeat_their_heading_are_no_sections() {
        let kinds = |text: &str| found(text).into_iter().map(|(kind, ..)| kind).collect::<Vec<_>>();
        assert_eq!(kinds("## Impact\n\n- **User impact**: none\n"), [SectionKind::Impact]);
        assert_eq!(
            kinds("## Summary\n\n**Impact**: none\n\n**Root cause**: a valve\n"),
            [SectionKind::Summary, SectionKind::Impact, SectionKind::Causes]
        );
    }

    #[test]
    fn headings_in_html_are_sections() {
        let kinds = |text: &str| found(text).into_iter().map(|(kind, ..)| kind).collect::<Vec<_>>();
        let text = "# A\n\n<h2>Impact</h2>\n\nNone.\n\n<h2 id=\"why\">Root cause</h2>\n\nA valve.\n\n## Actions\n\n- x\n";
        assert_eq!(kinds(text), [SectionKind::Impact, SectionKind::Causes, SectionKind::Actions]);
        let sections = find(text, &Blocks::read(text, 0), &SectionNames::default());
        assert!(sections[0].blocks.end <= sections[1].blocks.start, "{sections:?}");
        for html in [
            "<h2>Impact",
            "<h2>Impact</h3>",
            "<hr>",
            "<h2><b>Impact</b></h2>",
            "<header>Impact</h2>",
            "<h2>é</h",
        ] {
            assert_eq!(kinds(&format!("{html}\n")), [], "{html}");
        }
    }

    #[test]
    fn lists_of_names_with_text_below_them_are_sections() {
        let text = "# A\n\n1. Incident date\n   - January 31, 2026\n2. Incident summary\n   - No water\n3. Timeline\n   \
                    - 10:00 a\n4. Root causes\n   - A valve\n5. Preventative measures\n   - A lid\n";
        let kinds: Vec<_> = found(text).into_iter().map(|(kind, ..)| kind).collect();
        use SectionKind::{Actions, Causes, Summary, Timeline};
        assert_eq!(kinds, [Summary, Timeline, Causes, Actions]);
        // The parts that a form should have.
        assert_eq!(found("# A\n\n- Summary\n- Timeline\n- Root causes\n  - all of them\n"), []);
    }

    /// What one heading may look like, in forms that teams use.
    #[test]
    fn names_are_known_in_any_form() {
        use SectionKind::*;
        for (text, kind) in [
            ("## 2.1 Root cause", Causes),
            ("## A. Impact", Impact),
            ("## b) Impact", Impact),
            ("## ROOT CAUSE ANALYSIS (RCA)", Causes),
            ("## Section 3: Impact", Impact),
            ("## Postmortem: impact", Impact),
            ("## Impact :boom:", Impact),
            ("## ⏱️ Timeline – 6 May 2024", Timeline),
            ("## Impact to EU region", Impact),
            ("## Impact on customers:", Impact),
            ("## Root cause { #cause .wide }", Causes),
            ("## What went well & where we got lucky", WentWell),
            ("## Impact and timeline", Impact),
            ("## Root cause and resolution", Causes),
            ("## Why did this happen?", Causes),
            ("## Q: How did we respond?", Response),
            ("## FAQ", Questions),
            ("## Citations", Related),
            ("## Setup", Background),
            ("Impact\n------", Impact),
            ("**Who was affected?**\n\nNobody.", Impact),
            ("Root cause:\n\nA valve.", Causes),
            ("**What is being done to prevent this in future?**: A lid.", Actions),
        ] {
            let kinds: Vec<_> =
                found(&format!("# A\n\n{text}\n")).into_iter().map(|(kind, ..)| kind).collect();
            assert_eq!(kinds, [kind], "{text}");
        }
        for text in [
            "Reason:\n\n- x",
            "Good:\n\n- x",
            "**Problem:** a valve was shut",
            "- **Monitoring**: add a probe",
            "- **Affected model**: the large one",
            "- **What did not break**: the door",
            "Takeaway from this timeline:\n\n- x",
            "## The reason of 16 attempts, 6 distinct root causes",
        ] {
            assert_eq!(found(&format!("# A\n\n{text}\n")), [], "{text}");
        }
    }

    #[test]
    fn bold_lines_and_labels_are_sections() {
        use Marker::{BoldLine, Heading, InlineLabel};
        let text = "# A\n\n**Severity:** HIGH\n**Impact:** 300 users\nfor an hour\n**Owner:** x\n\n\
                    **Root cause**\n\nA full disk.\n\n- **Detection**: an alert\n- **Key events**\n  - 10:00 x\n\n\
                    Resolution: more disk\n\n## Lessons\n";
        assert_eq!(
            found(text),
            [
                (SectionKind::Impact, InlineLabel, "300 users\nfor an hour\n".to_owned()),
                (SectionKind::Causes, BoldLine, String::new()),
                (SectionKind::Detection, InlineLabel, "an alert".to_owned()),
                (SectionKind::Timeline, InlineLabel, String::new()),
                (SectionKind::Resolution, InlineLabel, "more disk\n".to_owned()),
                (SectionKind::Lessons, Heading, String::new()),
            ]
        );
    }
}

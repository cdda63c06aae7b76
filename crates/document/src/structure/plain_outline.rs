//! Texts without markup, as they are pasted from other programs: the names of their sections are lines like all others.

use crate::markdown::blocks::cut::Cut;
use crate::markdown::blocks::{BlockKind, Blocks, Line};
use crate::structure::line_label::label;
use crate::structure::section_names::SectionNames;
use crate::text::marks::COLONS;

/// Fewer names of sections on lines of their own may be words of a text that is wrapped.
const FEWEST_NAMES: usize = 2;

/// Longest line that may be a name, in bytes.
const LONGEST_NAME: usize = 60;

/// Cuts the paragraphs of a text without headings, its title aside, at the names of sections that are lines of their own:
///
/// ```text
/// Issue Summary
/// The pumps stood still from 10:05 to 10:31.
/// Timeline (UTC)
/// 10:05 first alert
/// Impact: no water
/// ```
pub fn cut(source: &str, blocks: &mut Blocks, names: &SectionNames) {
    let headings = blocks.all().iter().filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    if headings.take(2).count() > 1 {
        return;
    }
    let paragraphs = blocks.outermost(0..blocks.all().len());
    let lines = paragraphs
        .filter(|&index| blocks.kind(index) == BlockKind::Paragraph)
        .flat_map(|index| blocks.lines(source, index));
    if lines.filter(|line| is_name(line, names)).take(FEWEST_NAMES).count() < FEWEST_NAMES {
        return;
    }
    blocks.cut_paragraphs(source, |line| {
        if is_name(line, names) {
            Cut::Around
        } else if is_labelled(line, names) {
            Cut::Before
        } else {
            Cut::Nowhere
        }
    });
}

/// Whether a line is the name of a section and nothing else: `Timeline (all times UTC)`.
fn is_name(line: &Line, names: &SectionNames) -> bool {
    let text = line.text.trim_end_matches(COLONS);
    let is_line_of_text = |text: &str| {
        text.starts_with(char::is_lowercase) || text.ends_with(['.', '。', ',', '`']) || text.contains(COLONS)
    };
    line.bold == 0
        && text.len() <= LONGEST_NAME
        && !is_line_of_text(text)
        && if text.len() < line.text.len() {
            names.kind_of_introduction(text).is_some()
        } else {
            names.kind_of(text).is_some()
        }
}

/// Whether a line begins with the name of a section: `Impact: no water`.
fn is_labelled(line: &Line, names: &SectionNames) -> bool {
    line.bold == 0
        && label(line)
            .is_some_and(|label| label.length < line.text.len() && names.kind_of_label(label.name).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SectionKind::{self, Actions, Causes, Impact, Resolution, Summary, Timeline};
    use crate::structure::sections;

    fn kinds(text: &str) -> Vec<SectionKind> {
        let (mut blocks, names) = (Blocks::read(text, 0), SectionNames::default());
        cut(text, &mut blocks, &names);
        sections::find(text, &blocks, &names).into_iter().map(|section| section.kind).collect()
    }

    #[test]
    fn lines_are_the_names_of_sections_in_texts_without_headings() {
        let text = "Dry taps\nIssue Summary\nNo water from 10:05 to 10:31.\nTimeline (all times UTC)\n10:05 first \
                    alert\n10:31 water is back\n\nRoot Cause and Resolution\nRoot Cause:\nA valve was shut.\n\
                    Resolution: it was opened.\nCORRECTIVE AND PREVENTATIVE MEASURES\nLock the valve.\n";
        assert_eq!(kinds(text), [Summary, Timeline, Causes, Causes, Resolution, Actions]);
        assert_eq!(kinds(&format!("# Title\n\n{text}")), kinds(text));
        // Labels in front of text are those of any text.
        assert_eq!(kinds("Dry taps\nImpact: no water\nRoot cause: a valve\n"), []);
        assert_eq!(
            kinds("Timeline\nImpact: no water\nText.\n\nRoot cause\nA valve.\n"),
            [Timeline, Impact, Causes]
        );
    }

    #[test]
    fn lines_of_prose_are_no_names() {
        for text in [
            "We looked for the\nRoot cause\nof the flood.\n",
            "It had an\nimpact\non the\ntimeline\nof the works.\n",
            "# A\n\n## B\n\nSummary\ntext\nTimeline\ntext\n",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }
}

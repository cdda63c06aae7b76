//! A text without breaks, and what in it is not the author's own.

use std::ops::Range;

use linkify::{LinkFinder, LinkKind};

use super::quotations::quotations;
use crate::text::sentences::sentences;

/// Where a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassageKind {
    Heading,
    Paragraph,
    /// An item of a list, without its paragraphs and the lists in it.
    Item,
    /// A cell of a table.
    Cell,
}

/// A text without breaks: a paragraph, an item of a list, a cell, a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    pub kind: PassageKind,
    /// Whether it is in a block quotation.
    pub is_quoted: bool,
    /// The visible text; a line end is a space.
    pub text: String,
    /// Code, links, quotations and struck text; sorted bytes of `text` that do not overlap.
    pub literals: Vec<Range<usize>>,
    /// Positions of `text` with the byte of the file that each one comes from; text between two of them is copied.
    pub(super) runs: Vec<(usize, usize)>,
}

impl Passage {
    /// Adds the quotations to the literals, and brings these in order.
    pub(super) fn finish(&mut self) {
        self.literals.extend(quotations(&self.text));
        self.literals.sort_by_key(|literal| literal.start);
        self.literals = merged(std::mem::take(&mut self.literals));
    }

    /// The bytes of the file for the bytes `range` of the text.
    pub fn span(&self, range: Range<usize>) -> Range<usize> {
        self.in_file(range.start)..self.in_file(range.end.saturating_sub(1)) + 1
    }

    fn in_file(&self, at: usize) -> usize {
        let run = self.runs.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.runs.get(run).map_or(0, |(start, file)| file + at.saturating_sub(*start))
    }

    /// The sentences of the text, as bytes of it, without the white space around them.
    pub fn sentences(&self) -> Vec<Range<usize>> {
        let mut start = 0;
        let mut found = Vec::new();
        for sentence in sentences(&self.text) {
            let from = start + sentence.len() - sentence.trim_start().len();
            start += sentence.len();
            let to = from + sentence.trim().len();
            if from < to {
                found.push(from..to);
            }
        }
        found
    }

    /// The web addresses that the page shows as links though they are not written as such; bytes of the text.
    pub fn bare_addresses(&self) -> Vec<Range<usize>> {
        if !self.text.contains("://") {
            return Vec::new();
        }
        let mut finder = LinkFinder::new();
        finder.kinds(&[LinkKind::Url]);
        let found = finder.links(&self.text).map(|link| link.start()..link.end());
        found.filter(|range| !self.is_literal(range)).collect()
    }

    /// Whether any byte of `range` is in a literal.
    pub fn is_literal(&self, range: &Range<usize>) -> bool {
        let after = self.literals.partition_point(|literal| literal.end <= range.start);
        self.literals.get(after).is_some_and(|literal| literal.start < range.end)
    }
}

/// Ranges that overlap or touch become one. The input is sorted by start.
fn merged(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use crate::prose::Prose;
    use crate::testing::parse;

    fn prose(text: &str) -> Prose {
        Prose::of(&parse("a.md", text).0)
    }

    #[test]
    fn bare_addresses_are_found_outside_of_links_and_code() {
        let text = "- *See* https://a.org/x, `https://b.org`, <https://c.org> and [d](https://d.org)\n";
        let passage = &prose(text).passages[0];
        let found: Vec<_> =
            passage.bare_addresses().into_iter().map(|range| &text[passage.span(range)]).collect();
        assert_eq!(found, ["https://a.org/x"]);
    }

    #[test]
    fn words_of_others_are_literals() {
        for (text, literals) in [
            ("Ran `DROP TABLE` now", &["DROP TABLE"][..]),
            ("See [the *old* page](https://example.org/) and ~~this~~", &["the old page", "this"]),
            ("He said \"be careful\" and “stop”, it's 5\" wide", &["\"be careful\"", "“stop”"]),
            ("「不注意」と言った", &["「不注意」"]),
            ("No [link] here ![alt](a.png)", &[]),
        ] {
            let passage = &prose(text).passages[0];
            let found: Vec<_> =
                passage.literals.iter().map(|literal| &passage.text[literal.clone()]).collect();
            assert_eq!(found, literals, "{text}");
            for literal in &passage.literals {
                assert!(passage.is_literal(literal));
            }
        }
    }

    #[test]
    fn sentences_are_ranges_of_the_passage() {
        let passage = &prose("It stopped. It ran! ").passages[0];
        let sentences: Vec<_> = passage.sentences().into_iter().map(|range| &passage.text[range]).collect();
        assert_eq!(sentences, ["It stopped.", "It ran!"]);
    }
}

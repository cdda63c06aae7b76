//! Where the scanner is in a paste, what it has just read, and what it has found.

use super::text::{Span, alphanumeric, count, cut};
use super::{Class, Kept, Noise, Pasted, Weight};

/// The most bytes that are looked ahead for a frame, a URL or a path.
const MAX_AHEAD: usize = 512;

/// The most bytes of a stretch that the meaning of a number depends on.
const MAX_WORD: usize = 64;

/// What was read last, as far as the meaning of a number behind it depends on that.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    File,
    Code,
    Level,
    Other,
}

/// The scanner: a place in the text, the last stretches, and what has been found.
pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// Whether only spaces are between the start of the line and `at`.
    pub(super) line_start: bool,
    /// The stretches before `at`, the nearest first.
    pub(super) before: [Span; 3],
    /// What the stretch before is.
    pub(super) known: Known,
    /// What the stretch being read is.
    pub(super) knows: Known,
    /// Where in `out.kept` the names of each frame of the present trace begin.
    pub(super) frames: Vec<usize>,
    pub(super) out: Pasted,
}

impl<'a> Scan<'a> {
    /// At the start of a text, with nothing found.
    pub(super) fn new(text: &'a str) -> Scan<'a> {
        Scan {
            text,
            at: 0,
            line_start: true,
            before: [(0, 0); 3],
            known: Known::Other,
            knows: Known::Other,
            frames: Vec::new(),
            out: Pasted::default(),
        }
    }

    /// The text from `start` to `end`; empty when that is not possible.
    #[inline(never)]
    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        cut(self.text, start, end)
    }

    /// The text from `start` on, but no more than is looked ahead.
    #[inline(never)]
    pub(super) fn ahead(&self, start: usize) -> &'a str {
        let mut end = self.text.len().min(start + MAX_AHEAD);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.slice(start, end)
    }

    /// The stretch before `at`: 0 is the nearest. Empty when it is too long to be a word.
    #[inline(never)]
    pub(super) fn word_before(&self, index: usize) -> &'a str {
        let (start, end) = self.before[index];
        let word = self.slice(start, end);
        if word.len() > MAX_WORD { "" } else { word }
    }

    /// What is between the stretch before and one that begins at `start`.
    #[inline(never)]
    pub(super) fn glue(&self, start: usize) -> &'a str {
        self.slice(self.before[0].1, start)
    }

    /// Adds a stretch to search for.
    #[inline(never)]
    pub(super) fn keep(&mut self, start: usize, end: usize, weight: Weight) {
        if start < end {
            self.out.kept.push(Kept { start, end, weight });
        }
    }

    /// Adds noise, unless there is nothing in it but marks.
    #[inline(never)]
    pub(super) fn drop(&mut self, start: usize, end: usize, class: Class) {
        if count(self.slice(start, end), alphanumeric) == 0 {
            return;
        }
        match self.out.noise.last_mut() {
            Some(last) if last.end == start && last.class == class => last.end = end,
            _ => self.out.noise.push(Noise { start, end, class }),
        }
    }

    /// An error code.
    pub(super) fn code(&mut self, start: usize, end: usize) {
        self.at = end;
        self.knows = Known::Code;
        self.keep(start, end, Weight::Strong);
    }
}

//! A fast first look for copies of a few texts among many.

use aho_corasick::{AhoCorasick, MatchKind};

/// Probes from one text. Their matches are counted in the bits of a `u32`.
const PROBES: usize = 32;

/// Bytes of a probe: nearly as long as the shingles by which texts are compared.
const LENGTH: usize = 20;

/// How many probes of a text are in all its copies. A copy, at least four fifths of which are the same, has about 25,
/// and half of them if its lines are broken elsewhere; another report on the same form has a few.
const FEW: u32 = 4;

/// With more texts, it is as fast to compare all.
const MOST_TEXTS: usize = 64;

/// Short pieces of some texts, taken evenly from each.
#[derive(Debug, Clone)]
pub struct Probes {
    pieces: AhoCorasick,
    /// For each piece, the text that it is from, and its place among those of this text.
    sources: Vec<(usize, u32)>,
    texts: usize,
}

impl Probes {
    /// `None` if there are too many texts, or one is too short to tell: then, each text may be a copy.
    pub fn of(texts: &[&str]) -> Option<Self> {
        let texts: Vec<_> = texts.iter().filter(|text| !text.trim().is_empty()).collect();
        let is_short = |text: &&&str| text.len() < PROBES * LENGTH;
        if texts.len() > MOST_TEXTS || texts.iter().any(is_short) {
            return None;
        }
        let mut pieces = Vec::with_capacity(texts.len() * PROBES);
        let mut sources = Vec::with_capacity(texts.len() * PROBES);
        for (source, text) in texts.iter().enumerate() {
            for number in 0..PROBES as u32 {
                let start = text.len() / PROBES * number as usize;
                pieces.push(&text.as_bytes()[start..start + LENGTH]);
                sources.push((source, number));
            }
        }
        let pieces = AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(pieces).ok()?;
        Some(Self { pieces, sources, texts: texts.len() })
    }

    /// Whether `text` may be a copy of one of the texts. It is compared byte by byte, and so must be written alike.
    pub fn may_be_in(&self, text: &str) -> bool {
        let mut found = vec![0_u32; self.texts];
        self.pieces.find_iter(text).any(|piece| {
            let (source, number) = self.sources[piece.pattern().as_usize()];
            found[source] |= 1 << number;
            found[source].count_ones() >= FEW
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(count: usize, salt: usize) -> Vec<String> {
        let word = |at: usize| format!("w{}", (at * 7919 + salt * 104_729) % 100_003);
        (0..count).map(|line| (0..9).map(|at| word(line * 9 + at)).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn a_text_with_most_of_the_words_may_be_a_copy() {
        let text = sentences(60, 1).join("\n");
        let probes = Probes::of(&[&sentences(60, 5).join("\n"), &text]).unwrap();
        let mut edited = sentences(60, 1);
        edited.splice(50.., sentences(10, 2));
        edited.splice(20..21, sentences(2, 3));
        assert!(probes.may_be_in(&edited.join("\n")));
        assert!(probes.may_be_in(&edited.join(" ")), "the lines are broken elsewhere");
        assert!(!probes.may_be_in(&sentences(60, 4).join("\n")));
        let mut form = sentences(60, 4);
        form.splice(..4, sentences(4, 1));
        assert!(!probes.may_be_in(&form.join("\n")), "few words are the same");
    }

    #[test]
    fn short_and_many_texts_give_no_probes() {
        let text = sentences(60, 1).join("\n");
        assert!(Probes::of(&[&text, "The disk was full."]).is_none());
        assert!(Probes::of(&[text.as_str(); MOST_TEXTS + 1]).is_none());
        assert!(!Probes::of(&[]).unwrap().may_be_in(&text));
        assert!(Probes::of(&["\n"]).is_some());
    }
}

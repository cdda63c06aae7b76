//! Near-identical copies: the same document in two places, perhaps with a changed heading.
//!
//! Documents are compared by their shingles, runs of five words. Sketches of the shingles (minima of their
//! hashes, one to a bin) find the candidates, of which the shingles themselves are then compared, so that
//! what is reported is exact, and the time taken grows with the number of documents, not with its square.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

/// The least similarity of copies (the share of common shingles).
const LEAST: f64 = 0.8;

/// Words in a shingle.
const RUN: usize = 5;

/// Documents with fewer words have too few shingles for a comparison; their texts are compared instead.
const FEW_WORDS: usize = 50;

/// Bins of a sketch, and bins of a band: copies nearly always agree in all bins of at least one band.
const BINS: usize = 64;
const BAND: usize = 4;

/// How many documents a band keeps. More than that share a band only if they share a template.
const PER_BAND: usize = 16;

/// How many documents one is compared with in full.
const CANDIDATES: usize = 64;

/// Bins in which likely copies agree: 0.8 of them, less four standard deviations.
const ALIKE: usize = 38;

/// With fewer shingles, several bins have the same value, and the number of equal bins is not an estimate.
const FULL_SKETCH: usize = 400;

/// Finds the copies among `documents`, each the text of a body and its sketch. For each document with a copy before it,
/// returns its index, the index of the most similar earlier document (the first of several), and their similarity (0.8 to
/// 1), in the order of the documents.
pub fn find(documents: &[(&str, &Sketch)]) -> Vec<(usize, usize, f64)> {
    let mut bands = Bands::for_sketches(documents.len());
    let mut short: FxHashMap<String, usize> = FxHashMap::default();
    let mut shingles: Vec<Option<Box<[u32]>>> = vec![None; documents.len()];
    let mut copies = Vec::new();
    let mut candidates: Vec<usize> = Vec::new();
    for (index, &(text, sketch)) in documents.iter().enumerate() {
        let Some(bins) = &sketch.bins else {
            if sketch.words == 0 {
                continue;
            }
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            match short.entry(text) {
                Entry::Occupied(earlier) => copies.push((index, *earlier.get(), 1.0)),
                Entry::Vacant(free) => {
                    free.insert(index);
                }
            }
            continue;
        };
        candidates.clear();
        bands.find(bins, &mut candidates);
        candidates.sort_unstable();
        candidates.dedup();
        candidates.retain(|&earlier| documents[earlier].1.may_be_copy(sketch));
        candidates.truncate(CANDIDATES);
        let mut best: Option<(usize, f64)> = None;
        for &earlier in &candidates {
            for either in [earlier, index] {
                shingles[either].get_or_insert_with(|| sorted_shingles(documents[either].0));
            }
            let (Some(one), Some(other)) = (&shingles[earlier], &shingles[index]) else { continue };
            let common = in_common(one, other);
            if common >= LEAST && best.is_none_or(|(_, most)| common > most) {
                best = Some((earlier, common));
            }
        }
        if let Some((earlier, common)) = best {
            copies.push((index, earlier, common));
            // Copies of this document are also copies of the earlier one, and are found through it.
            if common > 0.99 {
                continue;
            }
        }
        bands.add(bins, index);
    }
    copies
}

/// Documents by the bands of their sketches.
struct Bands {
    /// By the hash of a band: the last of its links, and their number. Should two bands have one hash, candidates are
    /// added that are none.
    chains: FxHashMap<u64, (usize, usize)>,
    /// A document and the link before it in its chain; the first link of a chain leads to itself.
    links: Vec<(usize, usize)>,
}

impl Bands {
    /// Room for `count` sketches.
    fn for_sketches(count: usize) -> Self {
        let mut chains = FxHashMap::default();
        chains.reserve(count * BINS / BAND);
        Self { chains, links: Vec::with_capacity(count * BINS / BAND) }
    }

    fn keys(bins: &[u32; BINS]) -> impl Iterator<Item = u64> {
        let hash = |(at, band): (usize, &[u32])| {
            band.iter().fold(at as u64, |hash, &bin| mixed((hash ^ u64::from(bin)).wrapping_add(1)))
        };
        bins.chunks_exact(BAND).enumerate().map(hash)
    }

    /// Adds the documents to `found` that have a band in common with `bins`.
    fn find(&self, bins: &[u32; BINS], found: &mut Vec<usize>) {
        for key in Self::keys(bins) {
            let Some(&(mut link, count)) = self.chains.get(&key) else { continue };
            for _ in 0..count {
                let (document, before) = self.links[link];
                found.push(document);
                link = before;
            }
        }
    }

    fn add(&mut self, bins: &[u32; BINS], document: usize) {
        for key in Self::keys(bins) {
            let next = self.links.len();
            let (last, count) = self.chains.entry(key).or_insert((next, 0));
            if *count < PER_BAND {
                self.links.push((document, *last));
                (*last, *count) = (next, *count + 1);
            }
        }
    }
}

/// What of a text is compared first; its size is the same for all texts.
#[derive(Debug, Clone)]
pub struct Sketch {
    words: usize,
    shingles: usize,
    /// `None` for short documents.
    bins: Option<Box<[u32; BINS]>>,
}

impl Sketch {
    pub fn of(text: &str) -> Self {
        const EMPTY: u32 = u32::MAX;
        let mut bins = Box::new([EMPTY; BINS]);
        let mut shingles = 0;
        let words = for_each_shingle(text, |hash| {
            let bin = &mut bins[(hash >> 58) as usize];
            // An empty bin has all bits set.
            *bin = (*bin).min((hash as u32).min(EMPTY - 1));
            shingles += 1;
        });
        if words < FEW_WORDS {
            return Self { words, shingles, bins: None };
        }
        // An empty bin takes the value of the next filled one, mixed with the distance to it.
        let written = *bins;
        for at in 0..BINS {
            if written[at] == EMPTY {
                let distance =
                    (1..BINS).find(|distance| written[(at + distance) % BINS] != EMPTY).unwrap_or(0);
                let lender = written[(at + distance) % BINS];
                bins[at] = lender.wrapping_add((distance as u32).wrapping_mul(0x9E37_79B9));
            }
        }
        Self { words, shingles, bins: Some(bins) }
    }

    /// Returns false if the sketches or the numbers of words rule out that both are copies.
    fn may_be_copy(&self, other: &Self) -> bool {
        let (few, many) = (self.shingles.min(other.shingles), self.shingles.max(other.shingles));
        // Repeated shingles are counted here, but not in the sets that decide: this is only a first filter.
        if (few as f64) < 0.6 * many as f64 {
            return false;
        }
        let (Some(one), Some(two)) = (&self.bins, &other.bins) else { return false };
        few < FULL_SKETCH || one.iter().zip(two.iter()).filter(|(one, two)| one == two).count() >= ALIKE
    }
}

/// The share of common shingles among all shingles of both documents. Both lists are sorted.
fn in_common(one: &[u32], other: &[u32]) -> f64 {
    let (mut at, mut other_at, mut common) = (0, 0, 0_usize);
    while let (Some(first), Some(second)) = (one.get(at), other.get(other_at)) {
        common += usize::from(first == second);
        at += usize::from(first <= second);
        other_at += usize::from(second <= first);
    }
    let all = one.len() + other.len() - common;
    if all == 0 { 0.0 } else { common as f64 / all as f64 }
}

fn sorted_shingles(text: &str) -> Box<[u32]> {
    let mut shingles = Vec::with_capacity(text.len() / 6);
    for_each_shingle(text, |hash| shingles.push((hash >> 16) as u32));
    shingles.sort_unstable();
    shingles.dedup();
    shingles.into_boxed_slice()
}

/// Calls `take` with the hash of each run of five words and returns the number of words. Case and punctuation are
/// ignored; in scripts without spaces, each character is a word.
fn for_each_shingle(text: &str, mut take: impl FnMut(u64)) -> usize {
    const SEED: u64 = 0xCBF2_9CE4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01B3;
    let mut last = [0_u64; RUN];
    let mut words = 0_usize;
    let mut word = SEED;
    let mut end_word = |word: &mut u64| {
        if *word == SEED {
            return;
        }
        last[words % RUN] = mixed(*word);
        words += 1;
        *word = SEED;
        if words >= RUN {
            let run = (0..RUN).fold(0_u64, |run, at| {
                run.rotate_left(13).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ last[(words + at) % RUN]
            });
            take(mixed(run));
        }
    };
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' => word = (word ^ u64::from(byte | 0x20)).wrapping_mul(PRIME),
            b'0'..=b'9' | 0x80..=0xE2 | 0xEE.. => word = (word ^ u64::from(byte)).wrapping_mul(PRIME),
            // This is the first byte of a character of a script without spaces.
            0xE3..=0xED => {
                end_word(&mut word);
                word = (word ^ u64::from(byte)).wrapping_mul(PRIME);
            }
            _ => end_word(&mut word),
        }
    }
    end_word(&mut word);
    words
}

/// Spreads the bits of a hash.
fn mixed(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text of `count` words, of which those from `changed` on differ by `salt`.
    fn words(count: usize, changed: usize, salt: usize) -> String {
        let word = |at: usize| {
            let salt = if at < changed { 0 } else { salt };
            format!("w{}", mixed((at * 100_000 + salt) as u64) % 5000)
        };
        (0..count).map(word).collect::<Vec<_>>().join(" ")
    }

    fn find_in(texts: &[String]) -> Vec<(usize, usize, f64)> {
        let sketches: Vec<_> = texts.iter().map(|text| Sketch::of(text)).collect();
        find(&texts.iter().map(String::as_str).zip(&sketches).collect::<Vec<_>>())
    }

    #[test]
    fn copies_are_found() {
        let texts = [
            words(600, 600, 0),
            words(600, 0, 1),
            words(600, 560, 2),
            // Half of it is the same: no copy.
            words(600, 300, 3),
            words(600, 0, 1).replace(' ', "\n").to_uppercase(),
        ];
        let found = find_in(&texts);
        assert_eq!(found.iter().map(|copy| (copy.0, copy.1)).collect::<Vec<_>>(), [(2, 0), (4, 1)]);
        assert!((0.8..1.0).contains(&found[0].2), "{found:?}");
        assert!((found[1].2 - 1.0).abs() < 1e-9);
    }

    #[test]
    fn copies_of_any_length_are_found() {
        for count in [60, 120, 300, 450, 900, 1200] {
            for salt in 1..20 {
                let texts =
                    [words(count, 0, salt), words(count, count, 0), words(count, count - count / 14, salt)];
                let found = find_in(&texts);
                assert!(found.iter().any(|copy| (copy.0, copy.1) == (2, 1)), "{count} {salt} {found:?}");
            }
        }
    }

    #[test]
    fn short_documents_are_compared_by_their_text() {
        let texts = ["Mail was late.", "Mail  was\nlate.", "Mail was early.", "", ""].map(str::to_owned);
        assert_eq!(find_in(&texts), [(1, 0, 1.0)]);
    }

    #[test]
    fn texts_without_spaces_are_compared() {
        let text = "朝の配信が遅れた。原因は待ち行列の上限に達したことである。".repeat(3);
        let other = text.replace("朝", "夜");
        assert_eq!(find_in(&[text.clone(), format!("{text}以上。")]).len(), 1);
        assert!(find_in(&[text, other]).len() <= 1);
    }

    #[test]
    fn many_documents_take_little_time() {
        // All documents are alike, different, or of one template: never may each be compared with each.
        let alike: Vec<_> = (0..2000).map(|_| words(100, 100, 0)).collect();
        assert_eq!(find_in(&alike).len(), 1999);
        let different: Vec<_> = (0..2000).map(|salt| words(100, 0, salt)).collect();
        assert_eq!(find_in(&different).len(), 0);
        let form: Vec<_> = (0..2000).map(|salt| words(200, 140, salt)).collect();
        assert_eq!(find_in(&form).len(), 0);
    }
}

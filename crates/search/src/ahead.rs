//! Which postings a block of the dictionary leads to, so that both can be asked for at once.
//!
//! Postings are stored in the order of their words, so those of a block's words lie side by side. The
//! component says how long each block is, and how long its postings: fetching them ahead costs less than
//! waiting for the block to say where they are. Positions are not fetched ahead, as they are many times more;
//! so a query that needs some waits for them anyway, and asks for nothing ahead.
//!
//! Where blocks begin is not for tantivy's users to know; the writer finds out by reading.

use std::ops::Range;

use crate::pack::ByteCache;

/// The component; it is in the hot file only.
pub(crate) const AHEAD: &str = "ahead";

/// The components that it speaks of, by tantivy's names.
const DICTIONARY: &str = "term";
const POSTINGS: &str = "idx";

/// Bytes of postings that are fetched ahead for one query: a round trip of 60 ms takes as long as 70 kB at
/// 9 Mbit/s. Of 10,000 documents, the postings of 95 blocks in 100 are fewer.
const MAX_BYTES: usize = 28 << 10;

/// Where the blocks of the words and their postings are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ahead {
    /// Start of each block in the dictionary, and of its postings; at the end, where both end.
    starts: Vec<(usize, usize)>,
    /// Indexes of the components.
    components: Option<(usize, usize)>,
}

impl Ahead {
    /// Reads the component of a pack. Packs without it are searched without foresight.
    pub(crate) fn read(cache: &ByteCache) -> Ahead {
        let index = |name| cache.component(name).map(|(index, _)| index);
        let bytes = cache.read_all(AHEAD).map(|bytes| bytes.to_vec()).unwrap_or_default();
        Ahead {
            starts: decode(&bytes).unwrap_or_default(),
            components: index(DICTIONARY).zip(index(POSTINGS)),
        }
    }

    /// Asks for the postings of all blocks that are missing, if they are few: were some left out, the round
    /// trip would not be saved.
    pub(crate) fn ask(&self, cache: &ByteCache) {
        let Some((dictionary, postings)) = self.components else { return };
        let mut missing = cache.missing_of(dictionary);
        missing.sort_by_key(|range| (range.start, range.end));
        missing.dedup();
        let found: Option<Vec<_>> = missing.iter().map(|range| self.postings(range)).collect();
        let Some(found) = found else { return };
        if found.iter().map(ExactSizeIterator::len).sum::<usize>() <= MAX_BYTES {
            for range in found {
                // What is not here becomes a part of what is asked for.
                let _ = cache.read(postings, range);
            }
        }
    }

    /// The postings of a range of blocks; `None` when they belong to another field.
    fn postings(&self, blocks: &Range<usize>) -> Option<Range<usize>> {
        let first = self.starts.partition_point(|&(start, _)| start <= blocks.start).checked_sub(1)?;
        let after = self.starts.partition_point(|&(start, _)| start < blocks.end);
        let (_, start) = self.starts.get(first)?;
        let (_, end) = self.starts.get(after)?;
        Some(*start..*end)
    }
}

/// Sums of pairs of LEB128 numbers; `None` when they are cut off or beyond all bounds.
fn decode(bytes: &[u8]) -> Option<Vec<(usize, usize)>> {
    let numbers = crate::leb128::decode(bytes)?;
    let mut sum = (0_usize, 0_usize);
    let mut starts = Vec::with_capacity(numbers.len() / 2);
    for pair in numbers.chunks_exact(2) {
        sum = (sum.0.checked_add(pair[0])?, sum.1.checked_add(pair[1])?);
        starts.push(sum);
    }
    Some(starts)
}

#[cfg(feature = "writer")]
pub(crate) mod write {
    //! The other direction.

    use std::io;
    use std::ops::Range;

    use tantivy::schema::IndexRecordOption;

    use super::{DICTIONARY, POSTINGS};
    use crate::pack::ByteCache;
    use crate::segment::Segment;

    /// The component for a segment that is read from a cache with all of its bytes.
    ///
    /// # Errors
    /// Those of reading.
    pub(crate) fn component(segment: &Segment, cache: &ByteCache) -> io::Result<Vec<u8>> {
        let index = |name| cache.component(name).map(|(index, _)| index);
        let (Some(dictionary), Some(postings)) = (index(DICTIONARY), index(POSTINGS)) else {
            return Ok(Vec::new());
        };
        let mut terms = Vec::new();
        let mut stream = segment.text.terms().stream()?;
        while let Some((token, info)) = stream.next() {
            terms.push((token.to_vec(), info.postings_range.clone()));
        }
        // The bytes that are read of a component, in the pack's own counting.
        let touched = |component, read: &mut dyn FnMut() -> io::Result<()>| -> io::Result<Range<usize>> {
            cache.record();
            read()?;
            let ranges = cache.take_touched().into_iter().filter(|(index, _)| *index == component);
            Ok(ranges.map(|(_, range)| range).next().unwrap_or_default())
        };
        let block =
            |term: usize| touched(dictionary, &mut || segment.text.terms().get(&terms[term].0).map(|_| ()));

        let Some((first, first_postings)) = terms.first() else { return Ok(Vec::new()) };
        let info = segment.text.terms().get(first)?.ok_or(io::ErrorKind::NotFound)?;
        let all = touched(postings, &mut || {
            segment.text.read_postings_from_terminfo(&info, IndexRecordOption::Basic).map(|_| ())
        })?;
        let base = all.start.saturating_sub(first_postings.start);

        let mut starts = Vec::new();
        let mut term = 0;
        while term < terms.len() {
            let here = block(term)?;
            starts.push((here.start, base + terms[term].1.start));
            // Twice as far each time, then halving back to the first term of another block.
            let (mut last, mut step) = (term, 1);
            while last + step < terms.len() && block(last + step)? == here {
                last += step;
                step *= 2;
            }
            while step > 0 {
                if last + step < terms.len() && block(last + step)? == here {
                    last += step;
                }
                step /= 2;
            }
            term = last + 1;
            if term == terms.len() {
                starts.push((here.end, base + terms[last].1.end));
            }
        }
        let mut before = (0, 0);
        let mut out = Vec::new();
        for start in starts {
            crate::leb128::encode(start.0 - before.0, &mut out);
            crate::leb128::encode(start.1 - before.1, &mut out);
            before = start;
        }
        Ok(out)
    }
}

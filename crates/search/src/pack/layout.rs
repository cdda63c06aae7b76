//! Which bytes of a component are in which file.

use std::ops::Range;

use super::hash::file_name;

/// A range of bytes of a published file, to be fetched by the host.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ByteRange {
    /// Name of the file, beside the entry.
    pub file: String,
    /// First byte.
    pub start: u64,
    /// One past the last byte; more than `start`.
    pub end: u64,
}

/// A file of the tantivy index: its length, and the parts it is published in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Component {
    /// tantivy's name of the component, such as `idx` or `pos`; the beginning of its parts' names.
    pub(crate) name: String,
    /// Length in bytes.
    pub(crate) length: usize,
    /// Length in bytes of all parts but the last.
    pub(crate) part_size: usize,
    /// The content hash of each part.
    pub(crate) hashes: Vec<u64>,
}

impl Component {
    /// The range of the component that a part holds; empty for a part that does not exist.
    pub(crate) fn part_range(&self, part: usize) -> Range<usize> {
        let start = part.saturating_mul(self.part_size).min(self.length);
        start..start.saturating_add(self.part_size).min(self.length)
    }

    /// The file ranges that hold a range of the component.
    pub(crate) fn byte_ranges(&self, range: Range<usize>) -> impl Iterator<Item = ByteRange> + '_ {
        let mut at = range.start;
        std::iter::from_fn(move || {
            if at >= range.end {
                return None;
            }
            let index = at / self.part_size;
            let part = self.part_range(index);
            let start = at;
            at = range.end.min(part.end);
            Some(ByteRange {
                file: file_name(&self.name, *self.hashes.get(index)?),
                start: (start - part.start) as u64,
                end: (at - part.start) as u64,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_cut_at_parts() {
        let component =
            Component { name: "idx".to_owned(), length: 25, part_size: 10, hashes: vec![1, 2, 3] };
        let ranges = |range| -> Vec<(String, u64, u64)> {
            component.byte_ranges(range).map(|r| (r.file, r.start, r.end)).collect()
        };
        let file = |hash| file_name("idx", hash);
        assert_eq!(ranges(3..7), [(file(1), 3, 7)]);
        assert_eq!(ranges(8..25), [(file(1), 8, 10), (file(2), 0, 10), (file(3), 0, 5)]);
        assert_eq!(ranges(10..20), [(file(2), 0, 10)]);
        assert_eq!(ranges(5..5), []);
    }
}

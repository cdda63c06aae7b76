//! The hot file: the layout of the pack, and the bytes that opening it reads.
//!
//! ```text
//! magic    8 bytes   b"RETOLDHF"
//! length   u32 LE    of the rest, which is deflated:
//! length   u32 LE    of the header
//! header   JSON      components with name, length, part size and hot ranges
//! hashes   u64 LE    of each part, component by component
//! bytes              of each hot range, in the order of the header
//! ```
//!
//! Which bytes are hot is not known from tantivy's file format: the writer opens the index and
//! records what is read, as Quickwit's hotcache does.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::error::PackError;
use super::layout::Component;
use crate::deflate::inflate;

const MAGIC: &[u8; 8] = b"RETOLDHF";

/// Bytes that the content may have, so that a damaged file cannot ask for all memory: a hundred times what
/// an archive of 100,000 documents has.
const MAX_BYTES: usize = 256 << 20;

/// Bytes of a hash.
const HASH_BYTES: usize = size_of::<u64>();

/// A range of a component, with its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HotRange {
    /// Index of the component in [`HotFile::components`].
    pub(crate) component: usize,
    /// Offset in the component.
    pub(crate) start: usize,
    pub(crate) bytes: Vec<u8>,
}

/// The content of the hot file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct HotFile {
    pub(crate) components: Vec<Component>,
    /// By component and start.
    pub(crate) ranges: Vec<HotRange>,
}

/// The header as it is written.
#[derive(Serialize, Deserialize)]
struct Header {
    components: Vec<HeaderComponent>,
}

#[derive(Serialize, Deserialize)]
struct HeaderComponent {
    name: String,
    length: usize,
    /// 0 when the component is in the hot file only.
    part_size: usize,
    /// Start and length of each hot range.
    hot: Vec<(usize, usize)>,
}

impl HotFile {
    /// Reads a hot file. `name` is its name, for messages.
    ///
    /// # Errors
    /// [`PackError::Damaged`] when it is too short, too long or not a hot file.
    pub(crate) fn decode(name: &str, bytes: &[u8]) -> Result<HotFile, PackError> {
        Self::try_decode(bytes).ok_or_else(|| PackError::Damaged { file: name.to_owned() })
    }

    fn try_decode(bytes: &[u8]) -> Option<HotFile> {
        let mut deflated = bytes.strip_prefix(MAGIC)?;
        if take_length(&mut deflated)? != deflated.len() {
            return None;
        }
        let content = inflate(b"", deflated, MAX_BYTES)?;
        let mut rest = content.as_slice();
        let length = take_length(&mut rest)?;
        let header: Header = serde_json::from_slice(take(&mut rest, length)?).ok()?;

        let mut file = HotFile::default();
        for component in &header.components {
            let parts = match component.part_size {
                0 => 0,
                size => component.length.div_ceil(size),
            };
            let hashes = take(&mut rest, parts.checked_mul(HASH_BYTES)?)?
                .chunks_exact(HASH_BYTES)
                .filter_map(|hash| hash.first_chunk().copied().map(u64::from_le_bytes))
                .collect();
            file.components.push(Component {
                name: component.name.clone(),
                length: component.length,
                part_size: component.part_size,
                hashes,
            });
        }
        for (index, component) in header.components.iter().enumerate() {
            for &(start, length) in &component.hot {
                let within: Range<usize> = start..start.checked_add(length)?;
                if within.end > component.length {
                    return None;
                }
                let bytes = take(&mut rest, length)?.to_vec();
                file.ranges.push(HotRange { component: index, start, bytes });
            }
        }
        rest.is_empty().then_some(file)
    }

    /// The content of the file.
    ///
    /// # Errors
    /// Those of `serde_json`; none is known for this type.
    #[cfg(feature = "writer")]
    pub(crate) fn encode(&self) -> serde_json::Result<Vec<u8>> {
        let components = self.components.iter().enumerate().map(|(index, component)| {
            let hot = self.ranges.iter().filter(|range| range.component == index);
            HeaderComponent {
                name: component.name.clone(),
                length: component.length,
                part_size: if component.hashes.is_empty() { 0 } else { component.part_size },
                hot: hot.map(|range| (range.start, range.bytes.len())).collect(),
            }
        });
        let header = serde_json::to_vec(&Header { components: components.collect() })?;

        let mut content = length(&header).to_vec();
        content.extend_from_slice(&header);
        for hash in self.components.iter().flat_map(|component| &component.hashes) {
            content.extend_from_slice(&hash.to_le_bytes());
        }
        for range in &self.ranges {
            content.extend_from_slice(&range.bytes);
        }
        let deflated = miniz_oxide::deflate::compress_to_vec(&content, 9);
        Ok([&MAGIC[..], &length(&deflated), &deflated].concat())
    }
}

/// The length of some bytes, as it is written.
#[cfg(feature = "writer")]
fn length(bytes: &[u8]) -> [u8; 4] {
    // A file of 4 GiB would belong to an index of some hundred terabytes.
    u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes()
}

/// Takes a length off `rest`.
fn take_length(rest: &mut &[u8]) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(*take(rest, size_of::<u32>())?.first_chunk()?)).ok()
}

/// Takes the first `length` bytes off `rest`.
fn take<'a>(rest: &mut &'a [u8], length: usize) -> Option<&'a [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> HotFile {
        HotFile {
            components: vec![
                Component { name: "meta".into(), length: 3, part_size: 0, hashes: vec![] },
                Component { name: "idx".into(), length: 25, part_size: 10, hashes: vec![7, 8, 9] },
            ],
            ranges: vec![
                HotRange { component: 0, start: 0, bytes: b"{}\n".to_vec() },
                HotRange { component: 1, start: 0, bytes: vec![1, 2] },
                HotRange { component: 1, start: 20, bytes: vec![3; 5] },
            ],
        }
    }

    #[test]
    fn round_trip() {
        let bytes = example().encode().expect("a hot file can be encoded");
        assert_eq!(HotFile::decode("hot", &bytes), Ok(example()));
    }

    #[test]
    fn every_truncation_is_recognised() {
        let bytes = example().encode().expect("a hot file can be encoded");
        let damaged = Err(PackError::Damaged { file: "hot-1.bin".to_owned() });
        for length in 0..bytes.len() {
            assert_eq!(HotFile::decode("hot-1.bin", &bytes[..length]), damaged, "{length}");
        }
        let longer = [&bytes[..], b"x"].concat();
        assert_eq!(HotFile::decode("hot-1.bin", &longer), damaged);
    }
}

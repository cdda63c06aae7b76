//! The bytes supplied so far, and those that were asked for in vain.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::directory::OwnedBytes;

use super::error::PackError;
use super::hash::{content_hash, file_name};
use super::hot::HotFile;
use super::layout::{ByteRange, Component};

/// Ranges with fewer bytes between them are fetched as one: a request costs more than that.
const MAX_GAP: usize = 2048;

/// What is known of a pack's components. Clones share one state, because tantivy keeps handles.
#[derive(Clone, Debug)]
pub(crate) struct ByteCache(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    components: Vec<Known>,
    /// Component and range of every read that could not be answered.
    missing: Vec<(usize, Range<usize>)>,
    /// Component and range of every read, once recording has begun.
    #[cfg(feature = "writer")]
    touched: Option<Vec<(usize, Range<usize>)>>,
}

#[derive(Debug)]
struct Known {
    component: Component,
    /// By start. Stretches may overlap, but none lies within another.
    stretches: BTreeMap<usize, OwnedBytes>,
}

impl ByteCache {
    /// A cache with the bytes of the hot file.
    pub(crate) fn new(hot: HotFile) -> ByteCache {
        let mut components: Vec<Known> = hot
            .components
            .into_iter()
            .map(|component| Known { component, stretches: BTreeMap::new() })
            .collect();
        for range in hot.ranges {
            if let Some(known) = components.get_mut(range.component) {
                known.insert(range.start, OwnedBytes::new(range.bytes));
            }
        }
        ByteCache(Arc::new(Mutex::new(State {
            components,
            missing: Vec::new(),
            #[cfg(feature = "writer")]
            touched: None,
        })))
    }

    /// No code panics while it holds the lock, and the state is whole between any two statements.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Index and length of the component with this name.
    pub(crate) fn component(&self, name: &str) -> Option<(usize, usize)> {
        let state = self.state();
        let index = state.components.iter().position(|known| known.component.name == name)?;
        Some((index, state.components[index].component.length))
    }

    /// The bytes of a range of a component.
    ///
    /// # Errors
    /// `WouldBlock` when not all of them are known; the range is then remembered as missing.
    /// `UnexpectedEof` when the component has no such range.
    pub(crate) fn read(&self, component: usize, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut state = self.state();
        let known = state.components.get(component).ok_or(io::ErrorKind::NotFound)?;
        if range.start > range.end || range.end > known.component.length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let found = known.find(range.clone());
        #[cfg(feature = "writer")]
        if let Some(touched) = &mut state.touched {
            touched.push((component, range.clone()));
        }
        found.ok_or_else(|| {
            state.missing.push((component, range));
            io::ErrorKind::WouldBlock.into()
        })
    }

    /// The bytes of a whole component.
    ///
    /// # Errors
    /// As [`ByteCache::read`]; `NotFound` when the pack has no such component.
    pub(crate) fn read_all(&self, name: &str) -> io::Result<OwnedBytes> {
        let (component, length) = self.component(name).ok_or(io::ErrorKind::NotFound)?;
        self.read(component, 0..length)
    }

    /// How many reads could not be answered since the last [`ByteCache::take_missing`].
    pub(crate) fn misses(&self) -> usize {
        self.state().missing.len()
    }

    /// The ranges of a component among the reads that could not be answered, as they were asked.
    pub(crate) fn missing_of(&self, component: usize) -> Vec<Range<usize>> {
        let state = self.state();
        let missing = state.missing.iter().filter(|(index, _)| *index == component);
        missing.map(|(_, range)| range.clone()).collect()
    }

    /// The file ranges to fetch so that the reads missed since the last call can be answered.
    pub(crate) fn take_missing(&self) -> Vec<ByteRange> {
        let mut state = self.state();
        let missing = coalesce(std::mem::take(&mut state.missing), MAX_GAP);
        let byte_ranges = missing
            .into_iter()
            .filter_map(|(index, range)| Some(state.components.get(index)?.component.byte_ranges(range)));
        byte_ranges.flatten().collect()
    }

    /// Adds bytes of a file: those of `range`, or those of the whole file.
    ///
    /// # Errors
    /// [`PackError::UnknownFile`], [`PackError::Length`], and [`PackError::Damaged`] when a whole
    /// file does not have the content that its name promises.
    pub(crate) fn supply(&self, range: &ByteRange, bytes: Vec<u8>) -> Result<(), PackError> {
        let mut state = self.state();
        let bytes = OwnedBytes::new(bytes);
        let mut found = false;
        for known in &mut state.components {
            if !range.file.starts_with(&known.component.name) {
                continue;
            }
            for index in 0..known.component.hashes.len() {
                let hash = known.component.hashes[index];
                if file_name(&known.component.name, hash) == range.file {
                    found = true;
                    let part = known.component.part_range(index);
                    let offset = check(range, &bytes, part.len(), hash)?;
                    known.insert(part.start + offset, bytes.clone());
                }
            }
        }
        if found { Ok(()) } else { Err(PackError::UnknownFile { file: range.file.clone() }) }
    }
}

#[cfg(feature = "writer")]
impl ByteCache {
    /// Remembers the range of every read from now on.
    pub(crate) fn record(&self) {
        self.state().touched = Some(Vec::new());
    }

    /// The ranges read since [`ByteCache::record`], by component, in order, none touching another.
    pub(crate) fn take_touched(&self) -> Vec<(usize, Range<usize>)> {
        coalesce(self.state().touched.take().unwrap_or_default(), 0)
    }
}

impl Known {
    /// Adds a stretch, unless it is known; stretches within it are forgotten.
    fn insert(&mut self, start: usize, bytes: OwnedBytes) {
        let end = start + bytes.len();
        let before = self.stretches.range(..=start).next_back();
        if before.is_some_and(|(begin, stretch)| begin + stretch.len() >= end) {
            return;
        }
        self.stretches.retain(|begin, stretch| *begin < start || begin + stretch.len() > end);
        self.stretches.insert(start, bytes);
    }

    /// The bytes of a range: a view of one stretch where one holds it all, else a copy.
    fn find(&self, range: Range<usize>) -> Option<OwnedBytes> {
        if range.is_empty() {
            return Some(OwnedBytes::empty());
        }
        let mut copy = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let (begin, stretch) = self.stretches.range(..=at).next_back()?;
            let end = range.end.min(begin + stretch.len());
            if end <= at {
                return None;
            }
            if at == range.start && end == range.end {
                return Some(stretch.slice(at - begin..end - begin));
            }
            copy.extend_from_slice(&stretch[at - begin..end - begin]);
            at = end;
        }
        Some(OwnedBytes::new(copy))
    }
}

/// Checks bytes that were sent for `range` of a part; returns their offset in it.
fn check(range: &ByteRange, bytes: &OwnedBytes, part_length: usize, hash: u64) -> Result<usize, PackError> {
    let expected = range.end.saturating_sub(range.start);
    let found = bytes.len() as u64;
    if bytes.len() == part_length {
        return if content_hash(bytes) == hash {
            Ok(0)
        } else {
            Err(PackError::Damaged { file: range.file.clone() })
        };
    }
    if found != expected || range.end > part_length as u64 {
        return Err(PackError::Length { file: range.file.clone(), expected, found });
    }
    usize::try_from(range.start).map_err(|_| PackError::Length { file: range.file.clone(), expected, found })
}

/// Joins ranges of a component with at most `gap` bytes between them.
fn coalesce(mut ranges: Vec<(usize, Range<usize>)>, gap: usize) -> Vec<(usize, Range<usize>)> {
    ranges.sort_by_key(|(component, range)| (*component, range.start, range.end));
    let mut joined: Vec<(usize, Range<usize>)> = Vec::with_capacity(ranges.len());
    for (component, range) in ranges {
        match joined.last_mut() {
            Some((last, before)) if *last == component && range.start <= before.end.saturating_add(gap) => {
                before.end = before.end.max(range.end);
            }
            _ => joined.push((component, range)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A component of 30,000 bytes in parts of 10,000, each byte its offset modulo 251.
    fn example() -> (ByteCache, Vec<u8>) {
        let bytes: Vec<u8> = (0..30_000_usize).map(|i| (i % 251) as u8).collect();
        let component = Component {
            name: "idx".to_owned(),
            length: bytes.len(),
            part_size: 10_000,
            hashes: bytes.chunks(10_000).map(content_hash).collect(),
        };
        (ByteCache::new(HotFile { components: vec![component], ranges: vec![] }), bytes)
    }

    /// Answers a request from the whole component, as a server with ranges does.
    fn serve(cache: &ByteCache, bytes: &[u8], needs: &[ByteRange]) {
        for range in needs {
            let part = (0..3)
                .map(|part| part * 10_000)
                .find(|&part| file_name("idx", content_hash(&bytes[part..part + 10_000])) == range.file)
                .expect("a known file is asked for");
            let slice = &bytes[part + range.start as usize..part + range.end as usize];
            cache.supply(range, slice.to_vec()).expect("the bytes are right");
        }
    }

    #[test]
    fn what_is_missing_is_asked_for_once_and_together() {
        let (cache, bytes) = example();
        for range in [100..200, 1_000..1_100, 9_000..12_000] {
            let error = cache.read(0, range).expect_err("nothing is known");
            assert_eq!(error.kind(), io::ErrorKind::WouldBlock);
        }
        assert_eq!(cache.misses(), 3);
        let needs = cache.take_missing();
        let extents: Vec<(u64, u64)> = needs.iter().map(|r| (r.start, r.end)).collect();
        assert_eq!(extents, [(100, 1_100), (9_000, 10_000), (0, 2_000)]);
        assert_eq!(cache.take_missing(), []);

        serve(&cache, &bytes, &needs);
        for range in [100..200, 1_000..1_100, 500..600, 9_000..12_000] {
            let read = cache.read(0, range.clone()).expect("all is known");
            assert_eq!(read.as_slice(), &bytes[range]);
        }
        assert_eq!(cache.misses(), 0);
    }

    #[test]
    fn a_whole_file_is_taken_for_a_range() {
        let (cache, bytes) = example();
        cache.read(0, 10_500..10_600).expect_err("nothing is known");
        let needs = cache.take_missing();
        cache.supply(&needs[0], bytes[10_000..20_000].to_vec()).expect("the file is whole");
        let read = cache.read(0, 10_000..20_000).expect("the part is known");
        assert_eq!(read.as_slice(), &bytes[10_000..20_000]);
    }

    #[test]
    fn wrong_bytes_are_refused_by_name() {
        let (cache, bytes) = example();
        cache.read(0, 100..200).expect_err("nothing is known");
        let range = cache.take_missing().remove(0);
        assert_eq!(
            cache.supply(&range, vec![0; 99]),
            Err(PackError::Length { file: range.file.clone(), expected: 100, found: 99 })
        );
        assert_eq!(
            cache.supply(&range, bytes[10_000..20_000].to_vec()),
            Err(PackError::Damaged { file: range.file.clone() })
        );
        let other = ByteRange { file: "idx-0.bin".to_owned(), ..range };
        assert_eq!(
            cache.supply(&other, vec![0; 100]),
            Err(PackError::UnknownFile { file: "idx-0.bin".to_owned() })
        );
    }

    #[test]
    fn reads_past_the_end_are_errors_not_requests() {
        let (cache, _) = example();
        let error = cache.read(0, 29_999..30_001).expect_err("there are 30,000 bytes");
        assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof);
        assert_eq!(cache.misses(), 0);
    }
}

//! The pieces of an index that a search asks for at once: few requests, several at a time.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use retold_search::{ByteRange, PackError};

use super::{Fault, Files, MAX_FILE};
use crate::external::Failure;
use crate::search::PACK_FOLDER;

/// How many requests are under way at the same time.
const THREADS: usize = 6;

/// Ranges of a file with fewer bytes between them are fetched as one. The reader joins those that are nearer, for browsers,
/// which make as many requests as they like.
const GAP: u64 = 4 << 10;

/// A request, and which of the ranges that were asked for it answers.
struct Piece {
    range: ByteRange,
    asked: Vec<usize>,
}

/// What a host sent: the bytes from an offset on, or a whole file.
struct Sent {
    start: u64,
    is_whole: bool,
    bytes: Vec<u8>,
}

impl Files {
    /// The bytes of all `ranges`, in their order; those of whole files from a host that knows no ranges.
    pub(super) fn pieces(&self, ranges: &[ByteRange]) -> Result<Vec<Vec<u8>>, Fault> {
        let pieces = joined(ranges);
        let queues = if self.knows_ranges() {
            pieces.into_iter().map(|it| vec![it]).collect()
        } else {
            by_file(pieces)
        };
        let mut found = vec![Vec::new(); ranges.len()];
        for result in in_parallel(&queues, |queue| self.queue(queue, ranges)) {
            for (index, bytes) in result? {
                found[index] = bytes;
            }
        }
        Ok(found)
    }

    /// Fetches pieces one after the other, of one file if the host may know no ranges: a whole file answers all of them.
    fn queue(&self, queue: &[Piece], ranges: &[ByteRange]) -> Result<Vec<(usize, Vec<u8>)>, Fault> {
        let mut answers = Vec::new();
        let mut whole: Option<Vec<u8>> = None;
        for piece in queue {
            let sent = match &whole {
                Some(bytes) => Sent { start: 0, is_whole: true, bytes: bytes.clone() },
                None => self.piece(&piece.range)?,
            };
            for &index in &piece.asked {
                answers.push((index, cut(&sent, &ranges[index])?));
            }
            if sent.is_whole {
                whole = Some(sent.bytes);
            }
        }
        Ok(answers)
    }

    fn piece(&self, range: &ByteRange) -> Result<Sent, Fault> {
        let address = format!("{PACK_FOLDER}{}", range.file);
        let reply = self.get(&address, Some(range), MAX_FILE)?;
        match (reply.status, reply.start) {
            (200, _) => Ok(Sent { start: 0, is_whole: true, bytes: reply.body }),
            (206, Some(start)) if start == range.start => {
                self.knows_ranges.store(true, Ordering::Relaxed);
                Ok(Sent { start, is_whole: false, bytes: reply.body })
            }
            (206, _) => Err(Fault::NoAnswer { url: reply.url, failure: Failure::Broken }),
            (status, _) => Err(Fault::Missing { url: reply.url, status }),
        }
    }
}

/// The bytes of `range` of what was sent.
fn cut(sent: &Sent, range: &ByteRange) -> Result<Vec<u8>, Fault> {
    if sent.is_whole {
        return Ok(sent.bytes.clone());
    }
    let index = |offset: u64| usize::try_from(offset.checked_sub(sent.start)?).ok();
    let cut = index(range.start).zip(index(range.end)).and_then(|(start, end)| sent.bytes.get(start..end));
    cut.map(<[u8]>::to_vec).ok_or_else(|| {
        let (expected, found) = (range.end - range.start, sent.bytes.len() as u64);
        PackError::Length { file: range.file.clone(), expected, found }.into()
    })
}

/// Requests for `ranges`: those of a file that lie close together are one.
fn joined(ranges: &[ByteRange]) -> Vec<Piece> {
    let mut order: Vec<usize> = (0..ranges.len()).collect();
    order.sort_by_key(|&index| &ranges[index]);
    let mut pieces: Vec<Piece> = Vec::new();
    for index in order {
        let range = &ranges[index];
        match pieces.last_mut() {
            Some(Piece { range: last, asked })
                if last.file == range.file && range.start <= last.end + GAP =>
            {
                last.end = last.end.max(range.end);
                asked.push(index);
            }
            _ => pieces.push(Piece { range: range.clone(), asked: vec![index] }),
        }
    }
    pieces
}

/// The pieces of each file.
fn by_file(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut files: BTreeMap<String, Vec<Piece>> = BTreeMap::new();
    for piece in pieces {
        files.entry(piece.range.file.clone()).or_default().push(piece);
    }
    files.into_values().collect()
}

/// What `work` makes of each of `items`, in their order.
pub(super) fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return done };
            done.push((index, work(item)));
        }
    };
    // Not the threads of rayon: those that wait for an answer would keep others from their work.
    let mut done: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS.min(items.len())).map(|_| scope.spawn(take)).collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).flatten().collect()
    });
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;

    fn range(file: &str, extent: Range<u64>) -> ByteRange {
        ByteRange { file: file.to_owned(), start: extent.start, end: extent.end }
    }

    #[test]
    fn ranges_that_lie_close_together_are_one_request() {
        let ranges = [range("b", 0..10), range("a", 90_000..90_001), range("a", 20..30), range("a", 0..10)];
        let pieces = joined(&ranges);
        let found: Vec<_> =
            pieces.iter().map(|it| (&*it.range.file, it.range.start, it.range.end, &it.asked[..])).collect();
        assert_eq!(
            found,
            [("a", 0, 30, &[3, 2][..]), ("a", 90_000, 90_001, &[1][..]), ("b", 0, 10, &[0][..])]
        );
    }

    #[test]
    fn each_range_is_cut_out_of_what_was_sent() {
        let sent = Sent { start: 10, is_whole: false, bytes: (10..20).collect() };
        assert_eq!(cut(&sent, &range("a", 12..14)), Ok(vec![12, 13]));
        for beyond in [12..21, 9..12] {
            assert!(cut(&sent, &range("a", beyond)).is_err());
        }
    }
}

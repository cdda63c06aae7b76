//! Answers requests for a part of a file, and sends files piece by piece: films are larger than memory.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use http_body::{Frame, SizeHint};

/// Bytes of a file that are in memory at once, for each request.
const PIECE: u64 = 256 << 10;

/// What a request asks for of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Asked {
    Whole,
    Part(Range<u64>),
    /// A part that the file does not have.
    Beyond,
}

/// What `headers` ask for of a file with `length` bytes. Requests for several parts at once get the whole, and so do those that name
/// a version of the file, as there are none here.
pub fn asked(headers: &HeaderMap, length: u64) -> Asked {
    let range = headers.get(header::RANGE).filter(|_| !headers.contains_key(header::IF_RANGE));
    let range = range.and_then(|range| range.to_str().ok()?.trim().strip_prefix("bytes="));
    let Some((first, last)) =
        range.filter(|range| !range.contains(',')).and_then(|range| range.split_once('-'))
    else {
        return Asked::Whole;
    };
    let number = |text: &str| text.trim().parse::<u64>();
    let part = match (number(first), number(last)) {
        (Ok(first), Ok(last)) if first <= last => first..last.saturating_add(1).min(length),
        (Ok(first), Err(_)) if last.trim().is_empty() => first..length,
        (Err(_), Ok(count)) if first.trim().is_empty() => length.saturating_sub(count)..length,
        _ => return Asked::Whole,
    };
    if part.start < part.end { Asked::Part(part) } else { Asked::Beyond }
}

/// The `answer` with the status 200, which is about `length` bytes, with the part of them that `headers` ask for. `body` makes the
/// body of a part.
///
/// # Errors
/// As of `body`.
pub fn answer(
    mut answer: Response<Body>,
    headers: &HeaderMap,
    length: u64,
    body: impl FnOnce(Range<u64>) -> io::Result<Body>,
) -> io::Result<Response<Body>> {
    let (part, status, content_range) = match asked(headers, length) {
        Asked::Whole => (0..length, StatusCode::OK, None),
        Asked::Part(part) => {
            let content_range = format!("bytes {}-{}/{length}", part.start, part.end - 1);
            (part, StatusCode::PARTIAL_CONTENT, Some(content_range))
        }
        Asked::Beyond => (0..0, StatusCode::RANGE_NOT_SATISFIABLE, Some(format!("bytes */{length}"))),
    };
    *answer.body_mut() = body(part)?;
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Some(value) = content_range.and_then(|value| HeaderValue::from_str(&value).ok()) {
        answer.headers_mut().insert(header::CONTENT_RANGE, value);
    }
    Ok(answer)
}

/// The bytes `part` of a file, read when they are sent.
pub struct Part {
    file: File,
    left: u64,
}

impl Part {
    /// # Errors
    /// The file cannot be read.
    pub fn new(mut file: File, part: &Range<u64>) -> io::Result<Self> {
        file.seek(SeekFrom::Start(part.start))?;
        Ok(Self { file, left: part.end - part.start })
    }
}

impl HttpBody for Part {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        // Reading a piece of a local file takes less than handing it to another thread.
        let mut piece = vec![0; usize::try_from(self.left.min(PIECE)).unwrap_or_default()];
        Poll::Ready(Some(self.file.read(&mut piece).and_then(|length| {
            if length == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            piece.truncate(length);
            self.left -= length as u64;
            Ok(Frame::data(piece.into()))
        })))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_answered() {
        for (range, expected) in [
            ("bytes=0-0", Asked::Part(0..1)),
            ("bytes=2-5", Asked::Part(2..6)),
            ("bytes=2-", Asked::Part(2..10)),
            ("bytes=2-99", Asked::Part(2..10)),
            ("bytes=-3", Asked::Part(7..10)),
            ("bytes=-99", Asked::Part(0..10)),
            ("bytes=9-18446744073709551615", Asked::Part(9..10)),
            ("bytes=10-", Asked::Beyond),
            ("bytes=-0", Asked::Beyond),
            ("bytes=5-2", Asked::Whole),
            ("bytes=0-1,3-4", Asked::Whole),
            ("bytes=x-1", Asked::Whole),
            ("lines=0-1", Asked::Whole),
            ("bytes=-", Asked::Whole),
        ] {
            let headers = HeaderMap::from_iter([(header::RANGE, HeaderValue::from_static(range))]);
            assert_eq!(asked(&headers, 10), expected, "{range}");
        }
        assert_eq!(asked(&HeaderMap::new(), 10), Asked::Whole);
    }
}

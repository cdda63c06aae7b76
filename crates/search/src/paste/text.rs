//! What the scanner asks of a text, and of a table of words.
//!
//! The browser has to load each copy that the compiler makes of a function. These take functions on
//! bytes as pointers, not as types, and are not inlined: the module is half as large for it.

/// A place in the text: where it begins and ends.
pub(super) type Span = (usize, usize);

/// A kind of byte.
pub(super) type Kind = fn(u8) -> bool;

pub(super) fn digit(b: u8) -> bool {
    b.is_ascii_digit()
}

pub(super) fn lower(b: u8) -> bool {
    b.is_ascii_lowercase()
}

pub(super) fn upper(b: u8) -> bool {
    b.is_ascii_uppercase()
}

pub(super) fn letter(b: u8) -> bool {
    b.is_ascii_alphabetic()
}

pub(super) fn hex(b: u8) -> bool {
    b.is_ascii_hexdigit()
}

pub(super) fn blank(b: u8) -> bool {
    matches!(b, b' ' | b'\t')
}

/// A letter or a digit; also any part of a character beyond ASCII.
pub(super) fn alphanumeric(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b >= 0x80
}

/// The text from `start` to `end`; empty when there are no characters between them.
#[inline(never)]
pub(super) fn cut(text: &str, start: usize, end: usize) -> &str {
    text.get(start..end).unwrap_or_default()
}

/// The text from `start` on.
#[inline(never)]
pub(super) fn from(text: &str, start: usize) -> &str {
    cut(text, start, text.len())
}

/// The byte at `at`; 0 behind the end.
#[inline(never)]
pub(super) fn byte(text: &str, at: usize) -> u8 {
    text.as_bytes().get(at).copied().unwrap_or(0)
}

/// Where the character at `at` ends, and whether it is a letter or a digit of any script.
#[inline(never)]
pub(super) fn character(text: &str, at: usize) -> (usize, bool) {
    match from(text, at).chars().next() {
        Some(c) => (at + c.len_utf8(), c.is_alphanumeric()),
        None => (at + 1, false),
    }
}

/// How many bytes at the start are of a kind.
#[inline(never)]
pub(super) fn run(text: &str, is: Kind) -> usize {
    let mut length = 0;
    for &b in text.as_bytes() {
        if !is(b) {
            break;
        }
        length += 1;
    }
    length
}

/// How many bytes are of a kind.
#[inline(never)]
pub(super) fn count(text: &str, is: Kind) -> usize {
    let mut count = 0;
    for &b in text.as_bytes() {
        count += usize::from(is(b));
    }
    count
}

/// Whether all bytes are of a kind.
pub(super) fn all(text: &str, is: Kind) -> bool {
    run(text, is) == text.len()
}

/// Where the first of some ASCII characters is; the length when there is none.
#[inline(never)]
pub(super) fn find(text: &str, marks: &str) -> usize {
    for (i, b) in text.bytes().enumerate() {
        for mark in marks.bytes() {
            if b == mark {
                return i;
            }
        }
    }
    text.len()
}

/// Where the part behind the last of some ASCII characters begins; 0 when there is none.
#[inline(never)]
pub(super) fn behind_last(text: &str, marks: &str) -> usize {
    let mut at = text.len();
    while at > 0 && !is_one(marks, byte(text, at - 1)) {
        at -= 1;
    }
    at
}

/// Whether any of some ASCII characters is in the text.
#[inline(never)]
pub(super) fn has_any(text: &str, marks: &str) -> bool {
    find(text, marks) < text.len()
}

/// Where `needle` first is.
#[inline(never)]
pub(super) fn find_text(text: &str, needle: &str) -> Option<usize> {
    let (bytes, needle) = (text.as_bytes(), needle.as_bytes());
    let mut at = 0;
    while at + needle.len() <= bytes.len() {
        if bytes.get(at..at + needle.len()) == Some(needle) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Whether a byte is one of some ASCII characters.
#[inline(never)]
pub(super) fn is_one(marks: &str, b: u8) -> bool {
    let mut found = false;
    for &mark in marks.as_bytes() {
        found |= mark == b;
    }
    found
}

/// How a word of a table is compared with a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Equal,
    Start,
    End,
    Within,
}

/// Whether `word` is in a table of words with a space between them, without regard to case.
#[inline(never)]
pub(super) fn is_in(table: &str, word: &str) -> bool {
    is_any(table, word, How::Equal, true)
}

/// Whether `word` is in a table as it is written there.
pub(super) fn is_exactly(table: &str, word: &str) -> bool {
    is_any(table, word, How::Equal, false)
}

/// Whether `text` begins with one of the words in a table.
pub(super) fn begins_with(table: &str, text: &str) -> bool {
    is_any(table, text, How::Start, false)
}

/// Whether `text` ends with one of the words in a table, and has more than that.
pub(super) fn ends_with(table: &str, text: &str) -> bool {
    is_any(table, text, How::End, false)
}

/// Whether one of the words in a table is in `text`, without regard to case.
pub(super) fn has(text: &str, table: &str) -> bool {
    is_any(table, text, How::Within, true)
}

#[inline(never)]
fn is_any(table: &str, text: &str, how: How, ignore_case: bool) -> bool {
    let mut rest = table;
    while !rest.is_empty() {
        let length = find(rest, " ");
        let spare = text.len().wrapping_sub(length);
        // From where to where the word may begin in the text.
        let (first, last) = match how {
            _ if length > text.len() => (1, 0),
            How::Equal => (spare, 0),
            How::Start => (0, 0),
            How::End => (spare.max(1), spare),
            How::Within => (0, spare),
        };
        let mut at = first;
        while at <= last {
            if is_at(text, at, cut(rest, 0, length), ignore_case) {
                return true;
            }
            at += 1;
        }
        rest = from(rest, length + 1);
    }
    false
}

/// Whether `word` is at `at`.
#[inline(never)]
fn is_at(text: &str, at: usize, word: &str, ignore_case: bool) -> bool {
    let mut i = 0;
    while i < word.len() {
        let (a, b) = (byte(text, at + i), byte(word, i));
        if a != b && !(ignore_case && a.eq_ignore_ascii_case(&b)) {
            return false;
        }
        i += 1;
    }
    true
}

//! Pasted text: log lines, stack traces, alerts.
//!
//! Who looks for a postmortem often has nothing but what the machine said, and pastes it. Little of
//! it tells: the name of an exception, a service, a few words. The rest is different each time it
//! is printed, and in the archive nowhere. [`read`] separates the two, and says what the rest was.
//!
//! ```text
//! 2024-05-01T12:00:03Z ERROR payments-7d9f8b6c5d-x2x7k connect ECONNREFUSED 10.0.3.7:5432
//! -timestamp---------- level kept    -suffix---------- kept    kept         address  port
//! ```
//!
//! It is one scanner ([`scan`]) over the text, from left to right, which asks at each place: is this
//! a moment ([`moments`]), a stack frame ([`frames`]), a path or URL ([`paths`]), something that looks
//! like a machine made it ([`noise`]), or a name ([`names`])? What a number is depends on the words
//! before it ([`numbers`]). There is no state but those words, and the place in a stack trace ([`state`]).
//!
//! The browser loads all of it: there are no regular expressions, only questions to a text ([`text`])
//! and short tables of words ([`words`]).

mod frames;
mod moments;
mod names;
mod noise;
mod numbers;
mod paths;
mod scan;
mod state;
#[cfg(test)]
mod tests;
mod text;
mod words;

use self::text::{count, cut, find};

/// Bytes of a paste beyond these are not read.
const MAX_BYTES: usize = 64 << 10;

/// The most stretches of a paste to search for.
pub(crate) const MAX_KEPT: usize = 32;

/// A single line of this many bytes, or more, is not typed.
const LONG_BYTES: usize = 240;

/// A line of this many words, or more, is not typed.
const LONG_WORDS: usize = 25;

/// What is found in a paste, in the order of the text. No two spans overlap, and all begin and end
/// between characters. What is in neither list is punctuation, or was there before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pasted {
    /// What to search for: each text once, without regard to case, and at most [`MAX_KEPT`].
    pub(crate) kept: Vec<Kept>,
    /// What to leave out.
    pub(crate) noise: Vec<Noise>,
}

/// A stretch to search for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Byte offset of its first byte in the text.
    pub(crate) start: usize,
    /// Byte offset behind its last byte.
    pub(crate) end: usize,
    pub(crate) weight: Weight,
}

/// How much a kept stretch tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    /// The name of an exception, an error code, a signal, a metric.
    Strong,
    /// The name of a function, service, module or key.
    Name,
    /// Any other word.
    Word,
}

/// A stretch to leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Noise {
    /// Byte offset of its first byte in the text.
    pub(crate) start: usize,
    /// Byte offset behind its last byte.
    pub(crate) end: usize,
    pub(crate) class: Class,
}

/// Why a stretch is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A moment to the second, or an epoch.
    Timestamp,
    /// A date, or a time of the day without seconds.
    Date,
    Duration,
    Size,
    Uuid,
    Hex,
    /// IP, MAC and e-mail addresses.
    Address,
    /// The host of a syslog line, and the endings of host names within a cluster.
    Host,
    Port,
    Path,
    /// The query of a URL.
    QueryString,
    /// A request, trace, span or correlation id, with its key.
    RequestId,
    /// An id of something else; also of a process or thread.
    Id,
    /// What tells one instance of a service from the others: `-7d9f8b6c5d-x2x7k`.
    Suffix,
    Number,
    Line,
    Level,
    Frame,
    /// Base64 and its like.
    Encoded,
    Secret,
    /// The names of the fields of a record, and other words that are in every log.
    Common,
}

impl Class {
    /// What the stretch is, in words for people.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Class::Timestamp => "timestamp",
            Class::Date => "date",
            Class::Duration => "duration",
            Class::Size => "size",
            Class::Uuid => "uuid",
            Class::Hex => "hex",
            Class::Address => "address",
            Class::Host => "host",
            Class::Port => "port",
            Class::Path => "path",
            Class::QueryString => "query string",
            Class::RequestId => "request id",
            Class::Id => "id",
            Class::Suffix => "instance suffix",
            Class::Number => "number",
            Class::Line => "line number",
            Class::Level => "log level",
            Class::Frame => "stack frame",
            Class::Encoded => "encoded data",
            Class::Secret => "secret",
            Class::Common => "log field",
        }
    }

    /// How much it speaks for a machine as the writer; [`MARK`] is enough.
    fn mark(self) -> usize {
        match self {
            Class::Timestamp | Class::Uuid | Class::RequestId | Class::Suffix => MARK,
            Class::Frame | Class::Encoded | Class::QueryString => MARK,
            Class::Host => 2,
            Class::Hex
            | Class::Address
            | Class::Port
            | Class::Level
            | Class::Id
            | Class::Path
            | Class::Line => 1,
            _ => 0,
        }
    }
}

/// The sum of [`Class::mark`] from which a line is a machine's.
const MARK: usize = 3;

/// The fewest stretches of a pasted line: less is an identifier or an error code.
const FEW: usize = 4;

/// Whether a query is pasted text rather than typed words: several lines, or long, or with marks of
/// machines, such as a timestamp or a stack frame, beside at least a few words.
pub(crate) fn is_pasted(text: &str) -> bool {
    let text = text.trim();
    let is_spaced = |b: u8| b.is_ascii_whitespace();
    if text.len() >= LONG_BYTES
        || count(text, |b| b == b'\n') > 0
        || count(text, |b| b == b'=') >= MARK
        || count(text, is_spaced) + 1 >= LONG_WORDS
        || text.starts_with("{\"")
    {
        return true;
    }
    let Pasted { kept, noise } = read(text);
    let mut marks = if begins_with_error(text, &kept) { MARK } else { 0 };
    for noise in &noise {
        marks += noise.class.mark();
    }
    marks >= MARK && kept.len() + noise.len() >= FEW
}

/// Whether a line begins with the name of an exception or an error code that a colon and what it says follow:
/// `psycopg2.OperationalError: FATAL: too many clients`.
fn begins_with_error(text: &str, kept: &[Kept]) -> bool {
    let colon = find(text, ": ");
    let begins = kept.iter().take_while(|kept| kept.end <= colon).any(|kept| kept.weight == Weight::Strong);
    begins && count(cut(text, 0, colon), |b| b.is_ascii_whitespace()) == 0
}

/// Separates what tells from noise. Only the first 64 kB are read.
pub(crate) fn read(text: &str) -> Pasted {
    let mut end = text.len().min(MAX_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = cut(text, 0, end);
    let mut pasted = scan::scan(text);
    keep_strongest(text, &mut pasted.kept);
    pasted
}

/// Leaves the strongest of what was found, each text once, in order.
fn keep_strongest(text: &str, found: &mut Vec<Kept>) {
    let mut chosen: Vec<usize> = Vec::new();
    for weight in [Weight::Strong, Weight::Name, Weight::Word] {
        for (i, kept) in found.iter().enumerate() {
            let written = cut(text, kept.start, kept.end);
            let is_known = |&known: &usize| {
                cut(text, found[known].start, found[known].end).eq_ignore_ascii_case(written)
            };
            if kept.weight == weight && chosen.len() < MAX_KEPT && !chosen.iter().any(is_known) {
                chosen.push(i);
            }
        }
    }
    let mut i = 0;
    found.retain(|_| {
        i += 1;
        chosen.contains(&(i - 1))
    });
}

//! From left to right through a paste: what each stretch is.

use super::moments::moment;
use super::state::{Known, Scan};
use super::text::{
    alphanumeric, begins_with, byte, character, count, cut, digit, ends_with, find, from, has, has_any, hex,
    is_in, is_one, lower, run, upper,
};
use super::{Class, Kept, Noise, Pasted, Weight};
use super::{frames, noise, paths, words};

/// A stretch without spaces is read in pieces of at most this many bytes: that bounds how often a byte
/// is looked at.
const MAX_STRETCH: usize = 256;

/// Of one trace, the names in this many frames of its own program: deeper ones are those of the
/// program's frame, the same in every trace.
const MAX_FRAMES: usize = 8;

/// Finds what is kept and what is noise in all of `text`, without regard to how much is kept.
pub(super) fn scan(text: &str) -> Pasted {
    let mut scan = Scan::new(text);
    while scan.skip_marks() {
        let start = scan.at;
        scan.step();
        // Always on, also when a mistake has been made.
        scan.at = scan.at.max(start + 1).min(text.len());
        while !text.is_char_boundary(scan.at) {
            scan.at += 1;
        }
        scan.line_start = false;
        scan.before = [(start, scan.at), scan.before[0], scan.before[1]];
    }
    scan.out
}

impl Scan<'_> {
    /// Goes to the next stretch; `false` at the end of the text.
    #[inline(never)]
    fn skip_marks(&mut self) -> bool {
        loop {
            let rest = from(self.text, self.at);
            if rest.is_empty() {
                return false;
            }
            let b = byte(rest, 0);
            let next = byte(rest, 1);
            let (length, is_word) = character(rest, 0);
            let is_start = match b {
                b'_' => true,
                b'/' => alphanumeric(next) || is_one("._-~@", next),
                b'.' => begins_with("./ ../", rest),
                b'~' => next == b'/',
                // An address that begins with zeros: `::1`.
                b':' => next == b':' && hex(byte(rest, 2)) && self.before[0].1 != self.at,
                _ => is_word,
            };
            if is_start {
                return true;
            }
            // What is escaped in JSON: the end of a line, a tab, any other character.
            let escaped = match next {
                b'n' | b't' | b'r' if b == b'\\' => 2,
                b'u' if b == b'\\' && run(cut(rest, 2, 6), hex) == 4 => 6,
                _ => length,
            };
            let is_break = b == b'\n' || (b == b'\\' && next == b'n');
            self.line_start = is_break || (self.line_start && (b.is_ascii_whitespace() || escaped == 2));
            self.at += escaped;
        }
    }

    /// Reads what begins at `at`, and goes behind it.
    fn step(&mut self) {
        let start = self.at;
        let ahead = self.ahead(start);
        self.known = self.knows;
        self.knows = Known::Other;
        let phrase = frames::phrase_len(ahead);
        if phrase > 0 {
            self.at += phrase;
            self.frames.clear();
            return self.drop(start, self.at, Class::Frame);
        }
        if let Some((length, class)) = moment(ahead) {
            self.at += length;
            self.drop(start, self.at, class);
            if upper(byte(ahead, 0)) && self.line_start {
                self.syslog_host();
            }
            return;
        }
        let frame = frames::frame(ahead, self.line_start);
        if frame.length > 0 {
            return self.frame(start, &frame);
        }
        let url = paths::url_len(ahead);
        let path = paths::path_len(ahead);
        if url > 0 {
            self.url(start, start + url);
        } else if path > 0 {
            self.path(start, start + path);
        } else {
            self.stretch();
        }
    }

    /// The name of the host behind the timestamp of a line of syslog: `May  1 12:00:03 web-01 nginx[7]:`.
    #[inline(never)]
    fn syslog_host(&mut self) {
        let rest = self.ahead(self.at);
        let host = 1 + find(from(rest, 1), " ");
        let program = host + 1 + find(from(rest, host + 1), " ");
        if byte(rest, 0) == b' ' && byte(rest, program - 1) == b':' && byte(rest, host - 1) != b':' {
            self.drop(self.at + 1, self.at + host, Class::Host);
            self.at += host;
        }
    }

    /// A stretch without spaces or punctuation, or the part of it up to a colon.
    #[inline(never)]
    fn stretch(&mut self) {
        let start = self.at;
        let end = self.stretch_end(start);
        let stretch = self.slice(start, end);
        if !noise::is_digits(stretch)
            && let Some(class) = noise::class_of(stretch)
            && !self.is_code(stretch)
        {
            return self.shaped(start, end, class);
        }
        let mut colon = 0;
        while colon < stretch.len() {
            colon += find(from(stretch, colon), ":");
            let colons = run(from(stretch, colon), |b| b == b':');
            if colons == 1 {
                break;
            }
            colon += colons;
        }
        self.piece(start, start + colon);
    }

    /// Noise by its shape, with what belongs to it behind.
    fn shaped(&mut self, start: usize, end: usize, class: Class) {
        self.at = end;
        let class = match class {
            Class::Number => self.class_of_figures(start, end),
            _ => class,
        };
        if class == Class::Encoded {
            self.at += run(self.ahead(end), |b| b == b'=');
        }
        self.drop(start, self.at, class);
    }

    /// Where a stretch that begins at `start` ends.
    #[inline(never)]
    fn stretch_end(&self, start: usize) -> usize {
        let text = self.ahead(start);
        let mut end = 0;
        let mut at = 0;
        while at < text.len().min(MAX_STRETCH) {
            let before = byte(text, at.max(1) - 1);
            let (next, is_word) = character(text, at);
            // An apostrophe of a word: `can't`. The mark behind a number is its unit.
            let is_apostrophe = matches!(cut(text, at, next), "'" | "\u{2019}")
                && alphanumeric(before)
                && !digit(before)
                && alphanumeric(byte(text, next));
            let b = byte(text, at);
            if is_word || b == b'_' || (b == b'%' && digit(before)) {
                end = next;
            } else if !is_apostrophe && !is_one("-./:@#%+~$*", b) {
                break;
            }
            at = next;
        }
        start + end
    }

    /// A stretch without a single colon within.
    #[inline(never)]
    fn piece(&mut self, start: usize, end: usize) {
        let text = self.slice(start, end);
        self.at = end;
        if noise::is_digits(text) {
            self.number(start, end);
        } else if text.len() < 2 {
            // A single letter says nothing.
        } else if self.is_code(text) || matches!(text, "5xx" | "4xx" | "5XX" | "4XX") {
            self.code(start, end);
        } else if let Some(class) = noise::class_of(text) {
            self.shaped(start, end, class);
        } else if self.is_level(start, end) {
            self.drop(start, end, Class::Level);
            self.knows = Known::Level;
        } else if !self.key(start, end) {
            self.name(start, end);
        }
    }

    /// Whether it is a log level here.
    fn is_level(&self, start: usize, end: usize) -> bool {
        let text = self.slice(start, end);
        let rest = self.ahead(end);
        let next = byte(rest, 0);
        let is_upper = count(text, lower) == 0;
        let is_value = self.is_value_of(start, "level lvl severity loglevel log_level levelname log.level");
        let is_bracketed =
            has_any(self.slice(start.saturating_sub(1), start), "[<") && matches!(next, b']' | b'>');
        let is_line_start = self.line_start || self.known == Known::Level;
        (is_in(words::LEVELS, text) && (is_upper || is_bracketed))
            || (is_value && !has_any(text, "."))
            || (is_line_start && next == b':' && is_in(words::LEVELS_BEFORE_COLON, text))
            || (matches!(text, "Warning" | "Normal") && (rest.starts_with("  ") || next == b'\t'))
    }

    /// Reads a key and, where it decides what its value is, the value too; `false` when it is no key
    /// or one that may be searched for.
    fn key(&mut self, start: usize, end: usize) -> bool {
        let key = self.slice(start, end);
        let mut value = self.value_start(end);
        if value == 0 {
            return false;
        }
        // `Authorization: Bearer abc`: the kind comes before the secret.
        let has_kind = begins_with("Bearer Basic", self.ahead(value));
        if has_kind {
            value += find(self.ahead(value), " ") + 1;
        }
        let rest = self.ahead(value);
        let value_len = find(rest, " \t\r\n\"',;&)}]\\|>");
        let has_digit = count(cut(rest, 0, value_len), digit) > 0;
        let is_quoted = has_kind || has_any(self.slice(end, value), "=\"");
        let is_request = has(key, words::REQUEST_WORDS);
        let class = if is_in(words::SECRET_KEYS, key) && (has_digit || is_quoted) {
            Class::Secret
        } else if is_id_key(key) && (has_digit || is_request) {
            if is_request { Class::RequestId } else { Class::Id }
        } else if has(key, "user_agent useragent") {
            self.at = value + find(rest, "\"\n");
            self.drop(start, self.at, Class::Common);
            return true;
        } else {
            // In a sentence it is a word: `could not resolve host: example.com`.
            let before = self.glue(start);
            let is_field = is_quoted
                || self.line_start
                || has_any(before, ",;({[\"'\t\n\\")
                || before.len() > 1
                || before == ":"
                || upper(byte(key, 0))
                || has_any(self.slice(end, value), "'");
            let is_known = is_in(words::COMMON_KEYS, key) || begins_with("duration latency elapsed", key);
            let is_common = is_field && is_known;
            if is_common {
                self.drop(start, end, Class::Common);
            }
            return is_common;
        };
        self.at = value + value_len;
        self.drop(start, self.at, class);
        true
    }

    /// Where the value of a key that ends at `end` begins; 0 when it is no key.
    fn value_start(&self, end: usize) -> usize {
        let ahead = self.ahead(end);
        let mark = run(ahead, |b| is_one("\"'\\` ", b));
        let value = mark + 1 + run(from(ahead, mark + 1), |b| is_one(" \t\"'\\`~>=", b));
        let is_key =
            matches!(byte(ahead, mark), b'=' | b':') && byte(ahead, mark + 1) != b':' && value < ahead.len();
        if is_key { end + value } else { 0 }
    }

    /// A stack frame that begins at `start`.
    #[inline(never)]
    fn frame(&mut self, start: usize, frame: &frames::Frame) {
        let end = start + frame.length;
        let mut names = Vec::new();
        frames::add_names(self.ahead(start), start, frame, &mut names);
        self.at = end;
        if names.is_empty() {
            return self.drop(start, end, Class::Frame);
        }
        // A new trace begins where words were kept since the last frame.
        let first = self.frames.last().copied().unwrap_or(self.out.kept.len());
        let mut is_same = true;
        for kept in self.out.kept.iter().skip(first) {
            is_same &= kept.weight != Weight::Word;
        }
        if !is_same {
            self.frames.clear();
        }
        if self.frames.len() == MAX_FRAMES {
            if !frame.innermost_last {
                return self.drop(start, end, Class::Frame);
            }
            self.forget_first_frame();
        }
        self.frames.push(self.out.kept.len());
        self.keep_within((start, end), Class::Frame, &names);
    }

    /// Makes noise of the names of the outermost frame of a trace that ends with the innermost.
    fn forget_first_frame(&mut self) {
        let first = self.frames.remove(0);
        let next = self.frames.first().copied().unwrap_or(first);
        for _ in first..next {
            let Kept { start, end, .. } = self.out.kept.remove(first);
            let mut at = self.out.noise.len();
            while at > 0 && self.out.noise[at - 1].start > start {
                at -= 1;
            }
            self.out.noise.insert(at, Noise { start, end, class: Class::Frame });
        }
        for frame in &mut self.frames {
            *frame -= next - first;
        }
    }
}

/// Whether a key is that of an id: `trace_id`, `requestId`, `X-Request-ID`.
fn is_id_key(key: &str) -> bool {
    is_in(words::ID_KEYS, key)
        || ends_with("_id -id .id _ID", key)
        || (count(key, lower) > 0 && ends_with("Id ID", key))
}

//! Names and words: how much they tell, and what of them is the name.

use super::noise::{self, base_len, has_letters};
use super::paths;
use super::state::{Known, Scan};
use super::text::{
    Span, all, begins_with, behind_last, byte, cut, digit, ends_with, find, find_text, from, has, has_any,
    is_exactly, is_in, is_one, letter, lower, run, upper,
};
use super::words;
use super::{Class, Weight};

/// The most names of a class with its packages, or of a function with its class and module: the last
/// ones tell most.
pub(super) const MAX_NAMES: usize = 3;

impl Scan<'_> {
    /// Adds names that are part of a stretch, and the rest of it as noise.
    pub(super) fn keep_within(&mut self, (start, end): Span, class: Class, names: &[Span]) {
        let mut at = start;
        for &(name_start, name_end) in names {
            self.drop(at, name_start, class);
            let weight = weight(self.slice(name_start, name_end));
            let weight = if weight == Weight::Word { Weight::Name } else { weight };
            self.keep(name_start, name_end, weight);
            at = name_end;
        }
        self.drop(at, end, class);
    }

    /// Whether a stretch is an error code by its looks, or because of the word before.
    pub(super) fn is_code(&self, text: &str) -> bool {
        is_error_code(text)
            || (text.len() == 5
                && all(text, |b| digit(b) || upper(b))
                && has(self.word_before(0), words::STATE_KEYS))
    }

    /// A stretch that is neither noise by its shape nor a key that says nothing.
    pub(super) fn name(&mut self, start: usize, end: usize) {
        let text = self.slice(start, end);
        let is_value = has_any(self.glue(start), ":=");
        if text == "Mozilla/5.0" {
            self.at = end + find(self.ahead(end), "\"\n");
            self.drop(start, self.at, Class::Common);
        } else if is_exactly(words::COMMON, text)
            || text.starts_with("HTTP/")
            || (is_value && is_in(words::VALUES, text))
        {
            self.drop(start, end, Class::Common);
        } else if let Some(symbol) = find_text(text, "+0x") {
            self.keep_within((start, end), Class::Frame, &[(start, start + symbol)]);
        } else if has_any(text, "/") {
            // systemd: `status=9/KILL`
            let status = run(text, digit);
            if status > 0 && byte(text, status) == b'/' && has(self.word_before(0), "status") {
                return self.number(start, start + status);
            }
            self.path(start, end);
        } else if has_any(text, ".:$#@+*%~") {
            self.dotted(start, end);
        } else {
            self.instance(start, end);
        }
    }

    /// A name that may have an instance's ending.
    fn instance(&mut self, start: usize, end: usize) {
        let text = self.slice(start, end);
        let length = base_len(text);
        if length == 0 || has(text, "-thread- -exec-") || begins_with("thread- Thread-", text) {
            return self.drop(start, end, Class::Id);
        }
        let mut weight = weight(cut(text, 0, length));
        if self.is_value_of(start, "alertname") {
            weight = Weight::Strong;
        } else if weight == Weight::Word
            && (length < text.len() || self.is_value_of(start, words::SERVICE_KEYS))
        {
            weight = Weight::Name;
        }
        self.keep(start, start + length, weight);
        // An ordinal is no more than a number.
        let class = if text.len() - length <= 4 { Class::Number } else { Class::Suffix };
        self.drop(start + length, end, class);
    }

    /// Whether what begins at `start` is the value of one of the keys in a table.
    pub(super) fn is_value_of(&self, start: usize, keys: &str) -> bool {
        has_any(self.glue(start), ":=") && is_in(keys, self.word_before(0))
    }

    /// A name with marks in it: a class with its package, a file, a host, a key.
    fn dotted(&mut self, start: usize, end: usize) {
        let text = self.slice(start, end);
        let is_key = all(text, |b| !upper(b) && !is_one(":$#@+*%~", b));
        let last = behind_last(text, ".");
        if ends_with(words::SOURCE_ENDINGS, text) && !has_any(text, ":") {
            self.knows = Known::File;
            self.keep_within((start, end), Class::Path, &[(start, start + last - 1)]);
        } else if byte(text, 0) == b'v' && noise::is_figures(from(text, 1)) {
            self.keep(start, end, Weight::Word);
        } else if is_key && is_in(words::TOP_LABELS, from(text, last)) {
            self.host(start, end);
        } else if is_key && !is_in("com org net io java javax jdk sun", cut(text, 0, find(text, "."))) {
            self.keep(start, end, Weight::Name);
        } else {
            let mut names = Vec::new();
            add_segments(text, start, 2, &mut names);
            self.keep_within((start, end), Class::Common, &names);
        }
    }

    /// The name of a host: all of it, or what is before the labels of its cluster.
    fn host(&mut self, start: usize, end: usize) {
        let text = self.slice(start, end);
        if let Some(class) = noise::class_of(text) {
            return self.drop(start, end, class);
        }
        let first = find(text, ".");
        let mut own = first;
        while own < text.len() {
            let length = find(from(text, own + 1), ".");
            if is_in(words::CLUSTER_LABELS, cut(text, own + 1, own + 1 + length)) {
                break;
            }
            own += 1 + length;
        }
        if text == "localhost" {
            own = 0;
        } else if base_len(cut(text, 0, first)) < first {
            self.instance(start, start + first);
            self.keep(start + first + 1, start + own, Weight::Name);
        } else {
            self.keep(start, start + own, Weight::Name);
        }
        self.drop(start + own, end, Class::Host);
    }

    /// A path, or names with slashes between.
    pub(super) fn path(&mut self, start: usize, end: usize) {
        let text = self.slice(start, end);
        let query = find(text, "?");
        let mut names = Vec::new();
        paths::add_names(cut(text, 0, query), start, &mut names);
        self.keep_within((start, start + query), Class::Path, &names);
        self.drop(start + query, end, Class::QueryString);
        self.at = end;
        self.knows = Known::File;
    }

    /// A URL: its scheme unless it is the web's, its host, and the names in its path.
    pub(super) fn url(&mut self, start: usize, end: usize) {
        let scheme = find(self.slice(start, end), ":");
        if is_in("http https ws wss tcp file ssl", self.slice(start, start + scheme)) {
            self.drop(start, start + scheme, Class::Common);
        } else {
            self.keep(start, start + scheme, Weight::Name);
        }
        let authority = start + scheme + 3;
        let path = authority + find(self.slice(authority, end), "/?#");
        let host = authority + behind_last(self.slice(authority, path), "@");
        let port = host + find(self.slice(host, path), ":");
        self.drop(authority, host.max(authority + 1) - 1, Class::Secret);
        self.host(host, port);
        self.drop(port + 1, path, Class::Port);
        if path < end {
            self.path(path, end);
        }
        self.at = end;
        self.knows = Known::Other;
    }
}

/// How much a name or a word tells.
pub(super) fn weight(text: &str) -> Weight {
    let is_metric = has_any(text, "_") && ends_with(words::METRIC_ENDINGS, text);
    if is_metric || is_error_code(text) || is_exception(text) {
        return Weight::Strong;
    }
    let is_hump = |i: usize| lower(byte(text, i)) && upper(byte(text, i + 1));
    if has_any(text, "0123456789-_.:/") || (0..text.len()).any(is_hump) { Weight::Name } else { Weight::Word }
}

/// Whether it is the name of an exception, or of the reason of an event: `SocketTimeoutException`.
fn is_exception(text: &str) -> bool {
    let is_failure = (text.starts_with("Failed") && upper(byte(text, 6)))
        || (text.starts_with("Err") && upper(byte(text, 3)));
    upper(byte(text, 0))
        && all(text, |b| letter(b) || digit(b) || b == b'_')
        && (is_failure || ends_with(words::EXCEPTION_ENDINGS, text))
}

/// Whether it is an error code wherever it stands: of `errno.h`, a signal, an SQLSTATE with letters, a
/// name in capitals with an error's word in it, or a vendor's number such as `ORA-00060`.
fn is_error_code(text: &str) -> bool {
    if !upper(byte(text, 0)) && !digit(byte(text, 0)) {
        return false;
    }
    // Capitals, a hyphen and a number: `ORA-00060`, `MY-012345`, `CVE-2021-44228`.
    let vendor = run(text, upper);
    if byte(text, vendor) == b'-' {
        return (2..=6).contains(&vendor)
            && text.len() > vendor + 3
            && all(from(text, vendor + 1), |b| digit(b) || b == b'-')
            && !is_in(words::STANDARDS, cut(text, 0, vendor));
    }
    if !all(text, |b| upper(b) || digit(b) || b == b'_') {
        return false;
    }
    let is_sqlstate = text.len() == 5
        && !noise::is_digits(text)
        && (digit(byte(text, 0)) || begins_with("HY XX", text))
        && digit(byte(text, 3))
        && digit(byte(text, 4));
    is_sqlstate
        || is_exactly(words::ERRNOS, text)
        || is_exactly(words::SIGNALS, text)
        || (has_any(text, "_") && has(text, words::ERROR_WORDS))
}

/// Adds the last names in a stretch whose marks divide it, without those that say nothing. The stretch
/// begins at `start`.
pub(super) fn add_segments(text: &str, start: usize, min_len: usize, names: &mut Vec<Span>) {
    let is_part = |b: u8| letter(b) || digit(b) || b >= 0x80 || b == b'_' || b == b'-';
    let first = names.len();
    let mut at = 0;
    while at < text.len() {
        let part = run(from(text, at), is_part);
        // Not a character: on with the next byte.
        if part == 0 {
            at += 1;
            continue;
        }
        let name = cut(text, at, at + part);
        let length = base_len(name);
        if length >= min_len
            && has_letters(name)
            && !is_in(words::GENERIC, name)
            && noise::class_of(name).is_none()
        {
            names.push((start + at, start + at + length));
            if names.len() - first > MAX_NAMES {
                names.remove(first);
            }
        }
        at += part;
    }
}

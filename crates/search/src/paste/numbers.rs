//! What a number is: that depends on the words around it.

use super::noise::{self, unit_class};
use super::state::{Known, Scan};
use super::text::{byte, count, cut, digit, find, from, has, has_any, is_exactly, is_in, letter, run};
use super::{Class, words};

impl Scan<'_> {
    /// Reads a number of digits only.
    pub(super) fn number(&mut self, start: usize, end: usize) {
        if self.is_code_here(start, end) {
            return self.code(start, end);
        }
        let class = match self.class_of_figures(start, end) {
            Class::Number if is_epoch(self.slice(start, end)) => Class::Timestamp,
            class => class,
        };
        self.drop(start, self.at, class);
    }

    /// The class of figures; [`Scan::at`] is then behind them and their unit.
    pub(super) fn class_of_figures(&mut self, start: usize, end: usize) -> Class {
        let text = self.slice(start, end);
        let before = self.word_before(0);
        let glue = self.glue(start);
        let rest = self.ahead(end);
        self.at = end;
        if self.known == Known::File && (glue == ":" || glue == "(") {
            // The column may be next.
            self.knows = Known::File;
            return Class::Line;
        }
        // `1714564803.123`, `[12345.678901]`
        let whole = find(text, ".");
        let fraction = from(text, whole + 1);
        if noise::is_digits(fraction) && (whole == 10 || (fraction.len() == 6 && byte(rest, 0) == b']')) {
            return Class::Timestamp;
        }
        let gap = usize::from(byte(rest, 0) == b' ');
        let unit = first_word(from(rest, gap));
        if unit.len() > 1
            && let Some(class) = unit_class(unit)
        {
            self.at = end + gap + unit.len();
            return class;
        }
        let is_after_host = glue == ":" && text.len() <= 5 && is_name_of_host(before);
        if is_after_host || is_in("port ports", before) {
            Class::Port
        } else if is_in("line lineno col column", before) {
            Class::Line
        } else if rest.starts_with(" ---")
            || is_in("pid tid thread process task uid gid worker backend", before)
        {
            Class::Id
        } else {
            Class::Number
        }
    }

    /// Whether a number is a status or an error code here.
    fn is_code_here(&self, start: usize, end: usize) -> bool {
        let text = self.slice(start, end);
        let rest = self.ahead(end);
        let glue = self.glue(start);
        let before = self.word_before(0);
        if text.len() > 6 || glue.len() > 6 || has_any(glue, ",]\n);") {
            return false;
        }
        let number = text.bytes().fold(0, |number, b| number * 10 + u32::from(b - b'0'));
        let is_code_word = has(before, "code status");
        let is_exit =
            has(before, "exit") || has(self.word_before(1), "exit") || has(self.word_before(2), "exit");
        if is_exit && (is_code_word || has(before, "exit")) {
            return (2..256).contains(&number);
        }
        // The states of Postgres behind the level, and of MySQL behind its number: `ERROR 1045 (28000)`.
        let is_state = (self.known == Known::Level && byte(glue, 0) == b':' && byte(rest, 0) == b':')
            || (self.known == Known::Code && glue == " (")
            || has(before, words::STATE_KEYS);
        if is_state {
            return text.len() == 5;
        }
        if (400..600).contains(&number) {
            let reason = first_word(from(rest, run(rest, |b| b == b' ' || b == b'(')));
            // The timers of HAProxy, then the status: `0/0/1/-1/5 503`.
            let is_timers = noise::is_figures(before) && count(before, |b| b == b'/') >= 3;
            return is_code_word
                || is_timers
                || before.starts_with("HTTP/")
                || is_in("http response returned returning returns got responded error errors", before)
                || is_exactly("Bad Service Gateway Internal Too Unauthorized Forbidden Not", reason);
        }
        let is_error = is_in("error", before) && number >= 1000 && !rest.starts_with(" ---");
        // systemd: `status=203/EXEC`
        let is_status = is_in("status", before)
            && ((number > 1 && byte(rest, 0) == b'/') || (129..160).contains(&number));
        (number > 0 && is_in("errno signal sig", before))
            || (number >= 10 && has(before, "code"))
            || is_status
            || (is_error && run(glue, |b| b == b' ') == glue.len())
    }
}

/// The letters at the start.
fn first_word(text: &str) -> &str {
    cut(text, 0, run(text, letter))
}

/// Whether it may be seconds, or parts of seconds, since 1970.
fn is_epoch(text: &str) -> bool {
    matches!(text.len(), 10 | 13 | 16 | 19) && byte(text, 0) == b'1' && byte(text, 1) > b'3'
}

/// Whether a number behind the word and a colon is a port.
fn is_name_of_host(word: &str) -> bool {
    word == "localhost" || has_any(word, ".-") || digit(byte(word, word.len().wrapping_sub(1)))
}

//! The frames of stack traces, in the ways that languages write them.

use super::names::add_segments;
use super::paths::{self, without_lines};
use super::text::{
    Span, all, begins_with, behind_last, blank, byte, cut, digit, ends_with, find, find_text, from, has_any,
    hex, is_one, letter, run,
};
use super::words;

/// A frame at the start of a text. Spans are offsets in the text; they are empty for what is not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Frame {
    /// Its length in bytes; 0 when there is none.
    pub(super) length: usize,
    /// The name of the function, with that of its class and package.
    function: Span,
    /// The path of the file.
    location: Span,
    /// Whether the language writes the innermost frame last.
    pub(super) innermost_last: bool,
}

/// What else is between the frames of a trace, with lines between.
const PHRASES: &str = "Traceback (most recent call last)\n\
    During handling of the above exception, another exception occurred\n\
    The above exception was the direct cause of the following exception\n\
    Caused by\nException in thread\nEnd of inner exception stack trace\n\
    End of stack trace from previous location\nstack backtrace\nnote: run with `RUST_BACKTRACE=1`\nCall Trace";

/// The length of a phrase that is between the frames of a trace; 0 when there is none.
#[inline(never)]
pub(super) fn phrase_len(text: &str) -> usize {
    let mut rest = PHRASES;
    while !rest.is_empty() {
        let length = find(rest, "\n");
        if text.starts_with(cut(rest, 0, length)) {
            return length;
        }
        rest = from(rest, length + 1);
    }
    0
}

/// The frame at the start of `text`; some are known only at the start of a line.
#[inline(never)]
pub(super) fn frame(text: &str, line_start: bool) -> Frame {
    // Most stretches are told from frames without a look at the whole line.
    let is_ruby = ends_with(":in", cut(text, 0, find(text, " \n")));
    if !line_start && !is_ruby && !digit(byte(text, 0)) && !begins_with("at File", text) {
        return Frame::default();
    }
    let line = cut(text, 0, line_len(text)).trim_end();
    if line.starts_with("at ") {
        return at_frame(line);
    }
    if line.starts_with("File \"") {
        return python_frame(text);
    }
    if is_omission(line) {
        return Frame { length: line.len(), ..Frame::default() };
    }
    if is_ruby {
        return ruby_frame(line);
    }
    let frame = if line_start { rust_frame(line) } else { Frame::default() };
    if frame.length == 0 && line_start { go_frame(line) } else { frame }
}

/// Adds the names to keep of a frame that begins at `start`, in order: none for one of a framework, that
/// of the package for one of a library.
#[inline(never)]
pub(super) fn add_names(text: &str, start: usize, frame: &Frame, names: &mut Vec<Span>) {
    let function = cut(text, frame.function.0, frame.function.1);
    let location = cut(text, frame.location.0, frame.location.1);
    if begins_with(words::FRAMEWORK, function) {
        return;
    }
    // Without a folder it is the name of the class once more.
    let mut in_location = Vec::new();
    if has_any(location, "/\\:") && paths::add_names(location, start + frame.location.0, &mut in_location) {
        names.append(&mut in_location);
        return;
    }
    if frame.location.0 < frame.function.0 {
        names.append(&mut in_location);
    }
    add_segments(function, start + frame.function.0, 3, names);
    names.append(&mut in_location);
}

/// Java, Node and .NET: `at a.B.c(B.java:1)`, `at b (/a.js:1:2)`, `at A.B.C(D e) in C:\B.cs:line 1`; Node
/// and Rust also `at /a.js:1:2`.
#[inline(never)]
fn at_frame(line: &str) -> Frame {
    let none = Frame::default();
    let mut start = 3 + run(from(line, 3), blank);
    if from(line, start).starts_with("async ") {
        start += 6;
    }
    if from(line, start).starts_with("new ") {
        start += 4;
    }
    let body = from(line, start);
    let open = find(body, "(");
    let space = find(body, " \t").min(open);
    let gap = cut(body, space, open).trim();
    if digit(byte(body, 0)) {
        return none;
    }
    if open == body.len() || (!gap.is_empty() && !gap.starts_with("[as ")) {
        let place = cut(body, 0, find(body, " \t"));
        let path = without_lines(place);
        if path == place.len() || !has_any(cut(place, 0, path), "/:") {
            return none;
        }
        return Frame { length: start + place.len(), location: (start, start + path), ..none };
    }
    let close = open + find(from(body, open), ")");
    let place = cut(body, open + 1, close);
    let path = without_lines(place);
    let is_located = path < place.len()
        || begins_with("<anonymous> <generated> index native", place)
        || matches!(place, "Native Method" | "Unknown Source");
    let is_call =
        open == space && has_any(cut(body, 0, open), ".") && (letter(byte(body, 0)) || byte(body, 0) == b'_');
    if close == body.len() || (!is_located && !is_call) {
        return none;
    }
    let mut length = start + close + 1;
    let mut location = if is_located { (start + open + 1, start + open + 1 + path) } else { (0, 0) };
    let rest = from(line, length);
    if rest.starts_with(" in ")
        && let Some(end) = find_text(rest, ":line ")
    {
        location = (length + 4, length + end);
        length += end + 6;
        length += run(from(line, length), digit);
    } else if rest.starts_with(" ~[") || rest.starts_with(" [") {
        // The archive of a class: ` ~[payments-1.2.jar:?]`
        length += (find(rest, "]") + 1).min(rest.len());
    }
    Frame { length, function: (start, start + space), location, ..none }
}

/// Python: `File "/a/b.py", line 1, in c`, and the code on the next line.
#[inline(never)]
fn python_frame(text: &str) -> Frame {
    let start = "File \"".len();
    let end = start + find(from(text, start), "\"\n");
    let mut length = end + "\", line ".len();
    if cut(text, end, length) != "\", line " {
        return Frame::default();
    }
    length += run(from(text, length), digit);
    let mut function = (length, length);
    if from(text, length).starts_with(", in ") {
        function.0 = length + 5;
        function.1 = function.0 + find(from(text, function.0), " \t\r\n\\");
        length = function.1;
    }
    let rest = from(text, length);
    let break_len = if byte(rest, 0) == b'\n' { 1 } else { 2 * usize::from(rest.starts_with("\\n")) };
    let next = from(rest, break_len);
    let indent = run(next, blank);
    if break_len > 0 && indent >= 4 && !from(next, indent).starts_with("File \"") {
        length += break_len + line_len(next);
    }
    Frame { length, function, location: (start, end), innermost_last: true }
}

/// Ruby: `/a/b.rb:1:in 'c'`, also with a backtick. The line has the `:in`.
#[inline(never)]
fn ruby_frame(line: &str) -> Frame {
    let space = find(line, " ");
    let quote = byte(line, space + 1);
    let start = space + 2;
    let end = start + find(from(line, start), "'");
    if !is_one("'`", quote) || end >= line.len() {
        return Frame::default();
    }
    let location = (0, without_lines(cut(line, 0, space.saturating_sub(3))));
    Frame { length: end + 1, function: (start, end), location, innermost_last: false }
}

/// Whether the line stands for frames that are left out: `23 more`, `5 common frames omitted`.
fn is_omission(line: &str) -> bool {
    let digits = run(line, digit);
    digits > 0 && matches!(from(line, digits), " more" | " common frames omitted")
}

/// Rust: `12: a::b::c`, also with an address before.
#[inline(never)]
fn rust_frame(line: &str) -> Frame {
    let digits = run(line, digit);
    if digits == 0 || digits > 3 || !from(line, digits).starts_with(": ") {
        return Frame::default();
    }
    let mut start = digits + 2 + run(from(line, digits + 2), blank);
    if from(line, start).starts_with("0x") {
        start += find_text(from(line, start), " - ").map_or(0, |dash| dash + 3);
    }
    let function = from(line, start);
    let is_function = find_text(function, "::").is_some() || !has_any(function, " ");
    if function.is_empty() || !is_function || find_text(function, ": ").is_some() {
        return Frame::default();
    }
    Frame { length: line.len(), function: (start, line.len()), ..Frame::default() }
}

/// Go: `a/b.(*C).d(0x1, {0x2, 0x3})`, `/a/b.go:1 +0x1d`, `created by a/b.c in goroutine 1`,
/// `goroutine 1 [running]:`.
#[inline(never)]
fn go_frame(line: &str) -> Frame {
    let mut frame = Frame { length: line.len(), ..Frame::default() };
    let place = cut(line, 0, find_text(line, " +0x").unwrap_or(line.len()));
    let path = without_lines(place);
    let open = behind_last(line, "(").saturating_sub(1);
    let function = cut(line, 0, open);
    let is_argument = |b: u8| hex(b) || is_one("x{},. ?_)", b);
    if line.starts_with("created by ") {
        frame.function = (11, 11 + find(from(line, 11), " "));
    } else if byte(line, 0) == b'/' && path < place.len() && ends_with(".go", cut(line, 0, path)) {
        frame.location = (0, path);
    } else if line.ends_with(')')
        && has_any(function, ".")
        && !has_any(function, " ")
        && all(from(line, open + 1), is_argument)
    {
        frame.function = (0, open);
    } else if !line.starts_with("goroutine ") || !line.ends_with(':') {
        frame.length = 0;
    }
    frame
}

/// The length of the first line. Lines end also where JSON says so.
fn line_len(text: &str) -> usize {
    let length = find(text, "\n");
    find_text(cut(text, 0, length), "\\n").unwrap_or(length)
}

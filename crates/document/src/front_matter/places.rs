//! Finds the places of keys, values and syntax errors in the text of front matter.

use std::ops::Range;

use crate::front_matter::limits::Excess;
use crate::model::Format;
use retold_diagnostic::{Diagnostic, Place};

/// Front matter in its file.
pub struct Source<'a> {
    /// The name of the file in messages.
    pub name: &'a str,
    /// All of the file.
    pub text: &'a str,
    /// The bytes between the fences.
    pub matter: Range<usize>,
    /// The lines between them, each with its first byte: they are searched for every key.
    lines: Vec<(usize, &'a str)>,
}

impl<'a> Source<'a> {
    /// The front matter at the bytes `matter` of `text`, the contents of the file with the name `name` in messages.
    pub fn new(name: &'a str, text: &'a str, matter: Range<usize>) -> Self {
        let mut next = 0;
        let lines = text[matter.clone()].split_inclusive('\n').map(|line| {
            let at = next;
            next += line.len();
            (at, line)
        });
        let lines = lines.collect();
        Self { name, text, matter, lines }
    }

    pub fn matter(&self) -> &'a str {
        &self.text[self.matter.clone()]
    }

    /// The place of the value `needle` of the key `name`; of the key, if the value is not found.
    pub fn place(&self, name: &str, needle: &str) -> Place {
        self.span(name, needle)
            .map_or_else(|| self.first_line(), |span| Place::span(self.name, self.text, span))
    }

    /// Like [`Source::place`], in bytes of the file; `None` if the key is not found. A key at the
    /// start of a line comes before one that is nested.
    pub fn span(&self, name: &str, needle: &str) -> Option<Range<usize>> {
        self.span_at(name, needle, true).or_else(|| self.span_at(name, needle, false))
    }

    fn span_at(&self, name: &str, needle: &str, is_outermost: bool) -> Option<Range<usize>> {
        let source = &self.text[self.matter.clone()];
        for &(at, line) in &self.lines {
            if is_outermost && line.starts_with([' ', '\t']) {
                continue;
            }
            let is_mark = |byte: &u8| matches!(byte, b' ' | b'\t' | b'"' | b'\'' | b'[' | b'{');
            let trimmed = &line[line.bytes().take_while(is_mark).count()..];
            let after =
                trimmed.strip_prefix(name).map(|rest| rest.trim_start_matches(['"', '\'', ']']).trim_start());
            if after.is_some_and(|rest| rest.starts_with([':', '=']) || rest.is_empty()) {
                let key_start = at + line.len() - trimmed.len();
                let value_start = key_start + name.len();
                let value = (!needle.is_empty()).then(|| source[value_start..].find(needle)).flatten();
                let span = match value {
                    Some(offset) => value_start + offset..value_start + offset + needle.len(),
                    None => key_start..value_start,
                };
                return Some(self.matter.start + span.start..self.matter.start + span.end);
            }
        }
        None
    }

    /// Its first line.
    pub fn first_line(&self) -> Place {
        let first_line = self.text[self.matter.clone()].find('\n').unwrap_or(self.matter.len());
        Place::span(self.name, self.text, self.matter.start..self.matter.start + first_line)
    }

    /// The diagnostic for front matter that is not read because it exceeds the limits.
    pub fn excess(&self, fault: Excess) -> Diagnostic {
        let (line, message, hint) = match fault {
            Excess::Depth(line) => {
                (line, "the front matter is nested too deeply", "write lists and tables flat")
            }
            Excess::Size(line) => {
                (line, "the aliases of the front matter expand to too many values", "write the values out")
            }
        };
        let source = &self.text[self.matter.clone()];
        let start: usize = source.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let end = source[start..].find('\n').map_or(source.len(), |at| start + at);
        let place = Place::span(self.name, self.text, self.matter.start + start..self.matter.start + end);
        Diagnostic::warning("front-matter/excess", message).at(place).hint(hint)
    }

    /// The warning that the front matter is not valid, at byte `at` of it.
    pub fn syntax(&self, format: Format, reason: &str, at: usize) -> Diagnostic {
        let what = match format {
            Format::Yaml => "YAML",
            Format::Toml => "TOML",
            Format::Json => "JSON",
        };
        let start = (self.matter.start + at).min(self.text.len());
        let end = self.text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
        Diagnostic::warning("front-matter/syntax", format!("the front matter is not valid {what}: {reason}"))
            .at(Place::span(self.name, self.text, start..end))
            .hint(match format {
                Format::Yaml => "put values with `: `, `#`, `[` or `{` in quotes; indent with spaces",
                Format::Toml => "texts and dates are written `key = \"text\"` and `date = 2026-01-31`",
                Format::Json => "texts and keys stand in double quotes, entries are separated by commas",
            })
    }
}

/// The byte of `parsed` that a `message` of the parser of TOML or JSON is about, which has it only as text:
/// `… line 3 column 5`.
pub fn byte_of(parsed: &str, message: &str) -> usize {
    let number_after = |word: &str| -> Option<usize> {
        let rest = &message[message.find(word)? + word.len()..];
        rest.trim_start().chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()
    };
    let line = number_after("line ").unwrap_or(1).max(1);
    let column = number_after("column ").unwrap_or(1).max(1);
    let start: usize = parsed.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let text = parsed[start..].lines().next().unwrap_or_default();
    start + text.char_indices().nth(column - 1).map_or(text.len(), |(at, _)| at)
}

/// The reason in a parser's message, without the place.
pub fn reason(message: &str) -> String {
    let message = message.strip_prefix("Deserialize error: ").unwrap_or(message);
    // A TOML message shows the place over several lines, with the reason in the last one.
    let message = message.trim_end().lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let end =
        [" at byte", " at line"].iter().filter_map(|mark| message.find(mark)).min().unwrap_or(message.len());
    message[..end].trim().trim_end_matches(',').to_owned()
}

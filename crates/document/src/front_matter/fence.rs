//! Finds the front matter at the start of a file, and where the body begins.

use crate::model::Format;
use std::ops::Range;

/// What a file starts with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fence {
    /// No front matter: all of the text is body, after a byte order mark if there is one.
    None { body: usize },
    /// Front matter; the ranges are bytes of the file.
    Closed { format: Format, matter: Range<usize>, body: usize },
    /// A fence that opens in `line` and never closes. `matter` is what is surely metadata; where that is nothing, the body
    /// has the fence, too.
    Open { format: Format, line: Range<usize>, matter: Range<usize>, body: usize },
}

impl Fence {
    /// The same fence, moved by `by` bytes.
    pub fn moved(self, by: usize) -> Self {
        let shift = |range: Range<usize>| range.start + by..range.end + by;
        match self {
            Self::None { body } => Self::None { body: body + by },
            Self::Closed { format, matter, body } => {
                Self::Closed { format, matter: shift(matter), body: body + by }
            }
            Self::Open { format, line, matter, body } => {
                Self::Open { format, line: shift(line), matter: shift(matter), body: body + by }
            }
        }
    }
}

/// Finds the front matter at the start of `text`. Blank lines and comments before the fence are skipped: authors leave
/// them, and CommonMark would show the metadata as a heading.
pub fn find(text: &str) -> Fence {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let start = behind_comments(text, bom);
    let first = line_at(text, start);
    let format = match text[first.clone()].trim_end() {
        "---" | "---yaml" | "---yml" => Format::Yaml,
        "+++" | "---toml" => Format::Toml,
        "---json" => Format::Json,
        line if line.starts_with('{') => return json_object(text, start, bom),
        _ => return Fence::None { body: bom },
    };
    let matter_start = next_line(text, first.end);
    let is_bare = text[first.clone()].trim_end() == "---";
    match close(text, matter_start, format, closing(&text[first.clone()])) {
        Some(_) if is_bare && !is_metadata(text, matter_start, closing("---")) => Fence::None { body: bom },
        Some(line) => {
            Fence::Closed { format, matter: matter_start..line.start, body: next_line(text, line.end) }
        }
        None => unclosed(text, first, format).unwrap_or(Fence::None { body: bom }),
    }
}

/// The start of the first line that is neither blank nor part of a comment, at or behind `start`. Indented text is code,
/// not a fence, so the line includes its indentation.
fn behind_comments(text: &str, start: usize) -> usize {
    let mut at = start;
    loop {
        let trimmed = text.len() - text[at..].trim_start().len();
        let end = text[trimmed..].strip_prefix("<!--").and_then(|comment| comment.find("-->"));
        let line_end = end.map(|end| line_at(text, trimmed + "<!--".len() + end + "-->".len()));
        // Text behind a comment on its line belongs to the body.
        match line_end.filter(|line| text[line.clone()].trim().is_empty()) {
            Some(line) => at = next_line(text, line.end),
            None => return text[..trimmed].rfind('\n').map_or(start, |line| (line + 1).max(at)),
        }
    }
}

/// The line that opens front matter below other text, where it is shown instead of read: its lines are keys that `is_known`
/// knows two of, and not the text below a heading.
pub fn late(text: &str, is_known: impl Fn(&str) -> bool) -> Option<Range<usize>> {
    let (mut at, mut previous) = (0, "");
    for line in text.split_inclusive('\n').take(LATEST) {
        let written = line.trim_end();
        let is_apart =
            previous.is_empty() || previous.ends_with("-->") || previous.starts_with(['[', '!', '-']);
        if written == "---" && at > 0 && is_apart {
            let mut below = text[at + line.len()..].lines().map(str::trim_end);
            let lines: Vec<_> = below.clone().take_while(|line| *line != "---" && !line.is_empty()).collect();
            let is_closed = below.nth(lines.len()) == Some("---");
            let is_part = |line: &&str| is_key(line, ':') || line.starts_with([' ', '\t', '-', '#']);
            let known = |line: &&&str| line.split_once(':').is_some_and(|(key, _)| is_known(key));
            if is_closed && lines.iter().all(is_part) && lines.iter().filter(known).count() >= 2 {
                return Some(at..at + written.len());
            }
        }
        (at, previous) = (at + line.len(), written);
    }
    None
}

/// How many lines are searched for front matter below other text.
const LATEST: usize = 12;

/// The line that closes front matter with lines from `start` on.
fn close(text: &str, start: usize, format: Format, mark: &str) -> Option<Range<usize>> {
    let mut at = start;
    while at < text.len() {
        let line = line_at(text, at);
        let trimmed = text[line.clone()].trim_end();
        if trimmed == mark || (format == Format::Yaml && trimmed == "...") {
            return Some(line);
        }
        at = next_line(text, line.end);
    }
    None
}

/// Whether the lines from `start` up to the line `mark` are metadata, and not a part of the text between two thematic
/// breaks: there are none, or one of them is a key, however far all are indented. Behind a blank line it has to be the first,
/// because texts have lines such as `Date: 2026-01-31`, too.
fn is_metadata(text: &str, start: usize, mark: &str) -> bool {
    let lines = text[start..].lines().map(str::trim_end).take_while(|line| *line != mark && *line != "...");
    let mut written = lines.clone().filter(|line| !line.is_empty());
    let is_apart = lines.clone().next().is_some_and(str::is_empty);
    match written.clone().next() {
        None => !is_apart,
        Some(first) if is_apart => is_key(first, ':'),
        Some(first) => {
            first.starts_with(['{', '?']) || written.clone().all(|line| line.starts_with('#')) || {
                written.any(|line| is_key(line.trim_start(), ':'))
            }
        }
    }
}

/// Whether a line of front matter begins with a key, which `separator` follows.
pub fn is_key(line: &str, separator: char) -> bool {
    let Some((key, value)) = line.split_once(separator) else { return false };
    let is_apart = separator != ':' || value.is_empty() || value.starts_with([' ', '\t', '\r', '\n']);
    let name = key.trim_end().trim_matches(['"', '\'']);
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | ';' | '$');
    is_apart && name.starts_with(|c: char| c.is_alphanumeric() || c == '_') && name.chars().all(is_name)
}

/// An open fence in the line `first`, if the line below it is a key. A single `---` is a thematic break in Markdown.
fn unclosed(text: &str, first: Range<usize>, format: Format) -> Option<Fence> {
    let start = next_line(text, first.end);
    let separator = if format == Format::Toml { '=' } else { ':' };
    if !text[start..].lines().next().is_some_and(|line| is_key(line, separator)) {
        return None;
    }
    let mut end = start;
    while end < text.len() {
        let line = line_at(text, end);
        let written = &text[line.clone()];
        let is_part = written.starts_with([' ', '\t', '-', '#']) && !written.trim().is_empty();
        if !is_part && !is_key(written, separator) {
            break;
        }
        end = next_line(text, line.end);
    }
    // What is read as metadata must end where the text shows it: at a blank line.
    let is_clear = text[end..].lines().next().is_none_or(|line| line.trim().is_empty());
    let (matter, body) = if is_clear { (start..end, end) } else { (start..start, first.start) };
    Some(Fence::Open { format, line: first, matter, body })
}

/// The line that closes front matter opened by `line`.
pub fn closing(line: &str) -> &'static str {
    match line.get(..3) {
        Some("---") => "---",
        Some("+++") => "+++",
        _ => "}",
    }
}

/// The document in a file that is one fenced block of Markdown as a whole, as copied from chats and wikis. `start` is the
/// start of the body in `text`; returns a range of bytes of `text`.
pub fn wrapped(text: &str, start: usize) -> Option<Range<usize>> {
    let is_mark = |line: &str| line.trim_start().starts_with("```");
    let body = text.get(start..)?;
    let first = start + (body.len() - body.trim_start().len());
    let line = line_at(text, first);
    let language = text[line.clone()].trim().trim_start_matches('`');
    if !is_mark(&text[line.clone()]) || !matches!(language, "md" | "markdown" | "Markdown" | "MD") {
        return None;
    }
    let inner = next_line(text, line.end);
    let trimmed = text.trim_end();
    let close = trimmed.rfind('\n')? + 1;
    if close <= inner || !trimmed[close..].trim().trim_matches('`').is_empty() || !is_mark(&trimmed[close..])
    {
        return None;
    }
    // Inner fences have a language; otherwise the first of them would close the outer one.
    let mut marks = text[inner..close].lines().filter(|line| is_mark(line));
    let opens = marks.next().is_none_or(|line| !line.trim().trim_start_matches('`').is_empty());
    (opens && marks.count() % 2 == usize::from(text[inner..close].lines().any(is_mark)))
        .then_some(inner..close)
}

/// Front matter as a JSON object that ends on a line of its own, as in Hugo.
fn json_object(text: &str, start: usize, bom: usize) -> Fence {
    let mut values = serde_json::Deserializer::from_str(&text[start..]).into_iter::<serde::de::IgnoredAny>();
    match values.next() {
        Some(Ok(_)) => {
            let end = start + values.byte_offset();
            Fence::Closed {
                format: Format::Json,
                matter: start..end,
                body: next_line(text, line_at(text, end).end),
            }
        }
        // JSON quotes its first key, unlike `{{< shortcode >}}`.
        _ if text[start + 1..].trim_start().starts_with('"') => {
            let end = text[start..].find("\n}").map(|at| start + at + 2);
            match end {
                Some(end) => Fence::Closed {
                    format: Format::Json,
                    matter: start..end,
                    body: next_line(text, line_at(text, end).end),
                },
                None => {
                    let (line, matter) = (line_at(text, start), start..start);
                    Fence::Open { format: Format::Json, line, matter, body: start }
                }
            }
        }
        _ => Fence::None { body: bom },
    }
}

/// The line that starts at `start`, without its line end.
fn line_at(text: &str, start: usize) -> Range<usize> {
    start..text[start..].find('\n').map_or(text.len(), |at| start + at)
}

/// The start of the line after the one that ends at `end`.
fn next_line(text: &str, end: usize) -> usize {
    (end + 1).min(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(Format, &str, &str)> {
        match find(text) {
            Fence::Closed { format, matter, body } => Some((format, &text[matter], &text[body..])),
            _ => None,
        }
    }

    #[test]
    fn finds_each_format() {
        assert_eq!(parts("---\na: 1\n---\nbody"), Some((Format::Yaml, "a: 1\n", "body")));
        assert_eq!(parts("+++\r\na = 1\r\n+++\r\nbody"), Some((Format::Toml, "a = 1\r\n", "body")));
        assert_eq!(parts("{\n\"a\": {}\n}\n\nbody"), Some((Format::Json, "{\n\"a\": {}\n}", "\nbody")));
        assert_eq!(parts("---json\n{}\n---\nbody"), Some((Format::Json, "{}\n", "body")));
        assert_eq!(parts("---toml\na = 1\n---\nbody"), Some((Format::Toml, "a = 1\n", "body")));
        assert_eq!(parts("---yaml\na: 1\n---\nbody"), Some((Format::Yaml, "a: 1\n", "body")));
        assert_eq!(parts("\u{feff}\n\n---\na: 1\n---\n"), Some((Format::Yaml, "a: 1\n", "")));
        assert_eq!(parts("---\n---\nbody"), Some((Format::Yaml, "", "body")));
        assert_eq!(parts("---\n\ntitle: A\n---\nbody"), Some((Format::Yaml, "\ntitle: A\n", "body")));
        assert_eq!(parts("---\n# Of us\ntl;dr: A\n---\nb"), Some((Format::Yaml, "# Of us\ntl;dr: A\n", "b")));
        assert_eq!(parts("---\n  a: 1\n---\nbody"), Some((Format::Yaml, "  a: 1\n", "body")));
        let commented = "\u{feff}<!-- a -->\n\n<!-- b\nc -->\r\n---\na: 1\n---\nbody";
        assert_eq!(parts(commented), Some((Format::Yaml, "a: 1\n", "body")));
    }

    #[test]
    fn a_document_may_be_in_a_fence() {
        for (text, inner) in [
            ("```md\n# A\n\nb\n```\n", Some("# A\n\nb\n")),
            ("\n```markdown\n# A\n\n```sh\nls\n```\n````\n", Some("# A\n\n```sh\nls\n```\n")),
            ("```md\n# A\n```\n\nb\n\n```sh\nls\n```\n", None),
            ("```md\n# A\n", None),
            ("```md\n```\n", None),
            ("```sh\nls\n```\n", None),
            ("# A\n\n```md\nb\n```\n", None),
            ("```", None),
            ("", None),
        ] {
            assert_eq!(wrapped(text, 0).map(|range| &text[range]), inner, "{text}");
        }
    }

    #[test]
    fn a_rule_is_not_a_fence() {
        assert_eq!(find("---\n\nText after a rule.\n"), Fence::None { body: 0 });
        assert_eq!(find("# Title\n---\na: 1\n---\n"), Fence::None { body: 0 });
        assert_eq!(find("{{< note >}}\n"), Fence::None { body: 0 });
        assert_eq!(find("    ---\n    a: 1\n    ---\n"), Fence::None { body: 0 });
        for text in [
            "---\n\n# Billing\n\n**Date:** 2024-05-02\n\n---\n\n## Summary\n",
            "---\n\n# Billing\n\nSeverity: SEV2\n\n---\n",
            "---\nBilling was late\n---\n\nIt was.\n",
            "\n---\n\nText: with a colon\nand more\n",
            "---\n- a\n- b\n---\n",
            "<!-- a --> text\n---\ntitle: A\n---\n",
            "<!-- a\n---\ntitle: A\n---\n",
        ] {
            assert_eq!(find(text), Fence::None { body: 0 }, "{text}");
        }
        assert_eq!(find(""), Fence::None { body: 0 });
    }

    #[test]
    fn front_matter_below_other_text_is_seen() {
        let matter = "---\ntitle: A\ntags:\n  - x\ndate: 2024-01-31\n---\n";
        for (above, is_late) in [
            ("[English](en.md)\n\n", true),
            ("[English](en.md)\n", true),
            ("---\n\n", true),
            ("# A\n\nText.\n\n", true),
            ("A heading\n", false),
            ("", false),
        ] {
            let text = format!("{above}{matter}\nBody\n");
            let known = |key: &str| ["title", "date"].contains(&key);
            assert_eq!(late(&text, known).map(|span| span.start), is_late.then_some(above.len()), "{text}");
        }
        assert_eq!(late("# A\n\n---\nnote: x\n---\n", |_| false), None);
    }

    #[test]
    fn an_open_fence_is_seen() {
        for (text, matter) in [
            ("---\ntitle: a\n\n# Body\n", "title: a\n"),
            ("---\ntitle: a\ntags:\n  - x\n- y\n\n# Body\n", "title: a\ntags:\n  - x\n- y\n"),
            ("---\ntitle: a\nIt was so.\n\n# Body\n", ""),
            ("---\ntitle: a", "title: a"),
        ] {
            let Fence::Open { matter: found, body, .. } = find(text) else { panic!("{text}") };
            assert_eq!(body, if matter.is_empty() { 0 } else { found.end }, "{text}");
            assert_eq!(&text[found], matter, "{text}");
        }
        assert!(matches!(find("{\n\"title\": \"a\",\n"), Fence::Open { .. }));
    }
}

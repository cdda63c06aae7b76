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
    /// A fence that opens and never closes; the rest of the file is read as body.
    Open { format: Format, line: Range<usize>, body: usize },
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
            Self::Open { format, line, body } => Self::Open { format, line: shift(line), body: body + by },
        }
    }
}

/// Finds the front matter at the start of `text`. Blank lines before the fence are skipped: authors leave them, and
/// CommonMark would show the metadata as a heading.
pub fn find(text: &str) -> Fence {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let start = text.len() - text[bom..].trim_start().len();
    // Indented text is code, not a fence.
    let start = text[..start].rfind('\n').map_or(bom, |at| at + 1);
    let first = line_at(text, start);
    let format = match text[first.clone()].trim_end() {
        "---" | "---yaml" | "---yml" => Format::Yaml,
        "+++" | "---toml" => Format::Toml,
        "---json" => Format::Json,
        line if line.starts_with('{') => return json_object(text, start, bom),
        _ => return Fence::None { body: bom },
    };
    let close = closing(&text[first.clone()]);
    let matter_start = next_line(text, first.end);
    let mut at = matter_start;
    while at < text.len() {
        let line = line_at(text, at);
        let trimmed = text[line.clone()].trim_end();
        if trimmed == close || (format == Format::Yaml && trimmed == "...") {
            return Fence::Closed { format, matter: matter_start..at, body: next_line(text, line.end) };
        }
        at = next_line(text, line.end);
    }
    // A single `---` is a thematic break in Markdown. It is an open fence only if metadata seems to follow.
    let below = text[matter_start..].lines().next().unwrap_or_default();
    let separator = if format == Format::Toml { '=' } else { ':' };
    let looks_like_a_key = below.split_once(separator).is_some_and(|(key, _)| {
        !key.is_empty() && key.trim().chars().all(|c| c.is_alphanumeric() || "_-\"".contains(c))
    });
    if looks_like_a_key {
        Fence::Open { format, line: first, body: start }
    } else {
        Fence::None { body: bom }
    }
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
                None => Fence::Open { format: Format::Json, line: line_at(text, start), body: start },
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
        assert_eq!(find(""), Fence::None { body: 0 });
    }

    #[test]
    fn an_open_fence_is_seen() {
        assert!(matches!(find("---\ntitle: a\n\n# Body\n"), Fence::Open { body: 0, .. }));
        assert!(matches!(find("{\n\"title\": \"a\",\n"), Fence::Open { .. }));
    }
}

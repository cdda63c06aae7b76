//! Recognises text that is still to be written: placeholders and the rows and labels of a form.

use std::borrow::Cow;

use retold_document::{has_unset_date, is_unwritten};

/// Returns true if `markdown` has nothing but placeholders: `TBD`, `- Users: [number]`, `| HH:MM | Start | [event] |`.
pub fn is_unwritten_text(markdown: &str) -> bool {
    let text = without_comments(markdown);
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    while let Some(line) = lines.next() {
        // The head of a table is no text.
        let is_head = lines.peek().is_some_and(|next| is_delimiter_row(next));
        if !is_head && !is_delimiter_row(line) && !is_unwritten_line(line) {
            return false;
        }
    }
    true
}

fn is_unwritten_line(line: &str) -> bool {
    let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
    match cells[..] {
        [item] => is_unwritten_item(item),
        _ => is_unwritten_row(&cells),
    }
}

/// Whether a line, which may be an item of a list, is still to be written.
fn is_unwritten_item(line: &str) -> bool {
    let item =
        line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '*' | '+' | '>' | '#'));
    let number = item.trim_start_matches(|c: char| c.is_ascii_digit());
    let item = number.strip_prefix(['.', ')']).filter(|_| number.len() < item.len()).unwrap_or(item);
    let item = item.trim_start().trim_start_matches("[ ]").trim();
    // `![](a.png)` has no letters, and is content.
    !item.starts_with('!')
        && (is_unwritten(item)
            || is_unset_time(item)
            || behind_label(item).is_some_and(is_unwritten)
            || behind_time(item).is_some_and(is_unwritten))
}

/// Whether a row of a table is still to be written. A form fills in its times and the names of phases: beside a hint
/// such as `[what changed]`, they are no text.
fn is_unwritten_row(cells: &[&str]) -> bool {
    let (unwritten, others): (Vec<&str>, Vec<&str>) = cells.iter().partition(|cell| is_unwritten_item(cell));
    let has_hint = unwritten.iter().any(|cell| cell.starts_with('[') && cell.contains(' '));
    others.is_empty() || has_hint && others.iter().all(|cell| is_time(cell) || is_word(cell))
}

fn is_word(cell: &str) -> bool {
    !cell.contains(|c: char| c.is_whitespace() || matches!(c, '/' | '(' | '!'))
}

/// Whether `text` has digits, and nothing but digits, marks and the name of a zone.
fn is_time(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && time_end(text) == text.len()
}

/// Whether `text` is a time to be filled in: `YYYY-MM-DD HH:MM UTC`.
fn is_unset_time(text: &str) -> bool {
    time_end(text) == text.len() && has_unset_date(text)
}

/// The part of `item` behind a time, given or to be filled in.
fn behind_time(item: &str) -> Option<&str> {
    let rest = &item[time_end(item)..];
    (rest.len() < item.len() && !rest.is_empty()).then_some(rest)
}

/// The part of `item` behind a short label: `[number]` in `**Users:** [number]`.
fn behind_label(item: &str) -> Option<&str> {
    const LONGEST: usize = 4;
    let (label, rest) = item.split_once([':', '：'])?;
    let is_label = label.split_whitespace().count() <= LONGEST && !label.contains(['[', '<', '{', '(']);
    // `https://…` has no label. A label without a value leads in what follows.
    (is_label && !rest.starts_with('/') && rest.contains(|c: char| !c.is_whitespace() && c != '*'))
        .then_some(rest)
}

/// Where the times that `text` begins with end.
fn time_end(text: &str) -> usize {
    let is_part = |word: &&str| {
        let word = word.trim_matches(['*', '_', '`', '(', ')', ',', ':']);
        matches!(word, "UTC" | "GMT" | "Z")
            || !word.contains(|c: char| c.is_alphabetic() || matches!(c, '[' | '<' | '{'))
            || has_unset_date(word)
    };
    let words = text.split_inclusive(char::is_whitespace);
    words.take_while(|word| is_part(&word.trim())).map(str::len).sum()
}

fn is_delimiter_row(line: &str) -> bool {
    line.contains('|') && line.contains("--") && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains("<!--") {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
    }
    Cow::Owned(kept + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_no_text() {
        for text in [
            "",
            "\n\n",
            "TBD",
            "- TODO\n- ",
            "<!-- what let it happen -->\n",
            "| a | b |\n|---|---|\n| | TBD |",
            "1. \n2. ",
            "- [ ] ",
            "- Users: [number and share of users]\n- **Data:** TBD",
            "- YYYY-MM-DD HH:MM\n- YYYY-MM-DD HH:MM UTC – [what happened]",
            "- 10:00 [what happened]",
            "| Time (UTC) | Phase | Event |\n|---|---|---|\n| YYYY-MM-DD HH:MM | Start | [what changed] |",
            "| Time | Phase | Event |\n|---|---|---|\n| 2026-01-31 10:00 | Start | [what changed] |",
            "| Item | Owner | Due |\n|---|---|---|\n| [what prevents it] | [owner] | 2026-02-14 |",
        ] {
            assert!(is_unwritten_text(text), "{text}");
        }
        for text in [
            "None, because x",
            "None",
            "- N/A",
            "![](a.png)",
            "y",
            "```\ny\n```",
            "| a |\n|---|\n| b |",
            "- Users: 40",
            "- Users: none",
            "- HH:MM the disk is full",
            "42",
            "- 2026-01-31 10:00",
            "https://status.example.org/1",
            "Seen by a user: unknown to us",
            "| Item | Owner |\n|---|---|\n| Add an alert | [owner] |",
            "| Item | Owner |\n|---|---|\n| Rollback | [owner] |",
            "| Time | Event |\n|---|---|\n| HH:MM | The disk is full |",
        ] {
            assert!(!is_unwritten_text(text), "{text}");
        }
    }
}

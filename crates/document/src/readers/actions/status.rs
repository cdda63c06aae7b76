//! The status of an action, by words and marks.

use std::sync::LazyLock;

use retold_times::{WordEntry, WordTable};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::ActionStatus;
use crate::readers::actions::brackets;
use crate::text::words::{is_capitals, is_separator, strip_word};
use ActionStatus::{Declined, Done, InProgress, Open};

static STATUSES: LazyLock<WordTable> =
    LazyLock::new(|| WordTable::parse(include_str!("../../../data/action-statuses.txt")));

/// The words for the statuses by their first character, the longest first.
static WORDS: LazyLock<FxHashMap<char, Vec<(&str, ActionStatus)>>> = LazyLock::new(|| {
    let mut entries: Vec<WordEntry> = STATUSES.entries().collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.word.len()));
    let mut words: FxHashMap<char, Vec<(&str, ActionStatus)>> = FxHashMap::default();
    for WordEntry { name, word, .. } in entries {
        if let (Some(status), Some(first)) = (named(name), word.chars().next()) {
            words.entry(first).or_default().push((word, status));
        }
    }
    words
});

/// Words for `done` that are the whole of a cell.
static DONE_CELLS: LazyLock<Vec<&str>> = LazyLock::new(|| STATUSES.words("done-cell").collect());
static ORDINARY: LazyLock<FxHashSet<&str>> = LazyLock::new(|| STATUSES.set("ordinary"));
static REMARKS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| STATUSES.set("remark"));

/// The status with the name `name` in the table of words.
fn named(name: &str) -> Option<ActionStatus> {
    [Open, InProgress, Done, Declined].into_iter().find(|status| status.name() == name)
}

/// The status that `text` starts with, and what follows it.
fn leading(text: &str) -> Option<(ActionStatus, &str)> {
    let first = text.chars().next()?;
    let first = first.to_lowercase().next().unwrap_or(first);
    WORDS
        .get(&first)?
        .iter()
        .find_map(|(word, status)| Some((*status, strip_word(text, word)?.trim_start_matches('\u{fe0f}'))))
}

/// The status that the cell of a status column gives.
pub fn of_cell(text: &str) -> Option<ActionStatus> {
    let text =
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '(' | ')' | '.' | '!'));
    match text {
        "[x]" | "[X]" => return Some(Done),
        "[ ]" | "[]" => return Some(Open),
        _ => {}
    }
    if let Some((status, rest)) = leading(text.trim_matches(['[', ']'])) {
        // `✅ Done`, `❌ Won't do`: the word is more precise than the mark.
        let worded = if text.starts_with(char::is_alphanumeric) { None } else { leading(rest.trim_start()) };
        return Some(worded.map_or(status, |(worded, _)| worded));
    }
    DONE_CELLS.iter().any(|word| strip_word(text, word) == Some("")).then_some(Done)
}

/// The status that a remark in brackets or behind a dash consists of: `done`, `DONE!`, `done 2026-01-31`,
/// `fixed in #12`.
pub fn of_remark(text: &str) -> Option<ActionStatus> {
    let text = text.trim();
    let (status, rest) = leading(text)?;
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, '!' | '.' | '。'));
    if rest.is_empty()
        || rest.starts_with(|c: char| is_separator(c) || c.is_ascii_digit() || matches!(c, '#' | '('))
    {
        return Some(status);
    }
    if matches!(status, Open) || rest.chars().count() > 60 {
        return None;
    }
    let next = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    REMARKS.contains(next.as_str()).then_some(status)
}

/// Whether `word` begins an ordinary sentence too often to mean a status there.
fn is_ambiguous(word: &str) -> bool {
    ORDINARY.contains(word.to_lowercase().trim())
}

/// The status at the start of an item's text, and its length in bytes.
pub fn at_start(text: &str) -> Option<(ActionStatus, usize)> {
    let first = text.chars().next()?;
    let taken = |rest: &str| text.len() - rest.trim_start_matches(is_separator).len();
    if matches!(first, '[' | '(' | '（' | '【') {
        // `[done](…)` is a link.
        let (remark, rest) = brackets::at_start(text, 30).filter(|(_, rest)| !rest.starts_with('('))?;
        let status = match remark.trim() {
            "" if first == '[' => Open,
            "x" | "X" if first == '[' => Done,
            remark => of_remark(remark)?,
        };
        return Some((status, taken(rest)));
    }
    let (status, rest) = leading(text)?;
    let word = &text[..text.len() - rest.len()];
    let is_mark = !first.is_alphanumeric();
    let is_stated =
        is_capitals(word) || (!is_ambiguous(word) && rest.trim_start().starts_with([':', '：', '–', '—']));
    let sets_apart = rest.is_empty() || rest.starts_with(|c: char| is_separator(c) || matches!(c, '!' | '.'));
    if is_mark {
        let rest = rest.trim_start();
        return Some(match leading(rest) {
            Some((worded, more)) if is_capitals(&rest[..rest.len() - more.len()]) => (worded, taken(more)),
            _ => (status, taken(rest)),
        });
    }
    // `TODO list`, `DONE-ness`.
    (is_stated && sets_apart).then(|| (status, taken(rest.trim_start_matches(['!', '.']))))
}

/// The status at the end of an item's text, and the byte at which it begins.
pub fn at_end(text: &str) -> Option<(ActionStatus, usize)> {
    let trimmed =
        text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '!' | '。' | '\u{fe0f}'));
    let last = trimmed.chars().next_back()?;
    if !last.is_alphanumeric() && !last.is_ascii() {
        let at = trimmed.len() - last.len_utf8();
        if let Some((status, "")) = leading(&trimmed[at..]) {
            return Some((status, at));
        }
    }
    let window = trimmed.char_indices().rev().nth(24).map_or(0, |(at, _)| at);
    let tail = &trimmed[window..];
    // Most texts end with words alone.
    let has_marks = tail.bytes().any(|byte| !(byte.is_ascii_alphanumeric() || byte == b' '));
    let marks = ["\n", ". ", " - ", " – ", " — ", ": ", "：", "。", "→ ", "| ", "! "];
    for mark in marks.into_iter().filter(|_| has_marks) {
        // For so short a text, a search for a string takes longer to set up than this.
        let (first, marks) = (mark.as_bytes()[0], tail.as_bytes().windows(mark.len()));
        if let Some(at) = marks.rev().position(|bytes| bytes[0] == first && bytes == mark.as_bytes()) {
            let at = tail.len() - mark.len() - at;
            let word = tail[at + mark.len()..].trim();
            if let Some((status, "")) = leading(word)
                && (!is_ambiguous(word) || is_capitals(word) || mark != ": ")
            {
                let kept = if matches!(mark, ". " | "。" | "! ") { mark.trim_end().len() } else { 0 };
                return Some((status, window + at + kept));
            }
            // `Roll back. DONE in #12`
            if is_capitals(word.get(..4).unwrap_or_default())
                && let Some(status) = of_remark(word)
            {
                return Some((status, window + at + usize::from(mark == ". ")));
            }
        }
    }
    // `Roll back DONE`, but no acronym such as `NEW`.
    for words in 1..=2 {
        let at = tail.rmatch_indices(' ').nth(words - 1).map(|(at, _)| at + 1)?;
        let word = &tail[at..];
        // Behind a word in capitals they mark nothing.
        let before = tail[..at].split_whitespace().next_back().unwrap_or_default();
        let stands_out = before.len() < 2 || !is_capitals(before);
        if is_capitals(word)
            && stands_out
            && let Some((status, "")) = leading(word)
            && (!is_ambiguous(word) || matches!(word, "FIXED" | "CLOSED"))
        {
            return Some((status, window + at));
        }
    }
    let lower_tail = tail.get(tail.len().saturating_sub(16)..).unwrap_or_default();
    let ends = ["been done", "been completed", "been implemented", "been fixed", "already done"];
    ends.iter().any(|end| lower_tail.ends_with(end)).then_some((Done, text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let names = ["open", "in progress", "done", "declined", "done-cell", "ordinary", "remark"];
        let text = include_str!("../../../data/action-statuses.txt");
        assert_eq!(WordTable::faults(text, &names, str::to_lowercase), Vec::<String>::new());
        let mut seen: FxHashMap<&str, &str> = FxHashMap::default();
        for entry in STATUSES.entries().filter(|entry| named(entry.name).is_some()) {
            assert_eq!(seen.insert(entry.word, entry.name), None, "{} has two statuses", entry.word);
        }
    }

    #[test]
    fn cells_have_a_status() {
        for (text, status) in [
            ("**DONE**", Some(Done)),
            ("IN PROGRESS", Some(InProgress)),
            ("✅ Done", Some(Done)),
            ("✓ a guard in the pump", Some(Done)),
            ("Completed (2026-01-31)", Some(Done)),
            ("[x]", Some(Done)),
            ("yes", Some(Done)),
            ("Not started", Some(Open)),
            ("未着手", Some(Open)),
            ("完了", Some(Done)),
            ("进行中", Some(InProgress)),
            ("已完成", Some(Done)),
            ("erledigt", Some(Done)),
            ("En cours", Some(InProgress)),
            ("pendiente", Some(Open)),
            ("Won't fix", Some(Declined)),
            ("❌", Some(Open)),
            ("FAILED", None),
            ("#62", None),
            ("", None),
            ("Doneness", None),
        ] {
            assert_eq!(of_cell(text), status, "{text}");
        }
    }

    #[test]
    fn items_begin_with_a_status() {
        for (text, found) in [
            ("✅ Roll back", Some((Done, "Roll back"))),
            ("[DONE] Roll back", Some((Done, "Roll back"))),
            ("【対応済】Roll back", Some((Done, "Roll back"))),
            ("[] Roll back", Some((Open, "Roll back"))),
            ("DONE: Roll back", Some((Done, "Roll back"))),
            ("TODO - Roll back", Some((Open, "Roll back"))),
            ("Done: Roll back", Some((Done, "Roll back"))),
            ("WIP Roll back", Some((InProgress, "Roll back"))),
            ("Completed runs are kept for a week", None),
            ("Open an issue", None),
            ("New: dashboards", None),
            ("[link](x)", None),
        ] {
            assert_eq!(at_start(text).map(|(status, at)| (status, &text[at..])), found, "{text}");
        }
    }

    #[test]
    fn items_end_with_a_status() {
        for (text, found) in [
            ("Roll back - done", Some((Done, "Roll back"))),
            ("Roll back. Done!", Some((Done, "Roll back"))),
            ("Roll back. DONE in #12", Some((Done, "Roll back"))),
            ("Roll back DONE", Some((Done, "Roll back"))),
            ("Roll back IN PROGRESS", Some((InProgress, "Roll back"))),
            ("Roll back ✅", Some((Done, "Roll back"))),
            ("再起動する。完了", Some((Done, "再起動する"))),
            ("Alert when a backup is not done", None),
            ("Find out which ports are open", None),
        ] {
            let read =
                at_end(text).map(|(status, at)| (status, text[..at].trim_end_matches(['.', ' ', '。', '-'])));
            assert_eq!(read.map(|(s, t)| (s, t.trim_end())), found, "{text}");
        }
    }
}

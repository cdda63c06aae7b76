//! How far an action is: by words and marks.

use crate::text::words::{is_capitals, is_separator, strip_word};

use crate::model::ActionStatus;
use ActionStatus::{Declined, Done, InProgress, Open};

/// Longer wordings before those that they begin with.
static WORDS: [(ActionStatus, &[&str]); 5] = [
    (
        Open,
        &[
            "not started",
            "not yet started",
            "not yet",
            "not done",
            "not completed",
            "not fixed",
            "not implemented",
            "not in progress",
            "to be done",
            "to do",
            "to-do",
            "todo",
            "open",
            "pending",
            "planned",
            "new",
            "backlog",
            "scheduled",
            "proposed",
            "outstanding",
            "unstarted",
            "queued",
            "incomplete",
            "未着手",
            "未対応",
            "未完了",
            "未実施",
            "予定",
            "未开始",
            "未完成",
            "未处理",
            "计划中",
            "待办",
            "待处理",
            "待完成",
            "nicht begonnen",
            "noch nicht begonnen",
            "nicht erledigt",
            "offen",
            "geplant",
            "ausstehend",
            "ouvert",
            "ouverte",
            "à faire",
            "non commencé",
            "planifié",
            "planifiée",
            "prévu",
            "prévue",
            "pendiente",
            "abierto",
            "abierta",
            "por hacer",
            "no iniciado",
            "planificado",
            "planeado",
            "❌",
            "☐",
            "⬜",
            "🔴",
        ],
    ),
    (
        InProgress,
        &[
            "in progress",
            "in-progress",
            "inprogress",
            "work in progress",
            "wip",
            "ongoing",
            "started",
            "in review",
            "under review",
            "underway",
            "under way",
            "doing",
            "partially done",
            "partly done",
            "partial",
            "partially",
            "進行中",
            "対応中",
            "着手",
            "作業中",
            "実施中",
            "进行中",
            "处理中",
            "开发中",
            "in arbeit",
            "in bearbeitung",
            "laufend",
            "begonnen",
            "en cours",
            "en curso",
            "en progreso",
            "en proceso",
            "🚧",
            "🔄",
            "⏳",
            "🟡",
        ],
    ),
    (
        Done,
        &[
            "done",
            "already done",
            "completed",
            "complete",
            "fixed",
            "closed",
            "resolved",
            "finished",
            "implemented",
            "merged",
            "shipped",
            "deployed",
            "released",
            "完了済み",
            "完了",
            "対応済み",
            "対応済",
            "実施済み",
            "済み",
            "済",
            "已完成",
            "完成",
            "已解决",
            "已修复",
            "已上线",
            "erledigt",
            "fertig",
            "abgeschlossen",
            "umgesetzt",
            "terminée",
            "terminé",
            "fait",
            "faite",
            "effectué",
            "réalisé",
            "hecho",
            "hecha",
            "completado",
            "completada",
            "terminado",
            "realizado",
            "listo",
            "✅",
            "✔",
            "✓",
            "☑",
            "🟢",
        ],
    ),
    (
        Declined,
        &[
            "declined",
            "won't do",
            "wont do",
            "won’t do",
            "won't fix",
            "wontfix",
            "won’t fix",
            "will not do",
            "cancelled",
            "canceled",
            "rejected",
            "abandoned",
            "dropped",
            "obsolete",
            "却下",
            "中止",
            "見送り",
            "已取消",
            "取消",
            "已拒绝",
            "拒绝",
            "放弃",
            "abgelehnt",
            "verworfen",
            "abgebrochen",
            "refusé",
            "annulé",
            "annulée",
            "abandonné",
            "rechazado",
            "cancelado",
            "descartado",
        ],
    ),
    // Only as the whole of a cell.
    (Done, &["yes", "y", "x", "ok", "sí", "oui", "ja", "はい", "是"]),
];

/// The status that `text` starts with, and what follows it.
fn leading(text: &str) -> Option<(ActionStatus, &str)> {
    let first = text.chars().next()?;
    if first.is_ascii() && !first.is_alphabetic() {
        return None;
    }
    let first = first.to_lowercase().next().unwrap_or(first);
    let mut best: Option<(ActionStatus, &str)> = None;
    for (status, words) in &WORDS[..4] {
        for word in words.iter().filter(|word| word.starts_with(first)) {
            if let Some(rest) = strip_word(text, word)
                && best.is_none_or(|(_, other)| rest.len() < other.len())
            {
                best = Some((*status, rest.trim_start_matches('\u{fe0f}')));
            }
        }
    }
    best
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
        // `✅ Done`, `❌ Won't do`: the word says more than the mark.
        let rest = rest.trim_start();
        return match leading(rest) {
            Some((said, _)) if !text.starts_with(char::is_alphanumeric) => Some(said),
            _ => Some(status),
        };
    }
    WORDS[4].1.iter().any(|word| strip_word(text, word) == Some("")).then_some(Done)
}

/// The status that all of `text` says, as it stands in brackets or behind a dash: `done`, `DONE!`,
/// `done 2026-01-31`, `fixed in #12`.
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
    let is_remark =
        ["in", "by", "on", "at", "via", "with", "see", "as", "since", "already", "http", "https", "am"]
            .contains(&next.as_str());
    is_remark.then_some(status)
}

/// Words that begin an ordinary sentence too often to be taken for a status there.
fn is_ambiguous(word: &str) -> bool {
    let lower = word.to_lowercase();
    ["new", "open", "complete", "closed", "started", "planned", "scheduled", "partial", "fixed", "released"]
        .contains(&lower.trim())
}

/// The status at the start of an item's text, and the number of bytes that it takes.
pub fn at_start(text: &str) -> Option<(ActionStatus, usize)> {
    let first = text.chars().next()?;
    let taken = |rest: &str| text.len() - rest.trim_start_matches(is_separator).len();
    if let Some(inner) = text.strip_prefix('[').or_else(|| text.strip_prefix('(')) {
        let close = inner.char_indices().take(30).find(|(_, c)| matches!(c, ']' | ')'))?.0;
        let rest = &inner[close..];
        let rest = rest.strip_prefix([']', ')'])?;
        if rest.starts_with('(') {
            return None;
        }
        let status = match inner[..close].trim() {
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
            Some((said, more)) if is_capitals(&rest[..rest.len() - more.len()]) => (said, taken(more)),
            _ => (status, taken(rest)),
        });
    }
    // `TODO list`, `DONE-ness`.
    (is_stated && sets_apart).then(|| (status, taken(rest.trim_start_matches(['!', '.']))))
}

/// The status at the end of an item's text, and where it begins.
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
    for mark in ["\n", ". ", " - ", " – ", " — ", ": ", "：", "。", "→ ", "| ", "! "] {
        // In so short a text, faster than the search for a string is set up.
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
            // `… . DONE in #12`
            if is_capitals(word.get(..4).unwrap_or_default())
                && let Some(status) = of_remark(word)
            {
                return Some((status, window + at + usize::from(mark == ". ")));
            }
        }
    }
    // `… DONE`, but no acronym such as `NEW`.
    for words in 1..=2 {
        let at = tail.rmatch_indices(' ').nth(words - 1).map(|(at, _)| at + 1)?;
        let word = &tail[at..];
        // Among capitals they mark nothing.
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
    let said = ["been done", "been completed", "been implemented", "been fixed", "already done"];
    said.iter().any(|end| lower_tail.ends_with(end)).then_some((Done, text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_say_how_far_an_action_is() {
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

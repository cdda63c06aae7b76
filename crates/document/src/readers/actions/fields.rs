//! Taking the text of an item apart: what is to be done, by whom, until when.

use jiff::civil::Date;

use crate::model::ActionStatus;
use crate::readers::actions::field_names::Field;
use crate::readers::actions::{field_names, groups, names, owners, status};
use crate::text::words::{is_capitals, is_separator, strip_word};
use retold_times::{Due, due};

/// The parts of an action as one text gives them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    pub title: String,
    pub owner: Option<String>,
    pub due: Option<Due>,
    pub status: Option<(ActionStatus, String)>,
    pub kind: Option<String>,
    pub priority: Option<String>,
}

impl Fields {
    /// Reads the text of an item; its lines are set apart by line feeds. `near` is a day that tells which
    /// year or order of day and month a date has.
    pub fn read(text: &str, near: Option<Date>) -> Self {
        let mut fields = Self::default();
        let text = text.trim();
        let text = fields.take_dated_status(text, near).unwrap_or(text);
        let start = fields.take_start(text);
        let text = fields.take_labels(start, near);
        let text = fields.take_end(text.trim(), near);
        fields.title = tidy(text);
        fields
    }

    /// Takes `field` from the value of a label or the cell of a column.
    pub fn take_value(&mut self, field: Field, value: &str, near: Option<Date>) {
        let value = value.trim();
        match field {
            Field::Owner => self.owner = owners::of_value(value).or(self.owner.take()),
            Field::Due => self.due = due::of_value(value, near).or(self.due),
            Field::Status => {
                if let Some(status) = status::of_cell(value) {
                    self.status = Some((status, plain(value).to_owned()));
                }
            }
            Field::Kind => self.kind = of_cell(value).or(self.kind.take()),
            Field::Priority => self.priority = of_cell(value).or(self.priority.take()),
            Field::Title | Field::Ticket | Field::Id | Field::Other => {}
        }
    }

    fn set_status(&mut self, status: ActionStatus, word: &str) {
        self.status.get_or_insert_with(|| (status, plain(word).to_owned()));
    }

    /// Takes `TODO due 2026-01-31 — ` and `DONE 2026-01-31: ` from the start.
    fn take_dated_status<'a>(&mut self, text: &'a str, near: Option<Date>) -> Option<&'a str> {
        let word = text.split(|c: char| !c.is_alphabetic()).next()?;
        if word.len() < 3 || !is_capitals(word) {
            return None;
        }
        let status = status::of_cell(word)?;
        let mut rest = text[word.len()..].trim_start_matches([' ', '(', ',']);
        let is_due = ["due", "by", "until"].iter().find_map(|word| strip_word(rest, word));
        rest = is_due.unwrap_or(rest).trim_start_matches([' ', ':']);
        let (date, length) = due::date_at(rest, near)?;
        let rest = rest[length..].trim_start_matches([' ', ')']);
        let bare = rest.trim_start_matches(is_separator);
        if bare.len() == rest.len() {
            return None;
        }
        self.set_status(status, word);
        // What is done has the day on which it was.
        if is_due.is_some() || status != ActionStatus::Done {
            self.due = Some(Due::On(date));
        }
        Some(bare)
    }

    /// Takes marks and names from the start.
    fn take_start<'a>(&mut self, mut text: &'a str) -> &'a str {
        for _ in 0..5 {
            let length =
                if let Some((status, length)) = status::at_start(text).filter(|_| self.status.is_none()) {
                    self.set_status(status, &text[..length]);
                    length
                } else if let Some((priority, length)) =
                    priority_at_start(text).filter(|_| self.priority.is_none())
                {
                    self.priority = Some(priority.to_owned());
                    length
                } else if let Some((kind, length)) = kind_at_start(text).filter(|_| self.kind.is_none()) {
                    self.kind = Some(kind.to_owned());
                    length
                } else if let Some((owner, length)) =
                    owners::named_at_start(text).filter(|_| self.owner.is_none())
                {
                    self.owner = Some(owner);
                    length
                } else if let Some(length) = ticket_at_start(text) {
                    length
                } else {
                    break;
                };
            text = text.get(length..).unwrap_or_default();
        }
        text
    }

    /// Takes `Owner: …`, `due:…` and the like from anywhere.
    fn take_labels(&mut self, text: &str, near: Option<Date>) -> String {
        let mut rest = String::with_capacity(text.len());
        let mut done = 0;
        for (at, colon) in text.char_indices().filter(|(_, c)| matches!(c, ':' | '：' | '=')) {
            if at < done {
                continue;
            }
            let Some((field, start)) = field_names::inline_label(&text[done..at]) else { continue };
            let start = done + start;
            let value = &text[at + colon.len_utf8()..];
            let trimmed = value.trim_start();
            // `the owner: they …` is a sentence; `owner:jane`, `Owner: Jane` are labels.
            let before = text[..start].chars().next_back();
            let inside = before.is_some_and(|c| c == ' ')
                && !text[..start].trim_end().ends_with(|c: char| {
                    is_separator(c)
                        || matches!(c, '.' | '(' | '（' | '[' | '*' | '。' | '!' | '?' | ')' | '）' | '」')
                });
            let starts = trimmed.chars().next();
            if inside && value.starts_with(' ') && starts.is_none_or(|c| c.is_lowercase() && c.is_ascii()) {
                continue;
            }
            let skipped = value.len() - trimmed.len();
            let Some(length) = self.take_label(field, trimmed, text.get(start..at).unwrap_or_default(), near)
            else {
                continue;
            };
            rest.push_str(&text[done..start]);
            done = at + colon.len_utf8() + skipped + length;
        }
        rest.push_str(text.get(done..).unwrap_or_default());
        rest
    }

    /// Takes the value behind a label; gives the number of bytes that it takes.
    fn take_label(&mut self, field: Field, value: &str, label: &str, near: Option<Date>) -> Option<usize> {
        let end = value
            .char_indices()
            .take(200)
            .find(|&(at, c)| match c {
                ',' | '、' | '，' | ';' | ')' | '）' | ']' | '|' | '\n' | '。' => true,
                '.' => value[at + 1..].is_empty() || value[at + 1..].starts_with(' '),
                '—' | '–' => true,
                _ => false,
            })
            .map_or(value.len(), |(at, _)| at);
        match field {
            Field::Owner => {
                let (names, length) = owners::of_inline(value)?;
                self.owner = Some(names);
                Some(length)
            }
            Field::Due => {
                let due = due::of_value(&value[..end], near);
                self.due = due.or(self.due);
                // `Jan 31, 2026` has a comma of its own.
                let dated = due::date_at(value, near);
                if let Some((date, _)) = dated {
                    self.due = Some(Due::On(date));
                }
                let dated = dated.map_or(0, |(_, length)| length);
                if dated == 0 && due.is_none() && end > 40 {
                    return None;
                }
                // A short remark behind the date belongs to it; a further label does not.
                let remark = value.get(dated..end).unwrap_or_default();
                let is_short = remark.len() <= 24 && !remark.contains([':', '：']);
                Some(if dated > 0 && !is_short { dated } else { end.max(dated) })
            }
            Field::Status => {
                if status::of_cell(label) == Some(ActionStatus::Done) {
                    // `Done: 2026-01-31` says when it was done.
                    let (_, length) = due::date_at(value, near)?;
                    self.set_status(ActionStatus::Done, label);
                    return Some(length);
                }
                let status = status::of_cell(&value[..end])?;
                self.status = Some((status, plain(&value[..end]).to_owned()));
                Some(end)
            }
            Field::Priority if end <= 24 => {
                self.priority = of_cell(&value[..end]);
                Some(end)
            }
            _ => None,
        }
    }

    /// Takes remarks, marks and names from the end.
    fn take_end<'a>(&mut self, mut text: &'a str, near: Option<Date>) -> &'a str {
        for _ in 0..6 {
            let trimmed = text.trim_end_matches(|c: char| is_separator(c) && c != '-');
            let bare = trimmed.trim_end_matches(['.', '。', '*', '_']);
            let end = if let Some((remark, start)) =
                remark_at_end(bare).filter(|(remark, _)| self.take_remark(remark, near))
            {
                let _ = remark;
                start
            } else if let Some((status, start)) = status::at_end(trimmed).filter(|_| self.status.is_none()) {
                self.set_status(status, trimmed.get(start..).unwrap_or_default());
                start
            } else if let Some((due, start)) = due::at_end(trimmed, near).filter(|_| self.due.is_none()) {
                self.due = Some(due);
                start
            } else if let Some((owner, start)) =
                owners::handles_at_end(trimmed).filter(|_| self.owner.is_none())
            {
                self.owner = Some(owner);
                trimmed[..start].trim_end().strip_suffix("assigned to").map_or(start, str::len)
            } else if let Some((owner, start)) =
                owners::named_at_end(trimmed).filter(|_| self.owner.is_none())
            {
                self.owner = Some(owner);
                start
            } else if let Some(start) = address_at_end(trimmed) {
                start
            } else {
                break;
            };
            if end >= trimmed.len() {
                break;
            }
            text = &trimmed[..end];
        }
        text
    }

    /// Takes what stands in brackets at the end; whether it is part of the action's fields.
    fn take_remark(&mut self, remark: &str, near: Option<Date>) -> bool {
        if remark.trim().is_empty() || is_word_for_link(remark) {
            return true;
        }
        if let Some(status) = status::of_remark(remark).filter(|_| self.status.is_none()) {
            self.set_status(status, remark);
            return true;
        }
        if let Some((names, length)) = owners::handles_at(remark)
            && remark[length..].trim().is_empty()
        {
            self.owner.get_or_insert(names);
            return true;
        }
        if let Some(priority) = priority(remark) {
            self.priority.get_or_insert_with(|| priority.to_owned());
            return true;
        }
        if let Some(due) = due::of_remark(remark, near).filter(|_| self.due.is_none()) {
            self.due = Some(due);
            return true;
        }
        if let Some(name) = field_names::behind_owner(remark)
            && (owners::is_owner(name)
                || name.starts_with('@')
                || name.split(' ').count() <= 2 && name.starts_with(char::is_uppercase))
        {
            self.owner = self.owner.take().or_else(|| owners::of_value(name));
            return true;
        }
        if names::is_explicit_team(remark) {
            self.owner = self.owner.take().or_else(|| owners::of_value(remark));
            return true;
        }
        false
    }
}

/// The text of a cell, if it says anything.
fn of_cell(text: &str) -> Option<String> {
    let text = plain(text);
    (!crate::text::placeholder::is_placeholder(text)).then(|| text.to_owned())
}

fn plain(text: &str) -> &str {
    // `Done (in #12)`
    let text = match text.char_indices().find(|(_, c)| matches!(c, '(' | '（')) {
        Some((at, _)) if text[..at].contains(char::is_alphanumeric) => &text[..at],
        _ => text,
    };
    text.trim_matches(|c: char| is_separator(c) || matches!(c, '[' | ']' | '(' | ')' | '*' | '_' | '.' | '!'))
}

/// What stands in brackets at the end, and where the brackets begin.
fn remark_at_end(text: &str) -> Option<(&str, usize)> {
    let (open, close) = match text.chars().next_back()? {
        ')' => ('(', ')'),
        '）' => ('（', '）'),
        ']' => ('[', ']'),
        _ => return None,
    };
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().rev().take(120) {
        if c == close {
            depth += 1;
        } else if c == open {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                // `run()` is a name.
                let is_call = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') && close == ')';
                if is_call {
                    return None;
                }
                return Some((&text[at + open.len_utf8()..text.len() - close.len_utf8()], at));
            }
        }
    }
    None
}

/// Whether brackets hold only the word that a link is hung on.
pub fn is_word_for_link(text: &str) -> bool {
    let text =
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | '<' | '>'));
    let lower = text.to_lowercase();
    let is_word = [
        "issue",
        "link",
        "ticket",
        "pr",
        "link to issue",
        "github issue",
        "pull request",
        "jira",
        "jira link",
        "issue link",
        "link to pr",
        "link to github issue",
        "github",
        "tracking issue",
        "link to ticket",
        "jira ticket",
    ]
    .contains(&lower.as_str());
    is_word
        || is_ticket(text)
        || (text.contains("://") && !text.contains(' '))
        || text
            .split([',', ' ', '[', ']'])
            .filter(|word| !word.is_empty())
            .all(|word| is_ticket(word) || word == "and")
}

/// `#12`, `repo#12`, `OPS-12`.
fn is_ticket(text: &str) -> bool {
    let name = text.strip_prefix(['#', '!']);
    if let Some(number) = name
        .or_else(|| text.split_once('#').filter(|(repo, _)| !repo.contains(' ')).map(|(_, number)| number))
    {
        return !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    }
    text.split_once('-').is_some_and(|(project, number)| {
        project.len() >= 2
            && project.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The number of bytes of a ticket at the start: `[#12]: …`, `OPS-12 – …`, `#12: …`.
fn ticket_at_start(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('[').unwrap_or(text);
    let length = inner.find(|c: char| !(c.is_alphanumeric() || matches!(c, '#' | '-' | '!')))?;
    if !is_ticket(inner[..length].trim_end_matches('-')) {
        return None;
    }
    let rest = &inner[length..];
    let rest = if inner.len() < text.len() { rest.strip_prefix(']')? } else { rest };
    let rest = rest.trim_start_matches(' ');
    // `#12 is to be closed` is a sentence about it.
    let marked = rest.starts_with([':', '-', '–', '—', '：']) || inner.len() < text.len();
    marked.then(|| text.len() - rest.trim_start_matches(is_separator).len())
}

/// Where an address or the word of a link at the end begins.
fn address_at_end(text: &str) -> Option<usize> {
    let trimmed = text.trim_end_matches(['.', '>', ')']);
    let (before, last) = match trimmed.rfind(char::is_whitespace) {
        Some(at) => (at, trimmed[at..].trim_start()),
        None => (0, trimmed),
    };
    let last = last.trim_start_matches(['<', '(']);
    if last.starts_with("http://") || last.starts_with("https://") {
        return Some(before);
    }
    let is_last_word = matches!(last, "Issue" | "issue") && text.len() > last.len();
    let bare_ticket = is_ticket(last) && before > 0 && {
        let previous = text[..before].trim_end().rsplit(' ').next().unwrap_or_default().to_lowercase();
        // `close #12` and `fixed by #12` need their object.
        text[..before].trim_end().ends_with(['.', ':', '-', '–', '—', ','])
            || matches!(previous.as_str(), "issue" | "ticket")
    };
    let word_is_set_apart =
        is_last_word && text[..before].trim_end().ends_with(['.', '-', '–', '—', ':', '\n', ')']);
    (bare_ticket || word_is_set_apart).then_some(before)
}

/// The priority that all of `text` names.
fn priority(text: &str) -> Option<&str> {
    let text = text.trim();
    let lower = text.to_lowercase();
    let level = lower.strip_suffix(" priority").or_else(|| lower.strip_prefix("priority ")).unwrap_or(&lower);
    let level = level.trim_start_matches([':', ' ']);
    (PRIORITIES.contains(&level)).then_some(text)
}

const PRIORITIES: [&str; 24] = [
    "p0", "p1", "p2", "p3", "p4", "p5", "critical", "highest", "high", "medium", "med", "low", "lowest",
    "urgent", "高", "中", "低", "最高", "hoch", "mittel", "niedrig", "haute", "alta", "media",
];

fn priority_at_start(text: &str) -> Option<(&str, usize)> {
    if let Some(inner) = text.strip_prefix(['[', '(']) {
        let close = inner.char_indices().take(24).find(|(_, c)| matches!(c, ']' | ')'))?.0;
        let found = priority(&inner[..close])?;
        let rest = inner[close + 1..].trim_start_matches(is_separator);
        return Some((found, text.len() - rest.len()));
    }
    let end = text.find(|c: char| !c.is_alphanumeric())?;
    let word = &text[..end];
    let level = priority(word)?;
    let rest = &text[end..];
    if let Some(rest) = strip_word(rest, " priority").filter(|rest| rest.starts_with([':', ' ', '-'])) {
        return Some((level, text.len() - rest.trim_start_matches(is_separator).len()));
    }
    let marked = rest.starts_with([':', '：'])
        || rest.starts_with(" - ")
        || rest.starts_with(" – ")
        || rest.starts_with(" — ");
    let stated = rest.starts_with(' ') && is_capitals(word)
        || rest.starts_with(' ') && word.starts_with('P') && word.len() == 2;
    (marked || stated).then(|| (level, text.len() - rest.trim_start_matches(is_separator).len()))
}

fn kind_at_start(text: &str) -> Option<(&str, usize)> {
    if let Some(inner) = text.strip_prefix(['[', '(']) {
        let close = inner.char_indices().take(24).find(|(_, c)| matches!(c, ']' | ')'))?.0;
        let found = groups::kind(&inner[..close])?;
        let rest = inner[close + 1..].trim_start_matches(is_separator);
        return Some((found, text.len() - rest.len()));
    }
    let (at, colon) = text.char_indices().take(24).find(|(_, c)| matches!(c, ':' | '：'))?;
    let found = groups::kind(&text[..at]).filter(|kind| {
        ["prevent", "detect", "mitigate", "process", "予防", "検知", "緩和", "プロセス"]
            .contains(&kind.to_lowercase().as_str())
    })?;
    let rest = &text[at + colon.len_utf8()..];
    Some((found, text.len() - rest.trim_start().len()))
}

/// Without line feeds, empty brackets and marks at the ends.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            continue;
        }
        if matches!(c, ')' | '）') {
            // Brackets that held nothing but fields.
            let inner = out.trim_end_matches(|c: char| is_separator(c));
            // `run()` keeps its own.
            let is_call =
                |outer: &str| outer.ends_with(|c: char| c.is_alphanumeric() || c == '_') && c == ')';
            if let Some(outer) = inner.strip_suffix(['(', '（']).filter(|outer| !is_call(outer)) {
                let length = outer.len();
                out.truncate(length);
                continue;
            }
        }
        out.push(c);
    }
    let end = out.trim_end_matches(|c: char| is_separator(c) || matches!(c, '(' | '（' | '*')).len();
    out.truncate(end);
    let start = out.len() - out.trim_start_matches(|c: char| is_separator(c) || c == '*').len();
    out.drain(..start);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Fields {
        Fields::read(text, Some(Date::constant(2026, 1, 10)))
    }

    #[test]
    fn items_are_taken_apart() {
        let day = Some(Due::On(Date::constant(2026, 1, 31)));
        for (text, title, owner, due) in [
            ("Add an alert", "Add an alert", None, None),
            ("Call `run()` in main()", "Call `run()` in main()", None, None),
            ("Add an alert (@jane)", "Add an alert", Some("jane"), None),
            ("Add an alert @jane @joe", "Add an alert", Some("jane, joe"), None),
            ("@jane: Add an alert", "Add an alert", Some("jane"), None),
            ("Add an alert. Owner: @jane", "Add an alert.", Some("jane"), None),
            ("Add an alert [owner: Jane Doe]", "Add an alert", Some("Jane Doe"), None),
            ("Add an alert (owner: Jane, due: 2026-01-31)", "Add an alert", Some("Jane"), day),
            ("Add an alert due:2026-01-31 owner:jane", "Add an alert", Some("jane"), day),
            ("Add an alert by 2026-01-31", "Add an alert", None, day),
            ("Add an alert (due 2026-01-31)", "Add an alert", None, day),
            ("Add an alert (by 2026-01-31) — Jane Doe", "Add an alert", Some("Jane Doe"), day),
            ("監視を追加する。担当: platform、期限: 2026-01-31", "監視を追加する。", Some("platform"), day),
            ("Add an alert\nOwner: Jane\nDue: 2026-01-31", "Add an alert", Some("Jane"), day),
            ("Tell the owner: they must know", "Tell the owner: they must know", None, None),
            ("Add an alert (Jane called)", "Add an alert (Jane called)", None, None),
            (
                "Alert when a certificate ends within 30 days",
                "Alert when a certificate ends within 30 days",
                None,
                None,
            ),
        ] {
            let fields = read(text);
            assert_eq!(
                (fields.title.as_str(), fields.owner.as_deref(), fields.due),
                (title, owner, due),
                "{text}"
            );
        }
    }

    #[test]
    fn states_and_marks_are_taken() {
        for (text, title, status, priority) in [
            ("HIGH Add an alert", "Add an alert", None, Some("HIGH")),
            ("[P1] Add an alert (done)", "Add an alert", Some(ActionStatus::Done), Some("P1")),
            ("Add an alert (DONE) (#12)", "Add an alert", Some(ActionStatus::Done), None),
            ("Add an alert FIXED", "Add an alert", Some(ActionStatus::Done), None),
            ("Add an alert. 完了: 2026-01-31", "Add an alert.", Some(ActionStatus::Done), None),
            ("Low latency for all", "Low latency for all", None, None),
            ("Add an alert (high)", "Add an alert", None, Some("high")),
            ("✅ Add an alert", "Add an alert", Some(ActionStatus::Done), None),
        ] {
            let fields = read(text);
            assert_eq!(
                (fields.title.as_str(), fields.status.map(|(status, _)| status), fields.priority.as_deref()),
                (title, status, priority),
                "{text}"
            );
        }
    }

    #[test]
    fn words_of_links_are_no_part_of_the_title() {
        for (text, title) in [
            ("#12: Add an alert", "Add an alert"),
            ("[OPS-12] Add an alert", "Add an alert"),
            ("Add an alert (issue)", "Add an alert"),
            ("Add an alert. Issue", "Add an alert."),
            ("Add an alert\nhttps://e.org/issues/1", "Add an alert"),
            ("https://e.org/issues/1", ""),
            ("Raise an issue", "Raise an issue"),
            ("Add an alert ([#12], [#13])", "Add an alert"),
        ] {
            assert_eq!(read(text).title, title, "{text}");
        }
    }
}

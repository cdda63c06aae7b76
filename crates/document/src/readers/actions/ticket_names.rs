//! Names of tickets as texts write them: `OPS-12`, `#12`, `owner/repo#12`, `PR 12`.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::readers::actions::phrases::TICKETS;
use crate::readers::actions::status;
use crate::structure::items::begins_with_verb;
use crate::text::placeholder::is_placeholder;
use crate::text::words::strip_word;

/// Prefixes of names that look like those of tickets: `SHA-256`.
static OTHER_NAMES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TICKETS.set("no-ticket"));

/// Words for a ticket, before its name or its number: `issue 12`.
static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| TICKETS.longest_first("ticket-word"));

/// Words before the name of a ticket: `tracked in OPS-12`.
static BEFORE: LazyLock<Vec<&str>> = LazyLock::new(|| TICKETS.longest_first("before-ticket"));

/// Characters of a ticket's name in a column.
const LONGEST: usize = 40;

/// Whether `text` is the name of a ticket: `#12`, `repo#12`, `owner/repo!12`, `OPS-12`, `INC0012345`.
pub fn is_name(text: &str) -> bool {
    let is_number = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((project, number)) = text.split_once(['#', '!']) {
        let is_project = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
        return is_number(number) && project.chars().all(is_project);
    }
    let Some((project, number)) = text.rsplit_once('-') else {
        let project = text.trim_end_matches(|c: char| c.is_ascii_digit());
        return matches!(project, "INC" | "CHG" | "PRB" | "RITM" | "TASK") && text.len() >= project.len() + 5;
    };
    let is_key = project.len() >= 2
        && project.starts_with(|c: char| c.is_ascii_uppercase())
        && project.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
    is_key && is_number(number) && number.len() <= 6 && !OTHER_NAMES.contains(project.to_lowercase().as_str())
}

/// Whether the text of a column or label for tickets may be the name of one: `Noch zu erstellen` is none.
pub fn may_be_name(text: &str) -> bool {
    let text = text.trim();
    let is_word = !text.contains(char::is_whitespace);
    !is_placeholder(text)
        && !text.contains("://")
        && text.chars().count() <= LONGEST
        && (text.contains(|c: char| c.is_ascii_digit()) || is_word && status::of_cell(text).is_none())
}

/// The ticket that `text`, the text of an action, names at its start or its end, in brackets, or behind a word for
/// tickets.
pub fn named(text: &str) -> Option<&str> {
    // Most actions name no ticket.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let is_mark = |c: char| {
        c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '（' | '）' | ',' | ';' | '`' | '*' | '"')
    };
    let mut at = 0;
    for word in text.split(is_mark) {
        let start = at;
        at += word.len() + text[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        let name = word.trim_end_matches(['.', ':', '。', '：']);
        if !name.ends_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let end = start + name.len();
        // `PR 12`
        if let Some(before) =
            behind_ticket_word(&text[..start]).filter(|_| name.bytes().all(|b| b.is_ascii_digit()))
        {
            return Some(text[before.len()..end].trim_start());
        }
        if is_name(name) && is_set_off(text, start, end) {
            return Some(&text[start..end]);
        }
    }
    None
}

/// Whether the name at `start..end` stands where actions have their tickets.
fn is_set_off(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].trim_end_matches([' ', '`', '*', '"']);
    let after = text[end..].trim_start_matches([' ', '`', '*', '"']);
    let opens = before.is_empty()
        || before.ends_with(['(', '[', '（', '—', '–', '-', '|', ':', '：', '\n', '→', ',']);
    let is_end = after.trim_start_matches(['.', ')', ']', '）', '。']).is_empty() || after.starts_with('\n');
    let closes = after.starts_with([')', ']', '）', ':', '：', '—', '–', '|']) || after.starts_with("- ");
    if behind_word(before).is_some() {
        return true;
    }
    // `Close #12` has a ticket as its object; a key of a tracker at the end is a reference.
    let is_key = !text[start..end].starts_with(['#', '!']);
    let begins = before.is_empty() && (is_key || begins_with_verb(after));
    begins || opens && (closes || is_end) || is_end && is_key
}

/// The text before a word for tickets at the end of `text`: `Add an alert` of `Add an alert, tracked in`.
pub fn behind_word(text: &str) -> Option<&str> {
    behind_ticket_word(text).or_else(|| behind(text, &BEFORE))
}

/// The text before a word for a ticket at the end of `text`: `Fix it,` of `Fix it, PR`.
fn behind_ticket_word(text: &str) -> Option<&str> {
    behind(text, &WORDS)
}

fn behind<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    let text = text.trim_end_matches([' ', ':']);
    let lower_end = |word: &str| {
        let at = text.len().checked_sub(word.len())?;
        let end = text.get(at..)?;
        let is_word = end.eq_ignore_ascii_case(word) && !text[..at].ends_with(char::is_alphanumeric);
        is_word.then(|| &text[..at])
    };
    words.iter().find_map(|word| lower_end(word))
}

/// Whether `text` is a word and the name or number of a ticket: `PR 12`, `bug #7`, `tracked in OPS-12`.
pub fn is_reference(text: &str) -> bool {
    let behind = |words: &[&str]| {
        words.iter().find_map(|word| strip_word(text, word)).map(|rest| rest.trim_start_matches([' ', ':']))
    };
    let is_number = |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
    behind(&WORDS).is_some_and(|rest| is_number(rest) || is_name(rest))
        || behind(&BEFORE).is_some_and(is_name)
}

/// The text behind a word and the name or number of a ticket at the start of `text`: `bug 12 - Add an alert`.
pub fn behind_reference(text: &str) -> Option<&str> {
    let rest = WORDS.iter().find_map(|word| strip_word(text, word))?.trim_start_matches([' ', ':']);
    let end = rest.find([' ', ':', '：']).unwrap_or(rest.len());
    let name = &rest[..end];
    let is_number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    (is_number || is_name(name)).then(|| &rest[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_tickets_are_known_by_their_form() {
        for name in [
            "#12",
            "repo#12",
            "owner/repo#12",
            "GH#12",
            "group/project!3",
            "!7",
            "OPS-12",
            "WEB_2-7",
            "INC0012345",
        ] {
            assert!(is_name(name), "{name}");
        }
        for text in [
            "SHA-256",
            "RFC-2119",
            "UTF-8",
            "CVE-2021-44228",
            "P-1",
            "SEV-1",
            "#",
            "ops-12",
            "A-",
            "2026-01",
            "",
        ] {
            assert!(!is_name(text), "{text}");
        }
    }

    #[test]
    fn a_ticket_to_be_filed_is_none() {
        for (text, expected) in [
            ("OPS-7", true),
            ("see 12", true),
            ("pump-board", true),
            ("Noch zu erstellen", false),
            ("to be filed", false),
            ("needs a ticket", false),
            ("pending", false),
            ("-", false),
            ("TBD", false),
            ("https://e.org/1", false),
        ] {
            assert_eq!(may_be_name(text), expected, "{text}");
        }
    }

    #[test]
    fn tickets_are_set_off_from_the_task() {
        for (text, ticket) in [
            ("Add an alert (JIRA-123)", Some("JIRA-123")),
            ("Add an alert due:2024-07-01 INFRA-123", Some("INFRA-123")),
            ("Add an alert — TK-145", Some("TK-145")),
            ("TK-147: Add an alert", Some("TK-147")),
            ("TK-147 Add an alert", Some("TK-147")),
            ("`OPS-12` Add an alert", Some("OPS-12")),
            ("[OPS-12] Add an alert", Some("OPS-12")),
            ("Add an alert (see #16)", Some("#16")),
            ("Add an alert, tracked in OPS-17", Some("OPS-17")),
            ("Add an alert (Ticket: OPS-19).", Some("OPS-19")),
            ("Add an alert (owner/repo#12)", Some("owner/repo#12")),
            ("Add an alert - GH#12", Some("GH#12")),
            ("Add an alert, PR #23", Some("#23")),
            ("Add an alert: issue #4 has the plan", Some("#4")),
            ("#14 Fix the valve", Some("#14")),
            ("Add an alert (PR 24)", Some("PR 24")),
            ("Add an alert: bug 1234567", Some("bug 1234567")),
            ("Add an alert owner/repo#12", Some("owner/repo#12")),
            ("#12 is to be closed", None),
            ("Close #12", None),
            ("Check that OPS-12 is in the release", None),
            ("Use SHA-256", None),
            ("Patch CVE-2021-44228", None),
            ("Keep 12 hosts", None),
            ("", None),
        ] {
            assert_eq!(named(text), ticket, "{text}");
        }
        for (text, expected) in [
            ("PR 24", true),
            ("bug 1234567", true),
            ("Ticket: OPS-19", true),
            ("see #16", true),
            ("see 16", false),
            ("pump 2", false),
        ] {
            assert_eq!(is_reference(text), expected, "{text}");
        }
    }
}

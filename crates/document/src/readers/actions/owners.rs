//! Finds the owners of an action in the text of an item, a cell or a label.

use crate::readers::actions::brackets;
use crate::readers::actions::names::{is_nobody, is_person, is_person_or_team, is_team, takes_object};
use crate::text::marks::COLONS;
use crate::text::placeholder::is_placeholder;
use crate::text::tense::is_imperative;
use crate::text::words::{is_separator, strip_word};

/// Reads the value of an owner column or label. Returns the names as written, without `@`, joined with `, `; `None` if
/// there are no names.
pub fn of_value(text: &str) -> Option<String> {
    let mut owners = String::new();
    for part in text.split([',', ';', '、', '，', '&', '+']).flat_map(|part| part.split(" and ")) {
        let name = part.trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, '@' | '*' | '_' | '`' | '(' | ')' | '[' | ']')
        });
        let name = name.trim_end_matches(['.', '。', ':']);
        if is_placeholder(name) || is_nobody(name) {
            continue;
        }
        if !owners.is_empty() {
            owners.push_str(", ");
        }
        // `@jane/@joe` in one part, and lines of a cell.
        owners.extend(name.chars().filter(|c| *c != '@').map(|c| if c == '\n' { ' ' } else { c }));
    }
    (!owners.is_empty()).then_some(owners)
}

/// Reads the value of a label inside a sentence (`Owner: …`), where the names end before the next part of the sentence.
/// Returns the names and their length in bytes.
pub fn of_inline(text: &str) -> Option<(String, usize)> {
    let mut end = 0;
    // Names are short: the limit keeps long lines from being searched again for each of their labels.
    for (at, c) in text.char_indices().take(200) {
        let rest = &text[at + c.len_utf8()..];
        let stops = match c {
            '\n' | ')' | ']' | ';' | '|' | '。' | '（' | '）' => true,
            '.' => rest.is_empty() || rest.starts_with(char::is_whitespace),
            '-' | '–' | '—' => rest.starts_with(' ') && text[..at].ends_with(' '),
            ',' | '、' | '，' => {
                !is_name(rest.split([',', '、', '，', '.', ')', '\n', ';', '。']).next().unwrap_or_default())
            }
            _ => false,
        };
        if stops {
            break;
        }
        end = at + c.len_utf8();
    }
    // A whole sentence is not a name.
    let names = &text[..end];
    if names
        .split([',', '、', '，'])
        .any(|name| name.split_whitespace().count() > 5 || name.chars().count() > 40)
    {
        return None;
    }
    Some((of_value(names)?, end))
}

/// Whether `text` may be a further name behind a comma: few words, none of them a label.
fn is_name(text: &str) -> bool {
    let text = text.trim();
    let first = text.trim_start_matches('@').chars().next();
    !text.is_empty()
        && !text.contains(COLONS)
        && text.split_whitespace().count() <= 3
        && first.is_some_and(|c| c.is_uppercase() || text.starts_with('@') || !c.is_ascii())
        && !["due", "by", "eta"].iter().any(|word| strip_word(text, word).is_some())
}

/// The handles that `text` starts with (`@jane, @joe`), and their length in bytes.
pub fn handles_at(text: &str) -> Option<(String, usize)> {
    let mut names = String::new();
    let mut end = 0;
    loop {
        let rest = &text[end..];
        let skipped = if end == 0 {
            0
        } else {
            let after = rest.trim_start_matches([' ', ',', '/', '&', '+', '、']);
            let after = after.strip_prefix("and ").unwrap_or(after);
            rest.len() - after.len()
        };
        let Some(name) = rest[skipped..].strip_prefix('@') else { break };
        let length = name
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/')))
            .unwrap_or(name.len());
        let handle = name[..length].trim_end_matches(['.', '-', '/']);
        // `@decorator(x)` and `@1.2.3` are not handles.
        if handle.is_empty()
            || name[length..].starts_with('(')
            || handle.starts_with(|c: char| c.is_ascii_digit())
        {
            break;
        }
        if !names.is_empty() {
            names.push_str(", ");
        }
        names.push_str(handle);
        end += skipped + 1 + handle.len();
    }
    (!names.is_empty()).then_some((names, end))
}

/// The handles at the end of `text`, and the byte at which they begin.
pub fn handles_at_end(text: &str) -> Option<(String, usize)> {
    let trimmed = text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '!'));
    let mut start = None;
    // Handles before the last one belong to it if only commas separate them.
    for (at, _) in trimmed.rmatch_indices('@').take(8) {
        let before = trimmed[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '`' | '@' | '/' | '.')) {
            break;
        }
        match handles_at(&trimmed[at..]) {
            Some((_, length)) if at + length == trimmed.len() => start = Some(at),
            _ => break,
        }
    }
    let start = start?;
    // `ask @jane` names no owner.
    let before = trimmed[..start].trim_end();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    if takes_object(word) && !before.ends_with("assigned to") {
        return None;
    }
    let names = handles_at(&trimmed[start..])?.0;
    Some((names, start))
}

/// Whether all of `text` is handles.
pub fn is_handles(text: &str) -> bool {
    handles_at(text).is_some_and(|(_, length)| length == text.len())
}

/// Whether `text` is the name of a team, a role or a person, or a handle.
pub fn is_owner(text: &str) -> bool {
    let text = text.trim().trim_end_matches(COLONS).trim();
    is_team(text) || is_person(text) || is_handles(text)
}

/// Whether the text above a group of actions names their owner. `Infrastructure` may be their subject.
pub fn is_group(text: &str) -> bool {
    let text = text.trim();
    is_person_or_team(text) || is_handles(text)
}

/// Whether `text` is one or more names of people or teams: `Jane, Joe`, `SRE / Docs team`.
fn are_people_or_teams(text: &str) -> bool {
    text.split([',', '/', '&']).all(|name| is_person_or_team(name.trim()))
}

/// The names behind a dash at the end of an item's text (`… — Jane Doe`), and the byte at which the dash begins.
pub fn named_at_end(text: &str) -> Option<(String, usize)> {
    let trimmed = text.trim_end_matches(|c: char| c.is_whitespace() || c == '.');
    let window = trimmed.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
    let tail = &trimmed[window..];
    // Most items have no dash at all.
    if !tail.contains(['—', '–', '-']) {
        return None;
    }
    let (at, mark) =
        [" — ", " – ", " -- ", " - "].iter().filter_map(|mark| Some((tail.rfind(mark)?, *mark))).max()?;
    let name = &tail[at + mark.len()..];
    if are_people_or_teams(name) { Some((of_value(name)?, window + at)) } else { None }
}

/// The names at the start of an item's text (`@jane: …`, `@jane to …`, `@jane will …`, `Jane to …`, `[Platform] …`,
/// `Platform team: …`), and the byte at which the rest begins.
pub fn named_at_start(text: &str) -> Option<(String, usize)> {
    if text.starts_with('[') {
        // `[Jane](…)` is a link.
        let (name, rest) = brackets::at_start(text, 40).filter(|(_, rest)| !rest.starts_with('('))?;
        let is_owners = !name.trim().is_empty() && name.split([',', '/', '&']).all(is_owner);
        let rest = rest.trim_start_matches(is_separator);
        return if is_owners { Some((of_value(name)?, text.len() - rest.len())) } else { None };
    }
    if let Some((names, length)) = handles_at(text) {
        let rest = text[length..].trim_start();
        for mark in [":", "-", "–", "—", "to ", "will "] {
            if let Some(rest) = rest.strip_prefix(mark) {
                return Some((names, text.len() - rest.trim_start().len()));
            }
        }
        return None;
    }
    let colon = text.char_indices().take(40).find(|(_, c)| COLONS.contains(c));
    if let Some((at, c)) = colon
        && are_people_or_teams(&text[..at])
    {
        let rest = &text[at + c.len_utf8()..];
        return Some((of_value(&text[..at])?, text.len() - rest.trim_start().len()));
    }
    [" to ", " will "].iter().find_map(|verb| {
        let (name, rest) = text.split_once(verb)?;
        let next = rest.split(' ').next().unwrap_or_default();
        let is_task = is_person(name) && is_imperative(&next.to_lowercase());
        is_task.then(|| (name.to_owned(), text.len() - rest.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_names() {
        for (text, owners) in [
            ("jane", Some("jane")),
            ("@jane, @joe", Some("jane, joe")),
            ("jane,joe and ann", Some("jane, joe, ann")),
            ("user / ops", Some("user / ops")),
            ("AB/CD", Some("AB/CD")),
            ("TBD", None),
            ("-", None),
            ("Unassigned", None),
            ("開発担当者", Some("開発担当者")),
        ] {
            assert_eq!(of_value(text).as_deref(), owners, "{text}");
        }
    }

    #[test]
    fn names_in_a_sentence_end() {
        for (text, owners) in [
            (" @jane-doe. And more", Some("jane-doe")),
            ("Jane, Joe, due: tomorrow", Some("Jane, Joe")),
            ("platform、期限: 2026-01-31", Some("platform")),
            ("Jane) and", Some("Jane")),
            ("whoever has the time to look into this matter", None),
        ] {
            assert_eq!(of_inline(text).map(|(names, _)| names).as_deref(), owners, "{text}");
        }
    }

    #[test]
    fn handles_stand_at_the_end() {
        for (text, owners) in [
            ("Add an alert @jane", Some("jane")),
            ("Add an alert @jane, @joe.", Some("jane, joe")),
            ("Add an alert, ask @jane", None),
            ("Write to ops@example", None),
            ("Upgrade to left-pad@1.2.3", None),
            ("Use `@cached`", None),
        ] {
            assert_eq!(handles_at_end(text).map(|(names, _)| names).as_deref(), owners, "{text}");
        }
    }

    #[test]
    fn names_stand_at_the_start_or_behind_a_dash() {
        for (text, owner, rest) in [
            ("@jane: add an alert", "jane", "add an alert"),
            ("@jane to add an alert", "jane", "add an alert"),
            ("Jane to add an alert", "Jane", "add an alert"),
            ("[Platform] add an alert", "Platform", "add an alert"),
            ("Storage team: add an alert", "Storage team", "add an alert"),
        ] {
            let (name, at) = named_at_start(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((name.as_str(), &text[at..]), (owner, rest), "{text}");
        }
        for text in
            ["[runbook](x) add", "[WIP] add", "Monitoring: add", "We need to add", "Security: rotate keys"]
        {
            assert_eq!(named_at_start(text), None, "{text}");
        }
        assert_eq!(named_at_end("Add an alert — Jane Doe"), Some(("Jane Doe".to_owned(), 12)));
        assert_eq!(named_at_end("Add an alert — Load Balancer"), None);
        assert_eq!(named_at_end("Add an alert - docs"), None);
    }
}

//! Finds the owners of an action in the text of an item, a cell or a label.

use crate::readers::actions::brackets;
use crate::readers::actions::field_names::{self, Field};
use crate::readers::actions::names::{
    is_acting_team, is_explicit_team, is_nobody, is_person, is_team, is_team_of_any_case,
};
use crate::readers::actions::people::People;
use crate::text::marks::{COLONS, may_have_colon};
use crate::text::placeholder::is_placeholder;
use crate::text::tense::is_imperative;
use crate::text::words::{is_separator, strip_word};

pub use crate::readers::actions::names::takes_object;

/// Reads the value of an owner column or label. Returns the names as written, without `@`, joined with `, `; `None` if
/// there are no names.
pub fn of_value(text: &str) -> Option<String> {
    let mut owners = String::new();
    for part in text.split([',', ';', '、', '，', '&', '+']).flat_map(|part| part.split(" and ")) {
        let name = name_of(part);
        if is_placeholder(name) || is_nobody(name) {
            continue;
        }
        if !owners.is_empty() {
            owners.push_str(", ");
        }
        // `@jane/@joe` in one part, and lines of a cell.
        let mut before = ' ';
        for c in name.chars() {
            // In `jane@example.org` it belongs to the name.
            if c != '@' || before.is_alphanumeric() {
                owners.push(if c == '\n' { ' ' } else { c });
            }
            before = c;
        }
    }
    (!owners.is_empty()).then_some(owners)
}

/// The name in a part of a list of names: without marks around it, and without the address of `Jane <jane@example.org>`.
fn name_of(part: &str) -> &str {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`');
    let part = part.trim_matches(is_mark).trim_start_matches('@');
    let name = part
        .rsplit_once(' ')
        .filter(|(_, last)| last.contains('@') && last.contains('.'))
        .map_or(part, |(name, _)| name);
    let opens = |c: char| matches!(c, '(' | '[');
    let inner = if name.starts_with(opens) || !name.contains(opens) {
        name.trim_matches(|c: char| is_mark(c) || matches!(c, '(' | ')' | '[' | ']' | '@'))
    } else {
        name.trim_matches(is_mark)
    };
    inner.trim_end_matches(['.', '。', ':'])
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
    if takes_object(word) && before_label(before).len() == before.len() {
        return None;
    }
    let names = handles_at(&trimmed[start..])?.0;
    Some((names, start))
}

/// The text before a label for the owner at its end: `Add an alert` of `Add an alert — owner`.
pub fn before_label(text: &str) -> &str {
    let trimmed = text.trim_end_matches(|c: char| is_separator(c));
    match field_names::inline_label(trimmed) {
        Some(label) if label.field == Field::Owner => {
            let before = &trimmed[..label.start];
            let is_set_off = before.trim_end().ends_with(|c: char| is_separator(c) || matches!(c, '.' | '('));
            if is_set_off || !label.is_weak { before } else { text }
        }
        _ => text,
    }
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
pub fn is_group(text: &str, people: &People) -> bool {
    let text = text.trim();
    are_people(text, people) || is_explicit_team(text) || is_handles(text)
}

/// Whether `text` is the name of a person or a team, or a handle.
pub fn is_named(text: &str, people: &People) -> bool {
    people.is_person(text) || is_explicit_team(text) || is_handles(text)
}

/// Whether `text` is one or more names of people or teams, of which one at least is a person: `Jane, Joe`.
pub fn are_people(text: &str, people: &People) -> bool {
    let mut has_person = false;
    let all = names_in(text).all(|name| {
        let is_person = people.is_person(name);
        has_person |= is_person;
        is_person || is_explicit_team(name)
    });
    all && has_person
}

/// Whether `text` is one or more names of people or teams: `Jane, Joe`, `SRE / Docs team`.
fn are_people_or_teams(text: &str, people: &People) -> bool {
    names_in(text).all(|name| people.is_person(name) || is_explicit_team(name))
}

fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', '/', '&', '+']).flat_map(|part| part.split(" and ")).map(str::trim)
}

/// Whether the value of a label that is also an ordinary word begins with an owner: `Lead: Jane`.
pub fn is_owner_value(value: &str, people: &People) -> bool {
    let value = value.trim();
    let end = value.find([',', '.', ';', ')', ']', '|', '\n', '(']).unwrap_or(value.len());
    value.starts_with('@') || is_owner(&value[..end]) || are_people(value[..end].trim(), people)
}

/// The owner that a line above a list gives by a label: `Owner: Jane`, `Assigned to @jane`.
pub fn of_label_line(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(COLONS);
    if text.len() > 80 {
        return None;
    }
    if let Some((label, value)) = text.split_once(COLONS)
        && field_names::of_label(label) == Field::Owner
    {
        return of_value(value);
    }
    let name = field_names::behind_owner(text)?;
    let is_name = is_owner(name) || name.split(' ').count() <= 3 && name.starts_with(char::is_uppercase);
    if is_name { of_value(name) } else { None }
}

/// Characters of a name with the words behind it.
const LONGEST_SUBJECT: usize = 72;

/// Bytes of a name before a dash.
const LONGEST_NAME: usize = 40;

/// The words between a name and its task: `Jane to add …`, `the platform team will add …`.
pub const VERBS: [&str; 13] = [
    " to ",
    " will ",
    " should ",
    " shall ",
    " must ",
    " is to ",
    " are to ",
    " is going to ",
    " are going to ",
    " needs to ",
    " need to ",
    " has to ",
    " plans to ",
];

/// The names at the start of an item's text (`@jane: …`, `@jane to …`, `@jane will …`, `Jane to …`, `[Platform] …`,
/// `Platform team: …`), and the byte at which the rest begins.
pub fn named_at_start(text: &str, people: &People) -> Option<(String, usize)> {
    if text.starts_with(['[', '(', '（', '【']) {
        // `[Jane](…)` is a link.
        let (name, rest) = brackets::at_start(text, 40).filter(|(_, rest)| !rest.starts_with('('))?;
        let is_square = text.starts_with(['[', '【']);
        let is_owner = |name: &str| is_named(name, people) || is_square && is_owner(name);
        let names = name.trim().trim_end_matches('?');
        let is_owners = !names.is_empty() && names.split([',', '/', '&']).map(str::trim).all(is_owner);
        let rest = rest.trim_start_matches(is_separator);
        return if is_owners { Some((of_value(names)?, text.len() - rest.len())) } else { None };
    }
    if let Some((names, length)) = handles_at(text) {
        let rest = text[length..].trim_start();
        let marks = [":", "-", "–", "—"].into_iter().chain(VERBS.iter().map(|verb| verb.trim_start()));
        return marks
            .filter_map(|mark| rest.strip_prefix(mark))
            .next()
            .map(|rest| (names, text.len() - rest.trim_start().len()));
    }
    let colons = || text.char_indices().take(60).find(|(_, c)| COLONS.contains(c));
    let colon = may_have_colon(text).then(colons).flatten();
    if let Some((at, c)) = colon
        && are_people_or_teams(&text[..at], people)
    {
        let rest = &text[at + c.len_utf8()..];
        return Some((of_value(&text[..at])?, text.len() - rest.trim_start().len()));
    }
    // Names are short: the limits keep long texts from being searched for each mark and verb.
    if let Some((at, length)) = dash_in(text)
        && are_people_or_teams(&text[..at], people)
    {
        return Some((of_value(&text[..at])?, at + length));
    }
    let head = text.char_indices().nth(LONGEST_SUBJECT).map_or(text, |(at, _)| &text[..at]);
    verbs_in(head).into_iter().zip(VERBS).find_map(|(at, verb)| {
        let at = at?;
        let rest = &text[at + verb.len()..];
        let subject = strip_word(&text[..at], "the").map_or(&text[..at], str::trim_start);
        let next = rest.split(' ').next().unwrap_or_default().to_lowercase();
        let is_person = are_people(subject, people);
        let is_short = subject.split_whitespace().count() <= 4 && !subject.contains(COLONS);
        // `The backend should validate it` is about a program.
        let is_named_team =
            |name: &str| is_acting_team(name) || is_team_of_any_case(name) || verb == " to " && is_team(name);
        let is_team = || is_short && names_in(subject).all(is_named_team);
        let is_task = is_imperative(&next) && (is_person || is_team())
            || is_person && next.chars().all(char::is_lowercase) && next != "be";
        if is_task { Some((of_value(subject)?, at + verb.len())) } else { None }
    })
}

/// The first dash that may end a name at the start of `text`: its byte and its length with the spaces around it.
fn dash_in(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    // A dash is `-`, or begins with the byte 0xe2.
    let may_begin = |at: &usize| bytes[*at] == b' ' && matches!(bytes.get(at + 1), Some(b'-' | 0xe2));
    (0..bytes.len().min(LONGEST_NAME + 1)).filter(may_begin).find_map(|at| {
        let dash = [" - ", " – ", " — "].into_iter().find(|dash| text[at..].starts_with(dash))?;
        Some((at, dash.len()))
    })
}

/// The byte at which each of [`VERBS`] is first in `head`.
fn verbs_in(head: &str) -> [Option<usize>; VERBS.len()] {
    let mut found = [None; VERBS.len()];
    let bytes = head.as_bytes();
    // The first letter rules most words out.
    let is_initial = |byte: &u8| matches!(byte, b'a' | b'h' | b'i' | b'm' | b'n' | b'p' | b's' | b't' | b'w');
    for at in (0..bytes.len()).filter(|&at| bytes[at] == b' ' && bytes.get(at + 1).is_some_and(is_initial)) {
        for (found, verb) in found.iter_mut().zip(&VERBS) {
            let verb = verb.as_bytes();
            let is_here =
                verb[1..3] == bytes[at + 1..(at + 3).min(bytes.len())] && bytes[at..].starts_with(verb);
            if is_here && found.is_none() {
                *found = Some(at);
            }
        }
    }
    found
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
            ("Jane Doe <jane@example.org>", Some("Jane Doe")),
            ("Jane Doe jane@example.org", Some("Jane Doe")),
            ("jane@example.org", Some("jane@example.org")),
            ("Jane (SRE)", Some("Jane (SRE)")),
            ("(Jane)", Some("Jane")),
            ("[@jane]", Some("jane")),
            ("@org/storage", Some("org/storage")),
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
    fn names_stand_at_the_start() {
        for (text, owner, rest) in [
            ("@jane: add an alert", "jane", "add an alert"),
            ("@jane to add an alert", "jane", "add an alert"),
            ("@jane will add an alert", "jane", "add an alert"),
            ("Jane to add an alert", "Jane", "add an alert"),
            ("Jane and Joe will add an alert", "Jane, Joe", "add an alert"),
            ("Jane Doe is going to add an alert", "Jane Doe", "add an alert"),
            ("Jane Doe - add an alert", "Jane Doe", "add an alert"),
            ("Storage team - add an alert", "Storage team", "add an alert"),
            ("Jane/SRE: add an alert", "Jane/SRE", "add an alert"),
            ("The storage team will add an alert", "storage team", "add an alert"),
            ("Team Blue to add an alert", "Team Blue", "add an alert"),
            ("DevEx will add an alert", "DevEx", "add an alert"),
            ("SRE should add an alert", "SRE", "add an alert"),
            ("Infrastructure to add an alert", "Infrastructure", "add an alert"),
            ("[Platform] add an alert", "Platform", "add an alert"),
            ("(Jane) add an alert", "Jane", "add an alert"),
            ("Storage team: add an alert", "Storage team", "add an alert"),
        ] {
            let found = named_at_start(text, &People::default());
            let (name, at) = found.unwrap_or_else(|| panic!("{text}"));
            assert_eq!((name.as_str(), &text[at..]), (owner, rest), "{text}");
        }
        for text in [
            "[runbook](x) add",
            "[WIP] add",
            "(platform) add",
            "Monitoring: add",
            "We need to add",
            "Security: rotate keys",
            "Monitoring to show the lag",
            "Operations to be logged",
            "Ability to add hosts",
            "Backend should validate the input",
            "Each team should add an alert",
            "Watch errors: the pump team should add an alert",
            "In the next weeks the pump team will add an alert",
        ] {
            assert_eq!(named_at_start(text, &People::default()), None, "{text}");
        }
    }

    #[test]
    fn a_line_above_a_list_names_its_owner() {
        for (text, owner) in [
            ("Owner: Jane", Some("Jane")),
            ("Owned by Storage:", Some("Storage")),
            ("Assigned to @jane", Some("jane")),
            ("担当: 田中", Some("田中")),
            ("Owners decide on this", None),
            ("We do this:", None),
        ] {
            assert_eq!(of_label_line(text).as_deref(), owner, "{text}");
        }
    }
}

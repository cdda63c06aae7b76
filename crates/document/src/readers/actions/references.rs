//! Tickets and addresses of issues that an action refers to.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::readers::actions::phrases::TICKETS;
use crate::readers::actions::ticket_names;
use crate::structure::body::Body;
use crate::structure::items::begins_with_verb;
use crate::text::tickets;
use crate::text::words::is_separator;

static LINK_TEXTS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TICKETS.set("link"));

/// Words that carry a link, and mean something else without it.
static LINK_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| TICKETS.set("link-word"));

/// The ticket that an action refers to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reference {
    /// Its address.
    pub link: Option<String>,
    /// Its name: `#12`, `INFRA-12`.
    pub ticket: Option<String>,
}

/// Finds a ticket among the links inside `span` (bytes of the file) and the addresses in `text`, and by its name in
/// `text`. A link that all of the text carries, or a word such as `issue`, counts whatever its address.
pub fn find(body: &Body<'_>, span: Range<usize>, text: &str) -> Reference {
    let of_address = |address: &str| {
        let ticket = ticket_of_address(address)?;
        Some(Reference { link: Some(address.to_owned()), ticket: (!ticket.is_empty()).then_some(ticket) })
    };
    let linked = body
        .blocks
        .links_in(span.clone())
        .iter()
        .find_map(|link| of_address(&link.destination))
        // In Markdown, a bare address is not a link.
        .or_else(|| addresses(text).find_map(of_address));
    let named = tickets::first_named(&body.vocabulary.tickets, text);
    let written = || ticket_names::named(text).map(str::to_owned);
    let linked = linked.or_else(|| carried(body, span, text)).or_else(|| set_off(text));
    match (linked, named) {
        (Some(linked), Some((name, _))) => Reference { ticket: Some(name), ..linked },
        (Some(linked), None) if linked.ticket.is_none() => Reference { ticket: written(), ..linked },
        (Some(linked), None) => linked,
        (None, Some((name, address))) => Reference { link: Some(address), ticket: Some(name) },
        (None, None) => Reference { link: None, ticket: written() },
    }
}

/// The address at the end of `text` that brackets, a colon, a dash or a line of its own set off from the task.
fn set_off(text: &str) -> Option<Reference> {
    let trimmed = text.trim_end_matches([' ', '.', ')', '>', ']', '\n']);
    let start = trimmed.rfind("http")?;
    let address = &trimmed[start..];
    let is_address = address.starts_with("http://") || address.starts_with("https://");
    let before = text[..start].trim_end_matches(['<', ' ']);
    // `[the runbook](…)` is an object of the task.
    let stands_apart = before.is_empty()
        || !before.ends_with("](") && before.ends_with(['(', '[', ':', '-', '–', '—', '→', '\n', '|', ';']);
    let is_last = is_address && stands_apart && !address.contains(char::is_whitespace);
    is_last.then(|| Reference { link: Some(address.to_owned()), ticket: None })
}

/// The link that all of an action's text carries, or a word such as `issue` or the name of a ticket.
fn carried(body: &Body<'_>, span: Range<usize>, text: &str) -> Option<Reference> {
    let first = text.lines().next().unwrap_or_default().trim_end_matches(['.', ' ']);
    body.blocks.links_in(span).iter().find_map(|link| {
        let written = body.text.get(link.span.clone())?;
        let inner = written.strip_prefix('[')?;
        let target = inner.rfind("](").or_else(|| inner.rfind("][")).or_else(|| inner.rfind(']'))?;
        let words = &inner[..target];
        let words = words.trim_matches(['[', ']', '`', '*', ' ', '\\']);
        let is_whole = !first.is_empty() && words.trim_end_matches('.') == first;
        let is_word = is_link_text(words) || LINK_WORDS.contains(words.to_lowercase().as_str());
        let is_link = link.destination.starts_with("http") && (is_whole || is_word);
        let ticket = ticket_names::is_name(words).then(|| words.to_owned());
        is_link.then(|| Reference { link: Some(link.destination.clone()), ticket })
    })
}

/// The bare addresses in `text`.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("http").filter_map(|(at, _)| {
        let address = &text[at..];
        let is_address = address.starts_with("http://") || address.starts_with("https://");
        let end =
            address.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | ')' | ']' | '|' | '`'));
        let address = &address[..end.unwrap_or(address.len())];
        is_address.then(|| address.trim_end_matches(['.', ',', ';', ':', '!']))
    })
}

/// Parts of the addresses of tickets that have no short name.
const TRACKERS: [&str; 25] = [
    "://trello.com/c/",
    "://app.asana.com/",
    "://app.shortcut.com/",
    "://app.clickup.com/t/",
    "://www.notion.so/",
    "://notion.so/",
    "://linear.app/",
    "://height.app/",
    "://www.pivotaltracker.com/story/",
    "://bugs.launchpad.net/",
    "monday.com/boards/",
    "basecamp.com/",
    "/_workitems/edit/",
    "/-/epics/",
    "/-/work_items/",
    "/bugs/",
    "/commit/",
    "/commits/",
    "/nav_to.do?",
    "selectedIssue=",
    "show_bug.cgi",
    "/task/",
    "/tasks/",
    "/ticket/",
    "/tickets/",
];

/// The name of the ticket with this address: empty if the address has no short name for it, `None` if it is not the
/// address of a ticket.
fn ticket_of_address(address: &str) -> Option<String> {
    if !address.starts_with("http") {
        return None;
    }
    let path = address.split(['?', '#']).next().unwrap_or(address);
    for (mark, sign) in [
        ("/issues/", "#"),
        ("/pull/", "#"),
        ("/pulls/", "#"),
        ("/merge_requests/", "!"),
        ("/discussions/", "#"),
        ("/work_items/", "#"),
        ("/ticket/", "#"),
        ("/tickets/", "#"),
    ] {
        if let Some((_, rest)) = path.split_once(mark) {
            let number = rest.split('/').next().unwrap_or_default();
            if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
                return Some(format!("{sign}{number}"));
            }
        }
    }
    // Phabricator's.
    let last = path.rsplit('/').next().unwrap_or_default();
    let number = last.strip_prefix('T').filter(|number| number.len() >= 2);
    if number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit())) {
        return Some(last.to_owned());
    }
    for mark in ["/browse/", "/issue/"] {
        if let Some((_, rest)) = path.split_once(mark) {
            let name = rest.split('/').next().unwrap_or_default();
            if name.contains('-') && name.ends_with(|c: char| c.is_ascii_digit()) {
                return Some(name.to_owned());
            }
        }
    }
    let is_task = TRACKERS.iter().any(|mark| address.contains(mark));
    is_task.then(String::new)
}

/// Whether `text` only carries the link to a ticket: `issue`, `#12`, an address.
pub fn is_link_text(text: &str) -> bool {
    let text =
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | '<' | '>'));
    LINK_TEXTS.contains(text.to_lowercase().as_str())
        || is_ticket(text)
        || ticket_names::is_reference(text)
        || (text.contains("://") && !text.contains(' '))
        || text
            .split([',', ' ', '[', ']'])
            .filter(|word| !word.is_empty())
            .all(|word| is_ticket(word) || word == "and")
}

/// Whether `text` is the name of a ticket: `#12`, `repo#12`, `OPS-12`.
pub fn is_ticket(text: &str) -> bool {
    ticket_names::is_name(text)
}

/// The length in bytes of a ticket at the start of `text`: `[#12]: …`, `OPS-12 – …`, `#12: …`.
pub fn ticket_at_start(text: &str) -> Option<usize> {
    if let Some(rest) = ticket_names::behind_reference(text) {
        let bare = rest.trim_start_matches(is_separator);
        return (bare.len() < rest.trim_start().len()).then(|| text.len() - bare.len());
    }
    let inner = text.strip_prefix('[').unwrap_or(text);
    let inner = inner.trim_start_matches('`');
    let length = inner.find(|c: char| !(c.is_alphanumeric() || matches!(c, '#' | '-' | '!' | '/' | '_')))?;
    if !is_ticket(inner[..length].trim_end_matches('-')) {
        return None;
    }
    let rest = &inner[length..];
    let is_bracketed = text.starts_with('[');
    let rest = rest.strip_prefix('`').unwrap_or(rest);
    let rest = if is_bracketed { rest.strip_prefix(']')? } else { rest };
    let rest = rest.trim_start_matches(' ');
    // `#12 is to be closed` is a sentence about the ticket.
    let marked = rest.starts_with([':', '-', '–', '—', '：']) || is_bracketed || begins_with_verb(rest);
    marked.then(|| text.len() - rest.trim_start_matches(is_separator).len())
}

/// The byte at which an address, a ticket or the text of a link at the end of `text` begins.
pub fn address_at_end(text: &str) -> Option<usize> {
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
    // `close #12` and `fixed by #12` need their object.
    let is_number = || last.bytes().all(|byte| byte.is_ascii_digit());
    if before > 0
        && (is_ticket(last) || is_number())
        && let Some(start) = ticket_names::behind_word(&text[..before])
        && start.trim_end().ends_with(['.', ':', '-', '–', '—', ',', '(', ')'])
    {
        return Some(start.len());
    }
    let is_set_apart = text[..before].trim_end().ends_with(['.', ':', '-', '–', '—', ',']);
    let bare_ticket = is_ticket(last) && before > 0 && is_set_apart;
    let word_is_set_apart =
        is_last_word && text[..before].trim_end().ends_with(['.', '-', '–', '—', ':', '\n', ')']);
    (bare_ticket || word_is_set_apart).then_some(before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::testing::read_body;

    #[test]
    fn issues_are_known_by_their_addresses() {
        for (address, ticket) in [
            ("https://github.example/a/b/issues/12", Some("#12")),
            ("https://github.example/a/b/pull/12#discussion", Some("#12")),
            ("https://gitlab.example/a/-/merge_requests/7", Some("!7")),
            ("https://jira.example/browse/OPS-3?focused=1", Some("OPS-3")),
            ("https://trello.com/c/abcdef", Some("")),
            ("https://www.notion.so/Add-an-alert-1c6c", Some("")),
            ("https://github.example/a/b/commit/abc123", Some("")),
            ("https://phabricator.example/T1234", Some("T1234")),
            ("https://phabricator.example/Ärger", None),
            ("https://gitlab.example/a/-/work_items/7", Some("#7")),
            ("https://bugs.example/ticket/12", Some("#12")),
            ("https://github.example/a/b/issues?q=is%3Aopen", None),
            ("https://e.org/runbook", None),
            ("../issues/12", None),
        ] {
            assert_eq!(ticket_of_address(address).as_deref(), ticket, "{address}");
        }
    }
    #[test]
    fn tickets_stand_at_the_start_or_the_end() {
        for (text, rest) in [
            ("#12: Add", Some("Add")),
            ("[OPS-12] Add", Some("Add")),
            ("OPS-12 – Add", Some("Add")),
            ("bug 12 - Add", Some("Add")),
            ("Issue #12: Add", Some("Add")),
            ("bug 12 is to be closed", None),
            ("#12 is to be closed", None),
            ("Add", None),
        ] {
            assert_eq!(ticket_at_start(text).map(|length| &text[length..]), rest, "{text}");
        }
        for (text, before) in [
            ("Add https://e.org/1", Some("Add")),
            ("Add - #12", Some("Add -")),
            ("Add. Issue", Some("Add.")),
            ("Close #12", None),
            ("Raise an issue", None),
        ] {
            assert_eq!(address_at_end(text).map(|at| &text[..at]), before, "{text}");
        }
    }

    #[test]
    fn links_have_texts_of_their_own() {
        for (text, expected) in [
            ("Issue", true),
            ("[#12], [#13] and OPS-1", true),
            ("https://e.org/1", true),
            ("the runbook", false),
        ] {
            assert_eq!(is_link_text(text), expected, "{text}");
        }
    }

    #[test]
    fn tickets_are_found_by_link_address_and_name() {
        for (text, link, ticket) in [
            ("[Fix](https://e.org/a/issues/1)", Some("https://e.org/a/issues/1"), Some("#1")),
            ("Fix https://e.org/a/pull/2.", Some("https://e.org/a/pull/2"), Some("#2")),
            ("Fix INFRA-7", Some("https://jira.example/browse/INFRA-7"), Some("INFRA-7")),
            ("[INFRA-7](https://e.org/a/issues/1)", Some("https://e.org/a/issues/1"), Some("INFRA-7")),
            ("Fix [it](https://e.org)", None, None),
            ("Fix it ([details](https://e.org/plan))", Some("https://e.org/plan"), None),
            ("Fix it: https://e.org/plan", Some("https://e.org/plan"), None),
            ("Fix it (https://e.org/plan).", Some("https://e.org/plan"), None),
            ("Fix it as on https://e.org/plan", None, None),
        ] {
            let found = read_body(text, |body| find(body, 0..text.len(), text));
            assert_eq!((found.link.as_deref(), found.ticket.as_deref()), (link, ticket), "{text}");
        }
    }
}

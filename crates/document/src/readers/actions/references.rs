//! Tickets and addresses of issues that an action refers to.

use std::ops::Range;

use crate::structure::body::Body;
use crate::text::tickets;

/// What an action refers to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reference {
    pub link: Option<String>,
    /// As people call it: `#12`, `INFRA-12`.
    pub ticket: Option<String>,
}

/// Looks for an issue among the links inside `span`, and for the name of a ticket in `text`.
pub fn find(body: &Body<'_>, span: Range<usize>, text: &str) -> Reference {
    let of_address = |address: &str| {
        let ticket = ticket_of_address(address)?;
        Some(Reference { link: Some(address.to_owned()), ticket: (!ticket.is_empty()).then_some(ticket) })
    };
    let linked = body
        .blocks
        .links_in(span)
        .iter()
        .find_map(|link| of_address(&link.destination))
        // Bare addresses are no links to Markdown.
        .or_else(|| addresses(text).find_map(of_address));
    let named = tickets::first_named(&body.vocabulary.tickets, text);
    match (linked, named) {
        (Some(linked), Some((name, _))) => Reference { ticket: Some(name), ..linked },
        (Some(linked), None) => linked,
        (None, Some((name, address))) => Reference { link: Some(address), ticket: Some(name) },
        (None, None) => Reference::default(),
    }
}

/// The addresses that stand bare in `text`.
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

/// The name of the issue that an address leads to; empty if the address has no short name for it, `None` if
/// it is no issue's.
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
    ] {
        if let Some((_, rest)) = path.split_once(mark) {
            let number = rest.split('/').next().unwrap_or_default();
            if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
                return Some(format!("{sign}{number}"));
            }
        }
    }
    for mark in ["/browse/", "/issue/"] {
        if let Some((_, rest)) = path.split_once(mark) {
            let name = rest.split('/').next().unwrap_or_default();
            if name.contains('-') && name.ends_with(|c: char| c.is_ascii_digit()) {
                return Some(name.to_owned());
            }
        }
    }
    let is_task = [
        "://trello.com/c/",
        "://app.asana.com/",
        "/_workitems/edit/",
        "://app.shortcut.com/",
        "/bugs/",
        "show_bug.cgi",
    ]
    .iter()
    .any(|mark| address.contains(mark));
    is_task.then(String::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issues_are_known_by_their_addresses() {
        for (address, ticket) in [
            ("https://github.example/a/b/issues/12", Some("#12")),
            ("https://github.example/a/b/pull/12#discussion", Some("#12")),
            ("https://gitlab.example/a/-/merge_requests/7", Some("!7")),
            ("https://jira.example/browse/OPS-3?focused=1", Some("OPS-3")),
            ("https://trello.com/c/abcdef", Some("")),
            ("https://github.example/a/b/issues?q=is%3Aopen", None),
            ("https://e.org/runbook", None),
            ("../issues/12", None),
        ] {
            assert_eq!(ticket_of_address(address).as_deref(), ticket, "{address}");
        }
    }
}

//! Names of tickets in running text.

use std::ops::Range;

/// A ticket that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// The name as written; bytes of the text.
    pub span: Range<usize>,
    pub address: String,
}

/// The tickets in `text` whose names begin with a known prefix, in the order of the text. `known` has prefixes and
/// addresses as in [`crate::structure::vocabulary::Vocabulary`].
pub fn named(known: &[(String, String)], text: &str) -> Vec<Ticket> {
    let mut found = Vec::new();
    for (prefix, address) in known.iter().filter(|(prefix, _)| !prefix.is_empty()) {
        for (at, _) in text.match_indices(prefix.as_str()) {
            if text[..at].ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_')) {
                continue;
            }
            let rest = &text[at + prefix.len()..];
            let length = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let continues = rest[length..].starts_with(|c: char| c.is_ascii_alphanumeric());
            if length > 0 && !continues {
                let address = address.replace("{}", &rest[..length]);
                found.push(Ticket { span: at..at + prefix.len() + length, address });
            }
        }
    }
    // Longer prefixes are searched first, so that a stable sort keeps them before shorter ones at the same place.
    found.sort_by_key(|ticket| ticket.span.start);
    let mut end = 0;
    found.retain(|ticket| {
        let is_free = ticket.span.start >= end;
        if is_free {
            end = ticket.span.end;
        }
        is_free
    });
    found
}

/// The first ticket in `text`: its name and its address.
pub fn first_named(known: &[(String, String)], text: &str) -> Option<(String, String)> {
    let first = named(known, text).into_iter().next()?;
    Some((text[first.span].to_owned(), first.address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tickets_are_known_by_their_prefixes() {
        let known = [
            ("OPS-".to_owned(), "https://jira.example/browse/OPS-{}".to_owned()),
            ("#".to_owned(), "https://e.org/{}".to_owned()),
        ];
        for (text, expected) in [
            ("Add an alert (OPS-12)", vec![("OPS-12", "https://jira.example/browse/OPS-12")]),
            ("#5: add an alert", vec![("#5", "https://e.org/5")]),
            ("#5, OPS-1/#7", vec![("#5", "https://e.org/5"), ("OPS-1", "https://jira.example/browse/OPS-1")]),
            (
                "頃#5 OPS-x OPS-6",
                vec![("#5", "https://e.org/5"), ("OPS-6", "https://jira.example/browse/OPS-6")],
            ),
            ("DEVOPS-12", vec![]),
            ("OPS-x, a#1, #1a, x/OPS-1, OPS-", vec![]),
        ] {
            let found = named(&known, text);
            let found: Vec<_> =
                found.iter().map(|ticket| (&text[ticket.span.clone()], ticket.address.as_str())).collect();
            assert_eq!(found, expected, "{text}");
            let first = first_named(&known, text);
            let first = first.as_ref().map(|(name, address)| (name.as_str(), address.as_str()));
            assert_eq!(first, expected.first().copied(), "{text}");
        }
    }
}

//! Finds what the text of an action refers to: names of tickets, also where no configuration knows their prefix, and
//! addresses.

use super::links::is_on_the_web;

/// Prefixes of standards, algorithms and labels that look like names of tickets: `UTF-8`, `SEV-1`.
const NO_TICKETS: [&str; 24] = [
    "AES", "ARM", "BASE", "CVE", "COVID", "CWE", "EC", "GPT", "HTTP", "IEEE", "IPV", "ISO", "KEP", "MD",
    "MVP", "PEP", "PHASE", "RFC", "RSA", "SEV", "SHA", "TLS", "USD", "UTF",
];

/// The longest name of a project in the name of a ticket, in bytes.
const PROJECT: usize = 12;

/// What `source`, the Markdown of an action, mentions, in its order.
fn words(source: &str) -> impl Iterator<Item = &str> {
    let is_end =
        |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '<' | '>' | '"' | '|' | '`' | '*');
    let words = source.split(is_end).map(|word| {
        word.trim_start_matches(['\'', '_']).trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '_'])
    });
    words.filter(|word| !word.is_empty())
}

/// The addresses in `source`.
pub fn addresses(source: &str) -> impl Iterator<Item = &str> {
    words(source).filter(|word| is_on_the_web(word))
}

/// The names of tickets in `source`: `OPS-12`, `#12`, `owner/repo#12`.
pub fn tickets(source: &str) -> impl Iterator<Item = &str> {
    words(source).flat_map(|word| word.split([',', '、', '，'])).filter(|word| is_ticket(word))
}

fn is_ticket(word: &str) -> bool {
    if let Some((repository, number)) = word.split_once(['#', '!']) {
        let is_repository = repository
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/'));
        return is_number(number) && is_repository && !word.contains("://");
    }
    word.split_once('-').is_some_and(|(project, number)| {
        (2..=PROJECT).contains(&project.len())
            && project.starts_with(|c: char| c.is_ascii_uppercase())
            && project.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            && is_number(number)
            && !NO_TICKETS.contains(&project.trim_end_matches(|c: char| c.is_ascii_digit()))
    })
}

fn is_number(text: &str) -> bool {
    (1..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_tickets_are_known_by_their_form() {
        for (source, expected) in [
            ("- [ ] OPS-1: Add an alert", &["OPS-1"][..]),
            ("- [OPS-4] Add an alert (#7, acme/shop#8).", &["OPS-4", "#7", "acme/shop#8"]),
            ("| Add a guard | ann | K8S-6 | !12 |", &["K8S-6", "!12"]),
            ("Use UTF-8, SHA-256 and TLS-1 for SEV-1, 24-7, X-1, OPS-x", &[]),
            ("https://e.org/#12 and C#, section#a", &[]),
        ] {
            assert_eq!(tickets(source).collect::<Vec<_>>(), expected, "{source}");
        }
    }

    #[test]
    fn addresses_end_where_their_markup_does() {
        let source = "[the pull request](https://e.org/pull/1), <http://e.org/2>, https://e.org/3.";
        let found: Vec<_> = addresses(source).collect();
        assert_eq!(found, ["https://e.org/pull/1", "http://e.org/2", "https://e.org/3"]);
    }
}

//! Mail addresses of people (`data/mail.txt` has those that belong to nobody).

use std::ops::Range;

use retold_times::WordTable;
use rustc_hash::FxHashSet;

const TABLE: &str = include_str!("data/mail.txt");

/// The longest part before the @ that a person has. Longer ones name messages.
const LONGEST_LOCAL: usize = 40;

/// The longest user name and password in a web address, in characters. The limit keeps a text without blanks from being read
/// anew for each of its addresses.
const LONGEST_USER: usize = 512;

/// Finds mail addresses. It is made once for many texts.
#[derive(Debug)]
pub struct Mail {
    locals: FxHashSet<&'static str>,
    hosts: Vec<&'static str>,
    lists: FxHashSet<&'static str>,
    endings: FxHashSet<&'static str>,
}

impl Mail {
    pub fn new() -> Self {
        let table = WordTable::parse(TABLE);
        Self {
            locals: table.set("local"),
            hosts: table.words("host").collect(),
            lists: table.set("list"),
            endings: table.set("ending"),
        }
    }

    /// The addresses of people in `text`, in its order.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for (at, _) in text.match_indices('@') {
            let Some(span) = self.around(text, at) else { continue };
            // A link shows the address that it leads to.
            let is_again = found.last().is_some_and(|last| {
                &text[last.end..span.start] == "](mailto:" && text[last.clone()] == text[span.clone()]
            });
            if !is_again {
                found.push(span);
            }
        }
        found
    }

    /// The address with the @ at byte `at`.
    fn around(&self, text: &str, at: usize) -> Option<Range<usize>> {
        let is_local = |c: char| c.is_alphanumeric() || "._%+-".contains(c);
        let is_host = |c: char| c.is_alphanumeric() || ".-".contains(c);
        let local = &text[..at][text[..at].trim_end_matches(is_local).len()..];
        let local = local.trim_start_matches(['.', '-', '_', '%', '+']);
        let host = &text[at + 1..];
        let host = host[..host.find(|c| !is_host(c)).unwrap_or(host.len())].trim_end_matches(['.', '-']);
        let span = at - local.len()..at + 1 + host.len();
        let is_one = !local.is_empty()
            && local.len() <= LONGEST_LOCAL
            && self.is_host(&host.to_lowercase())
            && !self.is_role(&local.to_lowercase())
            && !is_login(text, &span);
        is_one.then_some(span)
    }

    /// Whether people have addresses at `host`.
    fn is_host(&self, host: &str) -> bool {
        let mut labels = host.split('.');
        let (Some(first), Some(last)) = (labels.next(), labels.next_back()) else { return false };
        let is_name = last.chars().count() > 1 && last.chars().all(char::is_alphabetic);
        let is_reserved = self.hosts.iter().any(|reserved| {
            host.strip_suffix(reserved).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        });
        let is_list = self.lists.contains(first) || labels.any(str::is_empty);
        is_name && !first.is_empty() && !is_reserved && !is_list && !self.endings.contains(last)
    }

    /// Whether a part before the @ names a role, a list or a program.
    fn is_role(&self, local: &str) -> bool {
        let local = local.split('+').next().unwrap_or(local).trim_end_matches(|c: char| c.is_ascii_digit());
        let is_known = |name: &str| {
            self.locals.contains(name)
                || name.strip_suffix('s').is_some_and(|name| self.locals.contains(name))
        };
        local.is_empty() || is_known(local) || local.split(['-', '_', '.']).any(is_known)
    }
}

/// Whether what looks like an address is a login: part of a web address, a name in the Fediverse, a prompt, or a path on
/// another host.
fn is_login(text: &str, span: &Range<usize>) -> bool {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#');
    let mut before = text[..span.start].char_indices().rev().take(LONGEST_USER);
    let start = before.find(|(_, c)| is_end(*c));
    let in_authority =
        start.is_some_and(|(at, _)| text[at..].starts_with('/') && text[..=at].ends_with("://"));
    let behind = &text[span.end..];
    let before = text[..span.start].trim_end();
    in_authority
        || before.ends_with('@')
        || behind.starts_with(":~")
        || behind.starts_with(":/")
        || ["ssh", "scp", "rsync"].iter().any(|command| before.ends_with(command))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        let names = ["local", "host", "list", "ending"];
        assert_eq!(WordTable::faults(TABLE, &names, str::to_lowercase), Vec::<String>::new());
    }

    #[test]
    fn addresses_of_people_are_found() {
        let mail = Mail::new();
        for (text, expected) in [
            ("Ask jane.doe@corp.io.", &["jane.doe@corp.io"][..]),
            ("[Jane](mailto:jane@corp.io) <zoë@müller.de>", &["jane@corp.io", "zoë@müller.de"]),
            ("[jane@corp.io](mailto:jane@corp.io)", &["jane@corp.io"]),
            ("author: jane+work@mail.corp.co.uk", &["jane+work@mail.corp.co.uk"]),
            ("security@corp.io no-reply@corp.io security-team@corp.io ops+db@corp.io", &[]),
            ("jane@example.org jane@mail.example.com jane@host.test", &[]),
            ("logo@2x.png getty@tty1.service pkg@1.2.x @jane a@b jane@.io jane@corp..io", &[]),
            ("git clone git@github.com:a/b, ssh jane@host.corp.io, jane@host.corp.io:~$ ls", &[]),
            ("https://jane@corp.io/x https://jane:pw@corp.io/ https://medium.com/@jane @jane@corp.io", &[]),
            ("k8s-dev@lists.corp.io 1234+jane@users.noreply.github.com", &[]),
        ] {
            let found: Vec<_> = mail.find(text).into_iter().map(|span| &text[span]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn many_addresses_without_blanks_are_found() {
        let text = "ab@cd.io,".repeat(20_000);
        assert_eq!(Mail::new().find(&text).len(), 20_000);
    }
}

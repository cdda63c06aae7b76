//! Finds addresses in running text that are no links in CommonMark, and are links for readers.

use linkify::{LinkFinder, LinkKind};

/// An address in a text.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Text(&'a str),
    /// The text of the link, and what is before it in its address.
    Link(&'a str, &'static str),
}

/// Divides texts at addresses: web addresses, hosts that begin with `www.`, and mail addresses (GFM, 6.9).
pub struct Addresses {
    finder: LinkFinder,
}

impl Addresses {
    pub fn new() -> Self {
        let mut finder = LinkFinder::new();
        // `www.example.org` has no scheme. Other names without one are no addresses: see `piece`.
        finder.url_must_have_scheme(false);
        Self { finder }
    }

    /// The pieces of `text`; `None` if it has no address.
    pub fn pieces<'a>(&self, text: &'a str) -> Option<Vec<Piece<'a>>> {
        if !text.contains("://") && !text.contains("www.") && !text.contains('@') {
            return None;
        }
        let mut pieces = Vec::new();
        let mut plain = 0;
        for link in self.finder.links(text) {
            let Some(prefix) = prefix(text, link.start(), link.end(), link.kind()) else { continue };
            if plain < link.start() {
                pieces.push(Piece::Text(&text[plain..link.start()]));
            }
            pieces.push(Piece::Link(&text[link.start()..link.end()], prefix));
            plain = link.end();
        }
        if pieces.is_empty() {
            return None;
        }
        if plain < text.len() {
            pieces.push(Piece::Text(&text[plain..]));
        }
        Some(pieces)
    }
}

/// What is before the text of a link in its address; `None` if it is not to be a link.
fn prefix(text: &str, start: usize, end: usize, kind: &LinkKind) -> Option<&'static str> {
    let link = &text[start..end];
    match kind {
        LinkKind::Url if link.starts_with("http://") || link.starts_with("https://") => Some(""),
        LinkKind::Url if link.starts_with("www.") && link.len() > 5 => {
            let before = text[..start].chars().next_back();
            before.is_none_or(|c| !c.is_alphanumeric() && c != '-').then_some("http://")
        }
        // `git@github.com:a/b` is the address of a repository.
        LinkKind::Email if !link.starts_with("git@") && !text[end..].starts_with([':', '/']) => {
            Some("mailto:")
        }
        _ => None,
    }
}

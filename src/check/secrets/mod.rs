//! What a postmortem must not show: keys, tokens, passwords, and personal data. It is looked for in the whole text of each
//! file: most of it is in code, and some in front matter and comments.

pub mod hosts;
mod keys;
pub mod mail;
pub mod mask;
mod passwords;
mod placeholders;
mod searched;
mod tokens;

use std::ops::Range;

use rayon::prelude::*;

pub use searched::SearchedFiles;

use retold_diagnostic::{Diagnostic, Places};
use retold_document::Document;

/// A kind of secret, each of which has a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Token,
    Password,
    PrivateKey,
}

/// Finds secrets of all kinds. It is made once for many texts.
#[derive(Debug)]
struct Finders {
    tokens: tokens::Tokens,
    passwords: passwords::Passwords,
    keys: keys::PrivateKeys,
}

impl Finders {
    fn new() -> Self {
        Self {
            tokens: tokens::Tokens::new(),
            passwords: passwords::Passwords::new(),
            keys: keys::PrivateKeys::new(),
        }
    }

    /// The secrets in `text`, by their kind.
    fn find(&self, text: &str) -> Vec<(Kind, Range<usize>)> {
        let mut found = Vec::new();
        found.extend(self.tokens.find(text).into_iter().map(|span| (Kind::Token, span)));
        found.extend(self.passwords.find(text).into_iter().map(|span| (Kind::Password, span)));
        found.extend(self.keys.find(text).into_iter().map(|span| (Kind::PrivateKey, span)));
        found
    }
}

/// `finding`, at each of the spans that `find` gives in each of `files`.
pub fn check(
    files: &SearchedFiles<'_>,
    finding: &Diagnostic,
    find: impl Fn(&Document) -> Vec<Range<usize>> + Sync,
) -> Vec<Diagnostic> {
    let in_file = |document: &&Document| at(document, finding, find(document));
    files.documents().collect::<Vec<_>>().par_iter().flat_map_iter(in_file).collect()
}

/// `finding`, at each of `spans` of `document`.
fn at(
    document: &Document,
    finding: &Diagnostic,
    spans: impl IntoIterator<Item = Range<usize>>,
) -> Vec<Diagnostic> {
    let mut places = None;
    let spans = spans.into_iter().map(|span| {
        let places =
            places.get_or_insert_with(|| Places::new(document.name.as_str(), document.text.as_ref()));
        finding.clone().at(places.span(span))
    });
    spans.collect()
}

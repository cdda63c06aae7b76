//! What a postmortem must not show: keys, tokens, passwords, and personal data. It is looked for in the whole text of each
//! file: most of it is in code, and some in front matter and comments.

pub mod hosts;
pub mod keys;
pub mod mail;
pub mod mask;
pub mod passwords;
mod placeholders;
pub mod tokens;

use std::ops::Range;

use rayon::prelude::*;

use retold_diagnostic::{Diagnostic, Places};
use retold_document::Document;

/// Finds secrets of all kinds.
struct Finders {
    tokens: tokens::Tokens,
    passwords: passwords::Passwords,
    keys: keys::PrivateKeys,
}

impl Finders {
    /// `None` if any of them cannot be made, which tests rule out.
    fn new() -> Option<Self> {
        Some(Self {
            tokens: tokens::Tokens::new()?,
            passwords: passwords::Passwords::new()?,
            keys: keys::PrivateKeys::new()?,
        })
    }

    /// The secrets in `text`, by their kind.
    fn find(&self, text: &str) -> impl Iterator<Item = Range<usize>> + use<> {
        [self.tokens.find(text), self.passwords.find(text), self.keys.find(text)].into_iter().flatten()
    }
}

/// `finding`, at each of the spans that `find` gives in each of `files`.
pub fn check(
    files: &[&Document],
    finding: &Diagnostic,
    find: impl Fn(&Document) -> Vec<Range<usize>> + Sync,
) -> Vec<Diagnostic> {
    let in_file = |document: &&Document| {
        let mut places = None;
        let spans = find(document).into_iter().map(|span| {
            let places =
                places.get_or_insert_with(|| Places::new(document.name.as_str(), document.text.as_ref()));
            finding.clone().at(places.span(span))
        });
        spans.collect::<Vec<_>>()
    };
    files.par_iter().flat_map_iter(in_file).collect()
}

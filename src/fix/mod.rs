//! Fixes files as findings propose it, where that is safe.
//!
//! [`plan`] is pure: it gives the texts that files are to have. A file is left as it is where its new text would not be read
//! better than the old one.

mod diff;
mod edit;

use std::collections::BTreeMap;
use std::sync::Arc;

use retold_diagnostic::{Diagnostic, Fix};
use retold_document::{Document, SourceFile, Vocabulary};

pub use diff::diff;

/// A file that is to be fixed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Path relative to the content folder.
    pub path: String,
    pub text: Arc<str>,
}

/// A file with its fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedFile {
    /// Path relative to the content folder.
    pub path: String,
    /// Path as messages show it.
    pub name: String,
    pub before: Arc<str>,
    pub after: String,
    /// The number of findings that are fixed.
    pub count: usize,
}

/// The files that change when the fixes of `findings` are applied, by name. `sources` are the files by the names that
/// findings have. Fixes that contradict an earlier one in the file are left out.
pub fn plan(
    sources: &BTreeMap<String, Source>,
    findings: &[Diagnostic],
    vocabulary: &Vocabulary,
) -> Vec<FixedFile> {
    let mut fixes: BTreeMap<&str, Vec<&Fix>> = BTreeMap::new();
    for finding in findings {
        if let (Some(place), Some(fix)) = (&finding.place, &finding.fix) {
            fixes.entry(&place.path).or_default().push(fix);
        }
    }
    let fixed = |(name, fixes): (&str, Vec<&Fix>)| {
        let source = sources.get(name)?;
        let (after, count) = edit::apply(&source.text, fixes);
        let is_better = after != *source.text && is_safe(source, name, &after, vocabulary);
        is_better.then(|| FixedFile {
            path: source.path.clone(),
            name: name.to_owned(),
            before: Arc::clone(&source.text),
            after,
            count,
        })
    };
    fixes.into_iter().filter_map(fixed).collect()
}

/// Whether nothing is found while `after` is read that was not found in the text of `source`.
fn is_safe(source: &Source, name: &str, after: &str, vocabulary: &Vocabulary) -> bool {
    let found = |text: &str| {
        let file =
            SourceFile { path: source.path.clone(), name: name.to_owned(), bytes: text.as_bytes().to_vec() };
        Document::parse_all(file, vocabulary).1
    };
    let mut before: Vec<_> =
        found(&source.text).into_iter().map(|finding| (finding.rule, finding.message)).collect();
    found(after).into_iter().all(|finding| {
        let known = before.iter().position(|(rule, text)| *rule == finding.rule && *text == finding.message);
        known.map(|index| before.swap_remove(index)).is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(text: &str) -> Option<String> {
        let vocabulary = Vocabulary::default();
        let file = SourceFile {
            path: "a.md".to_owned(),
            name: "content/a.md".to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        let (documents, findings) = Document::parse_all(file, &vocabulary);
        let source = Source { path: "a.md".to_owned(), text: Arc::clone(&documents[0].text) };
        let sources = BTreeMap::from([("content/a.md".to_owned(), source)]);
        plan(&sources, &findings, &vocabulary).pop().map(|file| file.after)
    }

    #[test]
    fn a_misspelled_key_is_corrected() {
        for (before, after) in [
            ("---\nseverty: SEV1\ntilte: A\n---\n# A\n", "---\nseverity: SEV1\ntitle: A\n---\n# A\n"),
            ("\u{feff}---\r\nSeverty: SEV1\r\n---\r\n", "\u{feff}---\r\nseverity: SEV1\r\n---\r\n"),
            ("+++\nseverty = 'SEV1'\n+++\n", "+++\nseverity = 'SEV1'\n+++\n"),
            ("---\n'severty': SEV1\n---\n", "---\n'severity': SEV1\n---\n"),
        ] {
            assert_eq!(fixed(before).as_deref(), Some(after));
        }
    }

    #[test]
    fn what_would_not_be_read_better_stays() {
        for text in [
            // The key is there already.
            "---\nseverity: SEV2\nseverty: SEV1\n---\n# A\n",
            // It would have a value that cannot be read.
            "---\ndetectd: nobody did\n---\n# A\n",
            // It is no misspelling.
            "---\nflavour: sweet\n---\n# A\n",
            "# A\n",
        ] {
            assert_eq!(fixed(text), None, "{text}");
        }
    }
}

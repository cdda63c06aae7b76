//! Parses the documents of an archive: the stage between reading files and assembling the archive.
//!
//! A [`Document`] is a function of one file and the [`Vocabulary`], and is never changed after it is made. So an
//! unchanged file need not be parsed again: [`parse`] takes its documents from a [`Cache`].

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::guarded::guarded;
use retold_diagnostic::Diagnostic;
use retold_document::{Document, SourceFile, Vocabulary};

/// The result of parsing one file.
#[derive(Debug, Clone, PartialEq)]
pub struct ParsedFile {
    /// The document; for a split file, the file as a whole and then its incidents.
    pub documents: Vec<Arc<Document>>,
    pub findings: Vec<Diagnostic>,
}

impl ParsedFile {
    /// The path of the file, relative to the content folder; none without documents.
    pub fn path(&self) -> Option<&str> {
        self.documents.first().map(|document| document.path.as_str())
    }
}

/// Parsed files, for reuse while their sources do not change.
#[derive(Debug, Clone, Default)]
pub struct Cache {
    vocabulary: Vocabulary,
    files: BTreeMap<String, Arc<ParsedFile>>,
}

impl Cache {
    /// Keeps `files`, which were parsed with `vocabulary`.
    pub fn new(vocabulary: Vocabulary, files: &[Arc<ParsedFile>]) -> Self {
        let path = |file: &Arc<ParsedFile>| Some((file.path()?.to_owned(), Arc::clone(file)));
        Self { vocabulary, files: files.iter().filter_map(path).collect() }
    }

    /// What the file at `path` gave.
    pub fn file(&self, path: &str) -> Option<Arc<ParsedFile>> {
        self.files.get(path).map(Arc::clone)
    }

    /// The cached result for `file`, if its names, its bytes and the vocabulary are the same.
    fn get(&self, file: &SourceFile) -> Option<Arc<ParsedFile>> {
        let parsed = self.files.get(&file.path)?;
        let document = parsed.documents.first()?;
        let is_same = document.name == file.name && document.text.as_bytes() == file.bytes;
        is_same.then(|| Arc::clone(parsed))
    }
}

/// Parses `files` in parallel and returns the results in the same order. Results for unchanged files are taken from
/// `cache`.
pub fn parse(files: Vec<SourceFile>, vocabulary: &Vocabulary, cache: &Cache) -> Vec<Arc<ParsedFile>> {
    let cache = Some(cache).filter(|cache| cache.vocabulary == *vocabulary);
    files
        .into_par_iter()
        .map(|file| {
            if let Some(parsed) = cache.and_then(|cache| cache.get(&file)) {
                return parsed;
            }
            let name = file.name.clone();
            let parsed = guarded(&name, || Document::parse_all(file, vocabulary));
            let (documents, findings) = parsed.unwrap_or_else(|finding| (Vec::new(), vec![finding]));
            Arc::new(ParsedFile { documents: documents.into_iter().map(Arc::new).collect(), findings })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceTree;

    fn files(pairs: &[(&str, &str)]) -> Vec<SourceFile> {
        SourceTree::from_pairs(pairs.iter().copied()).documents
    }

    #[test]
    fn only_changed_files_are_parsed_again() {
        let vocabulary = Vocabulary::default();
        let before = [("a.md", "# A"), ("b.md", "# B"), ("c.md", "---\nsevrity: x\n---\n")];
        let first = parse(files(&before), &vocabulary, &Cache::default());
        let cache = Cache::new(vocabulary.clone(), &first);
        let after = [("a.md", "# A"), ("b.md", "# B, changed"), ("c.md", before[2].1), ("d.md", "# D")];
        let second = parse(files(&after), &vocabulary, &cache);
        let is_kept: Vec<bool> =
            second.iter().map(|file| first.iter().any(|other| Arc::ptr_eq(file, other))).collect();
        assert_eq!(is_kept, [true, false, true, false]);
        let fresh = parse(files(&after), &vocabulary, &Cache::default());
        assert_eq!(second, fresh, "a warm parse gives what a cold one gives");
        assert_eq!(second[2].findings.len(), 1);
    }

    #[test]
    fn a_new_vocabulary_or_name_invalidates_the_cache() {
        let vocabulary = Vocabulary::default();
        let first = parse(files(&[("a.md", "# A")]), &vocabulary, &Cache::default());
        let cache = Cache::new(vocabulary.clone(), &first);
        let other = Vocabulary { split: vec!["x.md".to_owned()], ..Vocabulary::default() };
        assert!(!Arc::ptr_eq(&parse(files(&[("a.md", "# A")]), &other, &cache)[0], &first[0]));
        let mut renamed = files(&[("a.md", "# A")]);
        renamed[0].name = "elsewhere/a.md".to_owned();
        assert!(!Arc::ptr_eq(&parse(renamed, &vocabulary, &cache)[0], &first[0]));
    }
}

//! Files with the secrets in them.

use std::ops::Range;

use rayon::prelude::*;

use super::{Finders, Kind, at};
use retold_diagnostic::Diagnostic;
use retold_document::Document;

/// Files whose texts were searched once, for all rules on secrets and for what no finding may show.
#[derive(Debug)]
pub struct SearchedFiles<'a> {
    files: Vec<SearchedFile<'a>>,
    pub(super) finders: Finders,
}

#[derive(Debug)]
struct SearchedFile<'a> {
    document: &'a Document,
    secrets: Vec<(Kind, Range<usize>)>,
}

impl<'a> SearchedFiles<'a> {
    /// Searches the files of `documents`. The incidents of a split file share its text.
    pub fn of(documents: impl IntoIterator<Item = &'a Document>) -> Self {
        let finders = Finders::new();
        let files: Vec<_> = documents.into_iter().filter(|document| document.part.is_none()).collect();
        let search =
            |document: &&'a Document| SearchedFile { document, secrets: finders.find(&document.text) };
        Self { files: files.par_iter().map(search).collect(), finders }
    }

    pub fn documents(&self) -> impl Iterator<Item = &'a Document> {
        self.files.iter().map(|file| file.document)
    }

    /// `finding`, at each of the secrets of `kind`.
    pub fn findings(&self, kind: Kind, finding: &Diagnostic) -> Vec<Diagnostic> {
        let of_kind = |(of, span): &(Kind, Range<usize>)| (*of == kind).then(|| span.clone());
        let in_file =
            |file: &SearchedFile<'_>| at(file.document, finding, file.secrets.iter().filter_map(of_kind));
        self.files.iter().flat_map(in_file).collect()
    }

    /// Each file with the bytes of its secrets.
    pub(super) fn secrets(&self) -> impl Iterator<Item = (&'a Document, impl Iterator<Item = Range<usize>>)> {
        self.files.iter().map(|file| (file.document, file.secrets.iter().map(|(_, span)| span.clone())))
    }
}

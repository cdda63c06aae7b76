//! The names by which documents refer to each other, and documents that no reference may lead to.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::archive::{ArchivedDocument, held, identity};
use retold_diagnostic::nearest;
use retold_document::{Document, slugify};

/// The names of documents: id, slug, file name with and without its date, each with an index.
#[derive(Debug, Default)]
pub struct Names(BTreeMap<String, usize>);

impl Names {
    /// The names of documents that have a page.
    pub fn of(archived: &[ArchivedDocument]) -> Self {
        let mut names = Self::default();
        for (index, archived) in archived.iter().enumerate() {
            names.add(index, &archived.document, archived.id.as_deref(), &archived.url);
        }
        names
    }

    /// Adds the names of a document. A name refers to the first document with that name: of postmortems the newest.
    fn add(&mut self, index: usize, document: &Document, id: Option<&str>, url: &str) {
        let stem = slugify(document.stem());
        let undated =
            stem.get(11..).filter(|_| stem.get(..10).is_some_and(|date| date.parse::<Date>().is_ok()));
        let url = url.trim_end_matches('/');
        let last = url.rsplit('/').next().unwrap_or(url);
        let id = id.map(slugify);
        // The name of a split file names none of its incidents.
        let (stem, undated) = match document.part {
            Some(_) => (None, None),
            None => (Some(stem.as_str()), undated),
        };
        for name in [id.as_deref(), Some(url), Some(last), stem, undated].into_iter().flatten() {
            self.0.entry(name.to_owned()).or_insert(index);
        }
    }

    /// The name that `reference` is most probably a misspelling of.
    pub fn nearest(&self, reference: &str) -> Option<&str> {
        nearest(&slugify(reference), self.0.keys().map(String::as_str))
    }

    /// The index of the document that `reference` names.
    pub fn find(&self, reference: &str) -> Option<usize> {
        let reference = reference.trim().trim_start_matches("./").trim_matches('/');
        let stem = retold_document::document_stem(reference).unwrap_or(reference);
        self.0.get(stem).or_else(|| self.0.get(&slugify(stem))).copied()
    }
}

/// Documents that no page leads to, with the reason for each.
#[derive(Debug, Default)]
pub struct Withheld {
    names: Names,
    reasons: Vec<String>,
}

impl Withheld {
    /// `unlisted` documents, and `drafts`, some of which are held back on the day `today`.
    pub fn of(unlisted: &[ArchivedDocument], drafts: &[Arc<Document>], today: Option<Date>) -> Self {
        let mut withheld = Self::default();
        for archived in unlisted {
            let reason = "is unlisted, so that no page leads to it".to_owned();
            withheld.add(&archived.document, archived.id.as_deref(), &archived.url, reason);
        }
        for draft in drafts {
            let reason = today.and_then(|today| held::reason(draft, today));
            let reason = reason.unwrap_or_else(|| "is a draft".to_owned());
            let url = identity::address(draft);
            withheld.add(draft, draft.front_matter.id.as_deref(), &url, format!("{reason}, and has no page"));
        }
        withheld
    }

    fn add(&mut self, document: &Document, id: Option<&str>, url: &str, reason: String) {
        self.names.add(self.reasons.len(), document, id, url);
        self.reasons.push(reason);
    }

    /// Why no page leads to the document that `reference` names, in words that follow `which`; `None` if it names none.
    pub fn reason(&self, reference: &str) -> Option<&str> {
        self.reasons.get(self.names.find(reference)?).map(String::as_str)
    }
}

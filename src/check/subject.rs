//! What the rules that review a postmortem look at.

use std::cell::OnceCell;
use std::ops::Range;

use jiff::civil::Date;

use crate::archive::ArchivedDocument;
use crate::config::Config;
use retold_diagnostic::Place;
use retold_document::Document;
use retold_document::prose::Prose;

/// What rules know besides the documents.
#[derive(Debug, Clone, Copy)]
pub struct Settings<'a> {
    pub config: &'a Config,
    /// The date that counts as today.
    pub today: Date,
}

/// A postmortem that is reviewed.
#[derive(Debug)]
pub struct Subject<'a> {
    pub postmortem: &'a ArchivedDocument,
    pub settings: Settings<'a>,
    prose: OnceCell<Prose>,
}

impl<'a> Subject<'a> {
    pub fn new(postmortem: &'a ArchivedDocument, settings: Settings<'a>) -> Self {
        Self { postmortem, settings, prose: OnceCell::new() }
    }

    pub fn document(&self) -> &'a Document {
        &self.postmortem.document
    }

    /// The running text. It is read once for all rules.
    pub fn prose(&self) -> &Prose {
        self.prose.get_or_init(|| Prose::of(self.document()))
    }

    /// The place of `span`, bytes of the file.
    pub fn place(&self, span: Range<usize>) -> Place {
        self.document().places().span(span)
    }
}

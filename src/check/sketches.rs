//! The sketches of documents, kept from one check to the next.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::copies::Sketch;
use super::probes::Probes;
use retold_document::Document;

/// The sketches of the documents that were checked last. A document is never changed after it is made, so its sketch
/// stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Sketches {
    /// By the address of the document, which no other has as long as this one is kept. `None` for those that are not
    /// compared.
    of: FxHashMap<usize, (Arc<Document>, Option<Arc<Sketch>>)>,
    /// If there are any, only texts that may be copies of theirs are compared.
    probes: Option<Probes>,
}

impl Sketches {
    /// No sketches yet, and later only those of `texts` and of what may be copies of them, where that is faster.
    pub fn only_like(texts: &[&str]) -> Self {
        Self { probes: Probes::of(texts), ..Self::default() }
    }

    /// The sketch of `document`, whose `text` is compared: as it was made the last time if that very document was checked
    /// then. `None` if it is not compared.
    pub fn get(&self, document: &Arc<Document>, text: &str) -> Option<Arc<Sketch>> {
        match self.of.get(&address(document)) {
            Some((_, sketch)) => sketch.clone(),
            None if self.probes.as_ref().is_none_or(|probes| probes.may_be_in(text)) => {
                Some(Sketch::of(text).into())
            }
            None => None,
        }
    }

    /// Keeps what was got for the documents of one check, instead of what there was.
    pub fn keep(&mut self, kept: impl Iterator<Item = (Arc<Document>, Option<Arc<Sketch>>)>) {
        self.of = kept.map(|kept| (address(&kept.0), kept)).collect();
    }
}

fn address(document: &Arc<Document>) -> usize {
    Arc::as_ptr(document).addr()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{Cache, parse};
    use crate::source::SourceTree;
    use retold_document::Vocabulary;

    #[test]
    fn a_sketch_is_that_of_one_document() {
        let parsed = || {
            let files = SourceTree::from_pairs([("a.md", "# A")]).documents;
            Arc::clone(&parse(files, &Vocabulary::default(), &Cache::default())[0].documents[0])
        };
        let (document, same_text) = (parsed(), parsed());
        let mut sketches = Sketches::default();
        let sketch = sketches.get(&document, "text").unwrap();
        sketches.keep([(Arc::clone(&document), Some(Arc::clone(&sketch)))].into_iter());
        let is_kept =
            |document| sketches.get(document, "text").is_some_and(|kept| Arc::ptr_eq(&kept, &sketch));
        assert!(is_kept(&document));
        assert!(!is_kept(&same_text));
    }
}

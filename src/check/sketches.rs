//! The sketches of documents, kept from one check to the next.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::copies::Sketch;
use retold_document::Document;

/// The sketches of the documents that were checked last. A document is never changed after it is made, so its sketch
/// stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Sketches {
    /// By the address of the document, which no other has as long as this one is kept.
    of: FxHashMap<usize, (Arc<Document>, Arc<Sketch>)>,
}

impl Sketches {
    /// The sketch of `document`, if that very document was checked last.
    pub fn get(&self, document: &Arc<Document>) -> Option<Arc<Sketch>> {
        self.of.get(&address(document)).map(|(_, sketch)| Arc::clone(sketch))
    }
}

impl FromIterator<(Arc<Document>, Arc<Sketch>)> for Sketches {
    fn from_iter<I: IntoIterator<Item = (Arc<Document>, Arc<Sketch>)>>(kept: I) -> Self {
        Self { of: kept.into_iter().map(|kept| (address(&kept.0), kept)).collect() }
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
        let sketch = Arc::new(Sketch::of(document.body()));
        let sketches: Sketches = [(Arc::clone(&document), Arc::clone(&sketch))].into_iter().collect();
        assert!(sketches.get(&document).is_some_and(|kept| Arc::ptr_eq(&kept, &sketch)));
        assert!(sketches.get(&same_text).is_none());
    }
}

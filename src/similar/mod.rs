//! The postmortems of an archive, compared, and what came of those that are like one: the archive's side of
//! [`retold_likeness`].

mod precedent;
mod resolution;

pub use precedent::{Precedent, Precedents};
pub use resolution::resolution;

use std::sync::Arc;

use rayon::prelude::*;
use retold_document::Document;
use retold_likeness::{DocumentTerms, Model, TermReader};
use retold_search::Language;
use rustc_hash::FxHashMap;

use crate::archive::{Archive, ArchivedDocument};

/// The terms of the documents that were compared last.
#[derive(Debug, Default)]
pub struct Cache {
    language: Option<&'static str>,
    /// By the address of the document.
    terms: FxHashMap<usize, (Arc<Document>, Arc<DocumentTerms>)>,
}

/// Reads and compares the postmortems of `archive`, whose texts are in a `language`, on all threads. The indexes of the
/// documents in the model are those in [`Archive::postmortems`].
pub fn compare(archive: &Archive, language: Language) -> Model {
    compare_again(archive, language, &mut Cache::default())
}

/// As [`compare`]; the terms of documents that are the same as last time are taken from `cache`.
pub fn compare_again(archive: &Archive, language: Language, cache: &mut Cache) -> Model {
    Model::of(terms_of(archive, language, cache))
}

/// As [`compare_again`], with a `draft` that is not in the archive: it is the last document, whose index is the number of
/// postmortems. So it is like the others as it would be in the archive: only the weights, which depend on all
/// documents, are found anew.
pub fn compare_with_draft(
    archive: &Archive,
    draft: &ArchivedDocument,
    language: Language,
    cache: &mut Cache,
) -> Model {
    let mut documents = terms_of(archive, language, cache);
    documents.push(Arc::new(TermReader::new(language).read(&draft.title, &draft.document)));
    Model::of(documents)
}

fn address(document: &Arc<Document>) -> usize {
    Arc::as_ptr(document).addr()
}

/// The terms of the postmortems of `archive`, those in `cache` without reading them. It then holds all of them.
fn terms_of(archive: &Archive, language: Language, cache: &mut Cache) -> Vec<Arc<DocumentTerms>> {
    if cache.language != Some(language.code()) {
        *cache = Cache { language: Some(language.code()), ..Cache::default() };
    }
    let known = &cache.terms;
    let documents: Vec<Arc<DocumentTerms>> = archive
        .postmortems
        .par_iter()
        .map_init(
            || TermReader::new(language),
            |reader, postmortem| match known.get(&address(&postmortem.document)) {
                Some((_, terms)) => Arc::clone(terms),
                None => Arc::new(reader.read(&postmortem.title, &postmortem.document)),
            },
        )
        .collect();
    // The documents are kept with their terms, so that no other document gets the address of one.
    let kept = archive.postmortems.iter().zip(&documents).map(|(postmortem, terms)| {
        let document = Arc::clone(&postmortem.document);
        (address(&document), (document, Arc::clone(terms)))
    });
    cache.terms = kept.collect();
    documents
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Selection;
    use crate::config::{Config, Overrides};
    use crate::source::SourceTree;

    fn archive(files: &[(&str, &str)]) -> Archive {
        let config = Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap();
        Archive::from_tree(SourceTree::from_pairs(files.iter().copied()), &config, Selection::default()).0
    }

    const FILES: [(&str, &str); 5] = [
        ("a.md", "# Disk of postgres full\n\nThe write-ahead log filled the disk, as a replica was gone.\n"),
        (
            "b.md",
            "# Certificate of the login expired\n\nNobody renewed the certificate, and the login failed.\n",
        ),
        ("c.md", "# Deployment stopped\n\nThe pipeline lost its runner, and no deployment was possible.\n"),
        ("d.md", "# Postgres replica lags\n\nThe replica of postgres lost its slot, and the log grew.\n"),
        (
            "e.md",
            "# Certificates of the mail relay\n\nA certificate was not renewed, so the relay refused mail.\n",
        ),
    ];

    #[test]
    fn a_draft_has_the_neighbours_that_it_has_in_the_archive() {
        let (whole, language) = (archive(&FILES), Language::default());
        let in_archive = compare(&whole, language);
        for (index, postmortem) in whole.postmortems.iter().enumerate() {
            let path = postmortem.document.path.as_str();
            let others: Vec<_> = FILES.into_iter().filter(|(other, _)| *other != path).collect();
            let rest = archive(&others);
            let model = compare_with_draft(&rest, postmortem, language, &mut Cache::default());
            let draft = rest.postmortems.len();
            let (found, expected) =
                (model.nearest(draft, 1).remove(0), in_archive.nearest(index, 1).remove(0));
            assert_eq!(rest.postmortems[found.index].url, whole.postmortems[expected.index].url, "{path}");
            assert!((found.likeness - expected.likeness).abs() < 0.01, "{path}: {found:?} {expected:?}");
            assert_eq!(model.reason(draft, found.index), in_archive.reason(index, expected.index), "{path}");
        }
    }
}

//! Words side by side.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet, TERMINATED};

/// Calls `found` with each document that has the terms at their places, and with how often.
///
/// The terms need positions, and come with their offsets in the phrase, in rising order; without
/// terms nothing is found.
pub(super) fn for_each_match(mut terms: Vec<(SegmentPostings, u32)>, mut found: impl FnMut(DocId, u32)) {
    let mut starts = Vec::new();
    let mut positions = Vec::new();
    let mut doc = terms.first().map_or(TERMINATED, |(first, _)| first.doc());
    while doc != TERMINATED {
        let reached = seek_all(&mut terms, doc);
        if reached == doc {
            let times = count(&mut terms, &mut starts, &mut positions);
            if times > 0 {
                found(doc, times);
            }
            doc = terms.first_mut().map_or(TERMINATED, |(first, _)| first.advance());
        } else {
            doc = reached;
        }
    }
}

/// Moves all terms to the first document from `doc` on that they have; returns `doc` when they all
/// have it, else a later one to try.
fn seek_all(terms: &mut [(SegmentPostings, u32)], doc: DocId) -> DocId {
    for (term, _) in terms {
        let reached = if term.doc() < doc { term.seek(doc) } else { term.doc() };
        if reached != doc {
            return reached;
        }
    }
    doc
}

/// How often the terms stand side by side in the document that they all are at.
///
/// Weighted texts have their tokens several times at one position: that counts as often.
fn count(terms: &mut [(SegmentPostings, u32)], starts: &mut Vec<u32>, positions: &mut Vec<u32>) -> u32 {
    let Some(((first, begin), others)) = terms.split_first_mut() else { return 0 };
    first.positions(starts);
    for (term, offset) in others {
        term.positions(positions);
        let distance = offset.saturating_sub(*begin);
        starts.retain(|start| positions.binary_search(&(start + distance)).is_ok());
    }
    u32::try_from(starts.len()).unwrap_or(u32::MAX)
}

//! Words of a query that stand close to each other in a document, as they do in the query.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocId, DocSet, TERMINATED};

use super::plan::{Form, PlanClause, PlanItem, Term};
use crate::query::Occur;

/// Bytes of positions that are read for it; with more, it is left out: it orders what is found
/// already, and positions are most of the index.
const MAX_BYTES: usize = 24 << 10;

/// The most words from one to the other.
const NEAR: u32 = 3;

/// Neighbouring words of a query, each as the term that it stands for.
pub(super) fn pairs(clauses: &[PlanClause]) -> Vec<(Term, Term)> {
    let words: Vec<Option<&Term>> = clauses.iter().map(word).collect();
    let pairs: Vec<(Term, Term)> = words
        .windows(2)
        .filter_map(|pair| Some((pair[0]?.clone(), pair[1]?.clone())))
        .filter(|(first, second)| first.token != second.token)
        .collect();
    let bytes: usize = pairs
        .iter()
        .flat_map(|(first, second)| [first, second])
        .map(|term| term.info.positions_range.len() + term.info.postings_range.len())
        .sum();
    if bytes > MAX_BYTES { Vec::new() } else { pairs }
}

/// The term of a plain word.
fn word(clause: &PlanClause) -> Option<&Term> {
    match &clause.item {
        PlanItem::AnyOf(alternatives) if clause.occur != Occur::MustNot => {
            match &alternatives.first()?.form {
                Form::Terms(terms) => match terms.as_slice() {
                    [term] => term.as_ref(),
                    _ => None,
                },
                Form::Phrase(_) => None,
            }
        }
        _ => None,
    }
}

/// Calls `found` with each document that has the two near each other, and how near: 1 for side by
/// side in order, less for farther apart or the other way round.
pub(super) fn for_each_near(
    mut first: SegmentPostings,
    mut second: SegmentPostings,
    mut found: impl FnMut(DocId, f32),
) {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    while first.doc() != TERMINATED && second.doc() != TERMINATED {
        let (doc, other) = (first.doc(), second.doc());
        if doc < other {
            first.seek(other);
        } else if other < doc {
            second.seek(doc);
        } else {
            first.positions(&mut ours);
            second.positions(&mut theirs);
            let nearness = nearness(&ours, &theirs);
            if nearness > 0.0 {
                found(doc, nearness);
            }
            first.advance();
            second.advance();
        }
    }
}

/// How near two words come, by their places in rising order.
fn nearness(first: &[u32], second: &[u32]) -> f32 {
    let mut best: f32 = 0.0;
    for &place in first {
        let from = second.partition_point(|&other| other + NEAR < place);
        for &other in second[from..].iter().take_while(|&&other| other <= place + NEAR) {
            let (distance, share) = if other > place { (other - place, 1.0) } else { (place - other, 0.7) };
            if distance > 0 {
                best = best.max(share / distance as f32);
            }
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn side_by_side_in_order_is_nearest() {
        assert_eq!(nearness(&[3, 90], &[91]), 1.0);
        assert_eq!(nearness(&[3], &[5]), 0.5);
        assert_eq!(nearness(&[5], &[4]), 0.7);
        assert_eq!(nearness(&[5], &[40]), 0.0);
        assert_eq!(nearness(&[5], &[5]), 0.0, "the same word twice, by weight");
        assert_eq!(nearness(&[], &[5]), 0.0);
    }
}

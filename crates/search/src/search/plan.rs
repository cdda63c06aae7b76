//! A query with the place of each of its postings lists: what a search runs over.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::TermInfo;

use crate::query::{FilterGroup, Occur};
use crate::record::Correction;

/// A query, looked up.
pub(super) struct Plan {
    pub(super) clauses: Vec<PlanClause>,
    /// The filters of the query itself, not of its groups.
    pub(super) filters: Vec<PlanFilter>,
    /// Neighbouring words, which count for more where they are near each other.
    pub(super) pairs: Vec<(Term, Term)>,
    /// Lengths of the documents, when texts have to be scored.
    pub(super) lengths: Option<FieldNormReader>,
    pub(super) corrections: Vec<Correction>,
    pub(super) did_you_mean: Vec<Correction>,
    pub(super) unknown: Vec<String>,
    /// For some of the unknown words, words that begin alike.
    pub(super) near: Vec<Correction>,
}

/// A word, a phrase or a group, and whether documents must have it.
pub(super) struct PlanClause {
    pub(super) occur: Occur,
    /// What its relevance is multiplied by.
    pub(super) boost: f32,
    /// It as it was typed.
    pub(super) label: String,
    pub(super) item: PlanItem,
}

pub(super) enum PlanItem {
    /// The best of the alternatives counts.
    AnyOf(Vec<Alternative>),
    /// Groups of clauses, the best of which counts.
    Either(Vec<PlanGroup>),
}

/// Clauses and filters of a group.
#[derive(Default)]
pub(super) struct PlanGroup {
    pub(super) clauses: Vec<PlanClause>,
    pub(super) filters: Vec<PlanFilter>,
}

/// One way to have what a clause asks for.
pub(super) struct Alternative {
    pub(super) form: Form,
    /// Coverage of a document that has it all, up to [`FULL`](super::tally::FULL).
    pub(super) coverage: u32,
    /// What its relevance is multiplied by: less for what was not typed like this.
    pub(super) factor: f32,
}

pub(super) enum Form {
    /// Terms that a document should have all of; `None` for one that is in no document.
    Terms(Vec<Option<Term>>),
    /// Terms side by side, each with its place; `None` when one of them is in no document.
    Phrase(Option<Vec<(Term, u32)>>),
}

/// An entry of the dictionary.
#[derive(Clone)]
pub(super) struct Term {
    pub(super) token: String,
    pub(super) info: TermInfo,
}

/// Filters that are alternatives to each other.
pub(super) struct PlanFilter {
    pub(super) group: FilterGroup,
    pub(super) exclude: bool,
    pub(super) terms: Vec<TermInfo>,
}

impl Alternative {
    /// A term as it was typed.
    pub(super) fn term(term: Option<Term>, coverage: u32, factor: f32) -> Alternative {
        Alternative { form: Form::Terms(vec![term]), coverage, factor }
    }

    /// The terms of it that are in the dictionary.
    pub(super) fn terms(&self) -> impl Iterator<Item = &Term> {
        let (terms, phrase) = match &self.form {
            Form::Terms(terms) => (Some(terms), None),
            Form::Phrase(phrase) => (None, phrase.as_ref()),
        };
        let terms = terms.into_iter().flatten().flatten();
        terms.chain(phrase.into_iter().flatten().map(|(term, _)| term))
    }
}

impl Plan {
    /// Whether it matters where words stand, as far as is known while some are being looked up.
    pub(super) fn may_need_positions(&self) -> bool {
        let (mut clauses, mut phrases) = (0, false);
        self.for_each_wanted(|_, alternatives| {
            clauses += 1;
            phrases |= alternatives.iter().any(|alternative| matches!(alternative.form, Form::Phrase(_)));
        });
        phrases || clauses > 1
    }

    /// Calls `each` with every clause that is no group, in groups too, and the index of the clause
    /// of the query that it belongs to; those that documents must not have are left out.
    pub(super) fn for_each_wanted<'p>(&'p self, mut each: impl FnMut(usize, &'p [Alternative])) {
        for (index, clause) in self.clauses.iter().enumerate() {
            wanted(clause, &mut |alternatives| each(index, alternatives));
        }
    }
}

fn wanted<'p>(clause: &'p PlanClause, each: &mut impl FnMut(&'p [Alternative])) {
    if clause.occur == Occur::MustNot {
        return;
    }
    match &clause.item {
        PlanItem::AnyOf(alternatives) => each(alternatives),
        PlanItem::Either(groups) => {
            for clause in groups.iter().flat_map(|group| &group.clauses) {
                wanted(clause, &mut *each);
            }
        }
    }
}

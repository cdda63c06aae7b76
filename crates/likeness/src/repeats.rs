//! Whether two incidents that are alike may be the same thing again.

use crate::model::Model;
use crate::sparse::Sparse;
use crate::terms::{Places, TermKind};
use crate::vocabulary::{Term, TermIndex};
use crate::weights::at;

/// The likeness of incidents that may be the same thing again, and the part of it that causes and triggers of both have to
/// make up. Of the 15 judged pairs that are above both, 13 are repetitions or have the same cause, and two share a
/// mechanism (`tests/likeness/judged.tsv`). Below either bound, more share no more than a product.
const LEAST_LIKENESS: f32 = 0.45;
const LEAST_BY_CAUSES: f32 = 0.12;

impl Model {
    /// Whether two documents whose `likeness` is known may report the same thing again: very much alike, also in their
    /// causes or triggers, and not copies of each other.
    pub fn may_repeat(&self, one: usize, other: usize, likeness: f32) -> bool {
        self.is_alike(one, other, likeness)
            && self.may_repeat_by(one, other, likeness, &self.shared(one, other))
    }

    /// As [`Model::may_repeat`], of documents that are alike and whose `shared` terms are known.
    pub(crate) fn may_repeat_by(&self, one: usize, other: usize, likeness: f32, shared: &Sparse) -> bool {
        (LEAST_LIKENESS..crate::model::COPY).contains(&likeness)
            && self.likeness_by_causes(one, other, shared) >= LEAST_BY_CAUSES
    }

    /// The part of the likeness of two documents that comes from what both have in their causes or their triggers.
    fn likeness_by_causes(&self, one: usize, other: usize, shared: &Sparse) -> f32 {
        let shared = shared.iter();
        shared.filter(|(term, _)| self.is_of_causes(*term, one, other)).map(|(_, part)| part).sum()
    }

    /// Whether a term that two documents share stands in the causes or the trigger of both.
    fn is_of_causes(&self, term: TermIndex, one: usize, other: usize) -> bool {
        let Term { hash, kind, .. } = self.vocabulary.terms[at(term)];
        let places = |document: usize| Some(self.documents[document].find(hash)?.places);
        let (Some(here), Some(there)) = (places(one), places(other)) else { return false };
        let common = here.common(there);
        matches!(kind, TermKind::Cause | TermKind::Trigger)
            || common.has(Places::CAUSES)
            || common.has(Places::TRIGGER)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::model;

    /// For each of the incidents, whether it may be the same thing again as the first.
    fn pairs(documents: &[&str]) -> Vec<bool> {
        let model = model(documents);
        let nearest = model.nearest(0, documents.len());
        let mut found = vec![false; documents.len()];
        for neighbour in nearest {
            found[neighbour.index] = model.may_repeat(0, neighbour.index, neighbour.likeness);
        }
        found
    }

    #[test]
    fn the_same_cause_and_a_high_likeness_make_a_repetition() {
        let other = |word: &str| {
            format!(
                "# {word} of the shop\n\n## Root cause\n\nThe {word} of the {word} host had a {word} fault.\n"
            )
        };
        let (mail, price, paper) = (other("mail"), other("price"), other("paper"));
        let cause =
            "## Root cause\n\nThe certificate of the gateway expired, as nobody renews certificates.\n";
        let again = format!("# Gateway refuses connections\n\n{cause}");
        let before =
            format!("# Connections to the gateway refused\n\n{cause}\nThe shop had no mail, and no price.\n");
        let unlike = "# Gateway refuses connections\n\nA typing error in the address of the backup.\n";
        let documents = [again.as_str(), &before, unlike, &mail, &price, &paper];
        assert_eq!(pairs(&documents), [false, true, false, false, false, false]);
    }
}

//! Whether two incidents are so much alike that it is worth showing the one beside the other.

use crate::model::Model;
use crate::reasons::overlap;
use crate::sparse::Sparse;
use crate::vocabulary::TermIndex;
use crate::weights::at;

/// The likeness of incidents that are worth showing: this high, and this many standard deviations above what is usual in
/// the archive.
const LEAST_LIKENESS: f32 = 0.3;
const LEAST_DISTINCTION: f32 = 1.3;

/// How many standard deviations above what is usual it has to be without the name that both have most of. Two incidents that have
/// nothing else in common share a product, and not what happened: of the judged pairs that it leaves out, none is worth reading, and of
/// those that are shown, 83 of 83 in the sample archive and 18 of 19 in a mixed archive of several organisations share a cause, a trigger
/// or a fix (`tests/likeness/judged.tsv`). At 0, two more are shown that do not; from 1 on, the first is lost that does.
const LEAST_DISTINCTION_BESIDES: f32 = 0.5;

impl Model {
    /// Whether two documents of this `likeness` are worth showing beside each other in this archive. From two of one folder, more is
    /// asked.
    pub fn is_alike(&self, one: usize, other: usize, likeness: f32) -> bool {
        self.is_high(one, other, likeness) && self.is_more_than_a_name(one, &self.shared(one, other))
    }

    /// Whether the `likeness` of two documents is high enough for them to be shown.
    pub(crate) fn is_high(&self, one: usize, other: usize, likeness: f32) -> bool {
        let folder = |index: usize| self.documents.get(index).and_then(|document| document.folder);
        let in_one_folder = folder(one).is_some() && folder(one) == folder(other);
        let likeness = likeness - if in_one_folder { self.usual.in_one_folder } else { 0.0 };
        likeness >= LEAST_LIKENESS && self.distinction(likeness) >= LEAST_DISTINCTION
    }

    /// Whether the terms that `one` has `shared` with another document, with the part of the likeness of each, are more than one name.
    pub(crate) fn is_more_than_a_name(&self, one: usize, shared: &Sparse) -> bool {
        self.distinction(self.likeness_besides_a_name(one, shared)) >= LEAST_DISTINCTION_BESIDES
    }

    /// How many standard deviations a likeness lies above what is usual in the archive.
    pub fn distinction(&self, likeness: f32) -> f32 {
        (likeness - self.usual.mean) / self.usual.deviation.max(f32::MIN_POSITIVE)
    }

    /// The likeness of two documents without the word or fact that makes up most of it, in all its forms: the name of a product is
    /// a word, a service, a tag and the parts of longer names.
    fn likeness_besides_a_name(&self, one: usize, shared: &Sparse) -> f32 {
        let mut shared = shared.iter();
        let text = |term: TermIndex| {
            let own = self.documents[one].find(self.vocabulary.terms[at(term)].hash);
            own.and_then(|own| self.documents[one].written(own)).or_else(|| self.written(term))
        };
        let Some(name) = shared.find_map(|(term, _)| text(*term)) else { return 0.0 };
        // What is written nowhere alone is a part of names.
        let besides = shared.filter(|(term, _)| text(*term).is_some_and(|text| !overlap(text, name)));
        besides.map(|(_, part)| part).sum()
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::model;

    #[test]
    fn incidents_that_share_one_name_alone_are_not_alike() {
        let filler = |words: &str| format!("# Other\n\n## Summary\n\n{words}\n");
        let of =
            |service: &str, words: &str| format!("---\nservices: [{service}]\n---\n# {service}\n\n{words}\n");
        let mut documents = vec![
            of(
                "plugins.example.org",
                "The index of the search was rebuilt on an empty disk after a migration.",
            ),
            of("plugins.example.org", "A provider of caches had an outage, and its customers were offline."),
            of(
                "mail.example.com",
                "The certificate of the relay expired, as its renewal failed silently, and no alert watched the handshake.",
            ),
            of(
                "mail.example.com",
                "No alert watched the renewal of the certificate: it had expired, and each handshake with the relay failed.",
            ),
        ];
        let others = ["alpha beta gamma", "beta delta paper", "paper gamma wood", "wood delta alpha"];
        documents.extend(others.map(filler));
        let model = model(&documents.iter().map(String::as_str).collect::<Vec<_>>());
        let is_alike = |one: usize, other: usize| {
            let near =
                model.nearest(one, documents.len()).into_iter().find(|near| near.index == other).unwrap();
            (near.likeness, model.is_alike(one, other, near.likeness))
        };
        let (by_name, is_shown) = is_alike(0, 1);
        assert!(by_name > super::LEAST_LIKENESS && !is_shown, "{by_name}");
        let (by_more, is_shown) = is_alike(2, 3);
        assert!(by_more > super::LEAST_LIKENESS && is_shown, "{by_more}");
    }
}

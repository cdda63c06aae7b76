//! The words of one document that say most of it, where no other document is at hand to weigh them by.

use std::collections::BTreeSet;

use retold_document::Document;
use retold_search::Language;

use crate::terms::{TermKind, TermReader};

/// A word of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct CharacteristicWord {
    /// As the document has it.
    pub text: String,
    /// How often it is written, weighted by where, so that the second time counts less than the first: below 1.
    pub weight: f32,
}

/// How often a word is written, of which half of the weight comes.
const SATURATION: f32 = 2.0;

/// The words of a `document` with a `title` that are written most often, weighted by where, at most `most`: names of causes and triggers
/// first, then names of services and words of the title, the summary and the causes before others; each once.
pub fn characteristic_words(
    title: &str,
    document: &Document,
    language: Language,
    most: usize,
) -> Vec<CharacteristicWord> {
    let terms = TermReader::new(language).read(title, document);
    let mut words: Vec<_> = terms
        .terms
        .iter()
        .filter(|term| term.kind != TermKind::Tag)
        .filter_map(|term| Some((term, terms.written(term)?)))
        .collect();
    words.sort_by(|(one, written), (other, text)| other.count.total_cmp(&one.count).then(written.cmp(text)));
    let mut seen = BTreeSet::new();
    let words = words.into_iter().filter(|(_, written)| seen.insert(written.to_lowercase()));
    let word = |count: f32, written: &str| CharacteristicWord {
        text: written.to_owned(),
        weight: count / (count + SATURATION),
    };
    words.take(most).map(|(term, written)| word(term.count, written)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::document;

    #[test]
    fn what_is_stated_and_repeated_comes_first() {
        let text = "---\nservices: [postgres]\n---\n# Slots fill the disk\n\nThe slot of a replica kept the log. A slot \
                    keeps it for ever.\n\n## Timeline\n\n- 12:00 Ada was paged\n";
        let words = characteristic_words("Slots fill the disk", &document(text), Language::of("en"), 32);
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts[..3], ["Slots", "postgres", "disk"]);
        assert!(!texts.contains(&"Ada") && !texts.contains(&"the"), "{texts:?}");
        assert!(words.is_sorted_by(|one, other| one.weight >= other.weight) && words[0].weight < 1.0);
    }
}

//! The words of an archive as they are written: what a mistyped word was meant to be, and how an unfinished one goes on.
//!
//! They are a component of their own, because the dictionary of the index has stems, which are no words, and is
//! many times larger: half of its terms are in one document only, as names and numbers are.

use miniz_oxide::inflate::decompress_to_vec_with_limit;

use crate::pack::PackError;

/// The component.
pub(crate) const WORDS: &str = "words";

/// Words of more characters are names or dumps.
pub(crate) const MAX_CHARACTERS: usize = 24;

/// Bytes that the words may have; more than the writer ever stores.
const MAX_BYTES: usize = 4 << 20;

/// What an ending says of how a word is written: `Kafka`, `ECONNRESET`.
const CAPITALIZED: char = '^';
const CAPITALS: char = '!';

/// Before a word that is written in another way, as `PostgreSQL` is.
const WRITTEN: char = '=';

/// A word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// In lower case and without accents.
    pub(crate) folded: Box<str>,
    /// As most documents have it, if it is not the same.
    written: Option<Box<str>>,
    /// How many documents have it, on a scale of its own.
    pub(crate) frequency: u8,
}

impl Written {
    /// As most documents have it.
    pub(crate) fn text(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.folded)
    }
}

/// All words, in byte order of what they are folded to.
#[derive(Debug, Default)]
pub(crate) struct Dictionary(Vec<Written>);

impl Dictionary {
    /// Reads the component.
    ///
    /// # Errors
    /// [`PackError::Corrupt`].
    pub(crate) fn decode(bytes: &[u8]) -> Result<Dictionary, PackError> {
        let text = decompress_to_vec_with_limit(bytes, MAX_BYTES).ok();
        let text = text.and_then(|text| String::from_utf8(text).ok());
        text.and_then(|text| read(&text))
            .ok_or_else(|| PackError::corrupt("the list of words cannot be read"))
    }

    /// The word that is folded to this.
    pub(crate) fn get(&self, folded: &str) -> Option<&Written> {
        let at = self.0.binary_search_by(|word| (*word.folded).cmp(folded)).ok()?;
        self.0.get(at)
    }

    /// The words that begin with this.
    pub(crate) fn beginning_with<'a, 'b>(
        &'a self,
        begin: &'b str,
    ) -> impl Iterator<Item = &'a Written> + use<'a, 'b> {
        let from = self.0.partition_point(|word| *word.folded < *begin);
        self.0[from..].iter().take_while(move |word| word.folded.starts_with(begin))
    }
}

/// Reads the frequencies, in a line, then the words: in each line how many characters are those of the word
/// before, the others, and how it is written.
fn read(text: &str) -> Option<Dictionary> {
    let (frequencies, lines) = text.split_once('\n').unwrap_or_default();
    let mut words: Vec<Written> = Vec::new();
    for (frequency, line) in frequencies.bytes().zip(lines.lines()) {
        let (shared, rest) = (usize::from(line.bytes().next()?.checked_sub(b'0')?), line.get(1..)?);
        let end = rest.find([CAPITALIZED, CAPITALS, WRITTEN]).unwrap_or(rest.len());
        let before = words.last().map_or("", |word| &*word.folded);
        let mut folded: String = before.chars().take(shared).collect();
        folded.push_str(&rest[..end]);
        let mut marks = rest[end..].chars();
        let written = match marks.next() {
            Some(CAPITALIZED) => Some(capitalized(&folded).into()),
            Some(CAPITALS) => Some(folded.to_ascii_uppercase().into()),
            Some(_) => Some(marks.as_str().into()),
            None => None,
        };
        words.push(Written { folded: folded.into(), written, frequency });
    }
    words.is_sorted_by(|word, next| word.folded < next.folded).then_some(Dictionary(words))
}

/// A word with a capital; of ASCII only, for the capitals of all letters the browser would have to load.
fn capitalized(word: &str) -> String {
    let mut word = word.to_owned();
    if let Some(first) = word.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    word
}

#[cfg(feature = "writer")]
pub(crate) mod write {
    //! The other direction.

    use std::collections::BTreeMap;
    use std::fmt::Write as _;

    use miniz_oxide::deflate::compress_to_vec;
    use rustc_hash::FxHashMap;
    use xxhash_rust::xxh3::xxh3_64;

    use super::{CAPITALIZED, CAPITALS, MAX_CHARACTERS, WRITTEN, capitalized};
    use crate::query::is_common;
    use crate::tokenizer::fold::push_folded;
    use crate::tokenizer::{is_plain, runs, words};

    /// The most words; rarer ones cannot be what was meant. In 10,000 documents, all that are in more
    /// than a handful.
    const MAX_WORDS: usize = 40_000;

    /// Words of fewer characters are not what a slip leads to.
    const MIN_CHARACTERS: usize = 3;

    /// How many of the last words are looked at before the map of all of them. Two in three words of a document were in it
    /// before, so that nothing is to be counted.
    const RECENT: usize = 1 << 12;

    /// Changes from letters to digits and back; words with more of them are hashes.
    const MAX_CHANGES: usize = 2;

    /// Counts in how many documents words are, by the way in which they are written.
    pub(crate) struct Counter {
        /// By the hash of the word. To compare hashes instead of words spares half of the time; were two words ever
        /// to have the same one, the second would count as the first.
        forms: FxHashMap<u64, Counted>,
        /// Hashes of words with the last document that has them, each at the place that its last bits name.
        recent: Box<[(u64, u32)]>,
        document: u32,
    }

    impl Default for Counter {
        fn default() -> Counter {
            let recent = vec![(0, 0); RECENT].into_boxed_slice();
            Counter { forms: FxHashMap::default(), recent, document: 0 }
        }
    }

    /// A word as it is written.
    struct Counted {
        form: Box<str>,
        /// The last document that has it.
        last: u32,
        /// How many have it.
        documents: u32,
    }

    impl Counter {
        /// Counts the words of one document's texts.
        pub(crate) fn add<'a>(&mut self, texts: impl Iterator<Item = &'a str>) {
            self.document += 1;
            for run in texts.flat_map(runs).filter(|run| !run.cjk) {
                if is_plain(run.text) {
                    self.count(run.text);
                } else {
                    words(run.text).for_each(|word| self.count(word));
                }
            }
        }

        fn count(&mut self, form: &str) {
            // Of other scripts, letters have several bytes.
            if !(MIN_CHARACTERS..=2 * MAX_CHARACTERS).contains(&form.len()) {
                return;
            }
            let hash = xxh3_64(form.as_bytes());
            let recent = &mut self.recent[hash as usize % RECENT];
            if *recent == (hash, self.document) {
                return;
            }
            *recent = (hash, self.document);
            let new = || Counted { form: form.into(), last: 0, documents: 0 };
            let counted = self.forms.entry(hash).or_insert_with(new);
            if counted.last != self.document {
                counted.last = self.document;
                counted.documents += 1;
            }
        }

        /// The words, each with how many documents have it.
        pub(crate) fn into_forms(self) -> Vec<(Box<str>, u32)> {
            self.forms.into_values().map(|counted| (counted.form, counted.documents)).collect()
        }
    }

    /// A word in all the ways in which it is written.
    #[derive(Default)]
    struct Forms {
        documents: u32,
        /// How many documents have which.
        by_form: BTreeMap<Box<str>, u32>,
    }

    /// The component for words as they are written, in any order, each with how many documents have it.
    pub(crate) fn component(forms: impl Iterator<Item = (Box<str>, u32)>) -> Vec<u8> {
        // Shards have most of their words in common: each is looked at once.
        let mut by_form: FxHashMap<Box<str>, u32> = FxHashMap::default();
        for (form, documents) in forms {
            *by_form.entry(form).or_default() += documents;
        }
        let mut by_word: BTreeMap<String, Forms> = BTreeMap::new();
        let mut folded = String::new();
        for (form, documents) in by_form {
            folded.clear();
            push_folded(&form, &mut folded);
            if is_word(&folded) {
                let known = by_word.entry(folded.clone()).or_default();
                known.documents += documents;
                *known.by_form.entry(form).or_default() += documents;
            }
        }
        if by_word.len() > MAX_WORDS {
            let mut frequencies: Vec<u32> = by_word.values().map(|forms| forms.documents).collect();
            frequencies.sort_unstable_by(|a, b| b.cmp(a));
            let least = frequencies[MAX_WORDS];
            by_word.retain(|_, forms| forms.documents > least);
        }
        compress_to_vec(text(&by_word).as_bytes(), 9)
    }

    fn text(by_word: &BTreeMap<String, Forms>) -> String {
        let mut text: String =
            by_word.values().map(|forms| char::from(b'a' + scaled(forms.documents))).collect();
        let mut before = "";
        for (word, forms) in by_word {
            let shared = word.chars().zip(before.chars()).take_while(|(one, other)| one == other).count();
            let rest: String = word.chars().skip(shared).collect();
            // At most `MAX_CHARACTERS`.
            let shared = char::from(b'0' + u8::try_from(shared).unwrap_or_default());
            let _ = write!(text, "\n{shared}{rest}");
            let written = usual(word, &forms.by_form);
            if written == word {
                // As it is folded.
            } else if written == capitalized(word) {
                text.push(CAPITALIZED);
            } else if written == word.to_ascii_uppercase() {
                text.push(CAPITALS);
            } else {
                let _ = write!(text, "{WRITTEN}{written}");
            }
            before = word;
        }
        text
    }

    /// The way in which most documents write a word; of equals in lower case, then the last in byte order.
    fn usual<'a>(word: &'a str, by_form: &'a BTreeMap<Box<str>, u32>) -> &'a str {
        let usual = by_form.iter().max_by_key(|(form, documents)| (**documents, ***form == *word, *form));
        usual.map_or(word, |(form, _)| form)
    }

    /// Twice the logarithm of a number of documents, to base two.
    fn scaled(documents: u32) -> u8 {
        let twice = documents.max(1).ilog2() * 2;
        let half = u32::from(documents >= 3 << documents.max(2).ilog2() >> 1);
        u8::try_from(twice + half).unwrap_or(u8::MAX).min(b'z' - b'a')
    }

    /// Whether it may be what was meant: the letters in which slips are looked for, and no number or hash.
    fn is_word(word: &str) -> bool {
        let latin = word.bytes().all(|b| b.is_ascii_alphanumeric());
        let cyrillic = || word.chars().all(|c| matches!(c, 'а'..='я' | 'ё'));
        let bytes = word.as_bytes();
        let changes = bytes.windows(2).filter(|two| two[0].is_ascii_digit() != two[1].is_ascii_digit());
        (MIN_CHARACTERS..=MAX_CHARACTERS).contains(&word.chars().count())
            && (latin || cyrillic())
            && changes.count() <= MAX_CHANGES
            && !bytes.iter().all(u8::is_ascii_digit)
            && !is_common(word)
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use crate::words::{Dictionary, Written};

        #[test]
        fn words_come_back_as_most_documents_write_them() {
            let mut counter = Counter::default();
            counter.add(["The Kafka-consumer, kafka", "ECONNRESET Zürich PostgreSQL the"].into_iter());
            counter.add(["Kafka's consumers: NullPointerException 12345 9f86d081a4 v1.2"].into_iter());
            counter.add(["Kafka consumer of ПРИВЕТ 障害 zeppelin"].into_iter());
            let dictionary = Dictionary::decode(&component(counter.into_forms().into_iter())).unwrap();
            let words: Vec<String> = dictionary
                .beginning_with("")
                .map(|word| format!("{} {}", word.text(), char::from(word.frequency)))
                .collect();
            assert_eq!(
                words,
                [
                    "consumer c",
                    "consumers a",
                    "ECONNRESET a",
                    "Exception a",
                    "Kafka d",
                    "Null a",
                    "NullPointerException a",
                    "Pointer a",
                    "Postgre a",
                    "PostgreSQL a",
                    "SQL a",
                    "zeppelin a",
                    "Zürich a",
                    "ПРИВЕТ a"
                ]
            );
            assert_eq!(dictionary.get("zurich").map(Written::text), Some("Zürich"));
            assert_eq!(dictionary.get("zuric"), None);
            let begin = dictionary.beginning_with("consu").map(Written::text);
            assert_eq!(begin.collect::<Vec<_>>(), ["consumer", "consumers"]);
        }

        #[test]
        fn frequencies_are_on_a_scale() {
            let scale: Vec<u8> = [1, 2, 3, 4, 5, 6, 7, 8, 10_000].map(scaled).to_vec();
            assert_eq!(scale, [0, 2, 3, 4, 4, 5, 5, 6, 25]);
        }
    }
}

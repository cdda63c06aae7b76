//! Queries that have answers, to measure searching with.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use crate::facts::Facts;
use crate::lexicon::{self, LEXICON};
use crate::rng::{Rng, Stream};

/// How many queries of each form to give, if the archive has so many.
const QUERIES: usize = 60;

/// Documents that are read to learn which words are in use. Frequencies of words hardly change from
/// here on, and a word that is in these is in the archive.
const SAMPLE: usize = 1000;

/// A word in fewer documents than one in this many is rare…
const RAREST: usize = 100;
/// …and one in more than one in this many is frequent; queries are made of those between.
const COMMONEST: usize = 4;

/// Letters of a prefix, as somebody has typed them when the first results should show.
const PREFIX: usize = 4;

/// Queries of four forms. As JSON: `{"one": ["word"], "two": ["word word"], "rare": [["token",
/// "file-stem"]], "prefix": ["pref"]}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Queries {
    /// A word that is neither rare nor frequent.
    pub one: Vec<String>,
    /// Two such words of one topic, with a blank between; at least one document has both.
    pub two: Vec<String>,
    /// A token, and the stem (name without `.md`) of the only file that has it.
    pub rare: Vec<(String, String)>,
    /// The first four letters of a longer word.
    pub prefix: Vec<String>,
}

/// Queries for the archive of `documents` documents of `seed`: 60 of each form, fewer if it is small.
#[must_use]
pub fn queries(seed: u64, documents: usize) -> Queries {
    let sample = Sample::new(seed, documents.min(SAMPLE));
    let mut rng = Rng::new(seed, Stream::Query, usize::MAX);

    // Coined words far outnumber the hand-written ones: half of each, as people ask for both.
    let (mut coined, mut written): (Vec<usize>, Vec<usize>) =
        sample.middle_words().partition(|&rank| lexicon::is_coined(rank));
    rng.shuffle(&mut coined);
    rng.shuffle(&mut written);
    let mixed = written.iter().take(QUERIES / 2).chain(&coined).take(QUERIES);
    let mut one: Vec<String> = mixed.map(|&rank| LEXICON.word(rank).to_string()).collect();
    rng.shuffle(&mut one);

    let long =
        coined.iter().chain(&written).map(|&rank| LEXICON.word(rank)).filter(|word| word.len() > PREFIX + 1);
    let prefixes: BTreeSet<String> = long.map(|word| word[..PREFIX].to_string()).collect();
    let mut prefix: Vec<String> = prefixes.into_iter().collect();
    rng.shuffle(&mut prefix);
    prefix.truncate(QUERIES);

    Queries { one, two: sample.pairs(&mut rng), rare: rare(seed, documents), prefix }
}

/// Tokens of documents evenly spread over the archive.
fn rare(seed: u64, documents: usize) -> Vec<(String, String)> {
    let queries = QUERIES.min(documents);
    let facts = (0..queries).map(|query| Facts::new(seed, query * documents / queries).0);
    facts.filter_map(|facts| Some((facts.tokens.first()?.clone(), facts.stem()))).collect()
}

/// The words of some documents that are in the vocabulary and about a topic.
struct Sample {
    /// Per document, the ranks of its words.
    documents: Vec<BTreeSet<usize>>,
    /// Number of documents by rank.
    frequencies: BTreeMap<usize, usize>,
}

impl Sample {
    fn new(seed: u64, size: usize) -> Self {
        let ranks: HashMap<&str, usize> =
            LEXICON.words().enumerate().map(|(rank, word)| (word, rank)).collect();
        let documents: Vec<BTreeSet<usize>> = (0..size)
            .map(|index| {
                let text = crate::document(seed, index).text.to_ascii_lowercase();
                let words = text.split(|letter: char| !letter.is_ascii_alphanumeric());
                words
                    .filter_map(|word| ranks.get(word).copied())
                    .filter(|&rank| lexicon::topic_of(rank).is_some())
                    .collect()
            })
            .collect();
        let mut frequencies = BTreeMap::new();
        for rank in documents.iter().flatten() {
            *frequencies.entry(*rank).or_default() += 1;
        }
        Self { documents, frequencies }
    }

    /// Whether a word is neither rare nor frequent.
    fn is_middle(&self, rank: usize) -> bool {
        let size = self.documents.len();
        self.frequencies
            .get(&rank)
            .is_some_and(|&documents| documents * RAREST >= size && documents * COMMONEST <= size)
    }

    /// Ranks of the words that are neither rare nor frequent.
    fn middle_words(&self) -> impl Iterator<Item = usize> {
        self.frequencies.keys().copied().filter(|&rank| self.is_middle(rank))
    }

    /// Two words of one topic from one document, for documents in a random order.
    fn pairs(&self, rng: &mut Rng) -> Vec<String> {
        let mut order: Vec<&BTreeSet<usize>> = self.documents.iter().collect();
        rng.shuffle(&mut order);
        let mut pairs = BTreeSet::new();
        for document in order {
            let words: Vec<usize> = document.iter().copied().filter(|&rank| self.is_middle(rank)).collect();
            // Every second pair begins with a hand-written word, if there is one.
            let written = words.iter().take_while(|&&rank| !lexicon::is_coined(rank)).count();
            let firsts = if written > 0 && pairs.len() % 2 == 0 { &words[..written] } else { &words };
            if firsts.is_empty() || pairs.len() == QUERIES {
                continue;
            }
            let first = firsts[rng.below(firsts.len())];
            let topic = lexicon::topic_of(first);
            let others: Vec<usize> =
                words.into_iter().filter(|&rank| rank != first && lexicon::topic_of(rank) == topic).collect();
            if !others.is_empty() {
                let second = others[rng.below(others.len())];
                pairs.insert(format!("{} {}", LEXICON.word(first), LEXICON.word(second)));
            }
        }
        // The set is only there to have no pair twice: its order would put like queries together.
        let mut pairs: Vec<String> = pairs.into_iter().collect();
        rng.shuffle(&mut pairs);
        pairs
    }
}

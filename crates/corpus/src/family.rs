//! Families: incidents that are alike, as recurring incidents of one archive are.

use std::sync::LazyLock;

use crate::lexicon::LEXICON;
use crate::rng::{Rng, Stream};
use crate::topics::TOPICS;
use crate::zipf::ZipfMandelbrot;

/// How many documents the families of one clan have. Families grow in number with the archive, not
/// in size, and five documents of a clan are like no other.
const SIZES: [usize; 13] = [16, 12, 8, 8, 6, 4, 3, 2, 1, 1, 1, 1, 1];

/// Documents whose families are decided together: the sum of [`SIZES`].
const CLAN: usize = 64;

/// Words that a family uses more than its topics do.
const WORDS: usize = 30;

/// Incidents with much in common.
pub(crate) struct Family {
    /// Topics, the first being what failed; the last is a document's own, see [`Family::of_document`].
    pub(crate) topics: [usize; 3],
    /// Ranks of the words of its own.
    pub(crate) words: Vec<usize>,
    /// Index of the service that is hit most often, see [`crate::facts`].
    pub(crate) service: usize,
    /// Index of one of the failures of the first topic.
    pub(crate) failure: usize,
    /// Indexes of the tags that most of its documents have.
    pub(crate) tags: [usize; 2],
    /// The classes that its stack traces go through, in `CamelCase`.
    pub(crate) classes: [String; 3],
}

/// The law that shares out services.
pub(crate) static SERVICES: LazyLock<ZipfMandelbrot> = LazyLock::new(|| ZipfMandelbrot::new(80, 1.0));
/// The law that shares out tags.
pub(crate) static TAGS: LazyLock<ZipfMandelbrot> = LazyLock::new(|| ZipfMandelbrot::new(200, 2.0));
static TOPIC_LAW: LazyLock<ZipfMandelbrot> = LazyLock::new(|| ZipfMandelbrot::new(20, 5.0));

impl Family {
    /// The family of a number as one of its documents has it: with a third topic of its own.
    pub(crate) fn of_document(seed: u64, number: usize, rng: &mut Rng) -> Self {
        let mut family = Self::new(seed, number);
        family.topics[2] = TOPIC_LAW.draw(rng);
        family
    }

    /// The family of a number, see [`place`].
    fn new(seed: u64, number: usize) -> Self {
        let mut rng = Rng::new(seed, Stream::Family, number);
        let topics = [(); 3].map(|()| TOPIC_LAW.draw(&mut rng));
        let words: Vec<usize> = (0..WORDS).map(|_| LEXICON.draw_coined(&mut rng)).collect();
        let suffixes = ["Dispatcher", "Repository", "Handler", "Client", "Manager", "Session"];
        let classes = [0, 1, 2]
            .map(|word| format!("{}{}", capitalised(LEXICON.word(words[word])), rng.pick(&suffixes)));
        Self {
            topics,
            words,
            service: SERVICES.draw(&mut rng),
            failure: rng.below(TOPICS[topics[0]].failures.len()),
            tags: [topics[0], topics[1]].map(|topic| tag_in_topic(TAGS.draw(&mut rng), topic)),
            classes,
        }
    }
}

/// The number of a document's family, and the indexes of the earlier documents of that family.
///
/// "Earlier" is by index, so that they are in every archive that has the document.
pub(crate) fn place(seed: u64, index: usize) -> (usize, Vec<usize>) {
    let clan = index / CLAN;
    let mut order: Vec<usize> = (0..CLAN).collect();
    Rng::new(seed, Stream::FamilyOrder, clan).shuffle(&mut order);

    // The shuffle keeps every member, and the sizes add up to the clan: both searches end.
    let position = order.iter().position(|&member| member == index % CLAN).unwrap_or_default();
    let (mut number, mut start) = (0, 0);
    while start + SIZES[number] <= position {
        start += SIZES[number];
        number += 1;
    }

    let members = order[start..start + SIZES[number]].iter().map(|member| clan * CLAN + member);
    let mut earlier: Vec<usize> = members.filter(|&member| member < index).collect();
    earlier.sort_unstable();
    (clan * SIZES.len() + number, earlier)
}

/// Of the tags as frequent as `tag`, the one that is about `topic`.
pub(crate) fn tag_in_topic(tag: usize, topic: usize) -> usize {
    tag - tag % TOPICS.len() + topic
}

/// `word` with a capital first letter.
pub(crate) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_add_up() {
        assert_eq!(SIZES.iter().sum::<usize>(), CLAN);
    }

    #[test]
    fn members_agree_on_their_family() {
        for index in 0..CLAN * 3 {
            let (family, earlier) = place(5, index);
            assert!(earlier.iter().all(|&other| other < index && place(5, other).0 == family));
        }
    }
}

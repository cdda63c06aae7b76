//! Finds what a misspelled word was meant to be.

/// Characters are counted in so many groups. Two in one group count as the same.
const GROUPS: usize = 64;

/// The candidate that `word` probably misspells: the most similar one, at a distance of at most one edit plus one for
/// each five characters. `None` if no candidate is that similar. The time grows with the number of candidates; only those
/// that have nearly the same characters as `word`, in any order, cost more than reading them.
///
/// ```
/// use retold_diagnostic::nearest;
///
/// assert_eq!(nearest("severty", ["severity", "services"]), Some("severity"));
/// assert_eq!(nearest("weight", ["severity", "services"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let characters = Characters::of(word);
    let near = candidates.into_iter().filter_map(|candidate| {
        let (least, length) = characters.least_distance(candidate);
        let most = 1 + length / 5;
        // The exact distance takes time that grows with the product of the lengths.
        let distance = (least <= most).then(|| strsim::damerau_levenshtein(word, candidate))?;
        (distance <= most).then_some((distance, candidate))
    });
    near.min().map(|(_, candidate)| candidate)
}

/// How often each group of characters is in a word.
struct Characters([isize; GROUPS]);

impl Characters {
    fn of(word: &str) -> Self {
        let mut counts = [0; GROUPS];
        word.chars().for_each(|character| counts[group(character)] += 1);
        Self(counts)
    }

    /// How many edits at least make `other` of the word, and the number of characters of `other`. An edit adds, removes or
    /// replaces one character, or swaps two, so that the larger number of characters that only one of them has is a lower
    /// bound; it is at least the difference of their lengths.
    fn least_distance(&self, other: &str) -> (usize, usize) {
        let mut counts = self.0;
        let mut length = 0;
        for character in other.chars() {
            counts[group(character)] -= 1;
            length += 1;
        }
        let (mut only_here, mut only_there) = (0, 0);
        for count in counts {
            let side = if count > 0 { &mut only_here } else { &mut only_there };
            *side += count.unsigned_abs();
        }
        (only_here.max(only_there), length)
    }
}

fn group(character: char) -> usize {
    character as usize % GROUPS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_forgives_a_typo_and_no_more() {
        assert_eq!(nearest("severty", ["severity", "services"]), Some("severity"));
        assert_eq!(nearest("weight", ["severity", "services"]), None);
        assert_eq!(nearest("tagss", ["tags", "tag"]), Some("tags"));
        assert_eq!(nearest("日付", ["日付け", "日"]), Some("日"));
        assert_eq!(nearest(&"a".repeat(100_000), ["severity"]), None);
    }

    #[test]
    fn the_characters_of_words_are_never_further_apart_than_the_words() {
        let words = [
            "",
            "a",
            "ab",
            "ba",
            "abc",
            "ca",
            "severity",
            "severty",
            "seevrity",
            "services",
            "日付",
            "日付け",
            "2015-02-20-search-api-lost-its-endpoints",
            "2015-02-02-serach-api-lost-endpoints",
        ];
        for (word, other) in words.iter().flat_map(|word| words.map(|other| (*word, other))) {
            let (least, length) = Characters::of(word).least_distance(other);
            assert!(least <= strsim::damerau_levenshtein(word, other), "{word} {other}");
            assert_eq!(length, other.chars().count());
        }
    }

    #[test]
    fn long_names_of_other_things_are_not_compared_letter_by_letter() {
        let word = Characters::of("2015-02-20-search-api-ingress-lost-its-endpoints-in-one-zone");
        for other in [
            "2019-12-25-catalog-api-crash-loop-after-the-node-upgrade-01",
            "2013-01-14-billing-backups-were-empty-for-a-whole-month-007",
            "2016-07-08-mail-queue-full-because-of-a-bulk-import-of-days",
        ] {
            let (least, length) = word.least_distance(other);
            assert!(least > 1 + length / 5, "{other}: {least}");
        }
    }
}

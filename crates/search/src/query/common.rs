//! Words that are in every document.

use crate::tokenizer::is_apostrophe;

/// Words of English that carry no meaning of their own, or only ask, in byte order. They are left out of
/// queries that have other words: their postings are the longest of the index.
const COMMON: &[&str] = &[
    "a", "about", "am", "an", "and", "any", "are", "as", "at", "be", "been", "being", "but", "by", "can",
    "could", "couldnt", "did", "didnt", "do", "does", "doesnt", "dont", "ever", "for", "from", "had", "has",
    "have", "having", "he", "her", "his", "how", "i", "if", "im", "in", "into", "is", "isnt", "it", "its",
    "me", "might", "my", "of", "on", "or", "our", "shall", "she", "should", "so", "than", "that", "thats",
    "the", "their", "them", "then", "there", "these", "they", "theyre", "this", "those", "to", "us", "was",
    "wasnt", "we", "were", "werent", "weve", "what", "whats", "when", "where", "wheres", "which", "while",
    "who", "whom", "whos", "whose", "why", "will", "with", "would", "wouldnt", "you", "your", "youre",
];

/// Whether a word, in lower case, is one of them, with or without an apostrophe.
pub(crate) fn is_common(word: &str) -> bool {
    let is_known = |word: &str| COMMON.binary_search(&word).is_ok();
    match word.split_once(is_apostrophe) {
        Some((before, after)) => is_known(&[before, after].concat()),
        None => is_known(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(COMMON.is_sorted());
        assert!(is_common("a") && is_common("the") && is_common("you"));
        assert!(is_common("didn't") && is_common("what’s"));
        assert!(!is_common("down") && !is_common("not") && !is_common(""));
    }
}

//! Words that are in every document.

/// Words of English that carry no meaning of their own, in byte order. They are left out of
/// queries that have other words: their postings are the longest of the index.
const COMMON: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "did", "do", "does", "for", "from",
    "had", "has", "have", "how", "i", "if", "in", "into", "is", "it", "its", "of", "on", "or", "our", "so",
    "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "to", "was",
    "we", "were", "what", "when", "where", "which", "while", "who", "why", "will", "with", "you",
];

/// Whether a word, in lower case, is one of them.
pub(crate) fn is_common(word: &str) -> bool {
    COMMON.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(COMMON.is_sorted());
        assert!(is_common("a") && is_common("the") && is_common("you"));
        assert!(!is_common("down") && !is_common("not") && !is_common(""));
    }
}

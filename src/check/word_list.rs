//! Finds words of a table in a text.

use retold_times::WordTable;
use retold_times::text::is_ideographic;

/// Words and phrases in lower case, in several languages.
#[derive(Debug)]
pub struct WordList(Vec<&'static str>);

impl WordList {
    /// The words for `name` in `table`.
    pub fn new(table: &WordTable, name: &str) -> Self {
        Self(table.words(name).collect())
    }

    /// Whether any of them occurs in `lower`, a text in lower case, as whole words.
    pub fn occur_in(&self, lower: &str) -> bool {
        self.0.iter().any(|phrase| {
            lower.match_indices(phrase).any(|(at, _)| is_whole(lower, at, at + phrase.len(), phrase))
        })
    }

    /// The part of `lower` behind the longest of them that it starts with.
    pub fn strip_from<'a>(&self, lower: &'a str) -> Option<&'a str> {
        let starts = self
            .0
            .iter()
            .filter(|phrase| lower.starts_with(**phrase) && is_whole(lower, 0, phrase.len(), phrase));
        let longest = starts.map(|phrase| phrase.len()).max()?;
        Some(lower[longest..].trim_start())
    }
}

/// Whether the bytes from `start` to `end` of `text`, which are `phrase`, are no part of a longer word. Languages that
/// write no spaces have no such words.
fn is_whole(text: &str, start: usize, end: usize, phrase: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() && !is_unspaced(c);
    let (before, behind) = (text[..start].chars().next_back(), text[end..].chars().next());
    phrase.chars().any(is_unspaced) || !(before.is_some_and(is_letter) || behind.is_some_and(is_letter))
}

/// Whether `c` belongs to a script that writes no spaces between words.
pub fn is_unspaced(c: char) -> bool {
    is_ideographic(c) || matches!(c, '\u{ac00}'..='\u{d7af}')
}

/// `text` as words of a table are written: in lower case, with straight apostrophes.
pub fn as_in_tables(text: &str) -> String {
    text.to_lowercase().replace('’', "'")
}

/// The number of words of a text. Two characters of a script without spaces count as a word.
pub fn count_words(text: &str) -> usize {
    let unspaced = text.chars().filter(|c| is_unspaced(*c)).count();
    let words = text.split(|c: char| !c.is_alphabetic() && c != '\'' || is_unspaced(c));
    unspaced / 2 + words.filter(|word| !word.is_empty()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_words() {
        let phrases = WordList(vec!["due to", "原因"]);
        for (text, is_found) in [
            ("it was due to x", true),
            ("due tomorrow", false),
            ("その原因は", true),
            ("overdue to x", false),
        ] {
            assert_eq!(phrases.occur_in(text), is_found, "{text}");
        }
        assert_eq!(phrases.strip_from("due to a typo"), Some("a typo"));
    }

    #[test]
    fn words_are_counted_in_any_script() {
        assert_eq!(count_words("The users' logins: 500 failed"), 4);
        assert_eq!(count_words("利用者に影響"), 3);
    }
}

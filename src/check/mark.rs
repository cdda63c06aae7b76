//! What a remark that allows findings begins with, and its misspellings.

use retold_document::Document;

/// What a remark begins with.
const MARK: &str = "retold-allow";

/// How a comment begins that is meant as a remark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark<'a> {
    /// With the mark. The rest of the comment.
    Right(&'a str),
    /// With a word that is nearly the mark.
    Misspelled(&'a str),
}

impl<'a> Mark<'a> {
    /// The mark of a comment; `None` if it is no remark.
    pub fn of(comment: &'a str) -> Option<Self> {
        let comment = comment.trim_start();
        let is_end = |c: char| c.is_whitespace() || matches!(c, ':' | ',');
        let word = comment.split(is_end).next().unwrap_or_default();
        // With a space in it, the mark is two words.
        let two =
            comment.get(..MARK.len()).filter(|_| comment[MARK.len()..].chars().next().is_none_or(is_end));
        let misspelled = [Some(word), two].into_iter().flatten().find(|word| is_misspelled(word));
        let right = || comment.strip_prefix(MARK).map(Self::Right);
        misspelled.map(Self::Misspelled).or_else(right)
    }

    /// Whether `document` may have remarks. This is much faster than reading it.
    pub fn may_be_in(document: &'a Document) -> bool {
        let in_front_matter = document.text[..document.body_start].split('#');
        let in_body = document.text.split('<').skip(1).filter_map(|tag| tag.strip_prefix("!--"));
        in_front_matter.skip(1).chain(in_body).any(|comment| Self::of(comment).is_some())
    }
}

/// Whether `word` is the mark in other letters, or with one letter too many, too few, wrong or in the wrong place.
fn is_misspelled(word: &str) -> bool {
    if word == MARK || word.len().abs_diff(MARK.len()) > 4 {
        return false;
    }
    let word: Vec<char> = word.to_lowercase().chars().collect();
    let mark: Vec<char> = MARK.chars().collect();
    let start = word.iter().zip(&mark).take_while(|(one, other)| one == other).count();
    let (word, mark) = (&word[start..], &mark[start..]);
    let end = word.iter().rev().zip(mark.iter().rev()).take_while(|(one, other)| one == other).count();
    match (&word[..word.len() - end], &mark[..mark.len() - end]) {
        ([a, b], [c, d]) => (a, b) == (d, c),
        (differing, instead) => differing.len() <= 1 && instead.len() <= 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_begins_with_the_mark_or_nearly() {
        for (comment, expected) in [
            (" retold-allow link/missing: x", Some(Mark::Right(" link/missing: x"))),
            ("retold-allow: x", Some(Mark::Right(": x"))),
            (" retold-alow link/missing: x", Some(Mark::Misspelled("retold-alow"))),
            (" Retold-Allow link/missing: x", Some(Mark::Misspelled("Retold-Allow"))),
            ("retold-allow-x", Some(Mark::Right("-x"))),
            ("retold-allows: x", Some(Mark::Misspelled("retold-allows"))),
            ("retold_allow x", Some(Mark::Misspelled("retold_allow"))),
            ("retold allow x", Some(Mark::Misspelled("retold allow"))),
            ("retodl-allow x", Some(Mark::Misspelled("retodl-allow"))),
            ("retold-deny x", None),
            ("retold allows x", None),
            ("see retold-allow", None),
            ("rétold-allôw", None),
            ("", None),
        ] {
            assert_eq!(Mark::of(comment), expected, "{comment}");
        }
    }
}

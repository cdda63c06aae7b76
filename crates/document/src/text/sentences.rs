//! Where a sentence ends.

/// Cuts a text into sentences.
pub fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let last = rest.char_indices().find(|&(at, c)| match c {
            '。' | '！' | '？' => true,
            '.' | '!' | '?' => ends_sentence(&rest[..at], &rest[at + 1..]),
            _ => false,
        });
        let end = last.map_or(rest.len(), |(at, c)| at + c.len_utf8());
        let (sentence, behind) = rest.split_at(end);
        rest = behind;
        Some(sentence)
    })
}

/// Whether a point between `before` and `behind` ends a sentence.
fn ends_sentence(before: &str, behind: &str) -> bool {
    let word = last_word(before);
    (behind.is_empty() || behind.starts_with(char::is_whitespace))
        && !is_abbreviation(word)
        && !(is_day(word) && begins_with_month(behind))
}

fn is_day(word: &str) -> bool {
    matches!(word.len(), 1 | 2) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// `Am 14. März`
fn begins_with_month(text: &str) -> bool {
    let text = text.trim_start();
    let word = text.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    retold_times::month(word).is_some()
}

/// The letters and digits that `text` ends with.
fn last_word(text: &str) -> &str {
    &text[text.trim_end_matches(char::is_alphanumeric).len()..]
}

/// Whether a point after `word` ends no sentence: `ca. 14:05`, `Sept. 18`, `a.m.`
fn is_abbreviation(word: &str) -> bool {
    const WORDS: [&str; 22] = [
        "ca", "approx", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
        "a", "m", "p", "g", "e", "no", "vs", "resp",
    ];
    WORDS.iter().any(|other| word.eq_ignore_ascii_case(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_in_numbers_and_abbreviations_end_no_sentence() {
        for (text, expected) in [
            ("It stopped. It ran!", &["It stopped.", " It ran!"][..]),
            ("It stopped ca. 14:05 at 1.5 bar. Why?", &["It stopped ca. 14:05 at 1.5 bar.", " Why?"]),
            ("On Sept. 18 at 9 a.m. it stopped", &["On Sept. 18 at 9 a.m. it stopped"]),
            ("Am 14. März stand es. Seit 9. Gut.", &["Am 14. März stand es.", " Seit 9.", " Gut."]),
            ("止まった。動いた。", &["止まった。", "動いた。"]),
            ("", &[]),
        ] {
            assert_eq!(sentences(text).collect::<Vec<_>>(), expected, "{text}");
        }
    }
}

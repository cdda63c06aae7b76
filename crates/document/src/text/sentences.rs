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
            '.' | '!' | '?' => {
                let is_last = rest[at + 1..].chars().next().is_none_or(char::is_whitespace);
                is_last && !is_abbreviation(last_word(&rest[..at]))
            }
            _ => false,
        });
        let end = last.map_or(rest.len(), |(at, c)| at + c.len_utf8());
        let (sentence, behind) = rest.split_at(end);
        rest = behind;
        Some(sentence)
    })
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

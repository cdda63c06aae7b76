//! Finding words in text without regard to case.

/// What follows `word` at the start of `text`, case aside; a word in letters must end there.
pub fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let mut rest = text.chars();
    for wanted in word.chars() {
        let found = rest.next()?;
        let is_same = found == wanted
            || if found.is_ascii() {
                found.to_ascii_lowercase() == wanted
            } else {
                found.to_lowercase().eq(std::iter::once(wanted))
            };
        if !is_same {
            return None;
        }
    }
    let rest = rest.as_str();
    let is_word = |c: char| c.is_alphanumeric() && !is_ideographic(c);
    let continues = word.ends_with(is_word) && rest.starts_with(|c: char| is_word(c) || c == '_');
    (!continues).then_some(rest)
}

/// Whether `c` is of a script that sets no blanks between words.
pub fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

//! Words and brackets at the start of a text.

/// The text behind `word` at the start of `text`; `None` if `text` starts otherwise. `word` is in lower case, and the case of
/// `text` is ignored. A word that ends in a letter or digit must end in `text`, too; Chinese and Japanese words, which
/// no blank ends, may go on.
///
/// ```
/// use retold_times::text::strip_word;
///
/// assert_eq!(strip_word("Before noon", "before"), Some(" noon"));
/// assert_eq!(strip_word("Beforehand", "before"), None);
/// assert_eq!(strip_word("復旧時刻", "復旧"), Some("時刻"));
/// ```
#[inline]
pub fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    // Nearly all words differ in their first letter.
    let (found, wanted) = (text.as_bytes().first()?, word.as_bytes().first()?);
    let differs = found.is_ascii() && wanted.is_ascii() && found.to_ascii_lowercase() != *wanted;
    if differs { None } else { strip_similar(text, word) }
}

fn strip_similar<'a>(text: &'a str, word: &str) -> Option<&'a str> {
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

/// Whether `c` is a Chinese or Japanese character: of a script without blanks between words.
///
/// ```
/// use retold_times::text::is_ideographic;
///
/// assert!(is_ideographic('復') && is_ideographic('カ'));
/// assert!(!is_ideographic('a') && !is_ideographic('한'));
/// ```
pub fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// The closing bracket for `opening`, which is one of `[ ( （ 【 ［ 「`; `None` for other characters.
///
/// ```
/// assert_eq!(retold_times::text::closing_bracket('【'), Some('】'));
/// assert_eq!(retold_times::text::closing_bracket('<'), None);
/// ```
pub fn closing_bracket(opening: char) -> Option<char> {
    match opening {
        '[' => Some(']'),
        '(' => Some(')'),
        '（' => Some('）'),
        '【' => Some('】'),
        '［' => Some('］'),
        '「' => Some('」'),
        _ => None,
    }
}

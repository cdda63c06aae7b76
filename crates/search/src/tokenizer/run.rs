//! Where words begin and end.

use super::fold::{is_combining, is_invisible};

/// A stretch of a text without spaces that is analysed as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run<'a> {
    /// The text, as written; begins and ends with a letter or a digit.
    pub(crate) text: &'a str,
    /// Byte offset of `text` in the whole.
    pub(crate) start: usize,
    /// Whether it is Chinese, Japanese or Korean: written without spaces between words.
    pub(crate) cjk: bool,
}

/// The most marks in sequence that can join two parts: `http://host` has three.
const MAX_MARKS: usize = 3;

/// Whether the mark holds the parts of a technical name together.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '-' | '_' | '.' | '/' | ':' | '@' | '\\' | '\u{2010}' | '\u{2011}')
}

/// Whether the character is an apostrophe: `customer's` is one word.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

/// Whether the character belongs to a script that is written without spaces.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{3040}'..='\u{30ff}'       // Hiragana, Katakana
        | '\u{3400}'..='\u{4dbf}'     // Han, extension A
        | '\u{4e00}'..='\u{9fff}'     // Han
        | '\u{ac00}'..='\u{d7af}'     // Hangul syllables
        | '\u{f900}'..='\u{faff}'     // Han, compatibility
        | '\u{20000}'..='\u{3fffd}') // Han, extensions B and up
}

/// The runs of a text, in order.
pub(crate) fn runs(text: &str) -> impl Iterator<Item = Run<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let found = text[at..].char_indices().find(|(_, c)| c.is_alphanumeric())?;
        let start = at + found.0;
        let cjk = is_cjk(found.1);
        let end = start + if cjk { cjk_len(&text[start..]) } else { word_len(&text[start..]) };
        at = end;
        Some(Run { text: &text[start..end], start, cjk })
    })
}

/// Length in bytes of the characters at the start of `text` that are written without spaces.
fn cjk_len(text: &str) -> usize {
    text.find(|c| !is_cjk(c)).unwrap_or(text.len())
}

/// Length in bytes of the run at the start of `text`.
fn word_len(text: &str) -> usize {
    let plain = text.bytes().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(text.len());
    let mut end = plain;
    // Marks since the last letter or digit; they belong to the run only when another one follows.
    let mut marks = 0;
    for (i, c) in text[plain..].char_indices() {
        if c.is_alphanumeric() && !is_cjk(c) {
            end = plain + i + c.len_utf8();
            marks = 0;
        } else if is_combining(c) && marks == 0 {
            end = plain + i + c.len_utf8();
        } else if is_invisible(c) {
            // As behind the mark after which a name may be broken.
        } else if (is_mark(c) && marks < MAX_MARKS) || (is_apostrophe(c) && marks == 0) {
            marks += 1;
        } else {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_hold_names_together() {
        for (text, expected) in [
            ("The kube-proxy, then.", vec!["The", "kube-proxy", "then"]),
            ("10.0.0.0/8 (v1.2.3)", vec!["10.0.0.0/8", "v1.2.3"]),
            ("http://host/a.b", vec!["http://host/a.b"]),
            ("key=value a&b", vec!["key", "value", "a", "b"]),
            ("__init__ --flag", vec!["init", "flag"]),
            ("wait... then", vec!["wait", "then"]),
            ("a....b", vec!["a", "b"]),
            ("customer's", vec!["customer's"]),
            ("'quoted'", vec!["quoted"]),
            ("max_\u{2060}conns data\u{ad}base", vec!["max_\u{2060}conns", "data\u{ad}base"]),
            ("DNS障害の", vec!["DNS", "障害の"]),
            ("障害DNS", vec!["障害", "DNS"]),
            ("", vec![]),
            ("...---...", vec![]),
        ] {
            let found: Vec<&str> = runs(text).map(|run| run.text).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}

//! Finding words in text without regard to case.

pub use retold_times::text::{is_ideographic, strip_word};

/// Whether all letters of a text are capitals, and there are at least two.
pub fn is_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() >= 2 && !text.chars().any(char::is_lowercase)
}

/// Blanks, and the marks that set the parts of an item apart.
pub fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '–' | '—' | ',' | ';' | ':' | '|' | '、' | '，' | '；' | '：' | '·' | '→')
}

//! Punctuation in the scripts that postmortems are written in.

pub const COLONS: [char; 2] = [':', '：'];
pub const QUESTION_MARKS: [char; 2] = ['?', '？'];
pub const OPENING_BRACKETS: [char; 2] = ['(', '（'];

/// The text before a remark in brackets.
pub fn before_bracket(text: &str) -> &str {
    text.split(OPENING_BRACKETS).next().unwrap_or(text)
}

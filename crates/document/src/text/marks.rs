//! Punctuation in the scripts that postmortems are written in.

pub const COLONS: [char; 2] = [':', '：'];
pub const QUESTION_MARKS: [char; 2] = ['?', '？'];
pub const OPENING_BRACKETS: [char; 2] = ['(', '（'];

/// Whether a text may have one of [`COLONS`]; most have not. `：` begins with the byte 0xef.
pub fn may_have_colon(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b':' | 0xef))
}

/// The text before a remark in brackets.
pub fn before_bracket(text: &str) -> &str {
    text.split(OPENING_BRACKETS).next().unwrap_or(text)
}

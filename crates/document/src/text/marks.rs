//! Punctuation in the scripts that postmortems are written in, as patterns for `str`'s searches.

pub const COLONS: [char; 2] = [':', '：'];
pub const QUESTION_MARKS: [char; 2] = ['?', '？'];
pub const OPENING_BRACKETS: [char; 2] = ['(', '（'];

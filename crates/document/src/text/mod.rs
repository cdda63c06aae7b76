//! Small questions about text that many readers ask.

pub mod marks;
pub mod markup;
pub mod placeholder;
pub mod sentences;
pub mod slug;
pub mod stamps;
pub mod tense;
pub mod tickets;
pub mod words;

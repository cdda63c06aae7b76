//! Small functions on text that several readers use.

pub mod marks;
pub mod markup;
pub mod phrases;
pub mod placeholder;
pub mod sentences;
pub mod shorten;
pub mod slug;
pub mod stamps;
pub mod tense;
pub mod tickets;
pub mod words;

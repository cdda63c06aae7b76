//! The names of sections and of metadata, and words for days, in several languages.

pub mod day_words;
pub mod fields;
mod normalise;
pub mod section_names;

pub use normalise::normalise;

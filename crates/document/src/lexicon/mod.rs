//! The names of sections, of metadata and of severities, and words for days, in several languages.

pub mod day_words;
pub mod fields;
mod normalise;
pub mod section_names;
pub mod section_patterns;
pub mod severities;

pub use normalise::{normalise, without_shortcodes};

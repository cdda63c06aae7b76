//! The names of sections and of metadata, in several languages.

pub mod fields;
mod normalise;
pub mod section_names;

pub use normalise::normalise;

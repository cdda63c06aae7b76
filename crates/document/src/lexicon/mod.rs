//! What people call the parts of a postmortem and its metadata, in several languages.

pub mod fields;
mod normalise;
pub mod section_names;

pub use normalise::normalise;

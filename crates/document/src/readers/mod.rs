//! Readers: each takes a body and returns plain data with byte spans of the file. Readers do not use
//! each other, except that milestones are read from the entries of the timeline.

pub mod actions;
pub mod facts;
pub mod impact;
pub mod lessons;
pub mod milestones;
pub mod timeline;
pub mod whys;

//! Readers: each gets a body and gives plain data with byte spans of the file, and knows no other reader.

pub mod actions;
pub mod facts;
pub mod impact;
pub mod lessons;
pub mod milestones;
pub mod timeline;
pub mod whys;

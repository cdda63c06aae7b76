//! How alike the postmortems of an archive are, and why: [`Model`].
//!
//! ```text
//! document ─▶ DocumentTerms ─┐
//! document ─▶ DocumentTerms ─┼─▶ vocabulary ─▶ weights: rarity × cohesion ─▶ Model ─▶ neighbours of one, with reasons
//! document ─▶ DocumentTerms ─┘
//! ```
//!
//! Documents are compared by the cosine of their weighted terms (Salton, Wong and Yang, 1975), each together with its neighbours
//! (`nearest.rs`). What is left out follows from the archive: see `weights.rs` and `cohesion.rs`, and for what is shown `worth.rs`. It needs no more of a document than its title and its text, so that a draft
//! is compared like a postmortem of the archive.

mod alike;
mod characteristic;
mod cohesion;
mod model;
mod nearest;
mod reasons;
mod repeats;
mod sparse;
mod terms;
#[cfg(test)]
mod testing;
mod title;
mod vocabulary;
mod weights;
mod worth;

pub use alike::Alike;
pub use characteristic::{CharacteristicWord, characteristic_words};
pub use model::Model;
pub use nearest::Neighbour;
pub use reasons::{Reason, SharedWord, Where};
pub use terms::{DocumentTerms, TermReader};

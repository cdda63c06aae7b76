//! Packs, written and searched.

mod cost;
mod damage;
mod fixture;
mod host;
mod queries;
mod reproducible;

//! Packs, written and searched.

mod any;
mod cost;
mod damage;
mod fixture;
mod host;
mod queries;
mod reproducible;

//! Retold from the outside: the program as it is run, the site as it is published.
//!
//! One binary, one module per question; [`support`] has the builder that all of them use.

mod architecture;
mod build;
mod docs;
mod evaluation;
mod export;
mod golden;
mod help;
mod hostile;
mod html;
mod kill;
mod messages;
mod properties;
mod retrieval;
// The situations in which rules find something are made with links, rights and pipes of Unix.
#[cfg(unix)]
mod rules;
mod schema;
mod search;
mod serve;
mod support;
mod today;
mod understanding;

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
mod rules;
mod schema;
mod search;
mod serve;
mod support;
mod today;
mod understanding;

//! Retold from the outside: the program as it is run, the site as it is published.
//!
//! One binary with one module per topic; all of them use the builder in [`support`].

mod actions;
mod adopt;
mod api;
mod architecture;
mod baseline;
mod blame;
mod build;
mod changed;
mod check;
// The scripts are those of machines with Unix.
#[cfg(unix)]
mod ci;
mod docs;
mod evaluation;
mod export;
mod exposure;
mod external;
mod files;
mod fix;
mod golden;
mod help;
mod holding;
mod hostile;
mod html;
mod init;
mod kill;
mod likeness;
mod lost;
mod messages;
mod new;
mod patterns;
mod properties;
mod published;
mod publishing;
#[cfg(unix)]
mod reread;
mod retrieval;
// The situations for rules are created with links, permissions and pipes of Unix.
#[cfg(unix)]
mod rules;
mod schema;
mod search;
mod secrets;
mod serve;
mod similar;
mod site_server;
mod strings;
mod support;
mod today;
mod understanding;

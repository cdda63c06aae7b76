//! `retold search`.

use clap::{Args, ValueEnum};
use retold_search::{Facet, Query, SearchOptions, Sort};

use super::context::Environment;
use super::exit::{CommandError, Exit};
use super::index::Site;
use super::output::Output;
use super::results::{self, Format, ResultOptions};
use retold_diagnostic::{Diagnostic, printable_line};

/// Search the built archive
///
/// Reads the index that `retold build` published, with the engine of the search page: a query finds the same
/// documents in the same order. With `--site`, it needs no archive on this machine: the pieces of the index that the query
/// needs are read from the host. Exit status 1 means that nothing was found.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Search {
    #[command(flatten)]
    site: Site,
    #[command(flatten)]
    results: ResultOptions,
    /// Order of the results
    #[arg(long, value_name = "ORDER", value_enum, default_value_t = Order::Relevance)]
    sort: Order,
    /// Count the values of a field in the results instead of showing them; can be repeated
    #[arg(long = "facet", value_name = "FIELD", value_enum)]
    facets: Vec<Field>,
    /// Words, "phrases", +required, -excluded, OR, (groups), service:NAME, sev:1, tag:NAME, after:2024-01 …
    #[arg(required = true)]
    query: Vec<String>,
}

const EXAMPLES: &str = "\
Examples:
  retold search connection pool
  retold search '\"certificate expired\" -staging'
  retold search '(failover OR switchover) database after:2023'
  retold search service:postgres sev:1 --format ids
  retold search --facet service --facet year outage
  retold search --site https://example.org/postmortems/ connection pool
  retold search -- '-staging pool'          a query that starts with a hyphen";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Order {
    /// The best match first
    Relevance,
    /// The newest first
    Newest,
    /// The most severe first
    Severity,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Field {
    #[value(alias = "severity")]
    Sev,
    Service,
    Kind,
    Status,
    Cause,
    Tag,
    Team,
    Year,
}

impl Search {
    pub fn run(self, environment: &Environment, output: &mut Output) -> Result<Exit, CommandError> {
        let query = self.query.join(" ");
        if query.trim().is_empty() && self.sort == Order::Relevance && self.facets.is_empty() {
            let finding = Diagnostic::error("search/empty", "the query is empty")
                .hint("to list all documents, add `--sort newest`");
            return Err(CommandError::usage([finding]));
        }
        let (config, mut index) = self.site.open(environment, output)?;
        let sort = match self.sort {
            Order::Relevance => Sort::Relevance,
            Order::Newest => Sort::Newest,
            Order::Severity => Sort::Severity,
        };
        let options = SearchOptions { limit: self.results.limit, sort, ..SearchOptions::default() };
        let query = Query::parse(&query, index.language());
        if self.facets.is_empty() {
            let found = index.search(&query, &options)?;
            return Ok(results::show(&found, self.results.format, &config, output));
        }
        let counted = index.facets(&query, &options)?;
        let wanted: Vec<String> = self
            .facets
            .iter()
            .filter_map(|field| Some(field.to_possible_value()?.get_name().to_owned()))
            .collect();
        let mut is_empty = true;
        for facet in counted.iter().filter(|facet| wanted.contains(&facet.field)) {
            is_empty &= facet.values.is_empty();
            show_facet(facet, &self.results, output);
        }
        Ok(if is_empty { Exit::Findings } else { Exit::Clean })
    }
}

/// Shows the most frequent values of a facet, as many as were asked for.
fn show_facet(facet: &Facet, options: &ResultOptions, output: &mut Output) {
    let values = || facet.values.iter().take(options.limit);
    match options.format {
        Format::Json => {
            for value in values() {
                let line = serde_json::json!({
                    "field": facet.field, "label": value.label, "filter": value.filter, "count": value.count,
                });
                output.json(&line.to_string());
            }
        }
        Format::Ids => values().for_each(|value| output.data(&printable_line(&value.filter))),
        Format::Text => {
            let mut text = output.styled();
            text.plain(&facet.field).end_line();
            for value in values() {
                text.plain(&format!("{:>6}  {}", value.count, value.label)).end_line();
            }
            text.end_line();
            output.text(&text);
        }
    }
}

//! `retold rules`.

mod json;
mod text;

use clap::{Args, ValueEnum};

use super::exit::{CommandError, Exit};
use super::output::Output;
use super::project::Root;
use crate::check::{RULES, Rule, RuleLevels, named, rule_levels};
use crate::config::{Config, Overrides};
use retold_diagnostic::Diagnostic;

/// List the rules of the check, or explain one
///
/// Lists each kind of finding with the level that it has in this archive. With the name of a rule, explains the problem, its
/// consequence and how to fix it, with an example.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Rules {
    #[command(flatten)]
    root: Root,
    /// A rule to explain, or a group of rules to list
    #[arg(value_name = "RULE")]
    rule: Option<String>,
    /// Output format
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  retold rules                    list all rules
  retold rules link/missing       explain a rule
  retold rules 'times/*'          list a group
  retold rules --format json      everything, for programs";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON object
    Json,
}

impl Rules {
    pub fn run(self, output: &mut Output) -> Result<Exit, CommandError> {
        let rules = match &self.rule {
            None => RULES.to_vec(),
            Some(pattern) => named(pattern).map_err(|hint| unknown(pattern, hint))?,
        };
        // A rule on the configuration is explained also where the configuration breaks it.
        let config = self.root.config(Overrides::default());
        let levels = config.as_ref().ok();
        match self.format {
            Format::Json => output.json(&json::render(&rules, levels)),
            Format::Text => {
                let mut text = output.styled();
                let is_one = self.rule.as_deref().is_some_and(|pattern| !pattern.ends_with('*'));
                match rules.as_slice() {
                    [rule] if is_one => text::explain(&mut text, rule, levels),
                    rules => text::list(&mut text, rules, levels),
                }
                output.text(&text);
            }
        }
        config
            .map(|_| Exit::Clean)
            .map_err(|error| error.note("The levels are those without a configuration"))
    }
}

/// The levels of `rule` with the settings of `config`, or without any.
fn levels<'a>(rule: &Rule, config: Option<&'a Config>) -> RuleLevels<'a> {
    match config {
        Some(config) => rule_levels(rule, config),
        None => RuleLevels { general: rule.levels.to_vec(), folders: Vec::new() },
    }
}

fn unknown(pattern: &str, hint: String) -> CommandError {
    let message = format!("there is no rule `{pattern}`");
    CommandError::usage([Diagnostic::error("arguments/rule", message).hint(hint)])
}

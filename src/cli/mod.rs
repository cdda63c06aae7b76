//! The command line: arguments in, output streams, progress and exit codes. One file per command.

mod actions;
mod adopt;
mod build;
mod check;
mod condition;
mod context;
mod editor;
mod exit;
mod export;
mod exposure;
mod external;
mod fault;
mod git;
mod index;
mod init;
mod inspect;
mod linked_editor;
mod names;
mod new;
mod new_file;
mod output;
mod project;
mod proxies;
mod published;
mod replace;
mod report;
mod results;
mod rules;
mod schema;
mod search;
mod serve;
mod similar;
mod statuses;
mod styled;
mod today;

use std::ffi::OsString;

use clap::{Parser, Subcommand};
use jiff::civil::Date;

use context::Context;
pub use context::Environment;
use exit::{CommandError, Exit};
pub use output::Output;

/// Turns a folder of postmortems in Markdown into a searchable static site.
#[derive(Debug, Parser)]
#[command(name = "retold", version, max_term_width = 100, after_help = EXAMPLES)]
struct Arguments {
    /// The date that counts as today, instead of that of SOURCE_DATE_EPOCH or of the clock (in UTC)
    #[arg(long, value_name = "DATE", value_parser = today::parse, global = true, display_order = 100)]
    today: Option<Date>,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  retold build                              build content/ into public/
  retold build --content docs/incidents     no configuration, no front matter needed
  retold serve --open                       preview the site while you write
  retold search 'replication lag'           search the archive from a terminal
  retold similar crash.txt                  find incidents similar to a log or a stack trace

Exit status: 0 no problems, 1 problems or nothing found, 2 wrong arguments or configuration.";

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Init),
    New(Box<new::New>),
    Build(build::Build),
    Inspect(inspect::Inspect),
    Adopt(adopt::Adopt),
    Check(check::Check),
    Rules(rules::Rules),
    Serve(serve::Serve),
    Search(search::Search),
    Similar(similar::Similar),
    Actions(actions::Actions),
    Exposure(exposure::Exposure),
    Export(export::Export),
    Schema(schema::Schema),
}

/// Runs the program with `arguments`, its own name first, in an `environment`; returns the exit status.
///
/// Errors of commands and failed writes to standard output are shown only here.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    environment: &Environment,
    output: &mut Output,
) -> u8 {
    let backtrace = environment.backtrace;
    fault::caught(output, backtrace, |output| run_unguarded(arguments, environment, output))
}

fn run_unguarded(
    arguments: impl IntoIterator<Item = OsString>,
    environment: &Environment,
    output: &mut Output,
) -> u8 {
    let ended = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments.run(environment, output),
        Err(error) => Ok(output.usage(&error)),
    };
    let exit = ended.unwrap_or_else(|error| {
        output.findings(&error.findings);
        if let Some(note) = &error.note {
            output.note(note);
        }
        error.exit
    });
    let exit = match output.finish() {
        Ok(()) => exit,
        Err(finding) => {
            output.findings(&[finding].into());
            exit.max(Exit::Findings)
        }
    };
    exit.status()
}

impl Arguments {
    fn run(self, environment: &Environment, output: &mut Output) -> Result<Exit, CommandError> {
        let today = today::today(self.today, environment.source_date_epoch.as_deref())?;
        self.command.run(Context { today }, environment, output)
    }
}

impl Command {
    fn run(
        self,
        context: Context,
        environment: &Environment,
        output: &mut Output,
    ) -> Result<Exit, CommandError> {
        match self {
            Self::Init(init) => init.run(context, output),
            Self::New(new) => new.run(context, environment, output),
            Self::Build(build) => build.run(context, output),
            Self::Inspect(inspect) => inspect.run(context, output),
            Self::Adopt(adopt) => adopt.run(output),
            Self::Check(check) => check.run(context, environment, output),
            Self::Rules(rules) => rules.run(output),
            Self::Serve(serve) => serve.run(context, environment, output),
            Self::Search(search) => search.run(environment, output),
            Self::Similar(similar) => similar.run(context, environment, output),
            Self::Actions(actions) => actions.run(context, output),
            Self::Exposure(exposure) => exposure.run(context, output),
            Self::Export(export) => export.run(context, output),
            Self::Schema(schema) => {
                schema.run(output);
                Ok(Exit::Clean)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        super::Arguments::command().debug_assert();
    }
}

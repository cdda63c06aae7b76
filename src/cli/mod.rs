//! The command line: arguments in, output streams, progress and exit codes. One file per command.

mod adopt;
mod build;
mod check;
mod export;
mod index;
mod inspect;
mod output;
mod project;
mod results;
mod schema;
mod search;
mod serve;
mod similar;
mod styled;

use std::ffi::OsString;

use clap::{Parser, Subcommand};

pub use output::Output;

/// Nothing was found.
pub const CLEAN: u8 = 0;
/// The input has errors, or a search found nothing.
pub const FINDINGS: u8 = 1;
/// The arguments or the configuration are wrong.
pub const USAGE: u8 = 2;

/// Turns a folder of postmortems in Markdown into a searchable static site.
#[derive(Debug, Parser)]
#[command(name = "retold", version, max_term_width = 100, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  retold build                              build content/ into public/
  retold build --content docs/incidents     no configuration, no front matter needed
  retold serve --open                       write with the site at your side
  retold search 'replication lag'           ask the archive from a terminal
  retold similar crash.txt                  find incidents like a log or a stack trace

Exit status: 0 clean, 1 findings, 2 wrong arguments or configuration.";

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Build),
    Inspect(inspect::Inspect),
    Adopt(adopt::Adopt),
    Check(check::Check),
    Serve(serve::Serve),
    Search(search::Search),
    Similar(similar::Similar),
    Export(export::Export),
    Schema(schema::Schema),
}

/// Runs the program with `arguments`, its own name first; returns the exit status.
pub fn run(arguments: impl IntoIterator<Item = OsString>, output: &mut Output) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let status = output.usage(&error);
            return finish(status, output);
        }
    };
    let status = match arguments.command {
        Command::Build(build) => build.run(output),
        Command::Inspect(inspect) => inspect.run(output),
        Command::Adopt(adopt) => adopt.run(output),
        Command::Check(check) => check.run(output),
        Command::Serve(serve) => serve.run(output),
        Command::Search(search) => search.run(output),
        Command::Similar(similar) => similar.run(output),
        Command::Export(export) => export.run(output),
        Command::Schema(schema) => schema.run(output),
    };
    finish(status, output)
}

/// Writes out all data; a run that could not is no success.
fn finish(status: u8, output: &mut Output) -> u8 {
    match output.finish() {
        Ok(()) => status,
        Err(finding) => {
            output.findings(&[finding]);
            status.max(FINDINGS)
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

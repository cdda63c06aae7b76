//! `retold similar`.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use retold_search::{Query, SearchOptions};

use super::exit::{CommandError, Exit};
use super::index::Site;
use super::output::Output;
use super::results::{self, ResultOptions};
use crate::config::display_path;
use retold_diagnostic::{Diagnostic, Place};

/// Bytes of a text beyond these are not read; more does not find other incidents.
const MAX_BYTES: u64 = 1 << 20;

/// The file name that means standard input.
const STANDARD_INPUT: &str = "-";

/// Find incidents similar to a pasted text
///
/// Takes a log line, a stack trace or an alert, ignores what differs each time it is printed (timestamps,
/// addresses, ids), and finds the incidents that contain most of the rest. Prints the words that it searched for.
/// Exit status 1 means that nothing was found.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Similar {
    #[command(flatten)]
    site: Site,
    #[command(flatten)]
    results: ResultOptions,
    /// File with the text, or `-` for standard input
    file: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  kubectl logs payments-7d9f8b6c5d-x2x7k --tail 20 | retold similar -
  retold similar crash.txt --limit 3";

impl Similar {
    pub fn run(self, output: &mut Output) -> Result<Exit, CommandError> {
        let name = if self.file == Path::new(STANDARD_INPUT) {
            "standard input".to_owned()
        } else {
            display_path(&self.file)
        };
        let place = Place::file(name);
        let text = match read(&self.file) {
            Ok(text) => text,
            Err(error) => {
                let message = format!("the text cannot be read: {error}");
                return Err(CommandError::usage([Diagnostic::error("source/unreadable", message).at(place)]));
            }
        };
        if text.trim().is_empty() {
            let finding = Diagnostic::error("similar/empty", "there is no text to compare with")
                .at(place)
                .hint("give it a log line, a stack trace or an alert");
            return Err(CommandError::usage([finding]));
        }
        let (config, mut index) = self.site.open(output)?;
        let options = SearchOptions { limit: self.results.limit, ..SearchOptions::default() };
        let query = Query::similar_to(&text, index.language());
        if query.is_wordless() {
            let finding = Diagnostic::error("similar/empty", "there is nothing in the text to look for")
                .at(place)
                .hint("timestamps, ids and numbers are left out; add the words around them");
            return Err(CommandError::usage([finding]));
        }
        let found = index.search(&query, &options)?;
        Ok(results::show(&found, self.results.format, &config, output))
    }
}

fn read(file: &Path) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    if file == Path::new(STANDARD_INPUT) {
        std::io::stdin().take(MAX_BYTES).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(file)?.take(MAX_BYTES).read_to_end(&mut bytes)?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

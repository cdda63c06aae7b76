//! `retold similar`.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;
use retold_search::{Query, SearchOptions};

use super::USAGE;
use super::index::Site;
use super::output::Output;
use super::results::{self, Form};
use crate::config::display_path;
use crate::diagnostic::{Diagnostic, Place};

/// Bytes of a text beyond these are not read; more does not make it more like an incident.
const MAX_BYTES: u64 = 1 << 20;

/// Find incidents like a pasted text
///
/// Takes a log line, a stack trace or an alert, leaves out what is different each time it is printed
/// (timestamps, addresses, ids), and finds the incidents that have most of the rest. It says what it
/// looked for. Exit status 1 says that nothing was found.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Similar {
    #[command(flatten)]
    site: Site,
    #[command(flatten)]
    form: Form,
    /// File with the text; `-` is standard input
    file: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  kubectl logs payments-7d9f8b6c5d-x2x7k --tail 20 | retold similar -
  retold similar crash.txt --limit 3";

impl Similar {
    pub fn run(self, output: &mut Output) -> u8 {
        let text = match read(&self.file) {
            Ok(text) => text,
            Err(error) => {
                let finding =
                    Diagnostic::error("source/unreadable", format!("the text cannot be read: {error}"));
                output.findings(&[finding.at(Place::file(display_path(&self.file)))]);
                return USAGE;
            }
        };
        if text.trim().is_empty() {
            let finding = Diagnostic::error("similar/empty", "there is no text to compare with")
                .at(Place::file(display_path(&self.file)))
                .hint("give it a log line, a stack trace or an alert");
            output.findings(&[finding]);
            return USAGE;
        }
        let Some((config, mut index)) = self.site.open(output) else { return USAGE };
        let options = SearchOptions { limit: self.form.limit, ..SearchOptions::default() };
        let query = Query::similar_to(&text, index.language());
        let Some(found) = index.search(&query, &options, output) else { return USAGE };
        results::show(&found, self.form.format, &config, output)
    }
}

fn read(file: &Path) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        std::io::stdin().take(MAX_BYTES).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(file)?.take(MAX_BYTES).read_to_end(&mut bytes)?;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

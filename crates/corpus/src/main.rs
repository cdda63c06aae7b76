//! Writes a synthetic archive to a folder.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io};

use clap::Parser;
use rayon::prelude::*;

/// Write a synthetic postmortem archive: the same arguments give the same bytes
#[derive(Parser)]
#[command(name = "retold-corpus")]
struct Arguments {
    /// Number of documents
    #[arg(long, value_name = "N")]
    documents: usize,

    /// Folder to write `content/` below; other files in it are left alone
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// Number to derive all random choices from
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,

    /// Also write queries that the archive answers, as JSON
    #[arg(long, value_name = "FILE")]
    queries: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    (0..arguments.documents).into_par_iter().try_for_each(|index| {
        let document = retold_corpus::document(arguments.seed, index);
        write(&arguments.out.join(document.path), &document.text)
    })?;
    if let Some(path) = &arguments.queries {
        let queries = retold_corpus::queries(arguments.seed, arguments.documents);
        write(path, &(serde_json::to_string_pretty(&queries)? + "\n"))?;
    }
    Ok(())
}

/// Writes a file; its folder is made only when it turns out to be missing, once per year that is.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let written = match (fs::write(path, text), path.parent()) {
        (Err(error), Some(folder)) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder).and_then(|()| fs::write(path, text))
        }
        (written, _) => written,
    };
    written
        .map_err(|error| io::Error::new(error.kind(), format!("cannot write `{}`: {error}", path.display())))
}

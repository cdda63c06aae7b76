//! Visits the web addresses of an archive: the progress, and the file of earlier answers.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use indicatif::ProgressStyle;
use jiff::Timestamp;

use super::{ExternalOptions, Visited};
use crate::check::{self, Choice};
use crate::cli::output::Output;
use crate::config::display_path;
use crate::external::http::Http;
use crate::external::{self, Cache, CacheError};
use crate::files;
use crate::site::Site;
use retold_diagnostic::plural;

/// Where answers are kept, in the root folder.
const CACHE: &str = ".retold-cache/links.json";

impl ExternalOptions {
    /// Visits the web addresses of the archive below `root`: those in documents of `choice`.
    pub fn visit(
        &self,
        site: &Site,
        root: &Path,
        choice: Option<Choice<'_>>,
        output: &mut Output,
    ) -> Visited {
        let path = self.external_cache.clone().unwrap_or_else(|| root.join(CACHE));
        let cache = read(&path, output);
        let mut settings = site.config.check.external.clone();
        settings.private |= self.external_allow_private;
        let bar = output.progress("Visiting");
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len} ({elapsed})") {
            bar.set_style(style);
        }
        let progress = |done: usize, total: usize| {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
        };
        let network = Http::new(&settings);
        let now = Timestamp::now();
        // Whole seconds are exact enough for the file.
        let now = Timestamp::from_second(now.as_second()).unwrap_or(now);
        let documents =
            site.archive.documents().filter(|document| choice.is_none_or(|choice| choice(document)));
        let outcome = external::check(documents, &settings, &network, (cache, now), &progress);
        bar.finish_and_clear();
        if let Err(error) = write(&path, &outcome.cache) {
            output.note(&format!("The answers are not kept: `{}`: {error}", display_path(&path)));
        }
        let addresses = plural(outcome.addresses, "web address");
        let note = match outcome.unchecked {
            0 => format!("Checked {addresses}"),
            unchecked => format!("Checked {addresses}; {unchecked} of them could not be checked"),
        };
        Visited {
            findings: check::external(&site.archive, &site.config, outcome.findings, choice),
            complete: outcome.unchecked == 0,
            note: Some(note),
        }
    }
}

/// The answers of earlier checks. A file that cannot be used counts as empty.
fn read(path: &Path, output: &mut Output) -> Cache {
    let reason = match files::read_to_string(path) {
        Ok(text) => match Cache::read(&text) {
            Ok(cache) => return cache,
            Err(CacheError::Damaged) => "it is damaged".to_owned(),
            Err(CacheError::Version) => "it is of another version".to_owned(),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => return Cache::default(),
        Err(error) => error.to_string(),
    };
    output.note(&format!("Earlier answers are not used: `{}`: {reason}", display_path(path)));
    Cache::default()
}

/// Replaces the file at once, so that a check that is stopped leaves the old one.
fn write(path: &Path, cache: &Cache) -> std::io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.is_dir() && **folder != *Path::new("")) {
        fs::create_dir_all(folder)?;
        // A folder that is made here has nothing that belongs into a repository.
        fs::write(folder.join(".gitignore"), "*\n")?;
    }
    let new = path.with_extension(format!("{}.new", std::process::id()));
    fs::write(&new, cache.write())?;
    fs::rename(&new, path).inspect_err(|_| {
        let _ = fs::remove_file(&new);
    })
}

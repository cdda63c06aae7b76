//! `retold init`.

mod adopted;
mod repository;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::context::Context;
use super::exit::{CommandError, Exit};
use super::new_file;
use super::output::Output;
use crate::config::display_path;
use crate::files;
use crate::init::git::{Forge, Remote};
use crate::init::plan::{self, Base, NewFile, Retold, Surroundings};
use crate::init::shell;
use crate::new::templates;
use adopted::{Adopted, adopted};
use repository::{Repository, repository_around};
use retold_diagnostic::{Diagnostic, Place, printable_line};

/// Set up an archive in a folder
///
/// Writes `retold.toml`, an example (an incident and a near miss of an invented shop), and files for CI, pre-commit
/// and Netlify. Finds out what it can: a folder with postmortems, which it adopts; the remote, the default branch
/// and the address of the site. Replaces no file.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Init {
    /// Folder of the archive
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// Forge to write a file for CI for, instead of that of the remote; both if there is no remote
    #[arg(long, value_name = "FORGE", value_enum)]
    ci: Option<Ci>,
    /// Copy the built-in templates of `retold new` into templates/, to change them
    #[arg(long)]
    templates: bool,
    /// Address of the repository that CI installs Retold from
    #[arg(long, value_name = "URL", value_parser = repository)]
    retold: Option<String>,
    /// List what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
}

const EXAMPLES: &str = "\
Examples:
  retold init                  in the folder of a repository
  retold init --dry-run        what it would write
  retold init postmortems      in a folder of its own";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Ci {
    Github,
    Gitlab,
    Both,
    None,
}

/// Reads the value of `--retold`.
fn repository(url: &str) -> Result<String, String> {
    let is_web = url.starts_with("https://") && Remote::parse(url).is_some();
    let message = "write an address such as `https://github.com/acme/retold`";
    if is_web { Ok(url.to_owned()) } else { Err(message.to_owned()) }
}

/// What is done with a file.
enum Step {
    Write(PathBuf, String),
    /// The file exists, and gets more lines.
    Extend(PathBuf, String),
    Keep(PathBuf),
}

impl Init {
    pub fn run(self, context: Context, output: &mut Output) -> Result<Exit, CommandError> {
        let archive = absolute(&self.folder)?;
        let repository = repository_around(&archive);
        let base = repository.as_ref().map_or(archive.as_path(), |repository| repository.folder.as_path());
        let Adopted { folder, other } =
            adopted(&archive).map_err(|faults| CommandError::usage(faults).note("Nothing was written"))?;
        let surroundings = self.surroundings(context, &archive, repository.as_ref(), folder);
        let mut files = plan::files(&surroundings);
        if self.templates {
            files.extend(templates::all(Vec::new()).into_iter().map(|template| NewFile {
                base: Base::Archive,
                path: format!("templates/{}.md", template.name),
                contents: template.text,
            }));
        }
        let mut steps: Vec<_> = files
            .into_iter()
            .map(|file| {
                let path = match file.base {
                    Base::Archive => archive.join(&file.path),
                    Base::Repository => base.join(&file.path),
                };
                if path.symlink_metadata().is_ok() {
                    Step::Keep(path)
                } else {
                    Step::Write(path, file.contents)
                }
            })
            .collect();
        steps.insert(1, ignore(archive.join(".gitignore")));
        for step in &steps {
            self.take(step, &archive, output)?;
        }
        self.close(&surroundings, repository.as_ref(), other.as_deref(), output);
        Ok(Exit::Clean)
    }

    fn surroundings(
        &self,
        context: Context,
        archive: &Path,
        repository: Option<&Repository>,
        adopted: Option<String>,
    ) -> Surroundings {
        let remote = repository.and_then(|repository| repository.remote.clone());
        let forge = remote.as_ref().and_then(Remote::forge);
        let both = vec![Forge::GitHub, Forge::GitLab];
        let forges = match (self.ci, forge) {
            (Some(Ci::Github), _) => vec![Forge::GitHub],
            (Some(Ci::Gitlab), _) => vec![Forge::GitLab],
            (Some(Ci::Both), _) => both,
            (Some(Ci::None), _) => Vec::new(),
            (None, Some(forge)) => vec![forge],
            (None, None) => both,
        };
        let prefix = repository.and_then(|repository| archive.strip_prefix(&repository.folder).ok());
        Surroundings {
            today: context.today,
            remote,
            branch: repository
                .and_then(|repository| repository.branch.clone())
                .unwrap_or_else(|| "main".to_owned()),
            prefix: prefix.map_or_else(String::new, display_path),
            adopted,
            forges,
            retold: Retold::new(self.retold.as_deref()),
        }
    }

    /// Does one step, and shows it.
    fn take(&self, step: &Step, archive: &Path, output: &mut Output) -> Result<(), CommandError> {
        let (verb, path) = match step {
            Step::Keep(path) => ("kept", path),
            Step::Write(path, _) if self.dry_run => ("would write", path),
            Step::Extend(path, _) if self.dry_run => ("would extend", path),
            Step::Write(path, contents) => {
                match new_file::create(path, contents) {
                    Ok(()) => ("written", path),
                    // It came into being after the steps were planned.
                    Err(error) if error.kind() == ErrorKind::AlreadyExists => ("kept", path),
                    Err(error) => return Err(unwritable(&self.shown(path, archive), &error)),
                }
            }
            Step::Extend(path, contents) => match fs::write(path, contents) {
                Ok(()) => ("extended", path),
                Err(error) => return Err(unwritable(&self.shown(path, archive), &error)),
            },
        };
        output.data(&printable_line(&format!("{verb:12}  {}", self.shown(path, archive))));
        Ok(())
    }

    /// A path as the user would write it: below the folder that they named, as far as it is.
    fn shown(&self, path: &Path, archive: &Path) -> String {
        match path.strip_prefix(archive) {
            Ok(inner) => display_path(&self.folder.join(inner)),
            Err(_) => display_path(path),
        }
    }

    /// Shows what was found and what to do next.
    fn close(
        &self,
        surroundings: &Surroundings,
        repository: Option<&Repository>,
        other: Option<&str>,
        output: &mut Output,
    ) {
        output.note("");
        if let Some(folder) = &surroundings.adopted {
            let folder = if folder.is_empty() { "." } else { folder };
            output.note(&format!("The postmortems are in `{folder}`; none of them was changed."));
        }
        if let Some(other) = other {
            output.note(&format!("There are postmortems in `{other}`, too: an archive has one content folder, which `content` in `retold.toml` names."));
        }
        if repository.is_none_or(|repository| repository.remote.is_none()) && self.ci.is_none() {
            output.note("There is no remote: delete the file for CI that you do not need, or set `--ci`.");
        }
        if surroundings.retold.is_unknown() {
            output.note("Replace `YOUR_ORG` in the files for CI by the owner of your copy of Retold, or set `--retold URL`.");
        }
        let root = match display_path(&self.folder).as_str() {
            "." | "" => String::new(),
            folder => format!(" --root {}", shell::word(folder)),
        };
        output.note("Next:");
        for (command, purpose) in [
            (format!("retold serve{root} --open"), "read it while you write"),
            (format!("retold new{root} 'Checkout was down'"), "begin a postmortem"),
            (format!("retold check{root}"), "what CI will check"),
        ] {
            output.note(&format!("  {command:42}  {purpose}"));
        }
    }
}

fn unwritable(path: &str, error: &std::io::Error) -> CommandError {
    let finding = Diagnostic::error("init/unwritable", format!("the file cannot be written: {error}"))
        .at(Place::file(path))
        .hint("files that are listed above are written; run the command again for the others");
    CommandError::failed([finding])
}

/// The folder as an absolute path without links. It need not exist.
fn absolute(folder: &Path) -> Result<PathBuf, CommandError> {
    let refused = |message: String| {
        let finding = Diagnostic::error("init/no-folder", message).hint("name a folder, which may be new");
        CommandError::usage([finding])
    };
    let shown = display_path(folder);
    if folder.exists() && !folder.is_dir() {
        return Err(refused(format!("`{shown}` is not a folder")));
    }
    let absolute = std::path::absolute(folder).map_err(|error| refused(format!("`{shown}`: {error}")))?;
    // The part that exists decides which repository it is in.
    for ancestor in absolute.ancestors() {
        if let Ok(real) = ancestor.canonicalize() {
            return Ok(match absolute.strip_prefix(ancestor) {
                Ok(rest) if !rest.as_os_str().is_empty() => real.join(rest),
                _ => real,
            });
        }
    }
    Ok(absolute)
}

/// What is done with `.gitignore`.
fn ignore(path: PathBuf) -> Step {
    let text = match files::read_written(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound && path.symlink_metadata().is_err() => {
            return Step::Write(path, plan::ignoring_site("").unwrap_or_default());
        }
        Err(_) => return Step::Keep(path),
    };
    match plan::ignoring_site(&text) {
        Some(text) => Step::Extend(path, text),
        None => Step::Keep(path),
    }
}

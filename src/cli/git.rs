//! Reads an earlier state of the content folder from git, which runs as a process.

use std::collections::BTreeSet;
use std::io::{Error, ErrorKind, Write as _};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use crate::config::Config;
use crate::source::SourceTree;
use retold_diagnostic::Diagnostic;
use retold_document::document_stem;

/// Variables that git sets for hooks. They name the repository of the hook relative to another folder.
const OF_HOOKS: [&str; 5] = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX"];

/// The mode of symbolic links and of submodules in listings of git.
const NO_FILES: [&str; 2] = ["120000", "160000"];

/// Runs git in the content folder, so that the repository is the one that the folder is in: also in a work tree, in a
/// submodule, or outside the root folder.
#[derive(Debug)]
struct Git {
    folder: PathBuf,
}

/// A file in a listing of git.
struct Listed {
    path: String,
    object: String,
}

/// The content folder of `config` as it was where `HEAD` branched off from `revision`. Documents that have not changed in
/// the work tree since are only named. What a symbolic link or a submodule holds is left out, and so counts as new.
///
/// # Errors
/// There is no git, no repository, no such revision, or no common ancestor, or git fails.
pub fn earlier(config: &Config, revision: &str) -> Result<SourceTree, Diagnostic> {
    let git = Git { folder: config.content.clone() };
    git.enter(&config.content_name)?;
    let base = git.base(revision)?;
    let files = git.files(&base)?;
    let changed = git.changed(&base)?;
    let is_needed = |file: &&Listed| changed.contains(&file.path) && document_stem(&file.path).is_some();
    let mut contents = git.contents(files.iter().filter(is_needed))?.into_iter();
    let files: Vec<_> = files
        .iter()
        .map(|file| (file.path.clone(), if is_needed(&file) { contents.next() } else { None }))
        .collect();
    Ok(SourceTree::earlier(config, files))
}

impl Git {
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.folder).args(arguments).stdin(Stdio::null());
        for name in OF_HOOKS {
            command.env_remove(name);
        }
        // A check beside another command of git must not disturb it.
        command.env("GIT_OPTIONAL_LOCKS", "0");
        command
    }

    fn output(&self, arguments: &[&str]) -> Result<Output, Diagnostic> {
        self.command(arguments).output().map_err(|error| not_started(&error))
    }

    /// The standard output of a command that has to succeed.
    fn bytes(&self, arguments: &[&str]) -> Result<Vec<u8>, Diagnostic> {
        let output = self.output(arguments)?;
        if output.status.success() { Ok(output.stdout) } else { Err(failed(arguments[0], &output.stderr)) }
    }

    /// As [`Git::bytes`], one line. `None` if the command fails.
    fn line(&self, arguments: &[&str]) -> Result<Option<String>, Diagnostic> {
        let output = self.output(arguments)?;
        let line = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        Ok(Some(line).filter(|line| output.status.success() && !line.is_empty()))
    }

    /// Makes sure that the folder is in the work tree of a repository.
    fn enter(&self, name: &str) -> Result<(), Diagnostic> {
        let output = self.output(&["rev-parse", "--is-inside-work-tree"])?;
        if output.status.success() && output.stdout.starts_with(b"true") {
            return Ok(());
        }
        let reason = reason(&output.stderr).unwrap_or_else(|| "it has no work tree".to_owned());
        let message = format!("`{name}` is not in a repository that git can read: {reason}");
        Err(fault(message).hint("`--changed-since` compares with a revision of a git repository"))
    }

    /// The commit at which `HEAD` branched off from `revision`.
    fn base(&self, revision: &str) -> Result<String, Diagnostic> {
        let commit = |revision: &str| {
            let name = format!("{revision}^{{commit}}");
            self.line(&["rev-parse", "--verify", "--quiet", "--end-of-options", &name])
        };
        let Some(wanted) = commit(revision)? else {
            let message = format!("there is no revision `{revision}` in the repository");
            return Err(fault(message).hint(self.how_to_get(revision)?));
        };
        let Some(head) = commit("HEAD")? else {
            return Err(fault("the repository has no commit yet").hint("commit the archive first"));
        };
        if let Some(base) = self.line(&["merge-base", &wanted, &head])? {
            return Ok(base);
        }
        let message = format!("`{revision}` and `HEAD` have no common ancestor in the repository");
        Err(fault(message).hint(self.how_to_get(revision)?))
    }

    /// A hint for a revision that is missing.
    fn how_to_get(&self, revision: &str) -> Result<String, Diagnostic> {
        let is_shallow = self.line(&["rev-parse", "--is-shallow-repository"])?.as_deref() == Some("true");
        Ok(if is_shallow {
            "the clone is shallow: bring in the history with `git fetch --unshallow`, or with `fetch-depth: 0` for \
             GitHub's checkout or `GIT_DEPTH: 0` on GitLab"
                .to_owned()
        } else {
            let remote = revision.split_once('/').map_or("origin", |(remote, _)| remote);
            format!("bring it in with `git fetch {remote}`; `git branch --all` lists the branches")
        })
    }

    /// The files below the folder in `commit`, with paths relative to it.
    fn files(&self, commit: &str) -> Result<Vec<Listed>, Diagnostic> {
        let listing = self.bytes(&["ls-tree", "-r", "-z", commit])?;
        let entries = listing.split(|byte| *byte == 0).filter(|entry| !entry.is_empty());
        let listed = entries.map(|entry| {
            let entry = String::from_utf8_lossy(entry);
            let (properties, path) = entry.split_once('\t')?;
            let mut properties = properties.split(' ');
            let (mode, object) = (properties.next()?, properties.nth(1)?);
            Some((mode.to_owned(), Listed { path: path.to_owned(), object: object.to_owned() }))
        });
        let listed: Option<Vec<_>> = listed.collect();
        let listed = listed.ok_or_else(|| fault("the listing of `git ls-tree` cannot be read"))?;
        let is_file = |mode: &str| !NO_FILES.contains(&mode);
        Ok(listed.into_iter().filter(|(mode, _)| is_file(mode)).map(|(_, file)| file).collect())
    }

    /// The paths relative to the folder of the files that are not in the work tree as they are in `commit`. Files that git
    /// does not track are not among them.
    fn changed(&self, commit: &str) -> Result<BTreeSet<String>, Diagnostic> {
        let names = self.bytes(&[
            "diff",
            "--name-only",
            "-z",
            "--no-renames",
            "--no-ext-diff",
            "--ignore-submodules=all",
            "--relative",
            commit,
            "--",
            ".",
        ])?;
        let names = names.split(|byte| *byte == 0).filter(|name| !name.is_empty());
        Ok(names.map(|name| String::from_utf8_lossy(name).into_owned()).collect())
    }

    /// The contents of `files`, in their order.
    fn contents<'a>(&self, files: impl Iterator<Item = &'a Listed>) -> Result<Vec<Vec<u8>>, Diagnostic> {
        let objects: String = files.map(|file| format!("{}\n", file.object)).collect();
        if objects.is_empty() {
            return Ok(Vec::new());
        }
        let mut command = self.command(&["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|error| not_started(&error))?;
        let input = child.stdin.take();
        let request = objects.clone();
        // Git answers while it still reads, and waits for either.
        let writer = std::thread::spawn(move || input.map(|mut input| input.write_all(request.as_bytes())));
        let output = child.wait_with_output().map_err(|error| not_started(&error))?;
        // If git ends early, its status and its answers show it.
        let _ = writer.join();
        if !output.status.success() {
            return Err(failed("cat-file", &output.stderr));
        }
        let mut rest = output.stdout.as_slice();
        objects
            .lines()
            .map(|object| {
                let (contents, more) = answer(rest).ok_or_else(|| {
                    fault(format!("git has no contents for the object `{object}`"))
                        .hint("the clone is not complete; `git fsck` shows what is missing")
                })?;
                rest = more;
                Ok(contents.to_vec())
            })
            .collect()
    }
}

/// The contents in the first answer of `git cat-file --batch`, and the answers after it. `None` if there are no contents.
fn answer(answers: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = answers.iter().position(|byte| *byte == b'\n')?;
    let (header, contents) = (std::str::from_utf8(&answers[..end]).ok()?, &answers[end + 1..]);
    let mut header = header.split(' ').skip(1);
    let size: usize = header.next().filter(|kind| *kind == "blob").and(header.next())?.parse().ok()?;
    let (contents, rest) = contents.split_at_checked(size)?;
    Some((contents, rest.strip_prefix(b"\n")?))
}

fn fault(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("arguments/changed-since", message)
}

fn not_started(error: &Error) -> Diagnostic {
    let finding = fault(format!("git cannot be run: {error}"));
    if error.kind() != ErrorKind::NotFound {
        return finding;
    }
    finding.hint("install git, or check the whole archive without `--changed-since`")
}

fn failed(command: &str, stderr: &[u8]) -> Diagnostic {
    let reason = reason(stderr).unwrap_or_else(|| "it gives no reason".to_owned());
    fault(format!("`git {command}` fails: {reason}"))
}

/// The reason that git gives for an error: the first line.
fn reason(stderr: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(stderr);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    Some(line.trim_start_matches("fatal: ").trim_start_matches("error: ").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_cut_by_their_size() {
        let answers = b"abc blob 5\na\nb\n\n\nabd blob 0\n\n";
        let (first, rest) = answer(answers).unwrap();
        assert_eq!(first, b"a\nb\n\n");
        assert_eq!(answer(rest), Some((&b""[..], &b""[..])));
        for answers in [&b""[..], b"abc missing\n", b"abc tree 1\nx\n", b"abc blob 9\nx\n", b"abc blob x\n"] {
            assert_eq!(answer(answers), None, "{}", String::from_utf8_lossy(answers));
        }
    }

    #[test]
    fn the_reason_of_an_error_is_its_first_line() {
        assert_eq!(
            reason(b"\nfatal: not a git repository: x\nhint: y\n").as_deref(),
            Some("not a git repository: x")
        );
        assert_eq!(reason(b"\n"), None);
    }
}

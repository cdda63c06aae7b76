//! What the files of git say of the repository around an archive.

use std::path::{Path, PathBuf};

use crate::files;
use crate::init::git::{self, Remote};

/// The repository that a folder is in.
pub struct Repository {
    pub folder: PathBuf,
    pub remote: Option<Remote>,
    /// The default branch.
    pub branch: Option<String>,
}

/// The repository around a folder, by the files of git, which need not be installed.
pub fn repository_around(folder: &Path) -> Option<Repository> {
    let folder = folder.ancestors().find(|folder| folder.join(".git").exists())?;
    let link = folder.join(".git");
    // In a worktree and in a submodule, `.git` is a file with the name of the folder.
    let own = match files::read_to_string(&link) {
        Ok(text) => folder.join(text.trim().strip_prefix("gitdir:")?.trim()),
        Err(_) => link,
    };
    let common = match files::read_to_string(&own.join("commondir")) {
        Ok(text) => own.join(text.trim()),
        Err(_) => own.clone(),
    };
    let read = |path: PathBuf| files::read_to_string(&path).unwrap_or_default();
    let packed = read(common.join("packed-refs"));
    let has_branch = |name: &str| {
        common.join("refs/heads").join(name).is_file()
            || packed.lines().any(|line| line.ends_with(&format!(" refs/heads/{name}")))
    };
    let branch = git::branch(&read(common.join("refs/remotes/origin/HEAD")))
        .or_else(|| ["main", "master"].into_iter().find(|name| has_branch(name)).map(str::to_owned))
        .or_else(|| git::branch(&read(own.join("HEAD"))));
    let remote = Remote::of_config(&read(common.join("config")));
    Some(Repository { folder: folder.to_owned(), remote, branch })
}

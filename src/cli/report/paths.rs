//! Paths as a repository has them.

use std::path::{Component, Path, PathBuf};

/// Makes the paths of findings relative to the repository, wherever the program runs: annotations of code hosts need them.
#[derive(Debug)]
pub struct RepositoryPaths {
    /// The folder that the program runs in, absolute.
    working: PathBuf,
    /// The folder of the repository, absolute.
    repository: PathBuf,
}

impl RepositoryPaths {
    /// The paths in the repository of the archive at `root`: the nearest folder with an entry `.git`, at or above it. Where
    /// there is none, it is `root` itself.
    pub fn of(root: &Path) -> Self {
        Self::from(std::env::current_dir().unwrap_or_default(), root)
    }

    fn from(working: PathBuf, root: &Path) -> Self {
        let root = normalised(&working.join(root));
        let repository = root.ancestors().find(|folder| folder.join(".git").exists());
        Self { repository: repository.unwrap_or(&root).to_owned(), working }
    }

    /// `path`, as the user knows it, relative to the repository and with forward slashes. A path outside the repository
    /// stays as it is.
    pub fn relative(&self, path: &str) -> String {
        let absolute = normalised(&self.working.join(path));
        let Ok(below) = absolute.strip_prefix(&self.repository) else { return path.to_owned() };
        let names: Vec<_> = below.components().map(|name| name.as_os_str().to_string_lossy()).collect();
        if names.is_empty() { ".".to_owned() } else { names.join("/") }
    }
}

/// `path` without `.` and `..`, without a look at the file system: a path through a symbolic link names the link.
fn normalised(path: &Path) -> PathBuf {
    let mut parts = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_nearest_repository() {
        let folder = tempfile::TempDir::new().unwrap();
        let archive = folder.path().join("team/archive");
        std::fs::create_dir_all(&archive).unwrap();
        // A work tree has a file of this name.
        std::fs::write(folder.path().join(".git"), "gitdir: elsewhere\n").unwrap();
        for (working, root, path, relative) in [
            ("team/archive", ".", "content/a.md", "team/archive/content/a.md"),
            ("team", "archive", "archive/content/a.md", "team/archive/content/a.md"),
            ("team/archive", ".", "../other/a.md", "team/other/a.md"),
            ("", "team/archive", "./team//archive/retold.toml", "team/archive/retold.toml"),
            ("", "team/archive", "/etc/retold.toml", "/etc/retold.toml"),
            ("", ".", ".", "."),
        ] {
            let paths = RepositoryPaths::from(folder.path().join(working), Path::new(root));
            assert_eq!(paths.relative(path), relative, "{working} {root} {path}");
        }
        let absolute = archive.join("content/a.md");
        let paths = RepositoryPaths::from("/".into(), &archive);
        assert_eq!(paths.relative(absolute.to_str().unwrap()), "team/archive/content/a.md");
    }

    #[test]
    fn without_a_repository_paths_are_relative_to_the_root() {
        let paths = RepositoryPaths::from("/nowhere".into(), Path::new("archive"));
        assert_eq!(paths.relative("archive/content/a.md"), "content/a.md");
        assert_eq!(paths.relative("other/a.md"), "other/a.md");
    }
}

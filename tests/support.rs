//! An archive in a folder of its own, and the program run on it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The folder of real postmortems: `RETOLD_CORPUS`, or a folder that is beside the project on some machines.
///
/// # Panics
/// The folder does not exist and `RETOLD_REQUIRE_CORPUS` is `1`: a test must not pass without measuring.
pub fn corpus() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = std::env::var_os("RETOLD_CORPUS").map_or_else(beside, PathBuf::from);
    if let Ok(folder) = folder.canonicalize() {
        return Some(folder);
    }
    let is_required = std::env::var_os("RETOLD_REQUIRE_CORPUS").is_some_and(|value| value == "1");
    assert!(!is_required, "there is no folder {}", folder.display());
    println!("not measured: there is no folder {}", folder.display());
    None
}

/// Longer than any run takes on a slow machine: a run that takes longer hangs, and is killed.
const HUNG: Duration = Duration::from_secs(15 * 60);

/// The files of a site by name.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// An archive in a temporary folder, removed when it is dropped.
pub struct Archive {
    folder: TempDir,
    variables: Vec<(&'static str, &'static str)>,
    #[cfg(unix)]
    nobody: bool,
}

impl Archive {
    pub fn new() -> Self {
        let archive = Self {
            folder: TempDir::new().unwrap(),
            variables: Vec::new(),
            #[cfg(unix)]
            nobody: false,
        };
        #[cfg(unix)]
        archive.chmod("", 0o755);
        archive
    }

    /// An archive with one good document, `content/good.md`.
    pub fn good() -> Self {
        Self::new().file("content/good.md", "# Good\n\nAll of it can be read.\n")
    }

    pub fn file(self, name: &str, contents: impl AsRef<[u8]>) -> Self {
        self.write(name, contents);
        self
    }

    /// Sets an environment variable of the program.
    pub fn variable(mut self, name: &'static str, value: &'static str) -> Self {
        self.variables.push((name, value));
        self
    }

    pub fn path(&self, name: &str) -> PathBuf {
        if name.is_empty() { self.folder.path().to_owned() } else { self.folder.path().join(name) }
    }

    pub fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }

    #[track_caller]
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    pub fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    pub fn tree(&self, folder: &str) -> Tree {
        tree(&self.path(folder))
    }

    /// The program, to be run in the archive's folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        self.program(env!("CARGO_BIN_EXE_retold"), arguments)
    }

    fn program(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        // Tests run the same on machines of code hosts, and in any editor.
        for name in [
            "GITHUB_STEP_SUMMARY",
            "GITHUB_SHA",
            "CI_COMMIT_SHA",
            "VISUAL",
            "EDITOR",
            "TERM_PROGRAM",
            "SSH_CONNECTION",
            "SSL_CERT_FILE",
            "http_proxy",
            "HTTP_PROXY",
            "https_proxy",
            "HTTPS_PROXY",
            "all_proxy",
            "ALL_PROXY",
            "no_proxy",
            "NO_PROXY",
        ] {
            command.env_remove(name);
        }
        command.envs(self.variables.iter().copied()).env("COLUMNS", "100");
        #[cfg(unix)]
        self.give_up_privileges(&mut command);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(output(self.command(arguments)))
    }

    pub fn build(&self) -> Run {
        self.run(&["build"])
    }

    /// Builds without a finding worse than a note.
    #[track_caller]
    pub fn build_clean(&self) -> Run {
        let run = self.build();
        assert_eq!(run.status, 0, "{}", run.stderr);
        run
    }
}

/// Helpers for permissions, users and shells.
#[cfg(unix)]
mod unix {
    use std::fs;
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    use tempfile::TempDir;

    use super::{Archive, Run, output};

    /// The user that tests run the program as where root would be allowed everything.
    const NOBODY: u32 = 65_534;

    impl Archive {
        /// Runs the program as a user for whom permissions count, and who may write to the folder. What is
        /// put there afterwards stays as it is put.
        pub fn unprivileged(mut self) -> Self {
            self.nobody = is_root();
            self.chmod("", 0o777);
            self
        }

        pub fn chmod(&self, name: &str, mode: u32) {
            fs::set_permissions(self.path(name), fs::Permissions::from_mode(mode)).unwrap();
        }

        /// Runs a shell in the archive's folder; `"$0"` is the program.
        pub fn run_in_shell(&self, script: &str) -> Run {
            Run::of(output(self.program("sh", &["-c", script, env!("CARGO_BIN_EXE_retold")])))
        }

        pub(super) fn give_up_privileges(&self, command: &mut Command) {
            if self.nobody {
                command.uid(NOBODY).gid(NOBODY);
            }
        }
    }

    fn is_root() -> bool {
        // Files that this process creates belong to its user.
        TempDir::new().unwrap().path().metadata().unwrap().uid() == 0
    }
}

/// Runs a command to its end.
#[track_caller]
fn output(mut command: Command) -> Output {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (stdout, stderr) = (read_all(child.stdout.take()), read_all(child.stderr.take()));
    let started = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if started.elapsed() > HUNG {
            child.kill().unwrap();
            panic!("{command:?} hangs");
        }
        thread::sleep(Duration::from_millis(1));
    };
    Output { status, stdout: stdout.join().unwrap(), stderr: stderr.join().unwrap() }
}

/// Reads a stream to its end while others are read.
fn read_all(stream: Option<impl Read + Send + 'static>) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        stream.unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    })
}

/// All files below `folder`; empty if there is none.
pub fn tree(folder: &Path) -> Tree {
    let files =
        walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let name = entry.path().strip_prefix(folder).unwrap().to_string_lossy();
            (name.replace(std::path::MAIN_SEPARATOR, "/"), fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// The names of the files that differ between two trees.
pub fn difference(one: &Tree, other: &Tree) -> Vec<String> {
    let names: std::collections::BTreeSet<_> = one.keys().chain(other.keys()).collect();
    names.into_iter().filter(|name| one.get(*name) != other.get(*name)).cloned().collect()
}

/// The result of a run of the program.
pub struct Run {
    pub status: i32,
    pub stdout: String,
    /// With the times and counts of the closing line, which vary, replaced by `…`.
    pub stderr: String,
}

impl Run {
    fn of(output: Output) -> Self {
        Self {
            // A run that was killed by a signal has no status.
            status: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: steady(&String::from_utf8_lossy(&output.stderr)),
        }
    }

    /// Checks the status and the whole of stdout; `text` is indented as the code around it.
    #[track_caller]
    pub fn says_data(&self, status: i32, text: &str) {
        let expected = dedent(text);
        let printed: Vec<_> = self.stdout.lines().map(str::trim_end).collect();
        assert_eq!(printed.join("\n").trim_end(), expected, "{}", self.stderr);
        assert_eq!(self.status, status, "{}", self.stderr);
    }

    /// Checks the status and the whole of stderr; `text` is indented as the code around it.
    #[track_caller]
    pub fn says(&self, status: i32, text: &str) {
        let expected = dedent(text);
        assert!(
            self.stderr == expected && self.status == status,
            "expected status {status} and\n{expected}\ngot status {} and\n{}",
            self.status,
            self.stderr
        );
    }
}

/// `text` without the times and counts of the closing line, and without the note that most archives of tests get.
fn steady(text: &str) -> String {
    let line = |line: &str| match line.strip_prefix("Built ").and_then(|rest| rest.split_once(" into ")) {
        Some((_, rest)) => format!("Built … into {} in …", rest.split(" in ").next().unwrap_or(rest)),
        None => line.trim_end().to_owned(),
    };
    let lines = text.lines().filter(|line| !line.starts_with("No `base_url` is configured"));
    lines.map(line).collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

/// `text` without the indentation that its lines share, and without its first and last line end.
fn dedent(text: &str) -> String {
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let width =
        text.lines().filter(|line| !line.trim().is_empty()).map(|line| indent(&line)).min().unwrap_or(0);
    let lines: Vec<_> = text.lines().map(|line| line.get(width..).unwrap_or("")).collect();
    lines.join("\n").trim_matches('\n').trim_end().to_owned()
}

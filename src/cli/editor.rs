//! Opens a file in the user's editor.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use super::exit::CommandError;
use crate::config::display_path;
use retold_diagnostic::{Diagnostic, Place};

/// Opens `file` in `editor`, a command with its arguments such as `code --wait`, and waits until it ends.
///
/// # Errors
/// The editor does not start, or ends with an error.
pub fn open(editor: &OsStr, file: &Path) -> Result<(), CommandError> {
    let shown = editor.to_string_lossy();
    let failure = match command(editor, file).status() {
        Ok(status) if status.success() => return Ok(()),
        Ok(status) => match status.code() {
            Some(code) => format!("the editor `{shown}` ended with status {code}"),
            None => format!("the editor `{shown}` was ended by a signal"),
        },
        Err(error) => format!("the editor `{shown}` does not start: {error}"),
    };
    let finding = Diagnostic::error("new/editor", failure)
        .at(Place::file(display_path(file)))
        .hint("the file is written; open it yourself, set `VISUAL` or `EDITOR`, or add `--no-edit`");
    Err(CommandError::failed([finding]))
}

/// As git does: a shell reads the command, and the file is one argument whatever its name is.
#[cfg(unix)]
fn command(editor: &OsStr, file: &Path) -> Command {
    let mut line = editor.to_owned();
    line.push(" \"$@\"");
    let mut command = Command::new("sh");
    command.arg("-c").arg(line).arg(editor).arg(file);
    command
}

#[cfg(not(unix))]
fn command(editor: &OsStr, file: &Path) -> Command {
    let editor = editor.to_string_lossy();
    let mut words = editor.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words).arg(file);
    command
}

//! Findings for people: the source line, a caret under the place, a hint.

use crate::cli::output::Output;
use retold_diagnostic::{Diagnostic, render};

/// Writes each of `findings` and an empty line after it.
pub fn show(findings: &[Diagnostic], output: &mut Output) {
    for finding in findings {
        let text = render(finding, output.notes_style);
        output.rendered_note(&format!("{text}\n"));
    }
}

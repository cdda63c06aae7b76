//! Findings as the program shows them, in one of several formats. One file per format.

mod text;

use super::output::Output;
use retold_diagnostic::Diagnostic;

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people, on standard error.
    Text,
}

/// Shows the findings of a run. Everything that shows findings on a stream comes here.
#[derive(Debug, Clone, Copy)]
pub struct Reporter {
    format: Format,
}

impl Reporter {
    pub fn new(format: Format) -> Self {
        Self { format }
    }

    /// Writes `findings` to the stream that the format is for.
    pub fn show(self, findings: &[Diagnostic], output: &mut Output) {
        match self.format {
            Format::Text => text::show(findings, output),
        }
    }
}

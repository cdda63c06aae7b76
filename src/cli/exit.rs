//! How a command ends.

use crate::check::Masked;
use retold_diagnostic::{Diagnostic, has_errors};

/// The exit status of a command. The order is from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// All is well.
    Clean,
    /// The input has errors, or a search found nothing.
    Findings,
    /// The arguments or the configuration are wrong.
    Usage,
}

impl Exit {
    /// The status of a command that showed `findings` and completed its work.
    pub fn after(findings: &[Diagnostic]) -> Self {
        if has_errors(findings) { Self::Findings } else { Self::Clean }
    }

    /// The number that the process ends with.
    pub fn status(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Usage => 2,
        }
    }
}

/// An error that ends a command before it has done its work.
#[derive(Debug)]
pub struct CommandError {
    pub findings: Masked,
    pub exit: Exit,
    /// The consequence for the user, shown after the findings.
    pub note: Option<String>,
}

impl CommandError {
    /// The error of wrong arguments or a wrong configuration: [`Exit::Usage`].
    pub fn usage(findings: impl Into<Masked>) -> Self {
        Self { findings: findings.into(), exit: Exit::Usage, note: None }
    }

    /// The error of a faulty archive, or of the system: [`Exit::Findings`].
    pub fn failed(findings: impl Into<Masked>) -> Self {
        Self { findings: findings.into(), exit: Exit::Findings, note: None }
    }

    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

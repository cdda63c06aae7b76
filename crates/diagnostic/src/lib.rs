//! Findings as data: what is wrong, how bad it is, where, and what to do about it.
//!
//! Every stage that can meet bad input returns what is usable *and* a list of [`Diagnostic`]s; nothing
//! below the command line prints. A message is lower-case, without a final period, with backticks
//! around literals; a hint describes what to do.
//!
//! ```
//! use retold_diagnostic::{Diagnostic, Place, Style, render};
//!
//! let text = "---\ndate: soon\n---\n";
//! let finding = Diagnostic::error("front-matter/value", "`soon` is not a date")
//!     .at(Place::span("content/a.md", text, 10..14))
//!     .hint("write it as `2026-01-31`");
//! assert_eq!(
//!     render(&finding, Style::Plain).lines().next(),
//!     Some("error[front-matter/value]: `soon` is not a date")
//! );
//! ```

#![deny(missing_docs)]

mod count;
mod nearest;
mod place;
mod printable;
mod text;
mod window;

use std::ops::Range;

use serde::Serialize;

pub use count::{count, plural};
pub use nearest::nearest;
pub use place::{Place, Places};
pub use printable::{printable, printable_json, printable_line};
pub use text::{Style, printable_place, render, render_without_rule};

/// How bad a finding is. The order is from harmless to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Worth knowing, changes nothing.
    Note,
    /// Something was understood differently from how it may have been meant.
    Warning,
    /// Something could not be read, or a page cannot be what its author wrote.
    Error,
}

impl Level {
    /// The level as it is written: `error`, `warning` or `note`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One finding about the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Stable identifier of the kind of finding, such as `front-matter/syntax`.
    pub rule: &'static str,
    /// How bad it is.
    pub level: Level,
    /// What is wrong: in lower case, without a final period, literals between backticks.
    pub message: String,
    /// Where it is; `None` for findings about the run as a whole.
    pub place: Option<Place>,
    /// What to do about it, in the form of a message.
    pub hint: Option<String>,
    /// A change of the file that is surely right, where there is one.
    #[serde(skip)]
    pub fix: Option<Fix>,
}

/// A change of a part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The bytes of the file that are replaced.
    pub span: Range<usize>,
    /// What replaces them.
    pub replacement: String,
}

impl Diagnostic {
    /// A finding of the run as a whole, without a hint. `rule` is the stable identifier of its kind.
    pub fn new(level: Level, rule: &'static str, message: impl Into<String>) -> Self {
        Self { rule, level, message: message.into(), place: None, hint: None, fix: None }
    }

    /// Like [`Diagnostic::new`], with [`Level::Error`].
    pub fn error(rule: &'static str, message: impl Into<String>) -> Self {
        Self::new(Level::Error, rule, message)
    }

    /// Like [`Diagnostic::new`], with [`Level::Warning`].
    pub fn warning(rule: &'static str, message: impl Into<String>) -> Self {
        Self::new(Level::Warning, rule, message)
    }

    /// Like [`Diagnostic::new`], with [`Level::Note`].
    pub fn note(rule: &'static str, message: impl Into<String>) -> Self {
        Self::new(Level::Note, rule, message)
    }

    /// The finding with its place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The finding with a change of its file that fixes it: `replacement` instead of the bytes `span`.
    #[must_use]
    pub fn fix(mut self, span: Range<usize>, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }

    /// The finding with what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// Sorts findings into the order in which they are shown: by file, then by place, then worst first; those of the run as a
/// whole come first.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        fn key(finding: &Diagnostic) -> Option<(&str, usize, usize)> {
            finding.place.as_ref().map(|place| (place.path.as_str(), place.line, place.column))
        }
        key(a)
            .cmp(&key(b))
            .then(b.level.cmp(&a.level))
            .then(a.rule.cmp(b.rule))
            .then(a.message.cmp(&b.message))
    });
}

/// Whether any finding is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.level == Level::Error)
}

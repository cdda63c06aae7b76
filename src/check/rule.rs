//! What is known of each rule.

use crate::archive::Archive;
use crate::config::Config;
use retold_diagnostic::{Diagnostic, Level};
use retold_document::Document;

/// A kind of finding: its documentation, and the function that finds it if that is no part of reading the input.
#[derive(Debug)]
pub struct Rule {
    /// Stable identifier, such as `front-matter/syntax`.
    pub id: &'static str,
    /// The levels of its findings, the worst first; one for most rules.
    pub levels: &'static [Level],
    pub stage: Stage,
    /// What is wrong, as a title.
    pub summary: &'static str,
    /// What the rule finds; Markdown, as the two that follow.
    pub finds: &'static str,
    /// Why it matters: what the author or the reader loses.
    pub matters: &'static str,
    /// How to mend it.
    pub mend: &'static str,
    pub example: Example,
    pub check: Check,
}

impl Rule {
    /// A finding of this rule, at its worst level.
    pub fn finding(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.levels[0], self.id, message)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// Where the findings of a rule are made. A later stage may not be reached where an earlier one fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The arguments, the environment and `retold.toml`.
    Config,
    /// The content folder and its files.
    Source,
    /// One document by itself.
    Document,
    /// All documents together.
    Archive,
    /// The theme, and the addresses of the site.
    Site,
    /// Pages and the search index, while they are made: by `retold build`, and on demand by `retold serve`.
    Render,
    /// The output folder.
    Publish,
    /// The dev server.
    Serve,
    /// The search index of a built site.
    Search,
    /// Writing front matter with `retold adopt`.
    Adopt,
    /// Writing records with `retold export`.
    Export,
    /// Standard output, whatever the command.
    Print,
}

impl Stage {
    /// When the findings are made, in words that follow `found`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Config => "when the configuration is read",
            Self::Source => "when the content folder is read",
            Self::Document => "in one document",
            Self::Archive => "in all documents together",
            Self::Site => "when the site is put together",
            Self::Render => "when pages are made",
            Self::Publish => "when the site is written",
            Self::Serve => "by `retold serve`",
            Self::Search => "by `retold search` and `retold similar`",
            Self::Adopt => "by `retold adopt`",
            Self::Export => "by `retold export`",
            Self::Print => "when a command prints its result",
        }
    }
}

/// The function that finds what a rule is about.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// Found where the input is read, or the output is written.
    Elsewhere,
    /// Called for each document.
    Document(fn(&Document) -> Vec<Diagnostic>),
    /// Called for each document that reports an incident.
    Incident(fn(&Document) -> Vec<Diagnostic>),
    /// Called once for the archive.
    Archive(fn(&Archive, &Config) -> Vec<Diagnostic>),
}

/// The files of an archive, by path from its root folder, with their text.
pub type Files = &'static [(&'static str, &'static str)];

/// What gives a finding of a rule and no other, and how it looks when nothing is wrong.
#[derive(Debug, Clone, Copy)]
pub enum Example {
    Files {
        fails: Files,
        passes: Files,
    },
    /// What files cannot show, in sentences.
    Situation {
        fails: &'static str,
        passes: &'static str,
    },
    /// No input causes it; the reason, as a sentence.
    None(&'static str),
}

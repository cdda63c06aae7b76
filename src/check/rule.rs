//! The definition of a rule: its documentation, its examples and its check.

use super::secrets::SearchedFiles;
use super::{Settings, Sketches, Subject};
use crate::archive::Archive;
use crate::config::Config;
use retold_diagnostic::{Diagnostic, Level};
use retold_document::Document;

/// A kind of finding: its documentation, and the function that finds it unless the reader of the input does.
#[derive(Debug)]
pub struct Rule {
    /// Stable identifier, such as `front-matter/syntax`.
    pub id: &'static str,
    /// The levels of its findings, the worst first; most rules have one level.
    pub levels: &'static [Level],
    pub stage: Stage,
    /// What is wrong, as a title.
    pub summary: &'static str,
    /// The problem that the rule finds; Markdown, like the next two.
    pub problem: &'static str,
    /// The consequence for the author or the reader.
    pub consequence: &'static str,
    /// How to fix it.
    pub fix: &'static str,
    pub example: Example,
    pub check: Check,
}

impl Rule {
    /// The group of the rule: `front-matter` of `front-matter/syntax`.
    pub fn group(&self) -> &'static str {
        self.id.split_once('/').map_or(self.id, |(group, _)| group)
    }

    /// A finding of this rule with its worst level, without place and hint.
    pub fn finding(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.levels[0], self.id, message)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// The stage at which the findings of a rule are made. If a stage fails, later ones may not run.
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
    /// How the postmortems are written: only by `retold check`, and for the page that `retold serve` shows.
    Review,
    /// The web addresses that documents name: only by `retold check --external`.
    External,
    /// The theme, and the addresses of the site.
    Site,
    /// Rendering pages and the search index: by `retold build`, and on demand by `retold serve`.
    Render,
    /// The output folder.
    Publish,
    /// The dev server.
    Serve,
    /// The search index of a built site.
    Search,
    /// Setting up an archive with `retold init`.
    Init,
    /// Writing a postmortem with `retold new`.
    New,
    /// Writing front matter with `retold adopt`.
    Adopt,
    /// Fixing documents with `retold check --fix`.
    Fix,
    /// Writing records with `retold export`.
    Export,
    /// The standard output of any command.
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
            Self::Review => "by `retold check` when it reviews how postmortems are written",
            Self::External => "by `retold check --external`",
            Self::Site => "when the site is put together",
            Self::Render => "when pages are made",
            Self::Publish => "when the site is written",
            Self::Serve => "by `retold serve`",
            Self::Search => "by `retold search` and `retold similar`",
            Self::Init => "by `retold init`",
            Self::New => "by `retold new`",
            Self::Adopt => "by `retold adopt`",
            Self::Fix => "by `retold check --fix`",
            Self::Export => "by `retold export`",
            Self::Print => "when a command prints its result",
        }
    }
}

/// The postmortems of an archive that are new or edited since a revision.
#[derive(Debug, Clone, Copy)]
pub struct Edited<'a> {
    pub archive: &'a Archive,
    pub settings: Settings<'a>,
    /// Their indexes in [`Archive::postmortems`].
    pub indexes: &'a [usize],
}

/// The function that makes the findings of a rule.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// No function: the findings are made where the input is read or the output is written.
    Elsewhere,
    /// Called for each document.
    Document(fn(&Document) -> Vec<Diagnostic>),
    /// Called for each document that reports an incident.
    Incident(fn(&Document) -> Vec<Diagnostic>),
    /// Called once for the archive.
    Archive(fn(&Archive, &Config) -> Vec<Diagnostic>),
    /// Called once for the archive, with the sketches of its texts as far as they are known; leaves those of all.
    Texts(fn(&Archive, &mut Sketches) -> Vec<Diagnostic>),
    /// Called for each postmortem when it is reviewed.
    Review(fn(&Subject<'_>) -> Vec<Diagnostic>),
    /// Called once when the archive is reviewed.
    ReviewAll(fn(&Archive, Settings<'_>) -> Vec<Diagnostic>),
    /// Called once for the postmortems that are new or edited since a revision; not at all if there are none.
    Edited(fn(&Edited<'_>) -> Vec<Diagnostic>),
    /// As `ReviewAll`, only where the configuration gives the rule a level, and all documents are reviewed: it takes long.
    ReviewOnDemand(fn(&Archive, Settings<'_>) -> Vec<Diagnostic>),
    /// Called once for the files that are reviewed, also those of drafts and of documents that are no postmortems. A split
    /// file is one document.
    ReviewFiles(fn(&SearchedFiles<'_>, Settings<'_>) -> Vec<Diagnostic>),
}

/// The files of an archive, by path from its root folder, with their text.
pub type Files = &'static [(&'static str, &'static str)];

/// An input with findings of one rule only, and the same input when nothing is wrong.
#[derive(Debug, Clone, Copy)]
pub enum Example {
    Files {
        fails: Files,
        passes: Files,
    },
    /// A situation that files cannot show, in sentences.
    Situation {
        fails: &'static str,
        passes: &'static str,
    },
    /// No input causes the finding; the reason, as a sentence.
    None(&'static str),
}

//! Whether a file reports an incident at all.

/// What a file is to an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// The report of an incident, or of what is told like one: a near miss, a drill, a bug, a project.
    Incident,
    /// Mostly links to other documents.
    Index,
    /// Says what the folder is for.
    Readme,
    /// A form that is not filled in.
    Template,
    /// Nothing, or a single link.
    Empty,
    /// Many incidents: below headings, or one to a line.
    Collection,
    /// A page on how incidents are dealt with, or on the project.
    Page,
}

impl Class {
    /// The name as data.
    pub fn name(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Index => "index",
            Self::Readme => "readme",
            Self::Template => "template",
            Self::Empty => "empty",
            Self::Collection => "collection",
            Self::Page => "page",
        }
    }

    /// What it is, as people read it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Incident => "Report",
            Self::Index => "Index",
            Self::Readme => "About the folder",
            Self::Template => "Form to fill in",
            Self::Empty => "Nothing to read",
            Self::Collection => "Many incidents in one file",
            Self::Page => "Page",
        }
    }
}

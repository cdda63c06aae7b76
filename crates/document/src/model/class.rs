//! The class of a file: an incident, or another file beside the reports.

/// The class of a file in an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// The report of an incident, or of a similar event: a near miss, a drill, a bug, a project.
    Incident,
    /// Mostly links to other documents.
    Index,
    /// Describes the folder.
    Readme,
    /// A template that is not filled in.
    Template,
    /// Nothing, or a single link.
    Empty,
    /// Many incidents: below headings, or one to a line.
    Collection,
    /// A page on the incident process, or on the project.
    Page,
}

impl Class {
    /// The name in data.
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

    /// The name for readers of the site.
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

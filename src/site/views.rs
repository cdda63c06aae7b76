//! What templates see: the contract with themes.
//!
//! Every address in a view is relative to the site's root; templates put `{{ root }}` before it. Optional
//! values are `none` when nothing is known.

use serde::Serialize;
use tera::Value;

/// `site`: on every page.
#[derive(Debug, Clone, Serialize)]
pub struct SiteView {
    pub title: String,
    pub description: String,
    pub language: String,
    pub base_url: String,
    /// Number of postmortems.
    pub count: usize,
    /// Number of documents that report no incident.
    pub others: usize,
    /// Name and version of the program.
    pub generator: &'static str,
}

/// An entry of `nav`.
#[derive(Debug, Clone, Serialize)]
pub struct NavItem {
    pub label: &'static str,
    pub url: String,
    pub current: bool,
}

/// A link to a term.
#[derive(Debug, Clone, Serialize)]
pub struct TermLink {
    pub label: String,
    pub url: String,
}

#[derive(Debug, Clone, Serialize)]
pub struct SeverityView {
    pub label: String,
    /// 1 is worst.
    pub rank: Option<u8>,
    pub url: String,
}

/// A postmortem in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    pub title: String,
    pub url: String,
    /// ISO 8601.
    pub date: Option<String>,
    pub date_text: Option<String>,
    pub severity: Option<SeverityView>,
    pub kind: &'static str,
    pub kind_label: &'static str,
    /// `incident`, or what else the document is: `index`, `readme`, `template`, `empty`, `collection`, `page`.
    pub class: &'static str,
    pub class_label: &'static str,
    pub status: Option<String>,
    pub summary: Option<String>,
    pub services: Vec<TermLink>,
    pub teams: Vec<TermLink>,
    pub tags: Vec<TermLink>,
    pub duration_text: Option<String>,
    /// Whether it repeats an earlier incident.
    pub recurs: bool,
    /// How many later incidents repeat it.
    pub repeated: usize,
}

/// `post`: the postmortem of a page; it has the fields of a card, too.
#[derive(Debug, Clone, Serialize)]
pub struct PostView {
    #[serde(flatten)]
    pub card: Card,
    pub id: Option<String>,
    pub updated: Option<String>,
    pub updated_text: Option<String>,
    pub authors: Vec<String>,
    pub moments: Vec<MomentView>,
    /// Whether any moment has a time since the start.
    pub has_offset: bool,
    /// Whether any moment was read from the timeline.
    pub has_basis: bool,
    pub phases: Vec<PhaseView>,
    pub impact: Option<String>,
    pub trigger: Option<String>,
    pub causes: Vec<String>,
    pub signatures: Vec<String>,
    pub detection_method: Option<String>,
    pub lessons: Vec<String>,
    /// None where there are no actions.
    pub action_count: Option<ActionCountView>,
    /// Those that no section of the body tells.
    pub actions: Vec<ActionView>,
    /// Safe HTML; headings start at level 2 and have ids.
    pub content: String,
    pub toc: Vec<TocEntry>,
    pub sources: Vec<SourceLink>,
    /// Cards of the incidents that this one repeats, of those that repeat it, and of related ones.
    pub earlier: Value,
    pub later: Value,
    pub related: Value,
    /// Card of the next older document, and of the next newer one.
    pub previous: Value,
    pub next: Value,
    /// The source file, relative to the content folder.
    pub path: String,
}

/// A known point in the course of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MomentView {
    pub key: &'static str,
    pub label: &'static str,
    pub iso: String,
    pub text: String,
    /// Time since the start, such as `+1 h 5 min`; empty at the start and where it is not known.
    pub offset_text: String,
    /// The text of the timeline's entry that it was read from; none where the author named it.
    pub basis: Option<String>,
}

/// A part of the course of an incident, for a picture to scale.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PhaseView {
    /// `detection`, `escalation`, `diagnosis` or `resolution`.
    pub key: &'static str,
    pub label: &'static str,
    pub duration_text: String,
    /// Percent of the whole, with two decimals at most.
    pub start: f64,
    pub width: f64,
}

#[derive(Debug, Clone, Serialize)]
pub struct ActionCountView {
    pub count: usize,
    pub done: usize,
    /// Id of the place in the page where they are, if it has one.
    pub id: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ActionView {
    pub title: String,
    pub kind: Option<String>,
    pub owner: Option<String>,
    pub due: Option<String>,
    pub due_text: Option<String>,
    pub status: Option<String>,
    pub done: bool,
    pub link: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct TocEntry {
    pub id: String,
    pub title: String,
    /// Level of the heading in the page.
    pub level: u8,
}

#[derive(Debug, Clone, Serialize)]
pub struct SourceLink {
    pub url: String,
    /// The host.
    pub label: String,
}

/// `taxonomy`: the index that a page belongs to.
#[derive(Debug, Clone, Serialize)]
pub struct TaxonomyView {
    pub name: &'static str,
    pub label: &'static str,
    pub singular: &'static str,
    pub url: String,
}

/// A term in an index.
#[derive(Debug, Clone, Serialize)]
pub struct TermView {
    pub label: String,
    pub url: String,
    pub count: usize,
    /// ISO date of the newest member.
    pub latest: Option<String>,
    pub latest_text: Option<String>,
}

/// A taxonomy on the home page, with its largest terms.
#[derive(Debug, Clone, Serialize)]
pub struct Group {
    pub name: &'static str,
    pub label: &'static str,
    pub url: String,
    /// Number of terms.
    pub count: usize,
    pub top: Vec<TermView>,
}

/// `pager`: where a page of a list stands among the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pager {
    /// 1-based.
    pub index: usize,
    /// Number of pages.
    pub count: usize,
    /// Number of items on all pages.
    pub total: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub pages: Vec<PagerEntry>,
}

/// A page in a pager; without a number it stands for those that are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PagerEntry {
    pub number: Option<usize>,
    pub url: Option<String>,
    pub current: bool,
}

/// `search`: what the search page loads.
#[derive(Debug, Clone, Serialize)]
pub struct SearchView {
    /// Folder of the search pack, with a final slash.
    pub pack: &'static str,
    pub worker: String,
    pub engine: String,
    /// Of languages other than English.
    pub stemmer: String,
    /// Content of the pack's entry file, and the name of the file that it names.
    pub entry: String,
    pub hot: String,
}

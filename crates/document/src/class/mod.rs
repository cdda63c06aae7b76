//! Classifies files: as the report of an incident, or as one of the files beside reports, such as an index, a readme or a
//! template.
//!
//! A report that is classified as something else is hidden, which is worse than a readme that is listed: a file is a
//! report unless something shows otherwise.

pub mod collection;
mod content_stats;
mod evidence;
mod list;
mod page;
mod template;
#[cfg(test)]
mod tests;
mod text_stats;
mod words;

use crate::markdown::blocks::BlockKind;
use crate::model::Class;
use std::ops::Range;

use crate::front_matter::paths;
use crate::model::{Entry, Marker, Outline, Section, SectionKind, Timeline};
use crate::model::{Fact, Origin};
use crate::source_file::document_stem;
use crate::structure::body::Body;
use content_stats::ContentStats;
use text_stats::scan;

/// The class of a file, and what shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub class: Class,
    /// `None` if nothing shows it: a file is a report by default.
    pub origin: Option<Origin>,
    /// The place in the text that shows it, if any; bytes of the file.
    pub span: Option<Range<usize>>,
}

impl Found {
    pub fn new(class: Class, origin: Origin, span: Option<Range<usize>>) -> Self {
        Self { class, origin: Some(origin), span }
    }
}

/// The class of the file at `path`. `title` is the one that the document gives itself.
pub fn of(path: &str, title: Option<&Fact<String>>, body: &Body<'_>, outline: &Outline) -> Found {
    let stats = ContentStats::of(body);
    let written = path.rsplit('/').next().and_then(document_stem).unwrap_or_default();
    let is_capital = !written.is_empty() && !written.contains(char::is_lowercase);
    let start = body.blocks.all().first().map_or(body.text.len(), |block| block.span().start);
    let file = File {
        name: file_name(path),
        is_capital,
        is_in_page_folder: path.rsplit('/').skip(1).any(words::is_page_folder),
        is_dated: paths::date(path).is_some(),
        is_in_form_folder: path.rsplit('/').skip(1).any(words::is_form_folder),
        is_in_template_folder: path.rsplit('/').skip(1).any(words::is_template_folder),
        matter: Matter::of(body.text.get(..start).unwrap_or_default()),
        title: title.map_or("", |title| &title.value),
        title_fact: title,
        body,
        outline,
        stats,
    };
    file.class()
}

/// Whether a file with front matter that only reports have is nevertheless a form: its name, its title or its front
/// matter has gaps.
pub fn is_form(path: &str, title: Option<&Fact<String>>, body: &Body<'_>, outline: &Outline) -> bool {
    let start = body.blocks.all().first().map_or(body.text.len(), |block| block.span().start);
    let matter = Matter::of(body.text.get(..start).unwrap_or_default());
    let may_be = matter.placeholders_certain > 0
        || matter.choices > 0
        || words::is_template_title(&file_name(path))
        || title.is_some_and(|title| {
            words::is_template_title(&title.value) || title.value.contains(['[', '<', '{'])
        });
    may_be && of(path, title, body, outline).class == Class::Template
}

/// The class of a file that needs no closer look: it has a section with a timeline, and neither its name nor its title
/// may be that of a template, an index or a readme. `None` for all others.
pub fn evident_report(
    path: &str,
    title: Option<&str>,
    timeline: &Timeline,
    sections: &[Section],
) -> Option<Found> {
    let is_timed = |entry: &&Entry| entry.at.is_some_and(|at| at.time.is_some());
    let section = sections
        .iter()
        .find(|section| section.kind == SectionKind::Timeline && section.marker == Marker::Heading)?;
    if timeline.entries.iter().filter(is_timed).take(3).count() < 3 {
        return None;
    }
    let is_doubtful = |text: &str| {
        let text = text.to_lowercase();
        !text.is_ascii()
            || words::is_page_title(&text)
            || ["template", "readme", "index", "example", "sample", "log"]
                .iter()
                .any(|word| text.contains(word))
    };
    let is_evident = !is_doubtful(&file_name(path)) && title.is_none_or(|title| !is_doubtful(title));
    is_evident.then(|| Found::new(Class::Incident, Origin::Heading, Some(section.span.clone())))
}

/// The name of the file without ending, in lower case.
fn file_name(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = document_stem(name).unwrap_or(name);
    // `x.html.md.erb` has several endings.
    let stem = stem.trim_end_matches(".md").trim_end_matches(".html");
    stem.to_lowercase()
}

/// Raw HTML with fewer words is a mark, such as an anchor or a button.
const FEWEST_HTML_WORDS: usize = 12;

/// Where a file is named.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    File,
    Title,
}

/// A file to be classified, and what is known of it.
struct File<'a> {
    name: String,
    /// Whether the name is in capital letters.
    is_capital: bool,
    /// Whether a folder above the file is named as one of pages that are no reports.
    is_in_page_folder: bool,
    is_in_template_folder: bool,
    /// Whether a folder above the file is one of forms to open an issue with.
    is_in_form_folder: bool,
    /// Whether the path has a date.
    is_dated: bool,
    matter: Matter,
    title: &'a str,
    title_fact: Option<&'a Fact<String>>,
    body: &'a Body<'a>,
    outline: &'a Outline,
    stats: ContentStats,
}

/// Counts of the front matter.
struct Matter {
    /// Placeholders that only a form has: `YYYY-MM-DD`.
    placeholders_certain: usize,
    /// Values that list what to choose from: `severity: SEV1 | SEV2`.
    choices: usize,
    /// Whether only pages that are no reports have such keys: `allowed-tools`.
    is_of_page: bool,
}

impl Matter {
    fn of(matter: &str) -> Self {
        let value = |line: &'_ str| line.split_once(':').map(|(_, value)| value.trim().to_owned());
        let is_choice = |value: &String| value.contains('|') && template::are_choices(value);
        Self {
            placeholders_certain: scan(matter).placeholders_certain,
            is_of_page: words::is_page_matter(matter),
            choices: matter.lines().filter_map(value).filter(is_choice).count(),
        }
    }
}

impl File<'_> {
    fn class(&self) -> Found {
        if let Some(found) = self.empty() {
            return found;
        }
        let (report_kinds, first_section) = self.report_kinds();
        let parts =
            collection::parts_among(self.body.text, self.body.blocks, self.outline, self.body.sections);
        if let Some(first) = parts.first() {
            let heading = self.outline.headings.iter().find(|heading| heading.span.start == first.span.start);
            return Found::new(
                Class::Collection,
                Origin::Heading,
                heading.map(|heading| heading.span.clone()),
            );
        }
        if let Some(name) = self.named_template(report_kinds) {
            return self.named(Class::Template, name);
        }
        // A long list of links is an index, even with a form below it.
        let links = &self.stats.link_entries;
        if report_kinds < 2 && !self.is_dated && links.count >= 5 && self.is_mostly_links(3) {
            return Found::new(Class::Index, Origin::Text, links.first.clone());
        }
        if self.is_unfilled(report_kinds) {
            return Found::new(Class::Template, Origin::Text, self.stats.first_placeholder.clone());
        }
        // Its headings may be those of a report, each with what belongs there.
        if self.is_about_reports() {
            return self.named(Class::Page, Name::Title);
        }
        if let Some(found) = self.evident_page() {
            return self.list(report_kinds).unwrap_or(found);
        }
        if report_kinds >= 2
            && !self.is_project_readme()
            && let Some(section) = first_section
        {
            let origin = if section.marker == Marker::InlineLabel { Origin::Label } else { Origin::Heading };
            return Found::new(Class::Incident, origin, Some(section.span.clone()));
        }
        if let Some(found) = self.list(report_kinds) {
            return found;
        }
        if let Some((class, name)) = self.page(report_kinds) {
            return self.named(class, name);
        }
        if self.is_guide(report_kinds) {
            return Found::new(Class::Page, Origin::Text, None);
        }
        Found { class: Class::Incident, origin: None, span: None }
    }

    /// `class`, as shown by the name of the file or its title.
    fn named(&self, class: Class, name: Name) -> Found {
        match self.title_fact.filter(|_| name == Name::Title) {
            Some(title) => Found::new(class, title.origin, Some(title.span.clone())),
            None => Found::new(class, Origin::FileName, None),
        }
    }

    /// How many kinds of sections that only reports have there are with text, and the first such section.
    fn report_kinds(&self) -> (usize, Option<&Section>) {
        let mut kinds = 0_u32;
        let mut first = None;
        for section in self.body.sections {
            use SectionKind::{CouldImprove, GotLucky, WentWell};
            let is_report = collection::is_report_section(section.kind)
                || matches!(section.kind, WentWell | CouldImprove | GotLucky);
            if is_report && self.stats.words_of(section, self.body.text) > 2 {
                kinds |= 1 << section.kind as u32;
                first.get_or_insert(section);
            }
        }
        (kinds.count_ones() as usize, first)
    }

    /// The class of a file without text, or with a link only.
    fn empty(&self) -> Option<Found> {
        let ContentStats { words, heading_words, addresses, blocks, .. } = &self.stats;
        let body_words = words.saturating_sub(*heading_words);
        let first = self.body.blocks.all().first();
        let start = first.map_or(self.body.text.len(), |block| block.span().start);
        if self.stats.code_blocks > 0 || self.stats.listing.is_some() || self.outline.headings.len() > 1 {
            return None;
        }
        // Front matter is a report by itself.
        let matter = self.body.text.get(..start).unwrap_or_default();
        if !matter.trim_start_matches('\u{feff}').trim().is_empty() {
            return None;
        }
        let linked = self.body.blocks.links.len().max(*addresses);
        let is_lone_link =
            linked == 1 && body_words <= 12 && *blocks <= 1 && self.outline.headings.is_empty();
        let is_nothing = *words == 0 && linked == 0 && !self.has_html_text();
        (is_lone_link || is_nothing)
            .then(|| Found::new(Class::Empty, Origin::Text, first.map(crate::markdown::blocks::Block::span)))
    }

    /// Whether raw HTML has words between its tags.
    fn has_html_text(&self) -> bool {
        let blocks = self.body.blocks.all().iter().filter(|block| block.kind == BlockKind::Html);
        blocks.into_iter().any(|block| {
            let html = self.body.text.get(block.span()).unwrap_or_default();
            let behind_tags = html.split('>').map(|part| part.split('<').next().unwrap_or(part));
            !html.starts_with("<!--")
                && behind_tags.flat_map(str::split_whitespace).count() >= FEWEST_HTML_WORDS
        })
    }

    /// Returns true if the name is that of a readme.
    fn is_readme(&self) -> bool {
        self.name == "readme"
            || self.name.starts_with("readme.")
            || self.name.starts_with("readme-")
            || self.name.starts_with("readme_")
    }
}

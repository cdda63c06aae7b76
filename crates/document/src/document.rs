//! [`Document`]: the text of one file and the facts that were read from it.
//!
//! Reading a document is a pure function of its path, its bytes and the vocabulary. It never fails: parts that cannot be
//! read are reported, and the page is made from the rest.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;

use crate::front_matter::paths;
use crate::keys::Key;
use crate::limits::LARGEST_WITH_HTML;
use crate::markdown::definitions;
use crate::model::{Actions, Facts, Lesson, Measure, Outline, Section, Timeline, Why};
use crate::model::{Candidate, Milestones, Origin};
use crate::model::{Class, FrontMatter, KeyPlaces, Link};
use crate::source_file::document_stem;
use retold_diagnostic::{Place, Places};

/// A postmortem: the text of one file and the facts that were read from it.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Path relative to the content folder, with forward slashes.
    pub path: String,
    /// Path as messages show it.
    pub name: String,
    /// The file's text; invalid UTF-8 is replaced. The incidents of a split file share it.
    pub text: Arc<str>,
    /// Where the body starts in `text`.
    pub body_start: usize,
    /// Where the body ends: for an incident of a split file, where the next one begins.
    pub body_end: usize,
    /// Where the body is longer than what is understood of one: where that ends, a byte of the file. What follows is only
    /// in the page, and in searches.
    pub unread: Option<usize>,
    /// The line of the file in which the body starts, 1-based.
    pub first_line: usize,
    /// For an incident of a split file: definitions of links and footnotes that it refers to and that are elsewhere in
    /// the file, as Markdown.
    pub definitions: String,
    pub front_matter: FrontMatter,
    pub key_places: KeyPlaces,
    pub outline: Outline,
    /// Links and images, in the order of the text.
    pub links: Vec<Link>,
    /// Whether there is any raw HTML. Only then, the page has to be sanitised.
    pub has_html: bool,
    pub sections: Vec<Section>,
    pub facts: Facts,
    pub timeline: Timeline,
    pub milestones: Milestones,
    /// All that may be a milestone, the chosen ones among them.
    pub milestone_candidates: Vec<Candidate>,
    pub actions: Actions,
    pub whys: Vec<Why>,
    pub lessons: Vec<Lesson>,
    /// The impact of the incident in numbers.
    pub impact: Vec<Measure>,
    /// Whether the file reports an incident, or is another file beside the reports.
    pub class: Class,
    /// The kind of evidence for the class; `None` if the file is a report only by default.
    pub class_origin: Option<Origin>,
    /// The evidence for the class, if it is in the text; bytes of the file.
    pub class_span: Option<Range<usize>>,
    /// For an incident of a split file: its name in the address.
    pub part: Option<String>,
    /// The heading that became the title of the page and is left out of the body; an index into the outline.
    pub title_heading: Option<usize>,
}

impl Document {
    /// The Markdown after the front matter; for an incident of a split file, its own part.
    pub fn body(&self) -> &str {
        &self.text[self.body_start..self.body_end]
    }

    /// The body, followed by the definitions from elsewhere in the file that it refers to.
    pub fn markdown(&self) -> Cow<'_, str> {
        definitions::behind(self.body(), &self.definitions)
    }

    /// Whether raw HTML is shown as text, because the body is too long to be sanitised.
    pub fn shows_html_as_text(&self) -> bool {
        self.has_html && self.body().len() > LARGEST_WITH_HTML
    }

    /// As [`Document::markdown`], as far as the body is understood.
    pub fn understood(&self) -> Cow<'_, str> {
        match self.unread {
            Some(end) => Cow::Borrowed(&self.text[self.body_start..end]),
            None => self.markdown(),
        }
    }

    /// The first byte of the next section or heading that begins at or behind byte `at` of the file.
    pub fn next_part(&self, at: usize) -> Option<usize> {
        // Both are in the order of the text.
        let (sections, headings) = (&self.sections, &self.outline.headings);
        let section = sections.get(sections.partition_point(|section| section.span.start < at));
        let heading = headings.get(headings.partition_point(|heading| heading.span.start < at));
        section.map(|it| it.span.start).into_iter().chain(heading.map(|it| it.span.start)).min()
    }

    /// The title: from the front matter, else the first heading, else the file name in words.
    pub fn title(&self) -> String {
        self.facts.title.as_ref().map_or_else(|| paths::title(self.stem()), |fact| fact.value.clone())
    }

    /// The day on which the incident happened, in its own zone.
    pub fn happened(&self) -> Option<Date> {
        self.facts.happened.as_ref().map(|fact| fact.value.date)
    }

    /// The day of publication, if the document states it: see [`Facts::published`].
    pub fn published(&self) -> Option<Date> {
        self.facts.published.as_ref().map(|fact| fact.value.date)
    }

    /// The day under which the document is filed: when the incident happened, else when the report came out.
    pub fn day(&self) -> Option<Date> {
        self.happened().or(self.published())
    }

    /// The day of the report, as far as it is known: when it came out, else when the incident happened.
    pub fn report_day(&self) -> Option<Date> {
        self.published().or(self.happened())
    }

    /// One or two sentences on what happened, if the author wrote any.
    pub fn summary(&self) -> Option<&str> {
        self.front_matter.summary.as_deref().or(self.outline.lead.as_deref())
    }

    /// The name that the address of the page is made from: the file's, or its folder's for `index.md`.
    pub fn stem(&self) -> &str {
        let stem = document_stem(&self.path).unwrap_or(&self.path);
        let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        if is_index(name) && !folder.is_empty() { folder.rsplit('/').next().unwrap_or(folder) } else { name }
    }

    /// Returns true if the document is the index page of its folder.
    pub fn is_index(&self) -> bool {
        let stem = document_stem(&self.path).unwrap_or(&self.path);
        is_index(stem.rsplit('/').next().unwrap_or(stem))
    }

    /// The folders between the content folder and the page.
    pub fn folder(&self) -> &str {
        let stem = document_stem(&self.path).unwrap_or(&self.path);
        let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
        if is_index(name) { folder.rsplit_once('/').map_or("", |(parent, _)| parent) } else { folder }
    }

    /// The date in the path of the file, if it has one.
    pub fn date_in_path(&self) -> Option<Date> {
        paths::date(&self.path).map(|(date, _)| date)
    }

    /// Resolves places in the text up to the end of the body, fastest from the start of the body on.
    pub fn places(&self) -> Places<'_> {
        Places::from_line(&self.name, &self.text[..self.body_end], self.body_start, self.first_line)
    }

    /// The place of `value` in the front matter, behind `key`; the place of the key if the value is not found.
    pub fn place_of(&self, key: Key, value: &str) -> Place {
        let Some(span) = self.key_places.get(&key) else { return Place::file(&self.name) };
        // In a split file, the front matter is far before the body of this incident.
        let end = if self.part.is_some() { span.end } else { self.body_start };
        let span = match self.text[span.end..end].find(value).filter(|_| !value.is_empty()) {
            Some(at) => span.end + at..span.end + at + value.len(),
            None => span.clone(),
        };
        Place::span(&self.name, &self.text, span)
    }
}

fn is_index(name: &str) -> bool {
    matches!(name, "index" | "_index")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::parse;
    use crate::{SourceFile, Vocabulary, html};

    #[test]
    fn a_title_is_found_and_shown_once() {
        for (path, text, title, rest) in [
            ("a.md", "# Disk full\n\nText", "Disk full", "<p>Text</p>\n"),
            ("a.md", "---\ntitle: Disk full\n---\n# Disk full\nText", "Disk full", "<p>Text</p>\n"),
            ("2026-01-31-disk_full.md", "Text", "Disk full", "<p>Text</p>\n"),
            (
                "2026-01-31-disk-full/index.md",
                "## Summary",
                "Disk full",
                "<h2 id=\"summary\">Summary <a class=\"anchor\" href=\"#summary\" aria-labelledby=\"summary\"></a></h2>\n",
            ),
            (
                "a.md",
                "# Disk full\n# Impact",
                "Disk full",
                "<h2 id=\"impact\">Impact <a class=\"anchor\" href=\"#impact\" aria-labelledby=\"impact\"></a></h2>\n",
            ),
        ] {
            let document = parse(path, text).0;
            assert_eq!(document.title(), title, "{text}");
            assert_eq!(html::render(&document, &|_| None, &[]), rest, "{text}");
        }
    }

    #[test]
    fn a_date_is_found() {
        for (path, text, date) in [
            ("2026-01-31-a.md", "x", Some("2026-01-31")),
            ("2026-01-31-a/index.md", "x", Some("2026-01-31")),
            ("2026-01-31-a.md", "---\ndate: 2026-02-01\n---\n", Some("2026-02-01")),
            ("a.md", "---\nstarted: 2026-02-01T09:00:00Z\n---\n", Some("2026-02-01")),
            ("a.md", "x", None),
        ] {
            assert_eq!(parse(path, text).0.day().map(|d| d.to_string()).as_deref(), date, "{path} {text}");
        }
    }

    #[test]
    fn incidents_of_one_file_share_its_text() {
        let text = "---\nsplit: true\n---\n\n## 2021-01-05: mail queue full\n\nx\n\n## 2021-04-09: resolver gone\n\ny\n\n\
                    ## 2022-02-01: certificate expired\n\nz\n";
        let file = SourceFile { path: "a.md".into(), name: "a.md".into(), bytes: text.into() };
        let (documents, _) = Document::parse_all(file, &Vocabulary::default());
        let read: Vec<_> =
            documents.iter().map(|d| (d.first_line, d.body().trim_end(), d.part.as_deref())).collect();
        assert_eq!(
            read[1..],
            [
                (5, "## 2021-01-05: mail queue full\n\nx", Some("2021-01-05-mail-queue-full")),
                (9, "## 2021-04-09: resolver gone\n\ny", Some("2021-04-09-resolver-gone")),
                (13, "## 2022-02-01: certificate expired\n\nz", Some("2022-02-01-certificate-expired")),
            ]
        );
        assert_eq!(read[0], (4, text[20..].trim_end(), None));
        assert!(documents.iter().all(|document| Arc::ptr_eq(&document.text, &documents[0].text)));
    }
}

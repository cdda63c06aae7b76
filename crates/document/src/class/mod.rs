//! Whether a file is the report of an incident, or one of the files that lie beside them: an index, a
//! readme, a form to be filled in.
//!
//! A report that is taken for something else is hidden, which is worse than a readme that is listed: in
//! doubt a file is a report.

pub mod collection;
mod content_stats;

use crate::model::Class;
use std::ops::Range;

use crate::markdown::blocks::BlockKind;
use crate::model::{Announced, Entry, Heading, Outline, Section, SectionKind, Timeline};
use crate::model::{Fact, Origin};
use crate::source_file::document_stem;
use crate::structure::body::Body;
use crate::structure::sections::label;
use crate::text::placeholder::is_placeholder;
use content_stats::Survey;

/// A class, and what shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub class: Class,
    /// None where nothing shows it: in doubt a file is a report.
    pub origin: Option<Origin>,
    /// Bytes of the file, where what shows it is a place in the text.
    pub span: Option<Range<usize>>,
}

impl Found {
    pub fn new(class: Class, origin: Origin, span: Option<Range<usize>>) -> Self {
        Self { class, origin: Some(origin), span }
    }
}

/// The class of the file at `path`. `title` is the one that the document gives itself.
pub fn of(path: &str, title: Option<&Fact<String>>, body: &Body<'_>, outline: &Outline) -> Found {
    let survey = Survey::of(body);
    let written = path.rsplit('/').next().and_then(document_stem).unwrap_or_default();
    let is_capital = !written.is_empty() && !written.contains(char::is_lowercase);
    let file = File {
        name: file_name(path),
        is_capital,
        title: title.map_or("", |title| &title.value),
        title_fact: title,
        body,
        outline,
        survey,
    };
    file.class()
}

/// The timeline that spares a file a second look: it has times, and neither the file's name nor its title is one of
/// those that forms, indexes and readmes have.
pub fn plainly_a_report(
    path: &str,
    title: Option<&str>,
    timeline: &Timeline,
    sections: &[Section],
) -> Option<Found> {
    let is_timed = |entry: &&Entry| entry.at.is_some_and(|at| at.time.is_some());
    let section = sections
        .iter()
        .find(|section| section.kind == SectionKind::Timeline && section.announced == Announced::Heading)?;
    if timeline.entries.iter().filter(is_timed).take(3).count() < 3 {
        return None;
    }
    let is_general = |text: &str| {
        let text = text.to_lowercase();
        !text.is_ascii()
            || ["template", "readme", "index", "example", "sample", "log"]
                .iter()
                .any(|word| text.contains(word))
    };
    let is_plain = !is_general(&file_name(path)) && title.is_none_or(|title| !is_general(title));
    is_plain.then(|| Found::new(Class::Incident, Origin::Heading, Some(section.span.clone())))
}

/// The name of the file without ending, in lower case.
fn file_name(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = document_stem(name).unwrap_or(name);
    // `x.html.md.erb`: what is left of a chain of endings is no name.
    let stem = stem.trim_end_matches(".md").trim_end_matches(".html");
    stem.to_lowercase()
}

/// What a file is called by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    File,
    Title,
}

struct File<'a> {
    name: String,
    /// Whether the name is written in capital letters.
    is_capital: bool,
    title: &'a str,
    title_fact: Option<&'a Fact<String>>,
    body: &'a Body<'a>,
    outline: &'a Outline,
    survey: Survey,
}

impl File<'_> {
    fn class(&self) -> Found {
        let Survey { links, .. } = &self.survey;
        if let Some(found) = self.empty() {
            return found;
        }
        let (told, first_told) = self.told();
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
        if let Some(name) = self.names_template(told) {
            return self.named(Class::Template, name);
        }
        // A list of links that is long is one, whatever form stands below it.
        if told < 2 && links.count >= 5 && self.is_mostly_links(3) {
            return Found::new(Class::Index, Origin::Text, links.first.clone());
        }
        if self.is_unfilled(told) {
            return Found::new(Class::Template, Origin::Text, self.survey.first_placeholder.clone());
        }
        if told >= 2
            && !self.is_project_readme()
            && let Some(section) = first_told
        {
            let origin = if section.announced == Announced::Label { Origin::Label } else { Origin::Heading };
            return Found::new(Class::Incident, origin, Some(section.span.clone()));
        }
        if let Some(found) = self.list() {
            return found;
        }
        if let Some((class, name)) = self.page(told) {
            return self.named(class, name);
        }
        Found { class: Class::Incident, origin: None, span: None }
    }

    /// `class`, which the name of the file or its title says.
    fn named(&self, class: Class, name: Name) -> Found {
        match self.title_fact.filter(|_| name == Name::Title) {
            Some(title) => Found::new(class, title.origin, Some(title.span.clone())),
            None => Found::new(class, Origin::FileName, None),
        }
    }

    /// How many of the sections that only reports have say something here, and the first of them.
    fn told(&self) -> (usize, Option<&Section>) {
        let mut kinds = 0_u32;
        let mut first = None;
        for section in self.body.sections {
            use SectionKind::{CouldImprove, GotLucky, WentWell};
            let is_told = collection::tells_of_one(section.kind)
                || matches!(section.kind, WentWell | CouldImprove | GotLucky);
            if is_told && self.survey.words_of(section, self.body.text) > 2 {
                kinds |= 1 << section.kind as u32;
                first.get_or_insert(section);
            }
        }
        (kinds.count_ones() as usize, first)
    }

    fn empty(&self) -> Option<Found> {
        let Survey { words, heading_words, addresses, blocks, .. } = &self.survey;
        let body_words = words.saturating_sub(*heading_words);
        let first = self.body.blocks.all().first();
        let start = first.map_or(self.body.text.len(), |block| block.span().start);
        if self.survey.code_blocks > 0 || self.survey.listing.is_some() || self.outline.headings.len() > 1 {
            return None;
        }
        // What front matter tells is a report by itself.
        let matter = self.body.text.get(..start).unwrap_or_default();
        if !matter.trim_start_matches('\u{feff}').trim().is_empty() {
            return None;
        }
        let linked = self.body.blocks.links.len().max(*addresses);
        let is_lone_link =
            linked == 1 && body_words <= 12 && *blocks <= 1 && self.outline.headings.is_empty();
        let is_nothing = *words == 0 && linked == 0;
        (is_lone_link || is_nothing)
            .then(|| Found::new(Class::Empty, Origin::Text, first.map(crate::markdown::blocks::Block::span)))
    }

    fn is_readme(&self) -> bool {
        self.name == "readme"
            || self.name.starts_with("readme.")
            || self.name.starts_with("readme-")
            || self.name.starts_with("readme_")
    }

    /// Which of name and title calls the file a template, and nothing besides.
    fn names_template(&self, told: usize) -> Option<Name> {
        let is_named = |text: &str| {
            let mut is_template = false;
            let mut is_general = true;
            for word in words(text) {
                let word = word.as_str();
                let is_form = TEMPLATE
                    .iter()
                    .any(|form| word.contains(form) && (word.len() == form.len() || !word.is_ascii()));
                is_template |= is_form;
                is_general &= is_form || is_general_word(word);
            }
            (is_template, is_general)
        };
        let (by_name, name_is_general) = is_named(&self.name);
        let (by_title, title_is_general) = is_named(self.title);
        let gaps = self.survey.strong + self.survey.weak;
        // An example may be filled in below a title whose date still has to be.
        let is_filled = told >= 3
            && self.survey.stamps >= 8
            && gaps < 3
            && !self.title.to_ascii_lowercase().contains("yyyy");
        if by_name && name_is_general || by_title && title_is_general {
            let is_open = gaps > 0 || self.survey.stamps < 3 || by_name && name_is_general;
            let name = if by_name && name_is_general { Name::File } else { Name::Title };
            return (is_open && !is_filled && !self.is_readme()).then_some(name);
        }
        let name = if by_name { Name::File } else { Name::Title };
        ((by_name || by_title) && gaps >= 3 && self.survey.stamps < 3).then_some(name)
    }

    /// Whether the gaps of a form are left open throughout.
    fn is_unfilled(&self, told: usize) -> bool {
        let Survey { strong, weak, stamps, .. } = self.survey;
        let known = self.body.sections.len();
        let empty = self
            .body
            .sections
            .iter()
            .filter(|section| self.survey.words_of(section, self.body.text) == 0)
            .count();
        if strong >= 3 && strong >= 2 * stamps && (told < 3 || strong >= 5) {
            return true;
        }
        if stamps == 0 && known >= 3 && (self.asks_for_values() || self.tells_what_to_write()) {
            return true;
        }
        let gaps = strong + weak;
        if gaps >= 2 && known >= 3 && 2 * empty >= known && stamps <= 1 {
            return true;
        }
        if weak >= 5 && stamps == 0 && known >= 3 && told < 3 {
            return true;
        }
        // Only headings: unless the title is one of an incident, of which the rest is still to be written.
        let title = self.title.split(['(', '（']).next().unwrap_or_default();
        let is_general = words(title).all(|word| is_general_word(&word));
        let headings = self.outline.headings.len();
        let body_words = self.survey.words.saturating_sub(self.survey.heading_words);
        if headings >= 4 && body_words <= 2 * headings && stamps <= 1 && is_general && !has_date(&self.name) {
            return true;
        }
        known >= 4 && empty + 1 >= known && stamps == 0 && is_general && !has_date(&self.name)
    }

    /// Whether labels at the start have nothing but placeholders behind them: `Start time: <UTC>`.
    fn asks_for_values(&self) -> bool {
        let blocks = self.body.blocks;
        let paragraphs =
            (0..blocks.all().len()).filter(|&at| blocks.kind(at) == BlockKind::Paragraph).take(OPENING);
        let open = paragraphs
            .flat_map(|at| blocks.lines(self.body.text, at))
            .filter(|line| {
                label(line).is_some_and(|label| {
                    let value = line.text.get(label.length..).unwrap_or_default().trim();
                    value.starts_with(['<', '[', '{']) && is_placeholder(value)
                })
            })
            .take(FEWEST_OPEN)
            .count();
        open == FEWEST_OPEN
    }

    /// Whether most of the sections that say anything open by telling their author what to write.
    fn tells_what_to_write(&self) -> bool {
        let blocks = self.body.blocks;
        let mut told = 0;
        let mut asked = 0;
        let actions = |heading: &&Heading| heading.section != Some(SectionKind::Actions);
        for heading in self.outline.headings.iter().filter(actions) {
            let first = heading.block + 1;
            if blocks.all().get(first).is_none_or(|block| block.kind != BlockKind::Paragraph) {
                continue;
            }
            let text = blocks.text(self.body.text, first);
            let word = text.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty());
            told += 1;
            asked += usize::from(word.is_some_and(|word| ORDERS.contains(&word.to_lowercase().as_str())));
        }
        asked >= 3 && 2 * asked > told
    }

    /// Whether `share` tenths of the words at least stand in entries that are links, and half of the entries
    /// are; of a long list, a third, for figures and definitions stand beside them.
    fn is_mostly_links(&self, share: usize) -> bool {
        let Survey { links, words, heading_words, entries, .. } = &self.survey;
        10 * links.words >= share * words.saturating_sub(*heading_words)
            && (if links.count >= 10 { 3 } else { 2 }) * links.count >= *entries
    }

    /// Lists of links, or of incidents in a line each.
    fn list(&self) -> Option<Found> {
        let Survey { links, described, dated, words, heading_words, entries, listing, .. } = &self.survey;
        let body_words = words.saturating_sub(*heading_words);
        let names_many = self.is_readme()
            || matches!(self.name.as_str(), "index" | "_index" | "summary" | "toc" | "list" | "log")
            || is_list_title(self.title);
        if described.count >= 10 && 2 * described.words >= body_words {
            return Some(Found::new(Class::Collection, Origin::Text, described.first.clone()));
        }
        if is_list_title(self.title) && dated.count >= 3 && 2 * dated.words >= body_words {
            return Some(Found::new(Class::Collection, Origin::Text, dated.first.clone()));
        }
        if let Some(span) = listing
            && body_words <= 150
        {
            return Some(Found::new(Class::Index, Origin::Text, Some(span.clone())));
        }
        let is_index = if names_many {
            links.count >= 2 && self.is_mostly_links(3) && self.survey.stamps <= 3
        } else {
            links.count >= 3
                && self.is_mostly_links(6)
                && self.survey.stamps <= 1
                && *entries < 2 * links.count
        };
        is_index.then(|| Found::new(Class::Index, Origin::Text, links.first.clone()))
    }

    /// Readmes, and pages on how things are done; and what says so.
    fn page(&self, told: usize) -> Option<(Class, Name)> {
        let stamps = self.survey.stamps;
        let name = self.name.trim_end_matches("_template").replace(['_', '-', ' '], "");
        let is_page =
            PAGES.contains(&name.as_str()) || self.is_capital && CAPITAL_PAGES.contains(&name.as_str());
        if is_page && told < 2 && stamps <= 3 {
            return Some((Class::Page, Name::File));
        }
        let is_general = told < 2
            && stamps <= 1
            && !self.narrates()
            && !self.is_indented_report()
            && !(self.has_title_of_report() && self.kinds() >= 3);
        if self.is_readme() && (is_general || self.is_project_readme()) {
            return Some((Class::Readme, Name::File));
        }
        let is_about = |text: &str| {
            let mut tells_how = false;
            let mut is_general = true;
            for word in words(text) {
                tells_how |= PROCESS.contains(&word.as_str());
                is_general &= is_general_word(&word) || PROCESS.contains(&word.as_str());
            }
            tells_how && is_general
        };
        let lower = self.title.to_lowercase();
        let asks_how =
            ["how to ", "how we ", "guide to ", "about "].iter().any(|start| lower.starts_with(start))
                && ["incident", "postmortem", "post-mortem", "on-call", "outage"]
                    .iter()
                    .any(|word| lower.contains(word));
        let is_foreign = ABOUT_REPORTS.iter().any(|phrase| lower.contains(phrase));
        if told < 2 && stamps <= 2 && (is_about(self.title) || asks_how || is_foreign) {
            return Some((Class::Page, Name::Title));
        }
        let is_section_page = self.name == "_index" && told == 0 && stamps == 0;
        is_section_page.then_some((Class::Page, Name::File))
    }

    /// Whether the text below the usual names is indented so far that Markdown takes it for code.
    fn is_indented_report(&self) -> bool {
        self.kinds() >= 4 && self.survey.code_blocks >= 3
    }

    /// Whether the title is that of one report: `Postmortem: the pumps stood still`.
    fn has_title_of_report(&self) -> bool {
        let Some((name, rest)) =
            self.title.split_once([':', '–', '—']).or_else(|| self.title.split_once(" - "))
        else {
            return false;
        };
        let name = name.to_lowercase();
        let is_report = ["postmortem", "post-mortem", "post mortem", "incident report"]
            .iter()
            .any(|word| name.contains(word) && !name.contains(&format!("{word}s")));
        is_report
            && name.split_whitespace().count() <= 5
            && words(rest).filter(|word| !is_general_word(word) && !PROCESS.contains(&word.as_str())).count()
                >= 2
    }

    /// How many kinds of sections there are.
    fn kinds(&self) -> u32 {
        self.body.sections.iter().fold(0_u32, |kinds, section| kinds | 1 << section.kind as u32).count_ones()
    }

    /// Whether a text without the usual sections tells of an outage all the same.
    fn narrates(&self) -> bool {
        if self.survey.words < 150 {
            return false;
        }
        let start = self.body.blocks.all().first().map_or(0, |block| block.span().start);
        let lower = self.body.text.get(start..).unwrap_or_default().to_lowercase();
        TOLD.iter().filter(|phrase| lower.contains(*phrase)).count() >= 3
    }

    /// Whether the headings are those of a software project's readme.
    fn is_project_readme(&self) -> bool {
        let headings = &self.outline.headings;
        let of_project = headings
            .iter()
            .filter(|heading| {
                let lower = heading.text.to_lowercase();
                let name =
                    lower.trim_start_matches(|c: char| !c.is_alphabetic()).trim_end_matches([':', ' ']);
                PROJECT.contains(&name)
            })
            .count();
        let has_timeline = headings.iter().any(|heading| heading.section == Some(SectionKind::Timeline));
        self.is_readme() && of_project >= 2 && !has_timeline && self.survey.stamps <= 3
    }
}

/// How many paragraphs at the start may hold the labels of a form.
const OPENING: usize = 40;

/// So many labels without values make a form.
const FEWEST_OPEN: usize = 3;

/// How the hints in a form begin.
const ORDERS: [&str; 22] = [
    "describe",
    "identify",
    "introduce",
    "quantify",
    "summarize",
    "summarise",
    "explain",
    "provide",
    "list",
    "include",
    "write",
    "document",
    "outline",
    "detail",
    "fill",
    "give",
    "state",
    "briefly",
    "insert",
    "specify",
    "what",
    "how",
];

/// The words of a name or title, in lower case.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether a word may stand in the title of any file of an archive, whatever the incident.
fn is_general_word(word: &str) -> bool {
    GENERAL.contains(&word)
        || word.chars().all(|c| "0123456789xyznmdh".contains(c))
        || word.strip_prefix("pm").is_some_and(|rest| rest.chars().all(|c| "0123456789xyn".contains(c)))
        || !word.is_ascii() && (TEMPLATE.iter().chain(&REPORTS)).any(|known| word.contains(known))
}

fn is_list_title(title: &str) -> bool {
    let mut lists = false;
    let mut is_general = true;
    for word in words(title) {
        lists |= LISTS.contains(&word.as_str());
        is_general &= is_general_word(&word) || LISTS.contains(&word.as_str());
    }
    lists && is_general || title.ends_with("一覧") || title.ends_with("列表")
}

fn has_date(name: &str) -> bool {
    name.split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4 && digits.starts_with(['1', '2']))
}

/// What templates call themselves.
const TEMPLATE: [&str; 15] = [
    "template",
    "templates",
    "plantilla",
    "vorlage",
    "modèle",
    "gabarit",
    "modelo",
    "テンプレート",
    "雛形",
    "ひな形",
    "模板",
    "boilerplate",
    "skeleton",
    "form",
    "sjabloon",
];

/// What reports are called where no spaces tell words apart.
const REPORTS: [&str; 11] = [
    "장애",
    "보고서",
    "회고",
    "ポストモーテム",
    "障害報告",
    "インシデント",
    "事故",
    "复盘",
    "障害",
    "故障",
    "報告書",
];

/// Words that say nothing of a particular incident.
const GENERAL: [&str; 63] = [
    "incident",
    "incidents",
    "postmortem",
    "postmortems",
    "post",
    "mortem",
    "mortems",
    "outage",
    "outages",
    "rca",
    "rcas",
    "root",
    "cause",
    "analysis",
    "retrospective",
    "retrospectives",
    "review",
    "reviews",
    "report",
    "reports",
    "blameless",
    "sev",
    "public",
    "internal",
    "simple",
    "short",
    "default",
    "example",
    "sample",
    "blank",
    "new",
    "copy",
    "our",
    "the",
    "a",
    "an",
    "of",
    "for",
    "and",
    "in",
    "at",
    "to",
    "on",
    "date",
    "title",
    "name",
    "slug",
    "yyyy",
    "mm",
    "dd",
    "nnn",
    "markdown",
    "md",
    "document",
    "doc",
    "docs",
    "detailed",
    "full",
    "major",
    "minor",
    "security",
    "service",
    "summary",
];

/// Words of titles of pages on how things are done.
const PROCESS: [&str; 32] = [
    "process",
    "processes",
    "policy",
    "policies",
    "guide",
    "guides",
    "guideline",
    "guidelines",
    "handbook",
    "culture",
    "procedure",
    "procedures",
    "checklist",
    "playbook",
    "practices",
    "best",
    "introduction",
    "about",
    "definitions",
    "roles",
    "levels",
    "management",
    "reporting",
    "response",
    "how",
    "we",
    "write",
    "writing",
    "run",
    "running",
    "handle",
    "do",
];

/// Words of titles of lists.
const LISTS: [&str; 15] = [
    "index",
    "list",
    "log",
    "logs",
    "history",
    "archive",
    "archives",
    "incidents",
    "postmortems",
    "mortems",
    "outages",
    "past",
    "previous",
    "all",
    "table",
];

/// Phrases of titles of pages on reports, in other languages.
const ABOUT_REPORTS: [&str; 9] = [
    "ポストモーテムとは",
    "ポストモーテムの書き方",
    "インシデント対応手順",
    "障害対応フロー",
    "复盘流程",
    "故障处理流程",
    "leitfaden für postmortem",
    "guide des post-mortem",
    "guía de postmortem",
];

/// Phrases of those that tell of an outage.
const TOLD: [&str; 9] = [
    "root cause",
    "was resolved",
    "downtime",
    "was down",
    "outage",
    "were unable to",
    "was restored",
    "was caused by",
    "rolled back",
];

/// Names of files that many projects have, in capital letters.
const CAPITAL_PAGES: [&str; 7] =
    ["license", "licence", "security", "support", "authors", "maintainers", "governance"];

/// Names of files that every project has, without what separates words.
const PAGES: [&str; 5] = ["contributing", "codeofconduct", "changelog", "pullrequest", "glossary"];

/// Headings of the readme of a software project.
const PROJECT: [&str; 24] = [
    "installation",
    "install",
    "usage",
    "license",
    "licence",
    "contributing",
    "getting started",
    "requirements",
    "prerequisites",
    "setup",
    "quick start",
    "quickstart",
    "features",
    "project structure",
    "repository structure",
    "directory structure",
    "structure",
    "technologies",
    "tech stack",
    "configuration",
    "development",
    "deployment",
    "documentation",
    "tests",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::blocks::Blocks;
    use crate::structure::sections;
    use crate::structure::vocabulary::Vocabulary;

    fn found(path: &str, text: &str) -> Found {
        let vocabulary = Vocabulary::default();
        let blocks = Blocks::read(text, 0);
        let sections = sections::find(text, &blocks, &vocabulary.sections);
        let outline = Outline::of(text, &blocks, &vocabulary.sections);
        let body = Body { text, blocks: &blocks, sections: &sections, vocabulary: &vocabulary, day: None };
        let heading = outline.headings.iter().find(|heading| heading.level == 1);
        let title =
            heading.map(|heading| Fact::new(heading.text.clone(), Origin::Heading, heading.span.clone()));
        of(path, title.as_ref(), &body, &outline)
    }

    fn class(path: &str, text: &str) -> Class {
        found(path, text).class
    }

    const REPORT: &str = "# Mail delayed\n\n## Impact\n\nMail arrived hours late.\n\n## Timeline\n\n- 10:00 queue grows\n\
                          - 11:00 workers added\n\n## Root cause\n\nA worker hung on a lock.\n";

    #[test]
    fn reports() {
        for path in ["a.md", "README.md", "x/index.md", "2024/template-engine-broken.md"] {
            assert_eq!(class(path, REPORT), Class::Incident, "{path}");
        }
        for text in [
            "# Mail delayed\n\nFrom 10:00 to 11:00 on May 4 mail was late, for a worker hung.\n",
            "The login page was down for an hour because its certificate had expired over night.\n",
            "# A\n\n## Timeline\n\n- 10:00 x\n- TODO\n\n## Root cause\n\nA lock was never freed.\n\n## Actions\n\n- TBD\n",
            "# 2024-05-06 Mail delayed\n\n## Summary\n\n## Timeline\n\n## Root cause\n\n## Actions\n",
            "# Mail delayed\n\nA worker hung.\n\n- [the alert](https://e.org/1)\n- [the change](https://e.org/2)\n",
        ] {
            assert_eq!(class("2024-05-06-mail.md", text), Class::Incident, "{text}");
        }
    }

    #[test]
    fn forms_without_sections_and_reports_in_readmes() {
        for text in [
            "# Postmortem: pumps\n\n## Summary\n\n- ID: 1\n- Start: <UTC>\n- End: <UTC>\n- Regions: <list>\n\n## Root cause\n\n- e.g. a valve\n\n## What went well\n\n- Fast work\n",
            "# Summary\n\nIntroduce the service.\n\n# Customer impact\n\nQuantify the harm.\n\n# Root cause\n\nDescribe why it broke.\n\n# What went well\n\nIf something did, say so.\n",
        ] {
            assert_eq!(class("coe.md", text), Class::Template, "{text}");
        }
        let text = "# Postmortem: pumps of the mill stand still\n\nSummary:\n\n    It broke.\n\nRoot cause:\n\n    A valve.\n\nTimeline:\n\n    It stood.\n\nResolution:\n\n    It was turned.\n";
        assert_eq!(class("README.md", text), Class::Incident);
        assert_eq!(class("README.md", "# Postmortem: how we write them\n\nAsk Ann.\n"), Class::Readme);
    }

    #[test]
    fn indexes() {
        for (path, text) in [
            ("index.md", "# Postmortems\n\n- [Mail late](a.md)\n- [Disk full](b.md)\n"),
            (
                "README.md",
                "# Reports\n\nNewest first.\n\n- May 3rd, 2024 - [Mail late](a.md)\n- [Disk full](b.md)\n",
            ),
            (
                "all.md",
                "# Incident log\n\n| Date | Report |\n|-|-|\n| 2024-05-06 | [Mail](a.md) |\n| 2024-05-09 | [Disk](b.md) |\n",
            ),
            (
                "list.md",
                "# Postmortems\n\n<ul>\n{% for page in pages %}<li>{{ page.title }}</li>{% endfor %}\n</ul>\n",
            ),
            ("index.md", "# Incidents\n\n```{toctree}\n./2*\n```\n"),
        ] {
            let Found { class, span, .. } = found(path, text);
            assert_eq!(class, Class::Index, "{text}");
            assert!(span.is_some(), "{text}");
        }
    }

    #[test]
    fn dates_of_linked_reports_are_not_those_of_an_incident() {
        let row = "| 2024-05-06 10:00 | [Mail late](a.md) |\n";
        let table = format!("# Postmortems\n\n| Date | Report |\n|-|-|\n{}", row.repeat(9));
        assert_eq!(class("README.md", &table), Class::Index);
        let list = format!("# Postmortems\n\n{}", "- 2024-05-06 [Mail late](a.md)\n".repeat(9));
        assert_eq!(class("README.md", &list), Class::Index);
    }

    #[test]
    fn a_readme_without_sections_may_tell_of_an_outage() {
        let text = "The outage began when a worker hung. The root cause was a lock, and people were unable to log in. ";
        assert_eq!(class("README.md", &text.repeat(9)), Class::Incident);
    }

    #[test]
    fn readmes_and_pages() {
        for (path, text, expected) in [
            (
                "README.md",
                "# postmortems\nWhat broke here, and why, is written down in this folder.\n",
                Class::Readme,
            ),
            (
                "README.md",
                "# tool\n\n## Installation\n\nx y z\n\n## Problem\n\nIt is slow to do by hand.\n\n## Solution\n\nIt is done for you.\n\n## License\n\nMIT\n",
                Class::Readme,
            ),
            (
                "process.md",
                "# Incident response process\n\nThe lead opens a channel and names a scribe. Then all join it.\n",
                Class::Page,
            ),
            (
                "how.md",
                "# How to write a postmortem\n\nBegin with the course of events, and blame nobody at all for it.\n",
                Class::Page,
            ),
            (
                "CONTRIBUTING.md",
                "# Contributing\n\nOpen a change and ask somebody of the team to look at it, please.\n",
                Class::Page,
            ),
        ] {
            assert_eq!(class(path, text), expected, "{text}");
        }
    }

    #[test]
    fn templates() {
        for (path, text) in [
            ("template.md", "# Title\n\n## Summary\n\nSay what happened, in a sentence or two.\n"),
            ("PMyyyy-nnn - Postmortem template.md", "# Incident Title\n\n## Summary\n\n## Timeline\n\n- \n"),
            ("form.md", "# Incident report template\n\n## Summary\n\nTwo sentences at most, please.\n"),
            (
                "incidents/TEMPLATE.md",
                "# Incident YYYY-MM-DD: title\n\n## Timeline\n\n- 14:00 alert\n- 14:01 a\n- 14:02 b\n- 14:03 c\n- 14:04 d\n\
                 - 14:05 e\n- 14:06 f\n- 14:07 g\n- 14:08 h\n\n## Root cause\n\nThe limit of the pool was too low.\n\n\
                 ## Resolution\n\nThe limit was raised by the team.\n\n## Impact\n\nUsers saw errors for an hour.\n",
            ),
            (
                "a.md",
                "# Metadata\n\nOwner: <your name>\n\n# Overview\n\n<Short words on what happened,\nif any.>\n\n# Root causes\n\n<What led to it.>\n",
            ),
            (
                "b.md",
                "# Incident on YYYY-MM-DD\n\n- **Impact**:\n- **Time to repair**: Xh Xm\n- **Detected**: YYYY-MM-DD HH:MM\n",
            ),
            (
                "c.md",
                "# Postmortem\n\n## Summary\n\n## Impact\n\n## Timeline\n\n## Root cause\n\n## Action items\n",
            ),
            (
                "d.md",
                "# Service\n\n## Summary\n\nTBD\n\n## Impact\n\nTBD\n\n## Timeline\n\nTBD\n\n## Root cause\n\nTBD\n\n## Actions\n\nTBD\n",
            ),
        ] {
            assert_eq!(class(path, text), Class::Template, "{text}");
        }
    }

    #[test]
    fn empties() {
        for text in [
            "",
            "\n\n",
            "https://e.org/d/1\n",
            "<https://e.org/d/1>\n",
            "See [the report](https://e.org/d/1).\n",
        ] {
            assert_eq!(class("a.md", text), Class::Empty, "{text}");
        }
        // A report that somebody has begun.
        assert_eq!(class("a.md", "# Mail late\n"), Class::Incident);
    }

    #[test]
    fn collections() {
        let line = "[A shop](https://e.org/x). A change of the routes sent all of the visitors to a single host, which fell over.\n\n";
        assert_eq!(
            class("README.md", &format!("# Reports\n\n## Routes\n\n{}", line.repeat(12))),
            Class::Collection
        );
        let log = "# Incident log\n\n- 2024-05-06: mail late, for a worker hung\n- 2024-06-01: disk full\n- 2024-07-02: name server gone\n";
        assert_eq!(class("log.md", log), Class::Collection);
    }

    #[test]
    fn any_file_is_read_in_linear_time() {
        for text in [
            "- [a](b)\n".repeat(50_000),
            "|a|b|\n|-|-|\n".to_owned() + &"|x|y|\n".repeat(50_000),
            "# a\n".repeat(50_000),
        ] {
            class("a.md", &text);
        }
    }
}

//! Weighs what a file has of a report against what it has of a page that reports nothing: a runbook, a policy, a guide,
//! a decision record, the description of a form.

use crate::class::{File, Found, Name, words};
use crate::model::{Class, Marker, Origin, SectionKind};
use crate::text::words::{lower_words, spaced_words};

/// A kind of evidence, and how much it counts.
struct Rule {
    /// How much one case counts.
    weight: usize,
    /// How many cases count.
    most: usize,
    count: fn(&File<'_>) -> usize,
}

impl Rule {
    fn sum(rules: &[Self], file: &File<'_>) -> usize {
        rules.iter().map(|rule| rule.weight * (rule.count)(file).min(rule.most)).sum()
    }
}

/// What shows that a file is a page.
const OF_PAGES: [Rule; 11] = [
    // `Runbook: disk full`, `Severity policy`: what a page calls itself is the surest.
    Rule { weight: 4, most: 1, count: |file| usize::from(words::is_page_title(file.page_name())) },
    Rule { weight: 3, most: 1, count: |file| usize::from(words::is_page_title(&file.name)) },
    // A file named `meeting-minutes.md` has dates and times, too.
    Rule { weight: 4, most: 1, count: |file| usize::from(file.is_whole_page_type()) },
    Rule { weight: 4, most: 1, count: |file| usize::from(file.is_in_page_folder) },
    // `allowed-tools`, `argument-hint`: a text for an agent.
    Rule { weight: 4, most: 1, count: |file| usize::from(file.matter.is_of_page) },
    // `Step 1: …`, `Step 2: …`. A report may count what was done, too.
    Rule { weight: 3, most: 1, count: |file| usize::from(file.steps() >= 3) },
    // A readme or index describes its folder, unless all else is that of a report.
    Rule { weight: 3, most: 1, count: |file| usize::from(file.is_readme() || file.is_index_name()) },
    // Its title is only the name of all of its kind: `Postmortems`.
    Rule { weight: 4, most: 1, count: |file| usize::from(file.has_plural_title()) },
    // Context, decision, consequences.
    Rule { weight: 6, most: 1, count: |file| usize::from(file.is_decision_record()) },
    // `When to use this`, `Prerequisites`, `Steps`. Any of them may be in a report, too.
    Rule { weight: 1, most: 3, count: |file| file.page_headings() },
    // A list that names the sections of a report describes a form.
    Rule { weight: 1, most: 3, count: |file| file.listed_sections() },
];

/// What shows that a file is a report.
const OF_REPORTS: [Rule; 5] = [
    Rule { weight: 1, most: 4, count: |file| file.marked_sections() },
    Rule { weight: 1, most: 3, count: |file| file.stats.times },
    // A page on how things are done has no day.
    Rule { weight: 3, most: 1, count: |file| usize::from(file.is_dated) },
    // A course of events with its times.
    Rule { weight: 3, most: 1, count: |file| usize::from(file.has_course_of_events()) },
    // `Outage of …`, `Postmortem: the pumps stood still`.
    Rule { weight: 2, most: 1, count: |file| usize::from(file.has_report_title()) },
];

/// The least evidence that makes a page.
const LEAST: usize = 4;

impl File<'_> {
    /// The file as a page, if it has enough of one, and more of one than of a report.
    pub(super) fn evident_page(&self) -> Option<Found> {
        let page = Rule::sum(&OF_PAGES, self);
        if page < LEAST || page <= Rule::sum(&OF_REPORTS, self) {
            return None;
        }
        if self.is_readme() {
            return Some(self.named(Class::Readme, Name::File));
        }
        if words::is_page_title(self.title) || self.has_plural_title() {
            return Some(self.named(Class::Page, Name::Title));
        }
        let heading = || self.outline.headings.iter().find(|heading| words::is_page_heading(&heading.text));
        if words::is_page_title(&self.name) {
            return Some(self.named(Class::Page, Name::File));
        }
        if self.is_in_page_folder {
            return Some(Found::new(Class::Page, Origin::Folder, None));
        }
        Some(Found::new(Class::Page, Origin::Heading, heading().map(|heading| heading.span.clone())))
    }

    pub(super) fn is_index_name(&self) -> bool {
        matches!(self.name.as_str(), "index" | "_index")
    }

    /// Returns true if the title names reports in the plural, and nothing else.
    fn has_plural_title(&self) -> bool {
        words::ends_as_list(self.title) && lower_words(self.title).all(|word| words::is_general(&word))
    }

    /// The title; if there is none, the heading at the top, which may be the name of a section, too: `Glossary`.
    fn page_name(&self) -> &str {
        let first = || self.outline.headings.first().filter(|heading| heading.level == 1);
        if self.title.is_empty() { first().map_or("", |heading| &heading.text) } else { self.title }
    }

    fn is_whole_page_type(&self) -> bool {
        words::is_whole_page_type(&self.name) || words::is_whole_page_type(self.page_name())
    }

    /// The number of headings that are those of steps.
    fn steps(&self) -> usize {
        self.outline.headings.iter().filter(|heading| words::is_step(&heading.text)).count()
    }

    fn is_decision_record(&self) -> bool {
        let headings = || self.outline.headings.iter().map(|heading| spaced_words(&heading.text));
        headings().any(|heading| words::is_decision(&heading))
            && headings().filter(|heading| words::is_part_of_decision(heading)).count() >= 2
    }

    fn page_headings(&self) -> usize {
        self.outline.headings.iter().filter(|heading| words::is_page_heading(&heading.text)).count()
    }

    /// The kinds of sections that are only labels of items, without a time in them.
    fn listed_sections(&self) -> usize {
        if self.stats.times > 2 { 0 } else { self.kinds_marked(|marker| marker == Marker::InlineLabel) }
    }

    /// The kinds of sections of reports below headings or lines in bold; in a file that is named as a page, below
    /// headings only.
    fn marked_sections(&self) -> usize {
        self.kinds_marked(|marker| marker != Marker::InlineLabel)
    }

    fn kinds_marked(&self, is_counted: impl Fn(Marker) -> bool) -> usize {
        let kinds = self.body.sections.iter().filter(|section| {
            is_counted(section.marker)
                && is_of_reports(section.kind)
                && self.stats.words_of(section, self.body.text) > 2
        });
        kinds.fold(0_u32, |kinds, section| kinds | 1 << section.kind as u32).count_ones() as usize
    }

    fn has_course_of_events(&self) -> bool {
        let is_course = |kind| kind == SectionKind::Timeline;
        self.stats.times >= 3
            && self
                .body
                .sections
                .iter()
                .any(|section| is_course(section.kind) && self.stats.words_of(section, self.body.text) > 8)
    }
}

/// Whether a report has sections of this kind, and most other documents have none.
fn is_of_reports(kind: SectionKind) -> bool {
    use SectionKind::{
        Causes, CouldImprove, Detection, FiveWhys, GotLucky, Impact, Lessons, Resolution, Timeline, WentWell,
    };
    matches!(
        kind,
        Timeline
            | Impact
            | Causes
            | FiveWhys
            | Detection
            | Resolution
            | WentWell
            | CouldImprove
            | GotLucky
            | Lessons
    )
}

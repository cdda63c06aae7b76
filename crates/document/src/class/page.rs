//! Readmes, and pages on how things are done.

use crate::class::{File, Name, words};
use crate::markdown::blocks::BlockKind;
use crate::model::{Class, SectionKind};
use crate::text::words::lower_words;

/// A guide addresses its reader so often.
const FEWEST_READERS: usize = 4;

/// So many blocks show whether a text is a guide.
const MOST_GUIDE_BLOCKS: usize = 200;

impl File<'_> {
    /// The class of a readme or a page on how things are done, and which name shows it. `report_kinds`: kinds of sections
    /// of reports with text.
    pub(super) fn page(&self, report_kinds: usize) -> Option<(Class, Name)> {
        let times = self.stats.times;
        let name = self.name.trim_end_matches("_template").replace(['_', '-', ' '], "");
        let is_page = words::is_page_file(&name, self.is_capital);
        if is_page && report_kinds < 2 && times <= 3 {
            return Some((Class::Page, Name::File));
        }
        let is_general = report_kinds < 2
            && times <= 1
            && !self.describes_outage()
            && !self.is_indented_report()
            && !(self.has_report_title() && self.section_kinds() >= 3);
        if self.is_readme() && (is_general && !self.is_dated || self.is_project_readme()) {
            return Some((Class::Readme, Name::File));
        }
        let is_process_title = |text: &str| {
            let mut names_process = false;
            let mut all_general = true;
            for word in lower_words(text) {
                let is_process = words::is_process(&word);
                names_process |= is_process;
                all_general &= is_process || words::is_general(&word);
            }
            names_process && all_general
        };
        let lower = self.title.to_lowercase();
        let is_guide = words::is_guide_start(&lower);
        if report_kinds < 2
            && times <= 2
            && (is_process_title(self.title) || is_guide || words::has_process_phrase(&lower))
        {
            return Some((Class::Page, Name::Title));
        }
        let is_section_page = self.name == "_index" && report_kinds == 0 && times == 0;
        is_section_page.then_some((Class::Page, Name::File))
    }

    /// Returns true for a text that shows its reader what to do: it has no part and no time of a report, and addresses the
    /// reader, or demands something, more often than it tells what happened.
    pub(super) fn is_guide(&self, report_kinds: usize) -> bool {
        if report_kinds > 0 || self.stats.times > 0 || self.has_report_title() {
            return false;
        }
        let blocks = self.body.blocks;
        let texts = (0..blocks.all().len()).filter(|&at| {
            matches!(blocks.kind(at), BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Cell)
        });
        let mut voice = words::Voice::default();
        for at in texts.take(MOST_GUIDE_BLOCKS) {
            voice.add(blocks.text(self.body.text, at));
        }
        let words::Voice { readers, norms, told } = voice;
        // The day in the path may be that of a post.
        let (fewest, share) = if self.is_dated { (3 * FEWEST_READERS, 4) } else { (FEWEST_READERS, 1) };
        readers >= fewest && readers > share * told
            || readers + norms >= fewest + 2 && readers + norms > 2 * share * told
    }

    /// Returns true for a text about how reports are written: its title names them in the plural and nothing else, it
    /// has no time, and several headings ask when, how or why.
    pub(super) fn is_about_reports(&self) -> bool {
        let is_general = lower_words(self.title).all(|word| words::is_general(&word));
        self.stats.times == 0
            && is_general
            && words::ends_as_list(self.title)
            && self.outline.headings.iter().filter(|heading| words::is_question(&heading.text)).count() >= 2
    }

    /// Returns true if the title may be that of any file of an archive: `Homelab postmortems`, `Post Mortem`.
    pub(super) fn has_general_title(&self) -> bool {
        words::is_list_title(self.title)
            || words::ends_as_list(self.title)
            || !self.title.is_empty() && lower_words(self.title).all(|word| words::is_general(&word))
    }

    /// Returns true for a report whose text is indented so far that Markdown reads it as code.
    fn is_indented_report(&self) -> bool {
        self.section_kinds() >= 4 && self.stats.code_blocks >= 3
    }

    /// Returns true if the title is that of one report: `Postmortem: the pumps stood still`.
    pub(super) fn has_report_title(&self) -> bool {
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
            && lower_words(rest).filter(|word| !words::is_general(word) && !words::is_process(word)).count()
                >= 2
    }

    /// The number of kinds of sections.
    fn section_kinds(&self) -> u32 {
        self.body.sections.iter().fold(0_u32, |kinds, section| kinds | 1 << section.kind as u32).count_ones()
    }

    /// Returns true if a text without the usual sections reports an outage.
    fn describes_outage(&self) -> bool {
        if self.stats.words < 150 {
            return false;
        }
        let start = self.body.blocks.all().first().map_or(0, |block| block.span().start);
        let lower = self.body.text.get(start..).unwrap_or_default().to_lowercase();
        words::outage_phrases(&lower) >= 3
    }

    /// Returns true if the headings are those of a software project's readme.
    pub(super) fn is_project_readme(&self) -> bool {
        let headings = &self.outline.headings;
        let of_project = headings
            .iter()
            .filter(|heading| {
                let lower = heading.text.to_lowercase();
                let name =
                    lower.trim_start_matches(|c: char| !c.is_alphabetic()).trim_end_matches([':', ' ']);
                words::is_project_heading(name)
            })
            .count();
        let has_timeline = headings.iter().any(|heading| heading.section == Some(SectionKind::Timeline));
        self.is_readme() && of_project >= 2 && !has_timeline && self.stats.times <= 3
    }
}

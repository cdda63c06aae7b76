//! Templates: files that call themselves so, and forms without answers.

use crate::class::content_stats::ContentStats;
use crate::class::{File, Name, words};
use crate::lexicon::fields::Field;
use crate::markdown::blocks::BlockKind;
use crate::model::{Heading, SectionKind};
use crate::structure::line_label::label;
use crate::text::marks::before_bracket;
use crate::text::placeholder::{has_unset_date, is_hint, is_placeholder};
use crate::text::words::lower_words;

/// How many paragraphs at the start may have the labels of a form.
const INTRO_PARAGRAPHS: usize = 40;

/// What encloses a hint in a form.
const ENCLOSING: [(char, char); 6] =
    [('*', '*'), ('_', '_'), ('(', ')'), ('[', ']'), ('<', '>'), ('（', '）')];

/// The fewest labels without values that make a form.
const MIN_OPEN_LABELS: usize = 3;

impl File<'_> {
    /// Which of name and title calls the file a template. It has to be general otherwise; if it is not, the text has to
    /// have gaps.
    pub(super) fn named_template(&self, report_kinds: usize) -> Option<Name> {
        let is_named = |text: &str| {
            let mut names_template = false;
            let mut all_general = true;
            for word in lower_words(text) {
                let is_template = words::is_template(&word);
                names_template |= is_template;
                all_general &= is_template || words::is_general(&word);
            }
            (names_template, all_general)
        };
        if self.is_in_form_folder {
            return Some(Name::File);
        }
        let (by_name, name_is_general) = is_named(&self.name);
        let (by_title, title_is_general) = is_named(self.title);
        let gaps = self.stats.placeholders_certain + self.stats.placeholders_possible;
        // An example may be filled in, but for the date in its title.
        let is_filled = report_kinds >= 3
            && self.stats.times >= 8
            && gaps < 3
            && !self.title.to_ascii_lowercase().contains("yyyy");
        if by_name && name_is_general || by_title && title_is_general {
            let is_open = gaps > 0 || self.stats.times < 3 || by_name && name_is_general;
            let name = if by_name && name_is_general { Name::File } else { Name::Title };
            return (is_open && !is_filled && !self.is_readme()).then_some(name);
        }
        let name = if by_name { Name::File } else { Name::Title };
        if (by_name || by_title) && gaps >= 3 && self.stats.times < 3 {
            return Some(name);
        }
        // `Template de post-mortem`, `Incident notification template`: the example in it may be filled in.
        let is_form = |text: &str| words::is_template_title(text);
        let is_open = gaps > 0 || self.stats.times == 0 && report_kinds < 3;
        if is_open && !is_filled && !self.is_readme() && (is_form(self.title) || is_form(&self.name)) {
            return Some(if is_form(self.title) { Name::Title } else { Name::File });
        }
        (self.is_in_template_folder && gaps >= 2 && self.stats.times < 3).then_some(Name::File)
    }

    /// Returns true if the text is a form without answers. `report_kinds`: kinds of sections of reports with text.
    pub(super) fn is_unfilled(&self, report_kinds: usize) -> bool {
        let ContentStats { placeholders_certain: certain, placeholders_possible: possible, times, .. } =
            self.stats;
        let known = self.body.sections.len();
        let empty = self
            .body
            .sections
            .iter()
            .filter(|section| self.stats.words_of(section, self.body.text) == 0)
            .count();
        if certain >= 3 && certain >= 2 * times && (report_kinds < 3 || certain >= 5) {
            return true;
        }
        if times < 3 && self.has_unset_head() || certain >= 2 && is_unset_title(self.title) {
            return true;
        }
        if times == 0 && known >= 3 && (self.asks_for_values() || self.gives_instructions()) {
            return true;
        }
        let gaps = certain + possible;
        if gaps >= 2 && known >= 3 && 2 * empty >= known && times <= 1 {
            return true;
        }
        if possible >= 5 && times == 0 && known >= 3 && report_kinds < 3 {
            return true;
        }
        // Headings only. Below the title of an incident, the text is still to be written.
        let title = before_bracket(self.title);
        let is_general =
            lower_words(title).all(|word| words::is_general(&word)) || words::is_unset_title(title);
        let headings = self.outline.headings.len();
        let body_words = self.stats.words.saturating_sub(self.stats.heading_words);
        if headings >= 4 && body_words <= 2 * headings && times <= 1 && is_general && !has_date(&self.name) {
            return true;
        }
        known >= 4 && empty + 1 >= known && times == 0 && is_general && !has_date(&self.name)
    }

    /// Returns true if the title is still to be written, or that of any report, above front matter with a value that is
    /// to be filled in.
    fn has_unset_head(&self) -> bool {
        let title = self.title;
        if is_unset_title(title) {
            return true;
        }
        let is_general = lower_words(before_bracket(title)).all(|word| words::is_general(&word));
        is_general && (self.matter.placeholders_certain > 0 || self.matter.choices > 0)
    }

    /// Returns true if several labels at the start have placeholders for values: `Start time: <UTC>`.
    fn asks_for_values(&self) -> bool {
        let blocks = self.body.blocks;
        let paragraphs = (0..blocks.all().len())
            .filter(|&at| blocks.kind(at) == BlockKind::Paragraph)
            .take(INTRO_PARAGRAPHS);
        let open = paragraphs
            .flat_map(|at| blocks.lines(self.body.text, at))
            .filter(|line| {
                label(line).is_some_and(|label| {
                    let value = line.text.get(label.length..).unwrap_or_default().trim();
                    value.starts_with(['<', '[', '{']) && is_placeholder(value)
                        || are_choices(value)
                        || value.is_empty() && Field::of(label.name).is_some()
                })
            })
            .take(MIN_OPEN_LABELS)
            .count();
        open == MIN_OPEN_LABELS
    }

    /// Returns true if most of the sections with text begin with an instruction: `Describe the impact.`
    fn gives_instructions(&self) -> bool {
        let blocks = self.body.blocks;
        let mut sections = 0;
        let mut instructions = 0;
        let is_other = |heading: &&Heading| heading.section != Some(SectionKind::Actions);
        for heading in self.outline.headings.iter().filter(is_other) {
            let first = heading.block + 1;
            if blocks.all().get(first).is_none_or(|block| block.kind != BlockKind::Paragraph) {
                continue;
            }
            sections += 1;
            instructions += usize::from(self.is_instruction(first));
        }
        let fewest = if self.stats.placeholders_certain > 0 { 2 } else { 3 };
        instructions >= fewest && 2 * instructions > sections
    }

    /// Returns true if a paragraph is a hint in a form: an instruction, a question, or a text in brackets or italics.
    fn is_instruction(&self, paragraph: usize) -> bool {
        let text = self.body.blocks.text(self.body.text, paragraph).trim();
        let source = self.body.text.get(self.body.blocks.span(paragraph)).unwrap_or_default().trim();
        let is_question =
            text.ends_with(['?', '？']) && !text.contains([':', '：', '。']) && !text.contains(". ");
        let is_enclosed = |open: char, close: char| {
            let inner = source.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
            inner.is_some_and(|inner| !inner.is_empty() && !inner.contains([open, close]))
        };
        is_question
            || ENCLOSING.iter().any(|&(open, close)| is_enclosed(open, close))
            || words::is_instruction(text)
    }
}

/// Returns true if a title asks for the title: `Replace with the title`, `Postmortem: [incident title]`, `<Titre>`.
fn is_unset_title(title: &str) -> bool {
    let is_gap = |mark: &&str| title.contains(mark);
    if words::is_unset_title(title) || has_unset_date(title) || ["YYYY", "○○", "〇〇"].iter().any(is_gap)
    {
        return true;
    }
    let Some((before, inner)) = title.split_once(['[', '<', '{', '【']) else { return false };
    let Some((inner, behind)) = inner.split_once([']', '>', '}', '】']) else { return false };
    let mut inner = lower_words(inner);
    let asks = |word: Option<String>| word.is_some_and(|word| is_hint(&word));
    (asks(inner.next()) || asks(inner.last()))
        && [before, behind].iter().all(|text| lower_words(text).all(|word| words::is_general(&word)))
}

/// Returns true if a value lists what to choose from: `SEV1 | SEV2 | SEV3`, `Low / Medium / High`.
pub(super) fn are_choices(value: &str) -> bool {
    const LONGEST: usize = 100;
    let is_choice = |part: &str| {
        let words = part.split_whitespace().count();
        (1..=3).contains(&words) && !part.contains(['.', ':', '@'])
    };
    let are = |mark: char, least: usize| {
        let parts = value.split(mark);
        parts.clone().count() >= least && parts.clone().all(is_choice)
    };
    value.len() <= LONGEST && !value.contains("://") && (are('|', 2) || are('/', 3))
}

/// Returns true if a name has a year.
fn has_date(name: &str) -> bool {
    name.split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4 && digits.starts_with(['1', '2']))
}

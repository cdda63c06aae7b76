//! Splits files that have many incidents, each below a heading of its own.

use std::ops::Range;

use jiff::civil::Date;

use crate::class::words;
use crate::markdown::blocks::{BlockKind, Blocks};
use crate::model::{Heading, Outline, Section, SectionKind};
use crate::structure::section_names::SectionNames;
use crate::structure::sections;
use crate::text::placeholder::is_unset_heading;
use retold_times::{Stamp, WrittenDate};

/// One incident of a file that has many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The text of its heading.
    pub title: String,
    /// The level of its heading, 1 to 6.
    pub level: u8,
    /// The heading and what is below it; bytes of the file.
    pub span: Range<usize>,
    /// The date in the heading; its year may come from a heading above.
    pub date: Option<Date>,
}

/// The fewest incidents that make a collection.
const MIN_PARTS: usize = 3;

/// Headings with dates but without sections of reports below them are incidents only if they are further apart, on
/// average, than the days of one incident.
const MIN_DAYS_APART: i32 = 14;

/// Splits the file `text`, whose body begins at `body_start`, into its incidents. Empty if no level of headings has
/// at least three.
pub fn parts(
    text: &str,
    body_start: usize,
    blocks: &Blocks,
    outline: &Outline,
    names: &SectionNames,
) -> Vec<Part> {
    let mut parts = parts_among(text, blocks, outline, &sections::find(text, blocks, names));
    parts.retain(|part| part.span.start >= body_start);
    parts
}

/// Like [`parts`], for a document whose `sections` have been read.
pub(super) fn parts_among(text: &str, blocks: &Blocks, outline: &Outline, sections: &[Section]) -> Vec<Part> {
    if outline.headings.len() < MIN_PARTS {
        return Vec::new();
    }
    // A dash below a line of a list makes that line a heading, which separates nothing.
    let mut next = blocks.outermost(0..blocks.all().len()).peekable();
    let is_outermost = |heading: &&Heading| {
        while next.next_if(|&block| block < heading.block).is_some() {}
        next.peek() == Some(&heading.block)
    };
    let headings: Vec<&Heading> = outline.headings.iter().filter(is_outermost).collect();
    let mut most = Vec::new();
    for level in 1..=6 {
        // A timeline beside or above the headings of this level is that of one report.
        let is_report = headings
            .iter()
            .any(|heading| heading.level <= level && heading.section.is_some_and(is_report_section));
        if is_report {
            break;
        }
        if headings.iter().filter(|heading| heading.level == level).count() < MIN_PARTS {
            continue;
        }
        let mut parts = at_level(text, &headings, sections, level);
        if parts.is_empty() {
            parts = status_log(text, blocks, &headings, level);
        }
        if parts.len() > most.len() {
            most = parts;
        }
    }
    most
}

/// The incidents of the log of a status page: `level` is the first one, all of its headings begin with a date, and a rule
/// stands before each of them but the first.
fn status_log(text: &str, blocks: &Blocks, headings: &[&Heading], level: u8) -> Vec<Part> {
    let is_set_apart = |heading: &Heading| {
        heading.block.checked_sub(1).is_some_and(|before| blocks.kind(before) == BlockKind::Rule)
    };
    if headings.iter().any(|heading| heading.level < level) {
        return Vec::new();
    }
    let starts: Vec<&Heading> = headings.iter().copied().filter(|heading| heading.level == level).collect();
    let dates = starts.iter().map(|heading| {
        let stamp = Stamp::at_line_start(heading.text.trim())?.0;
        let Some(WrittenDate::Full(date)) = stamp.date else { return None };
        Some(date)
    });
    let Some(dates) = dates.collect::<Option<Vec<Date>>>() else { return Vec::new() };
    let mut days = dates.clone();
    days.sort_unstable();
    days.dedup();
    if days.len() < MIN_PARTS || !starts.iter().skip(1).all(|heading| is_set_apart(heading)) {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).map(|next| next.span.start).chain([text.len()]);
    let parts = starts.iter().zip(ends).zip(dates).map(|((heading, end), date)| Part {
        title: heading.text.clone(),
        level,
        span: heading.span.start..end,
        date: Some(date),
    });
    parts.collect()
}

/// Returns true for the kinds of sections that a report of one incident has once.
pub(super) fn is_report_section(kind: SectionKind) -> bool {
    use SectionKind::*;
    matches!(kind, Timeline | Impact | Causes | FiveWhys | Detection | Resolution)
}

struct Candidate {
    part: Part,
    /// How many kinds of sections of reports are below it.
    report_kinds: usize,
}

/// The incidents below headings of one level.
fn at_level(text: &str, headings: &[&Heading], sections: &[Section], level: u8) -> Vec<Part> {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut year = None;
    let mut next_section = 0;
    for (index, heading) in headings.iter().enumerate() {
        if heading.level < level {
            year = year_in(&heading.text).or(year.filter(|_| heading.level > 1));
        }
        if heading.level != level
            || heading.section.is_some()
            || is_unset_heading(&heading.text)
            || is_group(&heading.text)
        {
            continue;
        }
        let rest = &headings[index + 1..];
        // Headings are in the order of the text: this visits each of them once per level.
        let end = rest.iter().find(|next| next.level <= level).map_or(text.len(), |next| next.span.start);
        let span = heading.span.start..end;
        while sections.get(next_section).is_some_and(|section| section.span.start < span.start) {
            next_section += 1;
        }
        let mut kinds = 0_u32;
        while let Some(section) = sections.get(next_section).filter(|section| section.span.start < end) {
            if is_report_section(section.kind) || section.kind == SectionKind::Summary {
                kinds |= 1 << section.kind as u32;
            }
            next_section += 1;
        }
        let date = date_in(&heading.text).and_then(|date| complete(date, year));
        let part = Part { title: heading.text.clone(), level, span, date };
        candidates.push(Candidate { part, report_kinds: kinds.count_ones() as usize });
    }
    let is_strong = |candidate: &Candidate| {
        candidate.report_kinds >= 2 || candidate.report_kinds == 1 && looks_like_incident(&candidate.part)
    };
    let strong = candidates.iter().filter(|candidate| is_strong(candidate)).count();
    let alike = candidates.iter().filter(|candidate| looks_like_incident(&candidate.part)).count();
    let is_log = alike >= MIN_PARTS && 2 * alike >= candidates.len() && is_log(&candidates, sections);
    // Most headings of the level have to be incidents: the sections of one report are not.
    if strong >= MIN_PARTS && 2 * strong >= candidates.len() || is_log {
        candidates.retain(|candidate| candidate.report_kinds >= 2 || looks_like_incident(&candidate.part));
        return candidates.into_iter().map(|candidate| candidate.part).collect();
    }
    Vec::new()
}

/// Returns true if headings with dates but without sections are incidents rather than the days of one.
fn is_log(candidates: &[Candidate], sections: &[Section]) -> bool {
    if sections.iter().any(|section| section.kind == SectionKind::Timeline) {
        return false;
    }
    let parts =
        || candidates.iter().map(|candidate| &candidate.part).filter(|part| looks_like_incident(part));
    let mut dates: Vec<Date> = parts().filter_map(|part| part.date).collect();
    dates.sort_unstable();
    dates.dedup();
    let (Some(&first), Some(&last)) = (dates.first(), dates.last()) else { return false };
    let apart = (last - first).get_days();
    dates.len() >= MIN_PARTS
        && apart > MIN_DAYS_APART * i32::try_from(dates.len() - 1).unwrap_or(i32::MAX).min(24)
        && parts().all(|part| is_descriptive(&part.title))
}

/// Returns true if a heading has a word besides its date, and is not an update on one incident.
fn is_descriptive(title: &str) -> bool {
    let lower = title.to_lowercase();
    let is_update = ["update", "amend", "edit", "day ", "version", "v1", "release"]
        .iter()
        .any(|word| lower.starts_with(word) || lower.ends_with(word));
    let is_word =
        |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() >= 4 && !is_month_or_weekday(word);
    let is_ideographic = title.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()).count() >= 4;
    !is_update && (is_ideographic || lower.split(|c: char| !c.is_alphanumeric()).any(is_word))
}

/// Returns true if a word in lower case is the name of a month or a day of the week.
fn is_month_or_weekday(word: &str) -> bool {
    retold_times::month(word).is_some() || retold_times::weekday(word).is_some()
}

/// Returns true if a heading has a date, or the number or day of an incident.
fn looks_like_incident(part: &Part) -> bool {
    if part.date.is_some() {
        return true;
    }
    let lower = part.title.to_lowercase();
    let behind = ["incident ", "incident: ", "outage ", "pm-", "inc-", "障害", "事故", "故障"]
        .iter()
        .find_map(|start| lower.strip_prefix(start));
    behind.is_some_and(|behind| behind.starts_with(|c: char| c.is_ascii_digit() || c == '#'))
        || lower.starts_with("incident on ")
}

/// Returns true if a heading names a period of time and nothing else: `2024`, `Q1 2024 (January-March)`.
fn is_group(heading: &str) -> bool {
    let mut parts = heading.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).peekable();
    let is_period = |word: &str| {
        let lower = word.to_lowercase();
        let is_year = lower.len() == 4 && lower.starts_with(['1', '2']) && year_in(&lower).is_some();
        let is_quarter = lower.len() == 2 && (lower.starts_with(['q', 'h']));
        is_year
            || is_quarter
            || is_month_or_weekday(&lower)
            || matches!(lower.as_str(), "to" | "and" | "quarter" | "first")
    };
    parts.peek().is_some() && parts.all(is_period)
}

/// The first date in a heading.
fn date_in(heading: &str) -> Option<WrittenDate> {
    if !heading.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut before = ' ';
    let mut tried = 0;
    for (at, c) in heading.char_indices() {
        let starts_word = c.is_alphanumeric() && !before.is_alphanumeric();
        before = c;
        if !starts_word {
            continue;
        }
        tried += 1;
        if tried > 16 {
            break;
        }
        let rest = &heading[at..];
        if !c.is_ascii_digit() && !words::begins_with_month(rest) {
            continue;
        }
        if let Some(date) = rest.get(..10).and_then(|date| date.parse().ok()) {
            return Some(WrittenDate::Full(date));
        }
        if let Some(date) = Stamp::at(rest).and_then(|(stamp, _)| stamp.date) {
            return Some(date);
        }
    }
    None
}

/// The date with `year`, if none is written.
fn complete(date: WrittenDate, year: Option<i16>) -> Option<Date> {
    match date {
        WrittenDate::MonthDay { month, day } => Date::new(year?, month, day).ok(),
        date => date.resolve(None),
    }
}

/// The year in a heading such as `Q3 2024 (July-September)`.
fn year_in(heading: &str) -> Option<i16> {
    heading
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .find(|year| (1970..2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<(String, Option<String>)> {
        let blocks = Blocks::read(text, 0);
        let names = SectionNames::default();
        let outline = Outline::of(text, &blocks, &names);
        let parts = parts(text, 0, &blocks, &outline, &names);
        for part in &parts {
            assert!(text[part.span.clone()].starts_with('#'), "{part:?}");
        }
        parts.into_iter().map(|part| (part.title, part.date.map(|date| date.to_string()))).collect()
    }

    #[test]
    fn incidents_stand_under_quarters() {
        let text = "# Log\n\n## Q2 2024\n\n- **Mean time to repair**: 1h\n\n\
                    ### Incident on 2024-05-02 - Queue full\n\n- **Key events**\n  - First detected 10:00\n\n- **Impact**: mail late\n\n\
                    ### Incident on 2024-04-01\n\n- **Impact**: slow\n\n- **Resolution**: restart\n\n## Q1 2024\n\n### No incidents\n\n\
                    ## Q4 2023\n\n### Incident on 2023-12-24 09:30 - Disk\n\n- **Impact**: none\n  -\n\n- **Resolution**: more disk\n\n\
                    ## Form\n\n### Incident on YYYY-MM-DD\n\n- **Impact**:\n\n- **Resolution**:\n";
        assert_eq!(
            split(text),
            [
                ("Incident on 2024-05-02 - Queue full".to_owned(), Some("2024-05-02".to_owned())),
                ("Incident on 2024-04-01".to_owned(), Some("2024-04-01".to_owned())),
                ("Incident on 2023-12-24 09:30 - Disk".to_owned(), Some("2023-12-24".to_owned())),
            ]
        );
    }

    #[test]
    fn incidents_may_have_no_sections() {
        let text = "# Outages\n\n## 2021-01-05: mail queue full\n\nx\n\n## 2021-04-09: resolver gone\n\nx\n\n\
                    ## 2022-02-01: certificate expired\n\nx\n";
        assert_eq!(split(text).len(), 3);
    }

    #[test]
    fn logs_of_status_pages_have_dates_between_rules() {
        let text = "#### 02 Mar, 2022\n\nNo water.\n\n---\n#### 09.03.2022, 13:00\n\n##### Pumps\n\nSlow.\n\n---\n\n\
                    #### 14 Mar, 2022\n\nNo water.\n";
        let dates: Vec<_> = split(text).into_iter().filter_map(|(_, date)| date).collect();
        assert_eq!(dates, ["2022-03-02", "2022-03-09", "2022-03-14"]);
        // The days of one incident.
        assert_eq!(split(&format!("# Dry taps\n\n{text}")), []);
        assert_eq!(split(&text.replace("---", "")), []);
    }

    #[test]
    fn one_report_is_not_a_collection() {
        for text in [
            "# A\n\n## Timeline\n\n### 2021-01-05 alert fires\n\nx\n\n### 2021-03-06 rollback\n\nx\n\n### 2021-06-07 quiet\n\nx\n",
            "# A\n\n## 2021-01-05 alert fires\n\nx\n\n## 2021-01-06 rollback\n\nx\n\n## 2021-01-07 quiet\n\nx\n",
            "# A\n\n## Incident\n\n**Impact:** x\n\n## Causes\n\nx\n\n## Timeline\n\n- 10:00 x\n",
            "# A\n\n## First outage\n\n### Impact\n\nx\n\n### Timeline\n\nx\n\n## Second outage\n\n### Impact\n\nx\n\n### Timeline\n\nx\n\n## Root cause\n\nx\n",
            "",
        ] {
            assert_eq!(split(text), [], "{text}");
        }
    }

    #[test]
    fn many_headings_take_linear_time() {
        let text = "# a\n\n## b\n\n### c\n\n".repeat(20_000);
        assert!(split(&text).is_empty());
    }
}

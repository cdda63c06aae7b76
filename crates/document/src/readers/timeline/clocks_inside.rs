//! Entries whose clock is not at their start: behind a name, behind a label, or in a sentence.

use std::ops::Range;

use crate::markdown::blocks::Line;
use crate::readers::timeline::attached_time::enclosed;
use crate::readers::timeline::draft::{Draft, Step, add_text};
use crate::readers::timeline::entries::Collector;
use crate::readers::timeline::leading_time::{LeadingTime, separator};
use crate::readers::timeline::words::{INSIDE_TIME, NEAR_TIME};
use crate::text::sentences::sentences;
use crate::text::stamps::stamps_in;
use retold_times::Stamp;

/// Longest name before a clock, in bytes.
const LONGEST_NAME: usize = 60;

/// Most words of such a name.
const MOST_WORDS: usize = 6;

/// Longer paragraphs are not read for clocks inside their sentences, in bytes.
const LONGEST_PARAGRAPH: usize = 4000;

/// An entry whose clock follows a label: `First detected: 2021-03-04 10:00`.
pub fn labelled(text: &str, span: &Range<usize>) -> Option<Draft> {
    let (leading, at) = LeadingTime::behind_label(text)?;
    let label = text[..at].trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '：' | '-' | '–' | '—' | '(' | '[' | '=' | '~')
    });
    let after = text[at + leading.length..].trim_start_matches([')', ']', ' ']);
    let mut draft = Draft { is_label: true, ..Draft::new(leading, label, span.clone()) };
    add_text(&mut draft.text, after);
    Some(draft)
}

/// An entry whose clock follows a name, in brackets before a separator, or behind bold text: `Detection (10:00): alert`,
/// `**Ann** 10:00: looks`.
pub fn named(line: &Line) -> Option<Draft> {
    let text = line.text.as_str();
    let (stamp, start, end) = bracketed(line).or_else(|| behind_bold(line))?;
    let name = text[..start].trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_name = name.len() <= LONGEST_NAME
        && name.contains(char::is_alphabetic)
        && name.split_whitespace().nth(MOST_WORDS).is_none();
    if !is_name || stamp.time.is_none() {
        return None;
    }
    let mut draft = Draft { stamp, span: line.span.clone(), ..Draft::default() };
    add_text(&mut draft.text, name);
    let rest = &text[end..];
    let rest = &rest[separator(rest)..];
    if !rest.is_empty() {
        draft.text.push(':');
        add_text(&mut draft.text, rest);
    }
    Some(draft)
}

/// The time in the first brackets, and where they begin and end.
fn bracketed(line: &Line) -> Option<(Stamp, usize, usize)> {
    let text = line.text.as_str();
    let start = text.bytes().take(LONGEST_NAME + 8).position(|byte| matches!(byte, b'(' | b'['))?;
    let (stamp, length) = enclosed(&text[start..])?;
    let rest = text[start + length..].trim_start();
    let is_apart =
        rest.starts_with([':', '：', '-', '–', '—']) || line.bold >= start.saturating_sub(1) && line.bold > 0;
    is_apart.then_some((stamp, start, start + length))
}

/// The time behind a name in bold, and where it begins and ends.
fn behind_bold(line: &Line) -> Option<(Stamp, usize, usize)> {
    let rest = line.text.get(line.bold..).filter(|_| line.bold > 0)?;
    let start = line.text.len() - rest.trim_start_matches([' ', '-', '–', '—', '@', ',']).len();
    let text = &line.text[start..];
    let leading = LeadingTime::of(text).filter(|_| text.starts_with(|c: char| c.is_ascii_digit()))?;
    leading.has_clock().then_some((leading.stamp, start, start + leading.length))
}

impl Collector<'_> {
    /// Keeps the lines of a paragraph that have a clock behind a name or a label; without any, its sentences with a
    /// clock inside. They are entries if nothing else has times.
    pub(super) fn inside(&mut self, lines: &[Line], paragraph: &Range<usize>) {
        let is_numeric = |line: &Line| line.text.bytes().any(|byte| byte.is_ascii_digit());
        if !lines.iter().any(is_numeric)
            || lines.iter().map(|line| line.text.len()).sum::<usize>() > LONGEST_PARAGRAPH
        {
            return;
        }
        let mut found = Vec::new();
        for line in lines {
            let own = labelled(&line.text, &line.span).or_else(|| named(line)).filter(Draft::has_clock);
            if let Some(draft) = own.filter(|_| !self.is_metadata(line, paragraph)) {
                found.push(draft);
            } else if let Some(last) = found.last_mut() {
                add_text(&mut last.text, &line.text);
            }
        }
        if !found.is_empty() {
            self.inside.extend(found.into_iter().map(Step::Entry));
            return;
        }
        let text = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        for sentence in sentences(&text) {
            if let Some(stamp) = clock_inside(sentence) {
                let mut draft = Draft { stamp, span: paragraph.clone(), ..Draft::default() };
                add_text(&mut draft.text, sentence);
                self.inside.push(Step::Entry(draft));
            } else if let Some(Step::Entry(last)) = self.inside.last_mut() {
                add_text(&mut last.text, sentence);
            }
        }
    }
}

/// The first clock inside a sentence, behind a word that shows that something happens then; with the date before it.
fn clock_inside(sentence: &str) -> Option<Stamp> {
    let mut date = None;
    for (stamp, place) in stamps_in(sentence) {
        if stamp.time.is_none() {
            date = date.or(stamp.date);
            continue;
        }
        let before = sentence[..place.start].trim_end_matches([' ', '(', '~']);
        let word = before.rsplit(char::is_whitespace).next().unwrap_or("").to_lowercase();
        let opens = INSIDE_TIME.contains(word.as_str()) || NEAR_TIME.like(&word).contains(&word.as_str());
        return opens.then(|| Stamp { date: stamp.date.or(date), ..stamp });
    }
    None
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use crate::readers::timeline::tests::{texts, timeline, times};

    const DAY: Option<Date> = Some(Date::constant(2026, 1, 31));

    #[test]
    fn clocks_behind_names_and_in_sentences_are_those_of_entries() {
        for (form, text) in [
            ("brackets", "1. **Alert** (10:00): a pump stops\n2. **Answer** (10:05): Ann wakes up"),
            (
                "brackets in bold",
                "- **Alert (10:00 UTC):** a pump stops\n- **Answer (10:05 UTC):** Ann wakes up",
            ),
            ("people", "- Ann (10:00): a pump stops\n- Ben (10:05): Ann wakes up"),
            ("labels", "**Alert:** 10:00 UTC\n**Answer:** 10:05 UTC"),
            ("labels in paragraphs", "Alert: 10:00 UTC\n\nAnswer: 10:05 UTC"),
            ("chat", "ann [10:00 AM]\na pump stops\n\nben [10:05 AM]\nyes"),
            ("quoted chat", "> **ann** 10:00: a pump stops\n\n> **ben** 10:05: yes"),
            ("sentences", "A pump stops at 10:00 UTC.\n\nAnn is paged at 10:05 UTC, and wakes up."),
            ("a paragraph", "On January 31 a pump stops at 10:00 UTC. It is hot. Ann is paged around 10:05."),
            ("a zone before it", "- UTC 10:00 a pump stops\n- UTC 10:05 Ann wakes up"),
        ] {
            let found = timeline(&format!("## Timeline\n\n{text}\n\n## Root cause\n\nA valve.\n"), DAY);
            assert_eq!(times(&found), ["2026-01-31 10:00", "2026-01-31 10:05"], "{form}");
        }
        let found = timeline("## Timeline\n\n- **Alert** (10:00): a pump stops\n- **Answer** (10:05)\n", DAY);
        assert_eq!(texts(&found), ["Alert: a pump stops", "Answer"]);
    }

    #[test]
    fn clocks_beside_a_timeline_are_no_entries() {
        let text = "## Timeline\n\nStart: 10:00\n\nThe pump was known to fail at 08:00.\n\n- 10:00 stops\n- 10:05 runs\n";
        assert_eq!(times(&timeline(text, DAY)), ["2026-01-31 10:00", "2026-01-31 10:05"]);
        let text = "## Timeline\n\nDuration: 01:30\n\nThe pump takes 00:20 to start. It was old.\n";
        assert_eq!(timeline(text, DAY).entries.len(), 0);
    }
}

//! What an incident did, in numbers: how many users, requests, records; how much money; for how long.
//!
//! Only numbers that say themselves what they count are read: `about 1,200 users`, `15% of requests`.

mod numbers;
mod units;

use crate::model::{Measure, MeasureKind};
use std::collections::BTreeSet;
use std::ops::Range;

use crate::markdown::blocks::{BlockKind, Blocks};
use crate::model::SectionKind;
use crate::structure::body::Body;
use crate::structure::sections;
use crate::text::markup::{address_end, code_end, destination_end};
use crate::text::sentences::may_end_sentence;
use numbers::Number;
use retold_times::durations;
use units::Unit;

/// Where a text stands: in the summary a number has to be said to be harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Impact,
    Summary,
}

/// Labels outside of sections are looked for in as many blocks at the start of the body.
const BLOCKS_WITH_LABELS: usize = 80;

/// Reads the measures of `body`, in the order of the text, each once.
pub fn read(body: &Body<'_>) -> Vec<Measure> {
    let mut reader = Reader { source: body.text, found: Vec::new() };
    for section in body.sections {
        let Some(place) = place_of(section.kind) else { continue };
        if !section.rest.is_empty() {
            reader.text(section.rest.clone(), place);
        }
    }
    reader.blocks(body);
    let mut measures = reader.found;
    measures.sort_by_key(|measure| measure.span.start);
    let mut seen = BTreeSet::new();
    measures.retain(|measure| {
        let high = measure.high.unwrap_or_default().to_bits();
        seen.insert((measure.kind, measure.value.to_bits(), high, measure.unit.clone()))
    });
    measures
}

fn place_of(kind: SectionKind) -> Option<Place> {
    match kind {
        SectionKind::Impact => Some(Place::Impact),
        SectionKind::Summary => Some(Place::Summary),
        _ => None,
    }
}

struct Reader<'a> {
    source: &'a str,
    found: Vec<Measure>,
}

impl Reader<'_> {
    /// Walks over the blocks once, with the sections that each stands in.
    fn blocks(&mut self, body: &Body<'_>) {
        let blocks = body.blocks;
        for (index, block) in blocks.all().iter().enumerate() {
            let span = block.span();
            let kind = body.index.kind_of(index);
            let place = kind.and_then(place_of);
            match block.kind {
                BlockKind::Paragraph => {
                    let is_metadata =
                        matches!(kind, None | Some(SectionKind::Facts)) && index < BLOCKS_WITH_LABELS;
                    if place.is_some() || is_metadata {
                        self.labels(blocks, index);
                    }
                    // The text behind the label of a section is read with that section.
                    if let Some(place) = place.filter(|_| !body.index.is_marker(index)) {
                        self.text(span, place);
                    }
                }
                BlockKind::Cell => {
                    if let Some(place) = place {
                        self.text(span, place);
                    }
                }
                BlockKind::Table if place == Some(Place::Impact) => self.table(blocks, index),
                BlockKind::Row if matches!(kind, None | Some(SectionKind::Facts | SectionKind::Impact)) => {
                    let mut cells = blocks.children(index);
                    if let (Some(key), Some(value), None) = (cells.next(), cells.next(), cells.next()) {
                        self.labelled(blocks.text(self.source, key), blocks.span(value));
                    }
                }
                _ => {}
            }
        }
    }

    /// Lines such as `Affected users: 1,200`.
    fn labels(&mut self, blocks: &Blocks, index: usize) {
        let span = blocks.span(index);
        // Most paragraphs have no label: found out without taking them apart.
        if !self.source[span].contains([':', '：', '-', '–', '—']) {
            return;
        }
        for line in blocks.lines(self.source, index) {
            let Some(label) = sections::label(line) else { continue };
            let Some(behind) = line.text.get(label.length..).map(str::trim) else { continue };
            let first: String = behind.chars().take_while(|c| !c.is_whitespace()).collect();
            let name = label.name.to_owned();
            if first.is_empty() || units::label_kind(&name).is_none() {
                continue;
            }
            // Markup makes the line longer in the file than its text.
            let Some(name_end) = self.source[line.span.clone()].find(name.as_str()).map(|at| at + name.len())
            else {
                continue;
            };
            let written = &self.source[line.span.start + name_end..line.span.end];
            if let Some(at) = written.find(first.trim_matches(['*', '_', '`'])) {
                self.labelled(&name, line.span.start + name_end + at..line.span.end);
            }
        }
    }

    /// A table with a header of labels.
    fn table(&mut self, blocks: &Blocks, table: usize) {
        let mut rows = blocks.children(table);
        let Some(head) = rows.next() else { return };
        let names: Vec<_> = blocks.children(head).map(|cell| blocks.text(self.source, cell)).collect();
        if !names.iter().any(|name| units::label_kind(name).is_some()) {
            return;
        }
        for row in rows {
            for (name, cell) in names.iter().zip(blocks.children(row)) {
                self.labelled(name, blocks.span(cell));
            }
        }
    }

    /// A value whose label says what it counts.
    fn labelled(&mut self, name: &str, span: Range<usize>) {
        let Some(kind) = units::label_kind(name) else { return };
        let Some(text) = self.source.get(span.clone()) else { return };
        let trimmed = text.trim_start_matches(|c: char| c.is_whitespace() || "*_|".contains(c));
        let offset = span.start + text.len() - trimmed.len();
        let (approximate, skipped) = numbers::approximate_at(trimmed);
        let rest = &trimmed[skipped..];
        if kind == MeasureKind::Duration {
            if let Some((duration, length)) = durations::duration_at(rest) {
                let end = offset + skipped + length;
                self.push(MeasureKind::Duration, duration.as_secs_f64(), None, "s", approximate, offset..end);
            }
            return;
        }
        let Some(number) = numbers::number_at(rest) else { return };
        let behind = rest[number.end..].trim_start_matches(['*', '_']);
        // Nothing else, or a remark, or the unit once more, which is read where it stands.
        let is_bare = behind.trim_start().is_empty()
            || behind.trim_start().starts_with(['(', '（', '|', ',', ';', '\n', '.'])
                && !behind
                    .starts_with(|c: char| c == '.' && behind[1..].starts_with(|c: char| c.is_ascii_digit()));
        let unit = match kind {
            MeasureKind::Users => "users",
            MeasureKind::Requests => "requests",
            MeasureKind::Data => "records",
            _ => "",
        };
        if is_bare && !unit.is_empty() {
            let range = offset..offset + skipped + number.end;
            self.push(kind, number.value, number.high, unit, approximate || number.more, range);
        } else {
            self.text_with(span, Place::Impact, true);
        }
    }

    fn text(&mut self, span: Range<usize>, place: Place) {
        self.text_with(span, place, false);
    }

    fn text_with(&mut self, span: Range<usize>, place: Place, is_value: bool) {
        let Some(text) = self.source.get(span.clone()) else { return };
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            match bytes[at] {
                b'`' => at = code_end(bytes, at),
                b']' => at = destination_end(bytes, at).unwrap_or(at + 1),
                b':' => at = address_end(bytes, at).unwrap_or(at + 1),
                b'0'..=b'9' => {
                    let length = self.at(text, at, span.start, place, is_value);
                    at += length.unwrap_or_else(|| numbers::skip(&text[at..])).max(1);
                }
                _ => at += 1,
            }
        }
    }

    /// Reads the measure whose number begins at `at`; gives how far it was read, if there is one.
    fn at(&mut self, text: &str, at: usize, offset: usize, place: Place, is_value: bool) -> Option<usize> {
        if !numbers::may_begin(&text[..at]) {
            return None;
        }
        let context = Context { text, place, is_value };
        let before = numbers::before(&text[..at]);
        let spaced = numbers::spaced_number_at(&text[at..]);
        let plain = numbers::number_at(&text[at..]);
        for (number, is_spaced) in [(spaced, true), (plain, false)] {
            let Some(number) = number else { continue };
            let Some((unit, length)) =
                units::unit(&text[at + number.end..], &number, before.currency, is_spaced)
            else {
                continue;
            };
            let end = at + number.end + length;
            if numbers::is_date(&text[..at], &number) {
                return None;
            }
            if !context.allows(&unit, before.start..end) {
                return Some(end - at);
            }
            let Unit { kind, name, factor, .. } = unit;
            let value = number.value_for(&unit) * factor;
            let high = number.high.map(|high| high * factor).filter(|high| *high > value);
            let approximate = before.approximate || number.more || unit.approximate;
            self.push(kind, value, high, name, approximate, offset + before.start..offset + end);
            return Some(end - at);
        }
        let (duration, length) = durations::duration_at(&text[at..])?;
        let end = at + length;
        if duration.as_secs() > 0 && context.allows_duration(before.start, end) {
            let range = offset + before.start..offset + end;
            self.push(MeasureKind::Duration, duration.as_secs_f64(), None, "s", before.approximate, range);
        }
        Some(length)
    }

    fn push(
        &mut self,
        kind: MeasureKind,
        value: f64,
        high: Option<f64>,
        unit: &str,
        approximate: bool,
        span: Range<usize>,
    ) {
        let written = self.source.get(span.clone()).unwrap_or_default();
        let text = written.split_whitespace().collect::<Vec<_>>().join(" ").replace(['*', '`'], "");
        let text = text.trim().to_owned();
        self.found.push(Measure { kind, value, high, unit: unit.to_owned(), approximate, text, span });
    }
}

/// What stands around a number.
struct Context<'a> {
    text: &'a str,
    place: Place,
    /// Whether a label says that the value is harm.
    is_value: bool,
}

/// How far around a number its sentence is looked at, in bytes.
const AROUND: usize = 300;

impl Context<'_> {
    fn allows(&self, unit: &Unit, span: Range<usize>) -> bool {
        let behind = &self.text[span.end..];
        if units::is_rate(behind) || units::is_bound(&self.text[..span.start]) {
            return false;
        }
        let (sentence, clause) = self.sentence(span);
        if units::says_unharmed(&clause) {
            return false;
        }
        match unit.kind {
            MeasureKind::Money => units::says_money(&sentence) || self.is_value,
            MeasureKind::Data if unit.name == "GB" => units::says_loss(&sentence) || self.is_value,
            _ => self.place == Place::Impact || units::says_harm(&sentence),
        }
    }

    fn allows_duration(&self, start: usize, end: usize) -> bool {
        if self.is_value {
            return false;
        }
        let (sentence, _) = self.sentence(start..end);
        units::is_length_of_harm(&self.text[..start], &self.text[end..]) && units::says_harm(&sentence)
    }

    /// The sentence around `span` in lower case, and what of it follows.
    fn sentence(&self, span: Range<usize>) -> (String, String) {
        // A line break inside a paragraph ends no sentence; the item of a list is a paragraph anyway.
        let is_end = |text: &str, at: usize, c: char| {
            let behind = &text[at + c.len_utf8()..];
            may_end_sentence(c, behind) || matches!(c, '.' | '!' | '?') && behind.starts_with(['*', '-'])
        };
        let mut from = span.start.saturating_sub(AROUND);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        let window = &self.text[from..span.start];
        let start = window.char_indices().rev().find(|&(at, c)| is_end(window, at, c));
        let start = from + start.map_or(0, |(at, c)| at + c.len_utf8());
        let mut to = self.text.len().min(span.end + AROUND);
        while !self.text.is_char_boundary(to) {
            to -= 1;
        }
        let window = &self.text[span.end..to];
        let end = window.char_indices().find(|&(at, c)| is_end(window, at, c));
        let end = span.end + end.map_or(window.len(), |(at, _)| at);
        (self.text[start..end].to_lowercase(), self.text[span.end..end].to_lowercase())
    }
}

impl Number {
    /// What the number is worth with `unit`: `1.200` is over a thousand users, and little over one GB.
    fn value_for(&self, unit: &Unit) -> f64 {
        match self.decimal {
            Some(decimal) if !unit.is_count => decimal,
            _ => self.value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::testing::read_body;

    fn measures(text: &str) -> Vec<Measure> {
        read_body(text, read)
    }

    /// Kind, value, upper end, unit, whether approximate, as written.
    type Row = (MeasureKind, f64, Option<f64>, String, bool, String);

    fn rows(text: &str) -> Vec<Row> {
        let row = |found: Measure| {
            assert!(text.get(found.span.clone()).is_some_and(|written| !written.is_empty()));
            (found.kind, found.value, found.high, found.unit, found.approximate, found.text)
        };
        measures(text).into_iter().map(row).collect()
    }

    #[test]
    fn numbers_of_impact_sections() {
        use MeasureKind::*;
        for (text, kind, value, high, unit, approximate, written) in [
            ("about 1,200 users saw errors", Users, 1200.0, None, "users", true, "about 1,200 users"),
            ("**300** customers were cut off", Users, 300.0, None, "users", false, "300 customers"),
            (
                "200–300 paying customers",
                Users,
                200.0,
                Some(300.0),
                "users",
                false,
                "200–300 paying customers",
            ),
            ("1 customer reported it", Users, 1.0, None, "users", false, "1 customer"),
            ("40 of our 5,000 users", Users, 40.0, None, "users", false, "40 of our 5,000 users"),
            ("15% of requests failed", Share, 15.0, None, "%", false, "15% of requests"),
            ("~97% of search requests", Share, 97.0, None, "%", true, "~97% of search requests"),
            ("12,5 % der Nutzer", Share, 12.5, None, "%", false, "12,5 % der Nutzer"),
            ("15 % des utilisateurs", Share, 15.0, None, "%", false, "15 % des utilisateurs"),
            ("we lost $45,000 in sales", Money, 45_000.0, None, "USD", false, "$45,000"),
            ("refunds of €12k", Money, 12_000.0, None, "EUR", false, "€12k"),
            ("a loss of USD 1.2 million", Money, 1_200_000.0, None, "USD", false, "USD 1.2 million"),
            ("a cost of 45.000 €", Money, 45_000.0, None, "EUR", false, "45.000 €"),
            ("2.5 GB lost", Data, 2.5, None, "GB", false, "2.5 GB"),
            ("40,000 records were lost", Data, 40_000.0, None, "records", false, "40,000 records"),
            ("3.7M failed requests", Requests, 3_700_000.0, None, "requests", false, "3.7M failed requests"),
            ("1.200 Kunden waren betroffen", Users, 1200.0, None, "users", false, "1.200 Kunden"),
            ("12 300 utilisateurs touchés", Users, 12_300.0, None, "users", false, "12 300 utilisateurs"),
            ("unos 300 usuarios", Users, 300.0, None, "users", true, "unos 300 usuarios"),
            ("約300ユーザーに影響", Users, 300.0, None, "users", true, "約300ユーザー"),
            ("300名が対象", Users, 300.0, None, "users", false, "300名"),
            ("1.2万用户受影响", Users, 12_000.0, None, "users", false, "1.2万用户"),
            ("The site was down for 3 hours.", Duration, 10_800.0, None, "s", false, "3 hours"),
        ] {
            let expected = (kind, value, high, unit.to_owned(), approximate, written.to_owned());
            assert_eq!(rows(&format!("## Impact\n\n{text}\n")), [expected], "{text}");
        }
    }

    #[test]
    fn what_has_no_clear_unit_is_none() {
        for text in [
            "HTTP 500 requests",
            "Windows 10 users were cut off",
            "version 1.2.3 on port 8080",
            "since 2021 users complain",
            "in 2021 users were cut off",
            "on May 12 users were cut off",
            "at 14:05 on 2024-05-06",
            "99.9% availability",
            "CPU at 78%",
            "100 requests/s",
            "4.7K requests per second",
            "a limit of 100 users",
            "12 GB of memory",
            "$99/month for each",
            "`300 users`",
            "[x](https://e.org/300 users)",
            "95% of requests succeeded",
            "the pods wait for 30 seconds",
            "3名前",
            "ticket #300 users",
        ] {
            assert_eq!(rows(&format!("## Impact\n\n{text}\n")), [], "{text}");
        }
        assert_eq!(rows("## Timeline\n\n- 10:00 300 users\n"), []);
    }

    #[test]
    fn summaries_say_that_it_is_harm() {
        assert_eq!(rows("## Summary\n\n300 users could not log in.\n").len(), 1);
        assert_eq!(rows("## Summary\n\nThe service has 300 users. It was down.\n").len(), 0);
    }

    #[test]
    fn labels_and_tables() {
        for text in [
            "**Affected users:** ~300\n",
            "## Impact\n\n| Customers impacted | Data loss |\n|-|-|\n| 300 | None |\n",
            "| Key | Value |\n|-|-|\n| Users affected | 300 |\n",
            "**Impact:** 300 users\n",
            "- **Impact**: 300 users\n",
        ] {
            let found = measures(text);
            assert_eq!(found.len(), 1, "{text} {found:?}");
            assert_eq!((found[0].kind, found[0].value), (MeasureKind::Users, 300.0), "{text}");
        }
    }

    #[test]
    fn any_text_is_read_in_linear_time() {
        for text in [
            "1 ".repeat(50_000),
            "1,".repeat(50_000),
            "- 300 users\n".repeat(20_000),
            "|a|b|\n|-|-|\n".to_owned() + &"|300 users|9%|\n".repeat(20_000),
            "é1%".repeat(9),
        ] {
            measures(&format!("## Impact\n\n{text}"));
        }
    }
}

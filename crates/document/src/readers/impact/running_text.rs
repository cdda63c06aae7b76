//! Reads measures in running text: numbers that have a unit and measure harm.

use std::ops::Range;

use retold_times::durations;

use super::context::Context;
use super::numbers::{self, Number};
use super::prefix::{self, Prefix};
use super::units::{self, Unit};
use super::{Place, Reader};
use crate::model::MeasureKind;
use crate::text::markup::{address_end, code_end, destination_end};

impl Reader<'_> {
    /// Reads the text at `span` of the source. With `is_value`, it is the value of a label for harm.
    pub(super) fn running_text(&mut self, span: Range<usize>, place: Place, is_value: bool) {
        let Some(text) = self.source.get(span.clone()).filter(|text| has_digit(text)) else { return };
        let context = Context { text, place, is_value };
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            match bytes[at] {
                b'`' => at = code_end(bytes, at),
                b']' => at = destination_end(bytes, at).unwrap_or(at + 1),
                b':' => at = address_end(bytes, at).unwrap_or(at + 1),
                b'0'..=b'9' => {
                    let length = self.measure(&context, at, span.start);
                    at += length.unwrap_or_else(|| token_length(&text[at..])).max(1);
                }
                _ => at += 1,
            }
        }
    }

    /// Reads the number at byte `at` of the text, which begins at byte `offset` of the source. Returns the bytes read, if
    /// it has a unit or is a duration.
    fn measure(&mut self, context: &Context<'_>, at: usize, offset: usize) -> Option<usize> {
        let (before, text) = context.text.split_at(at);
        if !prefix::may_precede_number(before) {
            return None;
        }
        let prefix = Prefix::of(before);
        let with_unit = |number: Option<Number>, is_spaced: bool| {
            let number = number?;
            let (unit, length) = units::unit(&text[number.end..], &number, prefix.currency, is_spaced)?;
            Some((number, unit, at + number.end + length))
        };
        let found = with_unit(numbers::spaced_number_at(text), true)
            .or_else(|| with_unit(numbers::number_at(text), false));
        let Some((number, unit, end)) = found else {
            let (duration, length) = durations::duration_at(text)?;
            let span = prefix.start..at + length;
            if duration.as_secs() > 0 && context.is_outage(span.clone()) {
                let span = offset + span.start..offset + span.end;
                let seconds = duration.as_secs_f64();
                self.push(MeasureKind::Duration, (seconds, None), "s", prefix.approximate, span);
            }
            return Some(length);
        };
        if prefix::is_date(before, &number) {
            return None;
        }
        if context.is_harm(&unit, prefix.start..end) {
            let value = value_with(&number, &unit) * unit.factor;
            let high = number.high.map(|high| high * unit.factor).filter(|high| *high > value);
            let approximate = prefix.approximate || number.more || unit.approximate;
            let span = offset + prefix.start..offset + end;
            self.push(unit.kind, (value, high), unit.name, approximate, span);
        }
        Some(end - at)
    }
}

/// Whether `text` has an ASCII digit. Most paragraphs have none. To look at every byte, several at a time, is faster
/// than to stop at the first.
fn has_digit(text: &str) -> bool {
    text.bytes().fold(false, |found, byte| found | byte.is_ascii_digit())
}

/// The value of `number` with `unit`: `1.200` users are over a thousand, `1.200` GB little over one.
fn value_with(number: &Number, unit: &Unit) -> f64 {
    number.decimal.filter(|_| !unit.is_count).unwrap_or(number.value)
}

/// The length of a run of ASCII letters and digits and of the marks that join them, such as a version.
fn token_length(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | ':' | '-' | '/' | '_'))
        .unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_such_as_versions_are_stepped_over() {
        for (text, expected) in [("1.2.3-beta x", 10), ("14:05", 5), ("3é", 1)] {
            assert_eq!(token_length(text), expected, "{text}");
        }
    }

    #[test]
    fn a_point_separates_thousands_of_counts_and_decimals_of_volumes() {
        for (text, value) in [("1.200 users", 1200.0), ("1.200 GB", 1.2), ("1,200 GB", 1200.0)] {
            let number = numbers::number_at(text).unwrap();
            let (unit, _) = units::unit(&text[number.end..], &number, None, false).unwrap();
            assert_eq!(value_with(&number, &unit), value, "{text}");
        }
    }
}

//! Numbers as people write them: `1,200`, `1.2 million`, `12k`, `200-300`, `1.2万`.

use super::phrases::lowercase;
use super::words::{MULTIPLIER_SIGNS, MULTIPLIERS};

/// A number, or a range of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Number {
    /// The value, or the lower end of a range.
    pub value: f64,
    /// The value if the point in `1.200` is a decimal one.
    pub decimal: Option<f64>,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// Bytes read.
    pub end: usize,
    /// Whether the value may be higher: `300+`.
    pub more: bool,
    /// Whether it has a separator or a multiplier, which neither years nor versions have.
    pub is_large: bool,
}

/// Reads the number that `text` starts with. Parts of dates, times of day and versions are not numbers.
pub fn number_at(text: &str) -> Option<Number> {
    read(text, false)
}

/// As [`number_at`], for languages that separate thousands with spaces; `None` if there is no such space.
pub fn spaced_number_at(text: &str) -> Option<Number> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let group = text.get(digits..)?.strip_prefix(' ')?;
    let is_group = group.bytes().take(4).take_while(u8::is_ascii_digit).count() == 3;
    if (1..=3).contains(&digits) && is_group { read(text, true) } else { None }
}

fn read(text: &str, is_spaced: bool) -> Option<Number> {
    let (mut number, factor) = single(text, is_spaced)?;
    let rest = &text[number.end..];
    let dash = rest.strip_prefix(['-', '–']);
    let found = range(rest, is_spaced);
    // `2021-05-10` is a date.
    if found.is_none() && dash.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    if let Some((high, length)) = found {
        // `1-2 million` is a range of millions.
        let is_shared = factor == 1.0 && high.1 > 1.0 && number.value < high.0.value;
        if is_shared {
            number.value *= high.1;
        }
        if high.0.value > number.value {
            number.high = Some(high.0.value);
            number.end += length;
            number.more = high.0.more;
            number.is_large |= high.0.is_large;
        } else {
            return None;
        }
    }
    Some(number)
}

/// A number that is not a range, and the factor of its multiplier.
fn single(text: &str, is_spaced: bool) -> Option<(Number, f64)> {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let first = run(0);
    // More digits than any count has.
    if first == 0 || first > 15 {
        return None;
    }
    let mut whole: u64 = text[..first].parse().ok()?;
    let (mut end, mut groups, mut point) = (first, 0, false);
    if first <= 3 {
        let mark = text[first..].chars().next().filter(|mark| {
            matches!(mark, ',' | '.' | '\'' | '’' | '\u{a0}' | '\u{202f}' | '\u{2009}')
                || is_spaced && *mark == ' '
        });
        while let Some(mark) = mark {
            let from = end + mark.len_utf8();
            if !text[end..].starts_with(mark) || run(from) != 3 || groups == 4 {
                break;
            }
            whole = whole * 1000 + text[from..from + 3].parse::<u64>().ok()?;
            (end, point) = (from + 3, mark == '.');
            groups += 1;
        }
    }
    // Up to 15 digits are exact.
    let mut value = whole as f64;
    let mut decimal = None;
    if point && groups == 1 {
        decimal = text[..end].parse().ok();
    }
    if let Some(mark @ (b'.' | b',')) = bytes.get(end) {
        let length = run(end + 1);
        if length > 0 {
            // `1.2.3` is a version, `1,2,3` a list.
            let is_list = *mark == b',' && length > 2;
            if is_list || groups > 0 && point || length > 6 {
                return None;
            }
            value = format!("{whole}.{}", &text[end + 1..end + 1 + length]).parse().ok()?;
            end += 1 + length;
            if matches!(bytes.get(end), Some(b'.' | b',')) && run(end + 1) > 0 {
                return None;
            }
        }
    }
    let rest = &text[end..];
    let follows_digit = |mark: char| {
        rest.strip_prefix(mark).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    if follows_digit(':') || follows_digit('/') || rest.starts_with('_') {
        return None;
    }
    let (factor, length) = multiplier(rest);
    if factor > 1.0 {
        value = decimal.unwrap_or(value) * factor;
        decimal = None;
    }
    end += length;
    let more = text[end..].starts_with('+');
    end += usize::from(more);
    let is_large = groups > 0 || factor > 1.0;
    Some((Number { value, decimal, high: None, end, more, is_large }, factor))
}

/// The upper end of a range, with its multiplier, and the bytes read.
fn range(text: &str, is_spaced: bool) -> Option<((Number, f64), usize)> {
    const MARKS: [&str; 12] = [" - ", " – ", "-", "–", "—", "〜", "～", "~", " to ", " and ", " bis ", " à "];
    let mark = MARKS.iter().find(|mark| text.starts_with(**mark))?;
    let rest = &text[mark.len()..];
    let sign = rest.chars().next().filter(|c| matches!(c, '$' | '€' | '£' | '~')).map_or(0, char::len_utf8);
    let high = single(rest.get(sign..)?, is_spaced)?;
    let length = mark.len() + sign + high.0.end;
    let goes_on = text[length..]
        .strip_prefix(['-', '–'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    // `2021-05-10` is a date.
    (!goes_on).then_some((high, length))
}

/// The factor of the multiplier that `text` starts with, and its length; 1 and 0 if there is none.
fn multiplier(text: &str) -> (f64, usize) {
    let ends = |length: usize| !text[length..].starts_with(|c: char| c.is_alphanumeric() || c == '\'');
    let space = text.chars().next().filter(|c| matches!(c, ' ' | '\u{a0}')).map_or(0, char::len_utf8);
    let word = &text[space..];
    if let Some(sign) = MULTIPLIER_SIGNS.at_start(word) {
        return (MULTIPLIERS[sign], space + sign.len());
    }
    // A letter directly follows its number. Small letters are minutes (`12m`) and bits (`12b`); only money has them as
    // multipliers, which `units` reads.
    let letter = match text.bytes().next() {
        Some(b'k' | b'K') => 1e3,
        Some(b'M') => 1e6,
        Some(b'B') => 1e9,
        _ => 1.0,
    };
    if letter > 1.0 && ends(1) {
        return (letter, 1);
    }
    let length = word.find(|c: char| !c.is_alphabetic() && c != '.').unwrap_or(word.len());
    // `Mio.` is an abbreviation; the point behind `million.` ends a sentence.
    for written in [&word[..length], word[..length].trim_end_matches('.')] {
        let end = space + written.len();
        if let Some(&factor) = MULTIPLIERS.get(lowercase(written).as_ref()).filter(|_| ends(end)) {
            return (factor, end);
        }
    }
    (1.0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_separators_multipliers_and_ranges() {
        for (text, value, high, end) in [
            ("300 users", 300.0, None, 3),
            ("1,200 users", 1200.0, None, 5),
            ("1,234,567.5", 1_234_567.5, None, 11),
            ("1.234.567", 1_234_567.0, None, 9),
            ("1'200", 1200.0, None, 5),
            ("12,5 %", 12.5, None, 4),
            ("3.7M x", 3_700_000.0, None, 4),
            ("12k.", 12_000.0, None, 3),
            ("1.2 million x", 1_200_000.0, None, 11),
            ("1.2万用户", 12_000.0, None, 6),
            ("200-300 x", 200.0, Some(300.0), 7),
            ("200 to 300 x", 200.0, Some(300.0), 10),
            ("1-2 million", 1e6, Some(2e6), 11),
            ("3 Mio. x", 3e6, None, 6),
            ("10m", 10.0, None, 2),
            ("2 Million. Then", 2e6, None, 9),
            ("5 億円", 5e8, None, 5),
            ("300+ users", 300.0, None, 4),
            ("007", 7.0, None, 3),
            ("1,200.25 x", 1200.25, None, 8),
        ] {
            let number = number_at(text).unwrap();
            assert_eq!((number.value, number.high, number.end), (value, high, end), "{text}");
        }
    }

    #[test]
    fn a_point_in_a_number_separates_thousands_or_decimals() {
        let number = number_at("1.200 x").unwrap();
        assert_eq!((number.value, number.decimal, number.is_large), (1200.0, Some(1.2), true));
        assert_eq!(number_at("1.200 million").unwrap().value, 1_200_000.0);
    }

    #[test]
    fn dates_times_versions_and_lists_are_no_numbers() {
        for text in ["2021-05-10", "1.2.3", "14:05", "3/4", "1,2,3", "300-200", "1234567890123456", "", "x"] {
            assert_eq!(number_at(text), None, "{text}");
        }
    }

    #[test]
    fn spaces_separate_thousands() {
        assert_eq!(spaced_number_at("12 300 clients").map(|number| number.value), Some(12_300.0));
        assert_eq!(spaced_number_at("12 users"), None);
    }
}

//! Clocks in forms that are numbers of another kind elsewhere: `9.12`, `0912`, `9h`. Only a run of lines shows that they
//! are clocks.

use jiff::civil::Time;

use crate::readers::timeline::leading_time::{LeadingTime, separator, skip_marks};
use retold_times::text::closing_bracket;
use retold_times::{Stamp, Zone};

/// A form of clocks that a single line does not show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `9.12`
    Dot,
    /// `0912`, `0912h`, `0912 hrs`
    Compact,
    /// `9h`, `9h12min`
    HourSign,
}

const FORMS: [Form; 3] = [Form::Dot, Form::Compact, Form::HourSign];

/// How many lines are looked at.
const MAX_LINES: usize = 200;

/// How the times at the start of lines are read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clocks(Option<Form>);

impl Clocks {
    /// The time that `text` begins with.
    pub fn leading(self, text: &str) -> Option<LeadingTime> {
        LeadingTime::of(text).or_else(|| rough(text, self.0?))
    }

    /// The form of clocks that `lines` show: most of them begin with one, and they are in order.
    pub fn shown_by<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Option<Self> {
        let lines = lines.take(MAX_LINES);
        let total = lines.clone().count();
        FORMS.into_iter().find_map(|form| {
            let times: Vec<Time> = lines.clone().filter_map(|line| rough(line, form)?.stamp.time).collect();
            // Two lines are enough if there are no others.
            let are_many =
                times.len() >= 3 && times.len() * 2 >= total || times.len() >= 2 && times.len() == total;
            let falls = times.windows(2).filter(|pair| pair[1] < pair[0]).count();
            // `1998`, `2015`: years.
            let are_years = form == Form::Compact && times.iter().all(|time| matches!(time.hour(), 19 | 20));
            (are_many && falls <= 1 && !are_years).then_some(Self(Some(form)))
        })
    }
}

/// The clock of `form` that `text` begins with.
fn rough(text: &str, form: Form) -> Option<LeadingTime> {
    let start = skip_marks(text);
    let body = text.get(start..)?;
    let opening = body.chars().next().filter(|c| matches!(c, '[' | '(' | '`'));
    let inner = opening.map_or(body, |opening| &body[opening.len_utf8()..]);
    let inner = inner.strip_prefix(['~', '≈']).unwrap_or(inner);
    let (time, mut rest) = clock(inner, form)?;
    let mut stamp = Stamp { time: Some(time), ..Stamp::default() };
    if let Some(behind) = rest.trim_start().strip_prefix(['-', '–', '—'])
        && let Some((until, after)) = clock(behind.trim_start(), form)
        && until >= time
    {
        stamp.until = Some(Box::new(Stamp { time: Some(until), ..Stamp::default() }));
        rest = after;
    }
    if let Some((zone, length)) = Zone::at(rest.trim_start())
        && !rest.trim_start()[length..].starts_with(|c: char| c.is_alphanumeric())
    {
        rest = &rest.trim_start()[length..];
        stamp.zone = Some(zone);
    }
    if let Some(opening) = opening {
        let closing = closing_bracket(opening).unwrap_or(opening);
        rest = rest.trim_start().strip_prefix(closing)?;
    }
    if rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '%' | '°' | '/')) {
        return None;
    }
    let gap = separator(rest);
    let is_loose = gap < rest.len() && rest[..gap].trim().is_empty() && opening.is_none();
    let length = text.len() - rest.len() + gap;
    Some(LeadingTime { stamp, length, is_loose, ..LeadingTime::default() })
}

/// A clock of `form` at the start of `text`, and the text behind it.
fn clock(text: &str, form: Form) -> Option<(Time, &str)> {
    let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let count = digits(text);
    let time = |hour: &str, minute: &str| Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok();
    match form {
        Form::Dot if matches!(count, 1 | 2) => {
            let behind = text[count..].strip_prefix('.')?;
            let is_whole =
                digits(behind) == 2 && behind[2..].strip_prefix('.').is_none_or(|more| digits(more) == 0);
            is_whole.then(|| Some((time(&text[..count], &behind[..2])?, &behind[2..])))?
        }
        Form::Compact if count == 4 => {
            let rest = &text[4..];
            let behind = ["hours", "hrs", "h"].iter().find_map(|unit| rest.trim_start().strip_prefix(unit));
            let rest = behind.filter(|behind| !behind.starts_with(char::is_alphanumeric)).unwrap_or(rest);
            Some((time(&text[..2], &text[2..4])?, rest))
        }
        Form::HourSign if matches!(count, 1 | 2) => {
            let behind = text[count..].strip_prefix(['h', 'H'])?;
            let minutes = digits(behind);
            match minutes {
                0 => Some((time(&text[..count], "0")?, behind)),
                2 => {
                    let rest = &behind[2..];
                    let rest = rest.strip_prefix("min").or_else(|| rest.strip_prefix('m')).unwrap_or(rest);
                    Some((time(&text[..count], &behind[..2])?, rest))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(lines: &[&str]) -> Vec<String> {
        let Some(clocks) = Clocks::shown_by(lines.iter().copied()) else { return Vec::new() };
        let time = |line: &&str| {
            let leading = clocks.leading(line)?;
            Some(format!("{} {}", leading.stamp.time?.strftime("%H:%M"), &line[leading.length..]))
        };
        lines.iter().filter_map(time).collect()
    }

    #[test]
    fn a_run_of_lines_shows_its_clocks() {
        for (lines, expected) in [
            (&["9.12 a", "9.20: b", "10.05 - c"][..], &["09:12 a", "09:20 b", "10:05 c"][..]),
            (&["[09.12] a", "~09.20 UTC b"], &["09:12 a", "09:20 b"]),
            (&["09.12-09.15 a", "text", "09.20 b", "10.05 c"], &["09:12 a", "09:20 b", "10:05 c"]),
            (&["0912 a", "0920h – b", "1005 hrs: c"], &["09:12 a", "09:20 b", "10:05 c"]),
            (&["9h – a", "10h b", "11h12min c"], &["09:00 a", "10:00 b", "11:12 c"]),
            (&["23.50 a", "23.55 b", "00.10 c"], &["23:50 a", "23:55 b", "00:10 c"]),
        ] {
            assert_eq!(times(lines), expected, "{lines:?}");
        }
    }

    #[test]
    fn other_numbers_are_no_clocks() {
        for lines in [
            &["1.12.0 a", "1.20.1 b", "2.05.0 c"][..],
            &["1998 a", "2015 b", "2019 c"],
            &["9.12 a", "b", "c"],
            &["9.12 a", "8.20 b", "7.05 c"],
            &["9.5 a", "10.5 b", "11.5 c"],
            &["12.50% a", "13.20% b", "14.10% c"],
            &["9 a", "10 b", "11 c"],
            &[],
        ] {
            assert_eq!(times(lines), [""; 0], "{lines:?}");
        }
    }
}

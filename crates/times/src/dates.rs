//! Dates as people write them.

use jiff::civil::Date;

use crate::scan::{Scan, digit, is_word};
use crate::words::{Role, month, weekday};
use crate::{WrittenDate, clocks};

/// A date that was read.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    pub date: WrittenDate,
    /// The last day of a range: `January 14-19, 2026`.
    pub last: Option<WrittenDate>,
    /// Written in Chinese, Japanese or Korean.
    pub east_asian: bool,
    /// All numbers, year first: `T` and a clock may follow.
    pub year_first: bool,
}

impl Reading {
    fn of(date: WrittenDate) -> Self {
        Self { date, last: None, east_asian: false, year_first: false }
    }
}

/// Reads a date, perhaps with a weekday before or after it.
pub fn read(scan: &mut Scan<'_>) -> Option<Reading> {
    let mut here = *scan;
    if here.peek()?.is_alphabetic() && eat_weekday(&mut here) {
        here.eat_char(&['.']);
        here.eat_char(&[',']);
        here.spaces();
        if here.eat_role(Role::Article) {
            here.spaces();
        }
    }
    let reading =
        if digit(here.peek()?).is_some() { number_first(&mut here) } else { month_first(&mut here) }?;
    // `2026/01/31（土）14:05`: no blank is needed before the clock.
    let is_dense = weekday_after(&mut here);
    *scan = here;
    Some(Reading { east_asian: reading.east_asian || is_dense, ..reading })
}

/// Reads `3/14/26` and `14.03.26`: only at the start of a line or a value, because elsewhere these are numbers of any kind.
pub fn short_year(scan: &mut Scan<'_>) -> Option<Reading> {
    let mut here = *scan;
    let (first, first_digits) = here.number(1, 2)?;
    let separator = here.eat_char(&['/', '.'])?;
    let (second, second_digits) = here.number(1, 2)?;
    here.eat_char(&[separator])?;
    let (year, _) = here.number(2, 2)?;
    // `1.12.26` is a version more often than a day.
    if !ends_number(here) || separator == '.' && (first_digits, second_digits) != (2, 2) {
        return None;
    }
    let date = ordered(separator, first, second, 2000 + year)?;
    *scan = here;
    Some(Reading::of(date))
}

/// The date of a day and a month in either order: with a full stop between them the day is the first.
fn ordered(separator: char, first: u32, second: u32, year: u32) -> Option<WrittenDate> {
    let (day_first, month_first) = (civil(year, second, first), civil(year, first, second));
    Some(match (separator, day_first, month_first) {
        ('.', day_first, _) => WrittenDate::Full(day_first?),
        ('/' | '-', Some(day_first), Some(month_first)) if day_first != month_first => {
            WrittenDate::Ambiguous { day_first, month_first }
        }
        (_, day_first, month_first) => WrittenDate::Full(day_first.or(month_first)?),
    })
}

/// The date of three numbers, if there is such a date.
fn civil(year: u32, month: u32, day: u32) -> Option<Date> {
    // Years out of this range are numbers of another kind.
    let year = (1900..2200).contains(&year).then_some(i16::try_from(year).ok()?)?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A day of any year.
pub fn month_day(month: u32, day: u32) -> Option<WrittenDate> {
    // A leap year, in which every day of any year exists.
    let date = civil(2024, month, day)?;
    Some(WrittenDate::MonthDay { month: date.month(), day: date.day() })
}

/// A date that begins with a digit.
fn number_first(scan: &mut Scan<'_>) -> Option<Reading> {
    let mut here = *scan;
    let (first, digits) = here.number(1, 4)?;
    if let Some(reading) = east_asian(&mut here, first, digits) {
        *scan = here;
        return Some(reading);
    }
    let reading = match digits {
        4 => year_first(&mut here, first),
        1 | 2 => numbers(&mut here, first).or_else(|| day_first(&mut here, first)),
        _ => None,
    }?;
    *scan = here;
    Some(reading)
}

/// `2026年1月31日`, `1月31日`, `2026년 1월 31일`.
fn east_asian(scan: &mut Scan<'_>, first: u32, digits: usize) -> Option<Reading> {
    let mut here = *scan;
    here.spaces();
    let year = match here.eat_char(&['年', '년', '月', '월'])? {
        '年' | '년' if digits == 4 => Some(first),
        '月' | '월' if digits <= 2 => None,
        _ => return None,
    };
    let month = if year.is_some() {
        here.spaces();
        let (month, _) = here.number(1, 2)?;
        here.spaces();
        here.eat_char(&['月', '월'])?;
        month
    } else {
        first
    };
    here.spaces();
    let (day, _) = here.number(1, 2)?;
    here.spaces();
    here.eat_char(&['日', '号', '號', '일'])?;
    // Ten days, not the tenth.
    if here.rest.starts_with(['間', '间']) {
        return None;
    }
    let date = match year {
        Some(year) => WrittenDate::Full(civil(year, month, day)?),
        None => month_day(month, day)?,
    };
    *scan = here;
    Some(Reading { east_asian: true, ..Reading::of(date) })
}

/// After the year: `-01-31`, `/01/31`, `.01.31`, `-Jan-31`, ` Jan 31`.
fn year_first(scan: &mut Scan<'_>, year: u32) -> Option<Reading> {
    let mut here = *scan;
    let separator = here.eat_char(&['-', '/', '.', ' ', '‑'])?;
    let (month, month_digits) = if let Some(read) = here.number(1, 2) {
        if separator == ' ' {
            return None;
        }
        read
    } else {
        let word = here.word();
        let month = month(word)?;
        here.skip(word.len());
        (u32::try_from(month).ok()?, 2)
    };
    here.eat_char(&[separator])?;
    let (day, day_digits) = here.number(1, 2)?;
    // `2026.1.3` is a version more often than a day.
    if separator == '.' && (month_digits, day_digits) != (2, 2) {
        return None;
    }
    // `2026-01-31/14:05` goes on with a clock, not with a path.
    let has_clock = {
        let mut after = here;
        after.eat_char(&['/']).is_some() && clocks::read(&mut after).is_some()
    };
    if !has_clock && !ends_number(here) {
        return None;
    }
    let date = civil(year, month, day)?;
    *scan = here;
    Some(Reading { year_first: true, ..Reading::of(WrittenDate::Full(date)) })
}

/// After the first number: `/01/2026`, `.01.2026`, `-01-2026`.
fn numbers(scan: &mut Scan<'_>, first: u32) -> Option<Reading> {
    let mut here = *scan;
    let separator = here.eat_char(&['-', '/', '.', '‑'])?;
    let (second, _) = here.number(1, 2)?;
    here.eat_char(&[separator])?;
    let (year, _) = here.number(4, 4)?;
    if !ends_number(here) {
        return None;
    }
    let date = ordered(separator, first, second, year)?;
    *scan = here;
    Some(Reading::of(date))
}

/// After the day: `January 2026`, `st of January`, `. Januar 2026`, ` de enero de 2026`, `-Jan-2026`,
/// `-19 January`.
fn day_first(scan: &mut Scan<'_>, day: u32) -> Option<Reading> {
    let mut here = *scan;
    ordinal(&mut here);
    let last = last_day(&mut here);
    let spaced = here.spaces();
    if !spaced && here.eat_char(&['-', '/']).is_none() && !scan.rest.starts_with('.') {
        return None;
    }
    let mut linked = false;
    if here.eat_role(Role::Of) {
        linked = true;
        here.spaces();
    }
    let word = here.word();
    let month = month(word)?;
    here.skip(word.len());
    named(scan, here, month, day, last, linked || is_name(word))
}

/// `January 31, 2026`, `Jan. 31st`, `January 14-19, 2026`.
fn month_first(scan: &mut Scan<'_>) -> Option<Reading> {
    let mut here = *scan;
    let word = here.word();
    let month = month(word)?;
    here.skip(word.len());
    here.eat_char(&['.']);
    let is_glued = !here.spaces() && here.eat_char(&['-']).is_none();
    if here.eat_role(Role::Article) {
        here.spaces();
    }
    let (day, _) = here.number(1, 2)?;
    ordinal(&mut here);
    let last = last_day(&mut here);
    // `January23, 2026` has lost a blank; without a year it is a name of something.
    if is_glued && (word.len() < 4 || { here }.eat(",").then_some(()).is_none()) {
        return None;
    }
    named(scan, here, month, day, last, !is_glued && word.starts_with(char::is_uppercase))
}

/// The end of a date whose month is a word: the year, if it is there. `certain` if the word before can
/// only be a month, even without a year.
fn named(
    scan: &mut Scan<'_>,
    mut here: Scan<'_>,
    month: i8,
    day: u32,
    last: Option<u32>,
    certain: bool,
) -> Option<Reading> {
    let month = u32::try_from(month).ok()?;
    let year = year(&mut here);
    if !ends_number(here) || (year.is_none() && !certain) {
        return None;
    }
    // `0001` in `1 Jan 0001` is not a year.
    let mut after = here;
    after.spaces();
    if year.is_none() && { after }.number(3, 9).is_some() && clocks::read(&mut after).is_none() {
        return None;
    }
    let date = |day| match year {
        Some(year) => civil(year, month, day).map(WrittenDate::Full),
        None => month_day(month, day),
    };
    let last = match last {
        Some(last) if last > day => Some(date(last)?),
        Some(_) => return None,
        None => None,
    };
    let date = date(day)?;
    let read = scan.rest.len() - here.rest.len();
    scan.skip(read);
    Some(Reading { last, ..Reading::of(date) })
}

/// Short names of months that are no other words.
const SHORT_NAMES: [&str; 14] =
    ["abr", "apr", "aug", "ene", "feb", "jan", "jul", "jun", "mai", "maj", "mei", "nov", "oct", "sep"];

/// Whether a word names a month without a year beside it: `may` and `mar` are other words, too.
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        || SHORT_NAMES.contains(&word)
        || word.len() > 5
        || word.len() > 3 && !["march", "mayo"].contains(&word)
}

/// `st`, `nd`, `rd`, `th`, `er`, `º`, and the full stop of `31. Januar`.
fn ordinal(scan: &mut Scan<'_>) {
    let mut here = *scan;
    if (here.eat_role(Role::Ordinal) && here.at_boundary()) || here.eat_char(&['º', '°']).is_some() {
        *scan = here;
    } else if scan.rest.starts_with('.') && scan.peek_second().is_none_or(|c| digit(c).is_none()) {
        // The full stop is not read if no part of the date follows: it ends a sentence.
        let mut after = *scan;
        after.eat(".");
        after.dash();
        after.spaces();
        if month(after.word()).is_some() || after.peek().and_then(digit).is_some() {
            scan.eat(".");
        }
    }
}

/// The second number of `14-19 January` and `January 14-19, 2026`.
fn last_day(scan: &mut Scan<'_>) -> Option<u32> {
    let mut here = *scan;
    let spaced = here.spaces();
    let word = !here.dash();
    if word && !(spaced && here.eat_role(Role::To)) {
        return None;
    }
    here.spaces();
    let (last, _) = here.number(1, 2)?;
    ordinal(&mut here);
    if !ends_number(here) {
        return None;
    }
    // `May 14 - 3 hosts were lost`: a number with blanks before it may be of the sentence.
    if spaced {
        let mut after = here;
        after.spaces();
        let named = month(after.word()).is_some() || after.eat_role(Role::Of);
        if !named && year(&mut { here }).is_none() {
            return None;
        }
    }
    *scan = here;
    Some(last)
}

/// The year after a day and month.
fn year(scan: &mut Scan<'_>) -> Option<u32> {
    let mut here = *scan;
    here.eat_char(&['.']);
    here.eat_char(&[',', '-', '/']);
    here.spaces();
    if here.eat_role(Role::Of) {
        here.spaces();
    }
    let (year, _) = here.number(4, 4)?;
    let clock = here.rest.starts_with([':', '：']) && here.peek_second().and_then(digit).is_some();
    if !(1900..2200).contains(&year) || clock || !here.at_boundary() {
        return None;
    }
    *scan = here;
    Some(year)
}

/// Returns true if the number before is not part of something else: a path, a version, a name.
fn ends_number(scan: Scan<'_>) -> bool {
    match (scan.peek(), scan.peek_second()) {
        (Some('T' | 't'), Some(c)) => digit(c).is_some(),
        (Some('/' | '\\' | '%' | '_'), _) => false,
        (Some(c), _) if is_word(c) => false,
        (Some('.' | '-'), Some(c)) => !is_word(c),
        (Some(':' | ',' | '：'), Some(c)) => digit(c).is_none(),
        _ => true,
    }
}

/// Reads the name of a day of the week.
fn eat_weekday(scan: &mut Scan<'_>) -> bool {
    let word = scan.word();
    // Short forms are words of their own without a capital.
    let is_name = word.len() > 4 || word.starts_with(char::is_uppercase);
    let found = is_name && weekday(word).is_some();
    if found {
        scan.skip(word.len());
    }
    found
}

/// Reads ` Saturday`, `, Sat`, `(Sat)` and `（土）`. Returns whether it is in brackets and in Chinese, Japanese or Korean.
pub fn weekday_after(scan: &mut Scan<'_>) -> bool {
    let mut here = *scan;
    here.eat_char(&[',']);
    let spaced = here.spaces();
    if here.eat_char(&['(', '（', '[']).is_some() {
        here.eat_any(&["星期", "周", "週"]);
        let is_dense = here.peek().is_some_and(|c| !c.is_ascii());
        let named = here.eat_char(&['月', '火', '水', '木', '金', '土', '日']).is_some()
            || here
                .eat_char(&['一', '二', '三', '四', '五', '六', '월', '화', '수', '목', '금', '토', '일'])
                .is_some()
            || eat_weekday(&mut here);
        here.eat_any(&["曜日", "曜"]);
        if named && here.eat_char(&[')', '）', ']']).is_some() {
            *scan = here;
            return is_dense;
        }
    } else if (spaced && eat_weekday(&mut here) && here.at_boundary())
        || (here.eat_any(&["星期", "周", "週"])
            && here.eat_char(&['一', '二', '三', '四', '五', '六', '日', '天']).is_some())
    {
        *scan = here;
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::Stamp;
    use crate::stamps::testing::{check, short};

    #[test]
    fn years_of_two_digits_are_read_at_the_start_of_a_line() {
        for (text, expected) in [
            ("3/14/26", Some("2026-03-14")),
            ("14/03/26 09:12: alerts", Some("2026-03-14 09:12")),
            ("14.03.26 - alerts", Some("2026-03-14")),
            ("3/4/26", Some("2026-04-03|2026-03-04")),
            ("1.12.26 is released", None),
            ("14.03.2", None),
            ("10/12/24/7", None),
            ("10.12.24.7", None),
            ("31/31/26", None),
        ] {
            let found = Stamp::at_line_start(text).map(|(stamp, _)| short(&stamp));
            assert_eq!(found.as_deref(), expected, "{text}");
            assert!(Stamp::at(text).is_none_or(|(stamp, _)| stamp.date.is_none()), "{text}");
        }
    }

    #[test]
    fn reads_dates() {
        check(&[
            ("2026-01-31", "2026-01-31"),
            ("2026/01/31", "2026-01-31"),
            ("2026.01.31", "2026-01-31"),
            ("2026-1-5", "2026-01-05"),
            ("31-01-2026", "2026-01-31"),
            ("31 mai 2026", "2026-05-31"),
            ("31 mai", "05-31"),
            ("31/01/2026", "2026-01-31"),
            ("31.01.2026", "2026-01-31"),
            ("05.06.2026", "2026-06-05"),
            ("05-06-2026", "2026-06-05|2026-05-06"),
            ("06-19-2026", "2026-06-19"),
            ("06/19/2022", "2022-06-19"),
            ("03/10/2021", "2021-10-03|2021-03-10"),
            ("04/04/2021", "2021-04-04"),
            ("January 31, 2026", "2026-01-31"),
            ("Jan 31 2026", "2026-01-31"),
            ("Jan. 31st, 2026", "2026-01-31"),
            ("31 January 2026", "2026-01-31"),
            ("31 Jan, 2026", "2026-01-31"),
            ("31-Jan-2026", "2026-01-31"),
            ("2026-Jan-31", "2026-01-31"),
            ("31st of January 2026", "2026-01-31"),
            ("Jan 14", "01-14"),
            ("14 May", "05-14"),
            ("Monday, January 31, 2026", "2026-01-31"),
            ("Sat 31 January 2026", "2026-01-31"),
            ("2025-07-26 Saturday", "2025-07-26"),
            ("2025-07-26 (Sat)", "2025-07-26"),
            ("January 14-19, 2026", "2026-01-14 .. 2026-01-19"),
            ("January 14 to 19, 2026", "2026-01-14 .. 2026-01-19"),
            ("14-19 January 2026", "2026-01-14 .. 2026-01-19"),
            ("14.–19. Januar 2026", "2026-01-14 .. 2026-01-19"),
            ("January 14 - February 2, 2026", "2026-01-14 .. 2026-02-02"),
            ("2026-01-14 to 2026-01-19", "2026-01-14 .. 2026-01-19"),
            ("2026年1月31日", "2026-01-31"),
            ("２０２６年１月３１日", "2026-01-31"),
            ("2026年 1月 31日（土）", "2026-01-31"),
            ("1月31日", "01-31"),
            ("2026년 1월 31일", "2026-01-31"),
            ("31. Januar 2026", "2026-01-31"),
            ("3. März", "03-03"),
            ("14 mars", "03-14"),
            ("31 janvier 2026", "2026-01-31"),
            ("1er février 2026", "2026-02-01"),
            ("31 de enero de 2026", "2026-01-31"),
            ("31 de enero", "01-31"),
            ("31 januari 2026", "2026-01-31"),
            ("31 stycznia 2026", "2026-01-31"),
            ("31 dicembre 2026", "2026-12-31"),
            ("5 mei 2026", "2026-05-05"),
        ]);
    }
}

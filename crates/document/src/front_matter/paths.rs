//! The date and the title in the path of a document.

use jiff::civil::Date;

use crate::model::Origin;
use crate::source_file::document_stem;

/// The date in `path`: at the start of the file name (`2026-01-31-disk-full.md`) or within it, in the
/// name of the folder, or in folders for year, month and day.
pub fn date(path: &str) -> Option<(Date, Origin)> {
    let stem = document_stem(path).unwrap_or(path);
    let mut parts = stem.rsplit('/');
    let name = parts.next().unwrap_or(stem);
    let folders: Vec<&str> = parts.collect();
    let in_folders = year_and_month(&folders);
    let in_name = leading_date(name, in_folders).map(|(date, _)| date);
    let year = || folders.iter().take(2).find_map(|folder| year_of(folder));
    if let Some(date) = in_name.or_else(|| inner_date(name)).or_else(|| named_month(name, year)) {
        return Some((date, Origin::FileName));
    }
    if let Some(date) = folders.first().and_then(|folder| leading_date(folder, None)) {
        return Some((date.0, Origin::Folder));
    }
    if let [day, month, year, ..] = folders.as_slice()
        && let Some(date) = date_of(year, month, day)
    {
        return Some((date, Origin::Folder));
    }
    // `2026/01/31-disk-full.md`, `2026/January/31-disk-full.md`
    if let Some((year, month)) = in_folders {
        let day = name.get(..2).filter(|_| !name[2..].starts_with(|c: char| c.is_ascii_digit()))?;
        return Some((Date::new(year, month, number(day)?).ok()?, Origin::FileName));
    }
    // `2026/01-31-disk-full.md`
    let year = year_of(folders.first()?)?;
    let (month, rest) = digits(name).filter(|(month, _)| month.len() == 2)?;
    let (day, rest) = digits(rest.strip_prefix(['-', '_'])?).filter(|(day, _)| day.len() == 2)?;
    let is_end = rest.is_empty()
        || rest.starts_with(['-', '_', ' ']) && !rest[1..].starts_with(|c: char| c.is_ascii_digit());
    is_end.then(|| Some((Date::new(year, number(month)?, number(day)?).ok()?, Origin::FileName)))?
}

/// The year that `path` gives: in the name of the file or of a folder.
pub fn year(path: &str) -> Option<i16> {
    path.rsplit('/').find_map(|part| {
        let (year, rest) = digits(part)?;
        let is_whole = !rest.starts_with(char::is_alphanumeric);
        year_of(year).filter(|_| is_whole)
    })
}

fn year_of(text: &str) -> Option<i16> {
    text.parse().ok().filter(|year| text.len() == 4 && (1970..=2199).contains(year))
}

/// `1 June 2026 disk`, `disk-june-1-2026`, `01jun2026`, and `20 August` in the folder of a `year`.
fn named_month(name: &str, year: impl Fn() -> Option<i16>) -> Option<Date> {
    let parts = parts(name);
    parts.iter().enumerate().find_map(|(at, word)| {
        let month = retold_times::month(word).filter(|_| word.len() > 2)?;
        let day = |at: Option<usize>| {
            let day = *parts.get(at?)?;
            let day = ["st", "nd", "rd", "th"].iter().find_map(|end| day.strip_suffix(end)).unwrap_or(day);
            number(day).filter(|_| day.len() <= 2)
        };
        let year_at = |at: Option<usize>| parts.get(at?).copied().and_then(year_of);
        let (before, behind) = (at.checked_sub(1), Some(at + 1));
        // `2026 june 1`, `1 june 2026`, `june 1 2026`
        let date = match (day(before), day(behind)) {
            (_, Some(day)) if year_at(before).is_some() => (year_at(before), day),
            (Some(day), _) => (year_at(behind).or_else(&year), day),
            (_, Some(day)) => (year_at(Some(at + 2)).or_else(&year), day),
            _ => return None,
        };
        Date::new(date.0?, month, date.1).ok()
    })
}

/// The words and numbers of a name: `01`, `jun` and `2026` of `01jun2026`. `1st` is a number.
fn parts(name: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for word in name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let mut rest = word;
        while let Some(first) = rest.chars().next() {
            let is_digit = |c: char| c.is_ascii_digit();
            let mut end = rest.find(|c: char| is_digit(c) != is_digit(first)).unwrap_or(rest.len());
            if is_digit(first) && matches!(&rest[end..], "st" | "nd" | "rd" | "th") {
                end = rest.len();
            }
            parts.push(&rest[..end]);
            rest = &rest[end..];
        }
    }
    parts
}

/// The part of a file's name without a date, in words and with a capital letter.
pub fn title(stem: &str) -> String {
    let name = match leading_date(stem, None) {
        Some((_, length)) => stem[length..].trim_start_matches(['-', '_', ' ', '.']),
        None => stem,
    };
    let words = name.replace(['-', '_'], " ");
    let words = words.trim();
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => stem.to_owned(),
    }
}

/// The date at the start of `name`, and its length in bytes. `month` is the year and month of the folders, which
/// distinguishes `04-03-2026` from `03-04-2026`.
fn leading_date(name: &str, month: Option<(i16, i8)>) -> Option<(Date, usize)> {
    let (first, rest) = digits(name)?;
    if first.len() == 8 && !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return Some((compact_date(first)?, 8));
    }
    let mark = rest.chars().next().filter(|c| matches!(c, '-' | '_' | '.' | ' '))?;
    let (second, rest) = digits(rest.strip_prefix(mark)?)?;
    let (third, rest) = digits(rest.strip_prefix(mark)?)?;
    let length = name.len() - rest.len();
    let date = match (first.len(), second.len(), third.len()) {
        (4, 1 | 2, 1 | 2) => date_of(first, second, third)?,
        (1 | 2, 1 | 2, 4) => either(third, first, second, month)?,
        _ => return None,
    };
    Some((date, length))
}

/// `incident-2026-01-31-disk-full`, `incident_2026_01_31`, `INC-20260131`
fn inner_date(name: &str) -> Option<Date> {
    name.char_indices()
        .filter(|&(at, c)| c.is_ascii_digit() && !name[..at].ends_with(|c: char| c.is_ascii_digit()))
        .find_map(|(at, _)| {
            let is_end = |end: usize| !name[end..].starts_with(|c: char| c.is_ascii_digit());
            if let Some(text) = name.get(at..at + 8)
                && text.bytes().all(|byte| byte.is_ascii_digit())
                && name[..at].ends_with(['-', '_', ' ', '.'])
                && is_end(at + 8)
            {
                return date_of(&text[..4], &text[4..6], &text[6..]).filter(|date| date.year() >= 2000);
            }
            let text = name.get(at..at + 10).filter(|_| is_end(at + 10))?;
            let date = leading_date(text, None).map(|(date, _)| date);
            date.filter(|_| matches!(text.as_bytes()[4], b'-' | b'_'))
        })
}

/// `20260131`, or `01312026` where it can be read in one way only.
fn compact_date(text: &str) -> Option<Date> {
    let year_first = date_of(text.get(..4)?, text.get(4..6)?, text.get(6..)?);
    year_first.or_else(|| either(text.get(4..)?, text.get(..2)?, text.get(2..4)?, None))
}

/// A date with day and month in an unknown order.
fn either(year: &str, a: &str, b: &str, month: Option<(i16, i8)>) -> Option<Date> {
    let (day_first, month_first) = (date_of(year, b, a), date_of(year, a, b));
    match (day_first, month_first) {
        (Some(one), Some(other)) if one != other => {
            let (year, month) = month?;
            let fits = |date: &Date| date.year() == year && date.month() == month;
            [one, other].into_iter().find(fits).filter(|_| fits(&one) != fits(&other))
        }
        (one, other) => one.or(other),
    }
}

fn year_and_month(folders: &[&str]) -> Option<(i16, i8)> {
    let [month, year, ..] = folders else { return None };
    if let Some(month) = retold_times::month(month).filter(|_| month.len() > 2) {
        return Some((year_of(year)?, month));
    }
    let date = date_of(year, month, "01").filter(|_| month.len() == 2)?;
    Some((date.year(), date.month()))
}

fn date_of(year: &str, month: &str, day: &str) -> Option<Date> {
    let year: i16 = year.parse().ok().filter(|year| (1970..=2199).contains(year))?;
    Date::new(year, number(month)?, number(day)?).ok()
}

fn number(text: &str) -> Option<i8> {
    text.chars().all(|c| c.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_paths() {
        for (path, expected) in [
            ("2026-01-31-disk-full.md", Some("2026-01-31")),
            ("2026_01_31 disk full.md", Some("2026-01-31")),
            ("2026-01-31/index.md", Some("2026-01-31")),
            ("2026-01-31-disk-full/report.md", Some("2026-01-31")),
            ("20260131-disk.md", Some("2026-01-31")),
            ("01312026-disk.md", Some("2026-01-31")),
            ("03042026-disk.md", None),
            ("31-01-2026-disk.md", Some("2026-01-31")),
            ("2026/03/04-03-2026-disk.md", Some("2026-03-04")),
            ("04-03-2026-disk.md", None),
            ("a/2022/07/20/post-mortem.md", Some("2022-07-20")),
            ("2022/07/20-disk.md", Some("2022-07-20")),
            ("2022/07/disk.md", None),
            ("incident-2026-01-31-disk.md", Some("2026-01-31")),
            ("incident_2026_01_31_disk.md", Some("2026-01-31")),
            ("INC-20260131.md", Some("2026-01-31")),
            ("INC20260131.md", None),
            ("2026/01-31-disk.md", Some("2026-01-31")),
            ("2026/January/31-disk.md", Some("2026-01-31")),
            ("2026/20 August.md", Some("2026-08-20")),
            ("1 June 2026 disk.md", Some("2026-06-01")),
            ("disk-june-1st-2026.md", Some("2026-06-01")),
            ("01jun2026-disk.md", Some("2026-06-01")),
            ("2026-jun-01-disk.md", Some("2026-06-01")),
            ("20 August.md", None),
            ("march-of-2026.md", None),
            ("2026/may-fail.md", None),
            ("2026/10-12-2025-x.md", None),
            ("2026/10-12.md", Some("2026-10-12")),
            ("PM2021-004 - disk.md", None),
            ("2022-07-kibana.md", None),
            ("v1.2.3-release.md", None),
            ("é.md", None),
            ("2026/01/é.md", None),
        ] {
            assert_eq!(date(path).map(|(date, _)| date.to_string()).as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn years_are_found_in_paths() {
        for (path, expected) in [
            ("2026/disk.md", Some(2026)),
            ("2026-06-disk.md", Some(2026)),
            ("reports/1234/disk.md", None),
            ("2026x/disk.md", None),
            ("disk.md", None),
        ] {
            assert_eq!(year(path), expected, "{path}");
        }
    }

    #[test]
    fn names_become_titles() {
        for (stem, expected) in [
            ("2026-01-31-disk_full", "Disk full"),
            ("06192022-UST-attack", "UST attack"),
            ("disk-full", "Disk full"),
            ("2026-01-31", "2026-01-31"),
        ] {
            assert_eq!(title(stem), expected);
        }
    }
}

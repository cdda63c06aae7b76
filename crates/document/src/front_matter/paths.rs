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
    if let Some(date) = leading_date(name, in_folders).map(|(date, _)| date).or_else(|| inner_date(name)) {
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
    // `2026/01/31-disk-full.md`
    let (year, month) = in_folders?;
    let day = name.get(..2).filter(|_| !name[2..].starts_with(|c: char| c.is_ascii_digit()))?;
    Some((Date::new(year, month, number(day)?).ok()?, Origin::FileName))
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

/// `incident-2026-01-31-disk-full`
fn inner_date(name: &str) -> Option<Date> {
    name.char_indices()
        .filter(|&(at, c)| c.is_ascii_digit() && !name[..at].ends_with(|c: char| c.is_ascii_digit()))
        .find_map(|(at, _)| {
            let text = name.get(at..at + 10)?;
            let is_end = !name[at + 10..].starts_with(|c: char| c.is_ascii_digit());
            is_end.then(|| leading_date(text, None)).flatten().filter(|_| text.as_bytes()[4] == b'-')
        })
        .map(|(date, _)| date)
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

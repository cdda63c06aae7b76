//! How the files of an archive are named, so that a new one is named like them.

use std::collections::BTreeMap;

use jiff::civil::Date;
use retold_document::{document_stem, slugify};

/// The longest part of a file name that is made of a title, in bytes.
const LONGEST_SLUG: usize = 60;

/// The pattern of an archive without files.
const DEFAULT: &str = "{date}-{slug}.md";

/// The names of the files of an archive: `{year}/{date}-{slug}.md`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout(String);

impl Layout {
    /// The pattern that most of `paths` follow; they are relative to the content folder. Without such a pattern, files are
    /// named by date and title.
    pub fn of<'a>(paths: impl IntoIterator<Item = &'a str>) -> Self {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let mut all = 0;
        for path in paths {
            all += 1;
            if let Some(pattern) = pattern(path) {
                *counts.entry(pattern).or_default() += 1;
            }
        }
        let most = counts.into_iter().max_by(|(a, m), (b, n)| m.cmp(n).then(b.cmp(a)));
        let (pattern, _) = most.filter(|(_, count)| 2 * count > all).unwrap_or((DEFAULT.to_owned(), 0));
        Self(pattern)
    }

    /// The path of a document on an incident of that day, relative to the content folder.
    pub fn path(&self, day: Date, title: &str) -> String {
        let slug = slugify(title);
        let slug = if slug.is_empty() { "postmortem" } else { shortened(&slug) };
        let (year, month) = (day.strftime("%Y").to_string(), day.strftime("%m").to_string());
        self.0
            .replace("{year}", &year)
            .replace("{month}", &month)
            .replace("{date}", &day.to_string())
            .replace("{compact}", &day.strftime("%Y%m%d").to_string())
            .replace("{slug}", slug)
    }
}

/// Cuts a long slug between words.
fn shortened(slug: &str) -> &str {
    if slug.len() <= LONGEST_SLUG {
        return slug;
    }
    let end = (0..=LONGEST_SLUG).rev().find(|&at| slug.is_char_boundary(at)).unwrap_or(0);
    let cut = &slug[..end];
    match cut.rfind('-') {
        Some(at) if !slug[end..].starts_with('-') => &cut[..at],
        _ => cut,
    }
}

/// The pattern of one path; `None` if its name is not one of a document with a title.
fn pattern(path: &str) -> Option<String> {
    let stem = document_stem(path)?;
    let ending = &path[stem.len()..];
    let mut parts: Vec<_> = stem.split('/').collect();
    let name = parts.pop()?;
    let is_index = matches!(name, "index" | "_index");
    let titled = if is_index { parts.pop()? } else { name };
    let mut pattern = String::new();
    let mut has_year = false;
    for part in parts {
        pattern.push_str(&folder(part, has_year));
        pattern.push('/');
        has_year |= is_year(part);
    }
    pattern.push_str(&of_name(titled)?);
    if is_index {
        pattern.push('/');
        pattern.push_str(name);
    }
    Some(pattern + ending)
}

fn folder(name: &str, is_in_year: bool) -> String {
    if is_year(name) {
        return "{year}".to_owned();
    }
    if is_in_year && is_month(name) {
        return "{month}".to_owned();
    }
    match name.split_once('-') {
        Some((year, month)) if is_year(year) && is_month(month) => "{year}-{month}".to_owned(),
        // Braces would be read as a part of the pattern.
        _ => name.replace(['{', '}'], ""),
    }
}

fn of_name(name: &str) -> Option<String> {
    let separators = ['-', '_', ' '];
    if let Some((date, rest)) = name.split_at_checked(10)
        && date.parse::<Date>().is_ok()
        && date.contains('-')
    {
        let separator = rest.chars().next().filter(|c| separators.contains(c))?;
        return Some(format!("{{date}}{separator}{{slug}}"));
    }
    if let Some((date, rest)) = name.split_at_checked(8)
        && Date::strptime("%Y%m%d", date).is_ok()
    {
        let separator = rest.chars().next().filter(|c| separators.contains(c))?;
        return Some(format!("{{compact}}{separator}{{slug}}"));
    }
    let is_page = name.eq_ignore_ascii_case("readme") || name.to_lowercase().contains("template");
    let is_title = name.contains(char::is_alphabetic) && !is_page;
    is_title.then(|| "{slug}".to_owned())
}

fn is_year(name: &str) -> bool {
    name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit()) && name.starts_with(['1', '2'])
}

fn is_month(name: &str) -> bool {
    name.len() == 2 && name.parse().is_ok_and(|month: u8| (1..=12).contains(&month))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_new_file_is_named_like_the_others() {
        let day = date(2026, 1, 31);
        for (paths, expected) in [
            (&[][..], "2026-01-31-disk-full.md"),
            (&["2025-01-02-dns.md", "README.md"], "2026-01-31-disk-full.md"),
            (&["2025-01-02-dns.md", "2024-01-02-tls.md", "README.md"], "2026-01-31-disk-full.md"),
            (&["2025/2025-01-02-dns.md", "2024/2024-01-02-tls.md"], "2026/2026-01-31-disk-full.md"),
            (&["2025/01/dns.md", "2024/11/tls.md"], "2026/01/disk-full.md"),
            (&["2025-01/dns.markdown"], "2026-01/disk-full.markdown"),
            (&["2025-01-02-dns/index.md"], "2026-01-31-disk-full/index.md"),
            (&["20250102_dns.md"], "20260131_disk-full.md"),
            (&["posts/2025-01-02-dns.md"], "posts/2026-01-31-disk-full.md"),
            (&["a/2025-01-02-dns.md", "b/2025-01-02-dns.md"], "2026-01-31-disk-full.md"),
            (&["2025-01-02.md"], "2026-01-31-disk-full.md"),
        ] {
            assert_eq!(Layout::of(paths.iter().copied()).path(day, "Disk: full!"), expected, "{paths:?}");
        }
    }

    #[test]
    fn names_are_short_and_never_empty() {
        let layout = Layout::of([]);
        let day = date(2026, 1, 31);
        assert_eq!(layout.path(day, "???"), "2026-01-31-postmortem.md");
        assert_eq!(layout.path(day, "../../etc/passwd"), "2026-01-31-etc-passwd.md");
        let long = layout.path(day, &"checkout was down ".repeat(10));
        assert_eq!(long, "2026-01-31-checkout-was-down-checkout-was-down-checkout-was-down.md");
        let dense = layout.path(day, &"障".repeat(100));
        assert!(dense.len() < 80 && dense.contains('障'), "{dense}");
    }
}

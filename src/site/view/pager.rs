//! Lists over several pages.

use serde::Serialize;

/// Pages at both ends, and on either side of the current one, that a pager names.
const SHOWN: usize = 1;

/// `pager`: where a page of a list stands among the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pager {
    /// 1-based.
    pub index: usize,
    /// Number of pages.
    pub count: usize,
    /// Number of items on all pages.
    pub total: usize,
    pub previous: Option<String>,
    pub next: Option<String>,
    pub pages: Vec<PagerEntry>,
}

/// A page in a pager; without a number it stands for those that are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PagerEntry {
    pub number: Option<usize>,
    pub url: Option<String>,
    pub current: bool,
}

/// How many pages `total` items fill; a list without items has one page.
pub fn page_count(total: usize, size: usize) -> usize {
    total.div_ceil(size).max(1)
}

/// The address of page `index` (1-based) of the list at `base`.
pub fn page_url(base: &str, index: usize) -> String {
    if index == 1 { base.to_owned() } else { format!("{base}page/{index}/") }
}

/// Whether `url` is that of a page of the list at `base`, however long the list is.
pub fn is_page_of(base: &str, url: &str) -> bool {
    let number = |rest: &str| rest.strip_prefix("page/")?.strip_suffix('/')?.parse::<usize>().ok();
    url.strip_prefix(base).is_some_and(|rest| rest.is_empty() || number(rest).is_some())
}

/// The pager of page `index` (1-based) of the list at `base`.
pub fn pager(base: &str, index: usize, total: usize, size: usize) -> Pager {
    let count = page_count(total, size);
    let mut pages = Vec::new();
    let mut last = 0;
    for number in 1..=count {
        let near = number <= SHOWN || number > count - SHOWN || number.abs_diff(index) <= SHOWN;
        if !near {
            continue;
        }
        if number > last + 1 {
            pages.push(PagerEntry { number: None, url: None, current: false });
        }
        pages.push(PagerEntry {
            number: Some(number),
            url: Some(page_url(base, number)),
            current: number == index,
        });
        last = number;
    }
    Pager {
        index,
        count,
        total,
        previous: (index > 1).then(|| page_url(base, index - 1)),
        next: (index < count).then(|| page_url(base, index + 1)),
        pages,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pager_names_the_ends_and_the_neighbours() {
        let pager = pager("tags/dns/", 5, 181, 20);
        let numbers: Vec<_> = pager.pages.iter().map(|page| page.number).collect();
        assert_eq!(numbers, [Some(1), None, Some(4), Some(5), Some(6), None, Some(10)]);
        assert_eq!(pager.previous.as_deref(), Some("tags/dns/page/4/"));
        assert_eq!(pager.pages[0].url.as_deref(), Some("tags/dns/"));
        assert_eq!((page_count(0, 20), page_count(20, 20), page_count(21, 20)), (1, 1, 2));
    }
}

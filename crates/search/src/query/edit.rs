//! Changing the filters of a query, as facets do: the rest of what was typed stays as it is.

use std::ops::Range;

use super::parse::Pieces;
use super::{Filter, FilterGroup, Occur, WrittenFilter, filters};

/// `text` with a filter such as `service:payments-api` if it has none that asks for the same, else
/// without it. Of `after:` and `before:` there is one at most; without a value, there is none.
pub(super) fn toggled(text: &str, filter: &str) -> String {
    let Some((name, value)) = filter.split_once(':') else { return text.to_owned() };
    let date = match name {
        "after" => Some(FilterGroup::After),
        "before" => Some(FilterGroup::Before),
        _ => None,
    };
    let wanted = filters::filter(name, value);
    let asks_for_the_same = |known: &Filter| match (&date, &wanted) {
        (Some(group), _) => known.group == *group,
        (None, Some(wanted)) => {
            known.group == wanted.group && known.any_of.iter().any(|range| wanted.any_of.contains(range))
        }
        (None, None) => false,
    };
    let found = spans(text, asks_for_the_same);
    let rest = without(text, &found);
    let add = if date.is_some() { wanted.is_some() } else { found.is_empty() };
    match (add, rest.is_empty()) {
        (false, _) => rest,
        (true, true) => filter.to_owned(),
        (true, false) => format!("{rest} {filter}"),
    }
}

/// `text` without its filters, but for those that exclude.
pub(super) fn unfiltered(text: &str) -> String {
    without(text, &spans(text, |_| true))
}

/// The query's own filters, those that exclude too.
pub(super) fn written(text: &str) -> Vec<WrittenFilter> {
    let filters = Pieces::of(text).filter(|(.., filter)| filter.is_some());
    let written = filters.map(|(span, ..)| WrittenFilter {
        written: text[span.clone()].to_owned(),
        without: without(text, &[span]),
    });
    written.collect()
}

/// Where the query's own filters stand that `matches`.
fn spans(text: &str, matches: impl Fn(&Filter) -> bool) -> Vec<Range<usize>> {
    let filters = Pieces::of(text).filter_map(|(span, occur, filter)| {
        let filter = filter.filter(|filter| occur != Occur::MustNot && matches(filter));
        filter.map(|_| span)
    });
    filters.collect()
}

/// `text` without some stretches, and without the spaces around them.
fn without(text: &str, spans: &[Range<usize>]) -> String {
    if spans.is_empty() {
        return text.trim_end().to_owned();
    }
    let mut rest = Vec::new();
    let mut at = 0;
    for span in spans {
        rest.push(text[at..span.start].trim());
        at = span.end;
    }
    rest.push(text[at..].trim());
    rest.retain(|stretch| !stretch.is_empty());
    rest.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_come_and_go() {
        for (text, filter, expected) in [
            ("", "tag:dns", "tag:dns"),
            ("pool leak ", "tag:dns", "pool leak tag:dns"),
            ("pool tag:dns leak", "tag:dns", "pool leak"),
            ("tag:DNS", "tag:dns", ""),
            ("service:\"Payments API\" x", "service:payments-api", "x"),
            ("service:a", "service:b", "service:a service:b"),
            ("-tag:dns", "tag:dns", "-tag:dns tag:dns"),
            ("a (tag:dns OR b)", "tag:dns", "a (tag:dns OR b) tag:dns"),
            ("\"tag:dns\" x", "tag:dns", "\"tag:dns\" x tag:dns"),
            ("sev:1 x", "sev:sev1", "x"),
            ("sev:<=2 x", "sev:SEV2", "x"),
            ("sev:critical", "sev:critical", ""),
            ("x after:2023", "after:2024-02", "x after:2024-02"),
            ("x after:2023 before:2024", "after:", "x before:2024"),
            ("x", "before:", "x"),
        ] {
            assert_eq!(toggled(text, filter), expected, "{text:?} {filter:?}");
        }
    }

    #[test]
    fn each_filter_can_be_taken_away() {
        let shown = |text| {
            let filters = written(text).into_iter();
            filters.map(|filter| format!("{} | {}", filter.written, filter.without)).collect::<Vec<_>>()
        };
        assert_eq!(
            shown("pool service:\"Payments API\" -tag:dns (tag:a OR b) \"tag:c\""),
            [
                "service:\"Payments API\" | pool -tag:dns (tag:a OR b) \"tag:c\"",
                "-tag:dns | pool service:\"Payments API\" (tag:a OR b) \"tag:c\"",
            ]
        );
        assert_eq!(shown("sev:<=2"), ["sev:<=2 | "]);
    }

    #[test]
    fn filters_are_lifted() {
        assert_eq!(unfiltered("pool tag:dns -tag:x after:2024 \"a b\""), "pool -tag:x \"a b\"");
        assert_eq!(unfiltered("pool "), "pool");
    }
}

//! `field:value`, as filter tokens.

use super::{Filter, FilterGroup, TokenRange, dates};
use crate::filter::{FilterField, severity_level};
use crate::search::typos::slip_of;

/// The filter that `name:value` means; `None` when it means none and is to be read as words.
pub(super) fn filter(name: &str, value: &str) -> Option<Filter> {
    if value.is_empty() {
        return None;
    }
    match name.to_ascii_lowercase().as_str() {
        "after" | "since" => return dates::after(value),
        "before" | "until" => return dates::before(value),
        _ => {}
    }
    let field = FilterField::from_query(name)?;
    let any_of = match field {
        FilterField::Severity => severities(value),
        _ => vec![TokenRange::one(field.token(value))],
    };
    Some(Filter { group: FilterGroup::Field(field), any_of })
}

/// All names of filters, as they are written.
const NAMES: [&str; 18] = [
    "service", "services", "sev", "severity", "tag", "tags", "team", "teams", "kind", "kinds", "status",
    "cause", "causes", "year", "after", "since", "before", "until",
];

/// The filter whose name was probably meant; `None` for the name of one.
pub(super) fn mistyped(name: &str) -> Option<&'static str> {
    if NAMES.contains(&name) { None } else { slip_of(name, &NAMES) }
}

/// `1`, `sev1` and `P1` are levels, `<=2` several of them, anything else is a label.
fn severities(value: &str) -> Vec<TokenRange> {
    let field = FilterField::Severity;
    let (first, last) = if let Some(level) = value.strip_prefix("<=").and_then(severity_level) {
        (Some(0), Some(level))
    } else if let Some(level) = value.strip_prefix('<').and_then(severity_level) {
        (Some(0), level.checked_sub(1))
    } else if let Some(level) = value.strip_prefix(">=").and_then(severity_level) {
        (Some(level), Some(MAX_LEVEL))
    } else if let Some(level) = value.strip_prefix('>').and_then(severity_level) {
        (level.checked_add(1), Some(MAX_LEVEL))
    } else if let Some(level) = severity_level(value) {
        (Some(level), Some(level))
    } else {
        return vec![TokenRange::one(field.token(value))];
    };
    match (first, last) {
        (Some(first), Some(last)) => {
            (first..=last).map(|level| TokenRange::one(field.token(&level.to_string()))).collect()
        }
        _ => Vec::new(),
    }
}

/// The highest level that `>` goes up to.
const MAX_LEVEL: u8 = 9;

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(name: &str, value: &str) -> Option<Vec<String>> {
        Some(filter(name, value)?.any_of.into_iter().map(|range| range.first).collect())
    }

    #[test]
    fn filters_become_tokens() {
        for (name, value, expected) in [
            ("service", "Payments API", vec!["service:payments-api"]),
            ("TAGS", "dns", vec!["tag:dns"]),
            ("sev", "1", vec!["sev:1"]),
            ("severity", "SEV1", vec!["sev:1"]),
            ("sev", "p0", vec!["sev:0"]),
            ("sev", "<=2", vec!["sev:0", "sev:1", "sev:2"]),
            ("sev", "<1", vec!["sev:0"]),
            ("sev", "<0", vec![]),
            ("sev", ">8", vec!["sev:9"]),
            ("sev", "critical", vec!["sev:critical"]),
        ] {
            let expected = expected.into_iter().map(str::to_owned).collect();
            assert_eq!(tokens(name, value), Some(expected), "{name}:{value}");
        }
        for (name, value) in [("http", "//host"), ("service", ""), ("after", "lunch")] {
            assert_eq!(tokens(name, value), None, "{name}:{value}");
        }
    }

    #[test]
    fn every_name_is_known() {
        for name in NAMES {
            assert!(filter(name, "2024").is_some(), "{name}");
            assert_eq!(mistyped(name), None, "{name}");
        }
        assert_eq!(mistyped("servce"), Some("service"));
        assert_eq!(mistyped("afetr"), Some("after"));
    }
}

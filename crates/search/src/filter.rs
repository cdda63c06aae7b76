//! Filter tokens such as `service:payments`: one spelling, for the index and for queries.

use crate::tokenizer::fold;

/// The fields that a query can filter by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FilterField {
    Service,
    Severity,
    Tag,
    Team,
    Kind,
    Status,
    Cause,
    Year,
    /// `2024-03`; not written in queries, `after:` and `before:` are answered with it.
    Month,
    /// `2024-03-09`; likewise.
    Day,
}

impl FilterField {
    /// The field that a query's `name:` means, in any case, singular or plural.
    pub(crate) fn from_query(name: &str) -> Option<FilterField> {
        Some(match name.to_ascii_lowercase().as_str() {
            "service" | "services" => FilterField::Service,
            "sev" | "severity" => FilterField::Severity,
            "tag" | "tags" => FilterField::Tag,
            "team" | "teams" => FilterField::Team,
            "kind" | "kinds" => FilterField::Kind,
            "status" => FilterField::Status,
            "cause" | "causes" => FilterField::Cause,
            "year" => FilterField::Year,
            _ => return None,
        })
    }

    /// How the field is spelled in tokens; no spelling is the beginning of another.
    pub(crate) fn name(self) -> &'static str {
        match self {
            FilterField::Service => "service",
            FilterField::Severity => "sev",
            FilterField::Tag => "tag",
            FilterField::Team => "team",
            FilterField::Kind => "kind",
            FilterField::Status => "status",
            FilterField::Cause => "cause",
            FilterField::Year => "year",
            FilterField::Month => "month",
            FilterField::Day => "day",
        }
    }

    /// The token of a value: lower case, without accents, words joined with one `-`.
    pub(crate) fn token(self, value: &str) -> String {
        let mut token = format!("{}:", self.name());
        let start = token.len();
        for word in value.split(|c: char| c.is_whitespace() || c == '_' || c == '-') {
            if word.is_empty() {
                continue;
            }
            if token.len() > start {
                token.push('-');
            }
            fold::push_folded(word, &mut token);
        }
        token
    }
}

/// The level in a severity label: `SEV1`, `sev-1`, `P1` and `1` are level 1; `critical` has none.
pub(crate) fn severity_level(label: &str) -> Option<u8> {
    let digits = label.trim_start_matches(|c: char| !c.is_ascii_digit());
    let word = &label[..label.len() - digits.len()];
    let known = matches!(
        word.trim_matches(|c: char| !c.is_alphabetic()).to_ascii_lowercase().as_str(),
        "" | "s" | "p" | "sev" | "severity" | "priority"
    );
    if known { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_spelled_one_way() {
        for (value, token) in [
            ("payments", "service:payments"),
            ("Payments API", "service:payments-api"),
            ("payments_api", "service:payments-api"),
            ("  Café -- Zürich ", "service:cafe-zurich"),
            ("", "service:"),
        ] {
            assert_eq!(FilterField::Service.token(value), token, "{value:?}");
        }
    }

    #[test]
    fn severity_labels_have_levels() {
        for (label, level) in [
            ("SEV1", Some(1)),
            ("sev-2", Some(2)),
            ("P0", Some(0)),
            ("Severity 3", Some(3)),
            ("4", Some(4)),
            ("critical", None),
            ("v2", None),
            ("", None),
            ("SEV1234", None),
        ] {
            assert_eq!(severity_level(label), level, "{label:?}");
        }
    }
}

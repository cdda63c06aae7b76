//! Severities: the author's label, and its rank.

use serde::Serialize;

/// How bad an incident was, in its author's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Severity {
    /// The label as written, without a remark behind it: `HIGH` of `HIGH (complete failure)`.
    pub label: String,
    /// 1 is worst; `None` for a label that the configuration does not order.
    pub rank: Option<u8>,
}

impl Severity {
    /// Ranks the label that an author `wrote` by `scale`, which lists labels from worst to least.
    pub fn new(wrote: &str, scale: &[Vec<String>]) -> Self {
        let short = wrote.split(['(', '（', '—', '–', ',']).next().unwrap_or(wrote);
        let short = short.split(" - ").next().unwrap_or(short);
        let label = short.trim_matches(|c: char| !c.is_alphanumeric());
        let label = if label.is_empty() { wrote.trim() } else { label };
        let wanted = normalise(label);
        let matches = |known: &String| {
            let known = normalise(known);
            // A bare number is the number of a severity: `1` is SEV1.
            known == wanted || known.strip_prefix("sev") == Some(wanted.as_str())
        };
        let rank = scale.iter().position(|labels| labels.iter().any(matches));
        Self { label: label.to_owned(), rank: rank.and_then(|at| u8::try_from(at + 1).ok()) }
    }
}

fn normalise(label: &str) -> String {
    label.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Overrides};

    #[test]
    fn labels_are_ordered_and_kept() {
        let scale =
            Config::load(std::path::Path::new("/nowhere"), None, Overrides::default()).unwrap().severities;
        for (wrote, label, rank) in [
            ("SEV1", "SEV1", Some(1)),
            ("sev-2", "sev-2", Some(2)),
            ("3", "3", Some(3)),
            ("P0", "P0", Some(1)),
            ("HIGH (complete failure of embeddings)", "HIGH", Some(2)),
            ("Critical - Complete outage", "Critical", Some(1)),
            ("🔴 Critical", "Critical", Some(1)),
            ("SEV-4（ヒヤリハット）", "SEV-4", Some(4)),
            ("LOW-MEDIUM", "LOW-MEDIUM", None),
        ] {
            let severity = Severity::new(wrote, &scale);
            assert_eq!((severity.label.as_str(), severity.rank), (label, rank), "{wrote}");
        }
    }
}

//! Severities: the author's label, and its rank.

use retold_document::standard_severity;
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
        let rank_of = |label: &str| {
            let wanted: String = normalised(label).collect();
            let numbered = format!("sev{wanted}");
            let is_same = |known: &String| {
                let is_wanted = |wanted: &str| normalised(known).eq(wanted.chars());
                // A bare number is the number of a severity: `1` is SEV1.
                is_wanted(&wanted) || is_wanted(&numbered)
            };
            scale.iter().position(|labels| labels.iter().any(is_same))
        };
        // `P2 Medium` has a remark, `Severity 3` is a number, and `Hoch` a word of another language.
        let rank = rank_of(label)
            .or_else(|| rank_of(numbered(label)?))
            .or_else(|| rank_of(standard_severity(label)?));
        Self { label: label.to_owned(), rank: rank.and_then(|at| u8::try_from(at + 1).ok()) }
    }
}

/// The code or number of a level with a word beside it: `P2` of `P2 Medium`, `3` of `Severity 3`.
fn numbered(label: &str) -> Option<&str> {
    let mut words = label.split_whitespace();
    let (first, second) = (words.next()?, words.next()?);
    let is_number = |word: &str| word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_digit());
    let is_code = |word: &str| word.len() <= 5 && word.ends_with(|c: char| c.is_ascii_digit());
    if ["severity", "level", "sev", "priority"].iter().any(|word| first.eq_ignore_ascii_case(word)) {
        return Some(second).filter(|second| is_number(second));
    }
    Some(first).filter(|first| is_code(first))
}

fn normalised(label: &str) -> impl Iterator<Item = char> {
    label.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
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
            ("P2 Medium", "P2 Medium", Some(3)),
            ("Severity 3", "Severity 3", Some(3)),
            ("SEV-2 High", "SEV-2 High", Some(2)),
            ("Hoch", "Hoch", Some(2)),
            ("alta", "alta", Some(2)),
            ("高", "高", Some(2)),
            ("Niedrig", "Niedrig", Some(4)),
            ("Purple 7", "Purple 7", None),
        ] {
            let severity = Severity::new(wrote, &scale);
            assert_eq!((severity.label.as_str(), severity.rank), (label, rank), "{wrote}");
        }
    }
}

//! Counts findings, in words.

use super::{Diagnostic, Level};

/// The numbers of errors, warnings and notes in words, without those that are 0: `1 error, 2 warnings`. `None` if there
/// are no findings.
pub fn count<'a>(findings: impl IntoIterator<Item = &'a Diagnostic>) -> Option<String> {
    let mut names = [(Level::Error, "error", 0), (Level::Warning, "warning", 0), (Level::Note, "note", 0)];
    for finding in findings {
        for (level, _, count) in &mut names {
            *count += usize::from(finding.level == *level);
        }
    }
    let parts: Vec<_> = names
        .into_iter()
        .filter(|(_, _, count)| *count > 0)
        .map(|(_, name, count)| plural(count, name))
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A count with its noun. `name` is the singular.
///
/// ```
/// use retold_diagnostic::plural;
///
/// assert_eq!(plural(1, "page"), "1 page");
/// assert_eq!(plural(2, "severity"), "2 severities");
/// assert_eq!(plural(3, "near miss"), "3 near misses");
/// ```
pub fn plural(count: usize, name: &str) -> String {
    let ending = match (count, name.ends_with('s')) {
        (1, _) => "",
        (_, true) => "es",
        (_, false) => "s",
    };
    match name.strip_suffix('y').filter(|stem| count != 1 && !stem.ends_with(['a', 'e', 'o'])) {
        Some(stem) => format!("{count} {stem}ies"),
        None => format!("{count} {name}{ending}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grammatical() {
        assert_eq!(plural(1, "page"), "1 page");
        assert_eq!(plural(0, "severity"), "0 severities");
        assert_eq!(plural(2, "near miss"), "2 near misses");
        let findings =
            [Diagnostic::error("a", "x"), Diagnostic::warning("a", "x"), Diagnostic::warning("a", "x")];
        assert_eq!(count(&findings).as_deref(), Some("1 error, 2 warnings"));
        assert_eq!(count([]), None);
    }
}

//! Texts that the configuration allows rules to find: `[[check.allow]]`.

use super::allow::Pass;
use super::levels::is_adjustable;
use super::pattern::matches;
use super::rules::RULES;
use crate::config::{AllowSetting, Config};
use retold_diagnostic::Diagnostic;

/// Leaves out the findings that mark an allowed text. Adds a finding for each entry that allows nothing, if all its rules
/// belong to the pass `whole`, which looked at all documents.
pub fn apply(findings: Vec<Diagnostic>, config: &Config, whole: Option<Pass>) -> Vec<Diagnostic> {
    let entries = &config.check.allow;
    if entries.is_empty() {
        return findings;
    }
    let mut is_used = vec![false; entries.len()];
    let mut kept: Vec<_> = findings
        .into_iter()
        .filter(|finding| {
            let mut is_allowed = false;
            for (entry, is_used) in entries.iter().zip(&mut is_used) {
                if covers(entry, finding) {
                    (is_allowed, *is_used) = (true, true);
                }
            }
            !is_allowed
        })
        .collect();
    let is_of_pass = |entry: &AllowSetting| {
        let mut rules = RULES.iter().filter(|rule| matches(&entry.rules, rule.id));
        whole.is_some_and(|pass| rules.all(|rule| pass.has(rule)))
    };
    let unused = entries.iter().zip(is_used).filter(|(entry, is_used)| !is_used && is_of_pass(entry));
    kept.extend(unused.map(|(entry, _)| {
        Diagnostic::warning("allow/unused", format!("`{}` does not find this text", entry.rules))
            .at(entry.place.clone())
            .hint("remove the entry")
    }));
    kept
}

fn covers(entry: &AllowSetting, finding: &Diagnostic) -> bool {
    let marked = finding.place.as_ref().and_then(|place| place.excerpt.get(place.mark.clone()));
    matches(&entry.rules, finding.rule)
        && marked.is_some_and(|text| !text.is_empty() && entry.text.matches(text))
        && super::find(finding.rule).is_some_and(is_adjustable)
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn a_listed_text_may_be_found() {
        let document = ("a.md", "# A\n\nAsk jane@corp.io or joe@corp.io.\n");
        let entry = |rule: &str, text: &str| {
            format!("[[check.allow]]\nrule = '{rule}'\ntext = '{text}'\nreason = 'public'\n")
        };
        let found = |config: &str| {
            let found = reviewed(&[document], config);
            let ours = found.iter().filter(|text| text.contains("[personal/") || text.contains("[allow/"));
            ours.cloned().collect::<Vec<_>>()
        };
        assert_eq!(found("").len(), 2);
        let one = found(&entry("personal/mail", "jane@corp.io"));
        assert!(one.len() == 1 && one[0].contains("^^^^^^^^^^^"), "{one:?}");
        assert_eq!(found(&entry("personal/*", "*@corp.io")), Vec::<String>::new());
        let unused = found(&entry("personal/mail", "*@other.io"));
        assert_eq!(unused.len(), 3);
        assert!(unused.iter().any(|text| text.starts_with("warning[allow/unused]")), "{unused:?}");
    }
}

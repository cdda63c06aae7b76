//! A severity has no rank.

use crate::check::{Check, Example, Rule, Stage, Subject};
use retold_diagnostic::{Diagnostic, Level, Place, nearest};

pub const RULE: Rule = Rule {
    id: "severity/unranked",
    levels: &[Level::Warning],
    stage: Stage::Review,
    summary: "a severity is not in the scale of the configuration",
    problem: "The severity of a postmortem is none of those in `severities` of the configuration.",
    consequence: "\
        The incident is shown with its label, but it is not sorted by it, and `sev:<=2` in the search does not find \
        it.",
    fix: "Use one of the severities of the scale, or add the label to `severities` in `retold.toml`.",
    example: Example::Files {
        fails: &[("content/disk-full.md", "---\nseverity: rather bad\n---\n# Disk full\n\nx\n")],
        passes: &[("content/disk-full.md", "---\nseverity: SEV2\n---\n# Disk full\n\nx\n")],
    },
    check: Check::Review(check),
};

fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let Some(severity) = subject.postmortem.severity.as_ref().filter(|severity| severity.rank.is_none())
    else {
        return Vec::new();
    };
    let document = subject.document();
    let scale = &subject.settings.config.severities;
    let hint = match nearest(&severity.label.to_lowercase(), scale.iter().flatten().map(String::as_str)) {
        Some(known) => format!("did you mean `{known}`?"),
        None => {
            let worst: Vec<_> =
                scale.iter().filter_map(|rank| rank.first()).map(|label| format!("`{label}`")).collect();
            format!(
                "known are {}, from worst to least; `severities` in `retold.toml` adds others",
                worst.join(", ")
            )
        }
    };
    let place = match &document.facts.severity {
        Some(fact) if !fact.span.is_empty() => subject.place(fact.span.clone()),
        _ => Place::file(&document.name),
    };
    vec![RULE.finding(format!("the severity `{}` has no rank", severity.label)).at(place).hint(hint)]
}

#[cfg(test)]
mod tests {
    use crate::check::testing::reviewed;

    #[test]
    fn the_scale_of_the_configuration_counts() {
        for (severity, config, hint) in [
            ("SEV1", "", None),
            ("crtical", "", Some("did you mean `critical`?")),
            (
                "LOW-MEDIUM",
                "",
                Some("known are `SEV1`, `SEV2`, `SEV3`, `SEV4`, `SEV5`, from worst to least;"),
            ),
            ("red", "severities = [['red'], ['green']]\n", None),
            ("blue", "severities = [['red'], ['green']]\n", Some("known are `red`, `green`,")),
        ] {
            let found = reviewed(&[("a.md", &format!("---\nseverity: {severity}\n---\n# A\n\nx\n"))], config);
            let found = found.iter().find(|text| text.contains("[severity/unranked]"));
            assert_eq!(found.is_some(), hint.is_some(), "{severity}");
            assert!(found.is_none_or(|text| text.contains(hint.unwrap())), "{found:?}");
        }
    }
}

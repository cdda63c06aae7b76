//! Names of rules as users write them: a rule, such as `blame/word`, or all of a group: `blame/*`.

use super::rule::Rule;
use super::rules::RULES;
use retold_diagnostic::nearest;

/// Whether `pattern`, a rule or all of a group (`blame/*`), names the rule `id`.
pub fn matches(pattern: &str, id: &str) -> bool {
    match pattern.strip_suffix('*').filter(|group| group.ends_with('/')) {
        Some(group) => id.starts_with(group),
        None => pattern == id,
    }
}

/// The rules that `pattern` names, by identifier.
///
/// # Errors
/// There are none: what to do about it, as a hint.
pub fn named(pattern: &str) -> Result<Vec<&'static Rule>, String> {
    let matching: Vec<_> = RULES.iter().filter(|rule| matches(pattern, rule.id)).copied().collect();
    if matching.is_empty() { Err(suggestion(pattern, &[])) } else { Ok(matching) }
}

/// A hint for `pattern`, which names no rule: the rule, the group or the one of `others` that is spelled nearly the same.
pub fn suggestion(pattern: &str, others: &[&str]) -> String {
    let mut names: Vec<_> = RULES.iter().map(|rule| rule.id.to_owned()).collect();
    names.extend(groups().into_iter().map(|group| format!("{group}/*")));
    // A group is often written without its star.
    let bare = groups().into_iter().find(|group| pattern.trim_end_matches(['/', '*']) == *group);
    let known = match bare {
        Some(group) => Some(format!("{group}/*")),
        None => nearest(pattern, names.iter().map(String::as_str).chain(others.iter().copied()))
            .map(str::to_owned),
    };
    match known {
        Some(known) => format!("did you mean `{known}`?"),
        None => "`retold rules` lists all rules".to_owned(),
    }
}

/// The groups of rules, sorted.
pub fn groups() -> Vec<&'static str> {
    let mut groups: Vec<_> = RULES.iter().map(|rule| rule.group()).collect();
    groups.dedup();
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_names_a_rule_or_a_group() {
        let ids = |pattern| named(pattern).map(|rules| rules.iter().map(|rule| rule.id).collect::<Vec<_>>());
        assert_eq!(ids("link/missing"), Ok(vec!["link/missing"]));
        assert_eq!(
            ids("link/*"),
            Ok(vec![
                "link/active",
                "link/anchor",
                "link/draft",
                "link/external",
                "link/missing",
                "link/unsafe"
            ])
        );
        for (pattern, expected) in [
            ("link/mising", "did you mean `link/missing`?"),
            ("link", "did you mean `link/*`?"),
            ("link/", "did you mean `link/*`?"),
            ("links/*", "did you mean `link/*`?"),
            ("*", "`retold rules` lists all rules"),
            ("", "`retold rules` lists all rules"),
        ] {
            assert_eq!(ids(pattern), Err(expected.to_owned()), "{pattern:?}");
        }
        assert_eq!(suggestion("warnin", &["warning"]), "did you mean `warning`?");
    }

    #[test]
    fn groups_are_sorted() {
        assert!(groups().is_sorted_by(|one, other| one < other), "{:?}", groups());
    }
}

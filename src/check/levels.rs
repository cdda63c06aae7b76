//! The levels of findings that the configuration sets.

use super::pattern::{matches, named};
use super::rule::{Check, Rule, Stage};
use crate::config::{CheckConfig, Config, LevelSetting};
use retold_diagnostic::{Diagnostic, Level, Place};

/// Finds faults of the levels and the allowed texts in the configuration: rules that do not exist, and rules for which
/// nothing can be set.
pub fn validate(config: &Config) -> Vec<Diagnostic> {
    let CheckConfig { levels, folders, allow, .. } = &config.check;
    let settings = levels.iter().chain(folders.iter().flat_map(|folder| &folder.levels));
    let settings =
        settings.map(|LevelSetting { rules, place, .. }| (rules, place, "the level of `{}` cannot be set"));
    let allowed =
        allow.iter().map(|entry| (&entry.rules, &entry.place, "findings of `{}` cannot be allowed"));
    settings.chain(allowed).filter_map(|(rules, place, refusal)| fault(rules, place, refusal)).collect()
}

/// The fault of `rules`, which are written at `place`. `refusal` is the message if nothing can be set for them.
fn fault(rules: &str, place: &Place, refusal: &str) -> Option<Diagnostic> {
    let invalid = |message: String| Some(Diagnostic::error("config/value", message).at(place.clone()));
    let matching = match named(rules) {
        Ok(matching) => matching,
        Err(hint) => {
            return invalid(format!("there is no rule `{rules}`")).map(|finding| finding.hint(hint));
        }
    };
    if matching.iter().any(|rule| is_adjustable(rule)) {
        return None;
    }
    invalid(refusal.replace("{}", rules))
        .map(|finding| finding.hint("it finds what could not be read or written at all"))
}

/// Whether the level of `rule` can be set, and its findings allowed by remarks: an error of what is read cannot be made
/// harmless.
pub fn is_adjustable(rule: &Rule) -> bool {
    match rule.stage {
        Stage::Review | Stage::External => true,
        Stage::Document | Stage::Archive => rule.levels[0] != Level::Error,
        _ => false,
    }
}

/// Gives `findings` the levels of the configuration, and leaves out those that are turned off.
pub fn apply(findings: Vec<Diagnostic>, config: &Config) -> Vec<Diagnostic> {
    let CheckConfig { levels, folders, .. } = &config.check;
    if levels.is_empty() && folders.is_empty() {
        return findings;
    }
    let set = |mut finding: Diagnostic| {
        if !super::find(finding.rule).is_some_and(is_adjustable) {
            return Some(finding);
        }
        let path = finding
            .place
            .as_ref()
            .and_then(|place| place.path.strip_prefix(&config.content_name)?.strip_prefix('/'));
        let in_folder =
            folders.iter().rev().filter(|folder| path.is_some_and(|path| is_below(path, &folder.path)));
        let setting = in_folder
            .map(|folder| &folder.levels)
            .chain([levels])
            .find_map(|levels| of(levels, finding.rule));
        match setting {
            // What is looked for on demand is so only in the folders that ask for it.
            None => Some(finding).filter(|finding| !is_on_demand(finding.rule)),
            Some(level) => level.map(|level| {
                finding.level = level;
                finding
            }),
        }
    };
    findings.into_iter().filter_map(set).collect()
}

/// Whether findings of `rule` can be shown at all: the configuration does not turn it off everywhere.
pub fn may_find(rule: &Rule, config: &Config) -> bool {
    let CheckConfig { levels, folders, .. } = &config.check;
    let is_off = of(levels, rule.id) == Some(None);
    !is_off || folders.iter().any(|folder| of(&folder.levels, rule.id).is_some_and(|level| level.is_some()))
}

fn is_on_demand(id: &str) -> bool {
    super::find(id).is_some_and(|rule| matches!(rule.check, Check::ReviewOnDemand(_)))
}

/// The level that `settings` give the rule `id`: that of the rule itself, else of its group. `Some(None)` if they turn it
/// off.
fn of(settings: &[LevelSetting], id: &str) -> Option<Option<Level>> {
    let exact = settings.iter().rfind(|setting| setting.rules == id);
    let found = exact.or_else(|| settings.iter().rfind(|setting| matches(&setting.rules, id)))?;
    Some(found.level)
}

/// The levels of a rule in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleLevels<'a> {
    /// Those of its findings, the worst first; none if the rule is turned off.
    pub general: Vec<Level>,
    /// For the documents of folders, where the level is another one: the folder relative to the content folder, and the
    /// level; `None` turns the rule off.
    pub folders: Vec<(&'a str, Option<Level>)>,
}

/// The levels of `rule` with the settings of `config`.
pub fn of_rule<'a>(rule: &Rule, config: &'a Config) -> RuleLevels<'a> {
    let CheckConfig { levels, folders, .. } = &config.check;
    let unset = RuleLevels { general: rule.levels.to_vec(), folders: Vec::new() };
    if !is_adjustable(rule) {
        return unset;
    }
    let general = match of(levels, rule.id) {
        Some(level) => level.into_iter().collect(),
        None if matches!(rule.check, Check::ReviewOnDemand(_)) => Vec::new(),
        None => unset.general,
    };
    let folders =
        folders.iter().filter_map(|folder| Some((folder.path.as_str(), of(&folder.levels, rule.id)?)));
    RuleLevels { general, folders: folders.collect() }
}

/// Whether `rule` has a level in any document.
pub fn is_on(rule: &Rule, config: &Config) -> bool {
    let levels = of_rule(rule, config);
    !levels.general.is_empty() || levels.folders.iter().any(|(_, level)| level.is_some())
}

fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Overrides;

    fn config(text: &str) -> Config {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("retold.toml"), text).unwrap();
        let config = Config::load(folder.path(), None, Overrides::default()).unwrap();
        Config { content_name: "content".to_owned(), ..config }
    }

    #[test]
    fn the_nearest_setting_wins() {
        let config = config(
            "[check.levels]\n'times/*' = 'off'\n'times/order' = 'error'\n'identity/duplicate' = 'off'\n\n\
             [[check.folders]]\npath = 'old'\nlevels = { 'times/*' = 'note', 'link/missing' = 'off' }\n",
        );
        for (rule, path, expected) in [
            ("times/order", "content/a.md", Some(Level::Error)),
            ("times/two-dates", "content/a.md", None),
            ("times/order", "content/old/a.md", Some(Level::Note)),
            ("times/order", "content/older/a.md", Some(Level::Error)),
            ("link/missing", "content/old/x/a.md", None),
            ("link/missing", "content/a.md", Some(Level::Warning)),
            ("identity/duplicate", "content/a.md", Some(Level::Error)),
        ] {
            let rule = super::super::find(rule).unwrap();
            let finding = rule.finding("x").at(Place::file(path));
            let found = apply(vec![finding], &config);
            assert_eq!(found.first().map(|finding| finding.level), expected, "{} {path}", rule.id);
        }
    }

    #[test]
    fn settings_for_no_rule_are_shown() {
        for (rules, expected) in [
            ("times/ordr", Some("there is no rule `times/ordr`")),
            ("time/*", Some("there is no rule `time/*`")),
            ("identity/duplicate", Some("the level of `identity/duplicate` cannot be set")),
            ("output/*", Some("the level of `output/*` cannot be set")),
            ("front-matter/*", None),
            ("times/order", None),
        ] {
            let found = validate(&config(&format!("[check]\nlevels = {{ '{rules}' = 'off' }}\n")));
            assert_eq!(found.first().map(|finding| finding.message.as_str()), expected);
        }
        for (rule, expected) in [
            ("personal/mial", "there is no rule `personal/mial`"),
            ("identity/duplicate", "findings of `identity/duplicate` cannot be allowed"),
        ] {
            let entry = format!("[[check.allow]]\nrule = '{rule}'\ntext = 'a'\nreason = 'b'\n");
            assert_eq!(validate(&config(&entry))[0].message, expected);
        }
    }
}

//! The table `[check]`: how strict `retold check` is.

use std::collections::BTreeMap;

use toml::Spanned;

use super::allow::AllowSetting;
use super::external::ExternalConfig;
use super::pattern::Pattern;
use super::written::WrittenCheck;
use retold_diagnostic::{Diagnostic, Level, Place, nearest};
use retold_document::model::SectionKind;

/// The settings of the check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckConfig {
    /// Levels of rules.
    pub levels: Vec<LevelSetting>,
    /// Levels of rules for the documents of folders. They win over the general ones; later ones win over earlier ones.
    pub folders: Vec<FolderLevels>,
    /// Names of people, besides common given names and the authors of the archive.
    pub people: Vec<String>,
    /// Names that look like those of people and are none.
    pub products: Vec<String>,
    /// Words of blame, besides those that are built in; in lower case.
    pub blame_words: Vec<String>,
    /// The parts that a postmortem needs as sections; without a setting, the usual ones count in any form.
    pub required: Option<Vec<SectionKind>>,
    /// The tags that may be used; empty if any may.
    pub tags: Vec<String>,
    /// Texts that rules may find.
    pub allow: Vec<AllowSetting>,
    /// Names of hosts that the public does not know, in lower case.
    pub internal_hosts: Vec<Pattern>,
    /// How web addresses are checked.
    pub external: ExternalConfig,
}

/// The level that the user wants for a rule, or for a group of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelSetting {
    /// A rule, such as `blame/word`, or all of a group: `blame/*`.
    pub rules: String,
    /// `None` turns them off.
    pub level: Option<Level>,
    /// Where it is written.
    pub place: Place,
}

/// Levels of rules for the documents of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderLevels {
    /// Relative to the content folder, with forward slashes, without a slash at either end.
    pub path: String,
    pub levels: Vec<LevelSetting>,
    /// Where the path is written.
    pub place: Place,
}

impl WrittenCheck {
    /// The settings, and what is wrong with them. `name` and `text` are those of the file.
    pub(super) fn resolve(self, name: &str, text: &str) -> (CheckConfig, Vec<Diagnostic>) {
        let Self {
            levels,
            folders,
            people,
            products,
            blame_words,
            required,
            tags,
            allow,
            internal_hosts,
            external,
            places: _,
        } = self;
        let mut findings = Vec::new();
        let mut resolve = |levels: BTreeMap<Spanned<String>, Spanned<String>>| {
            let mut levels: Vec<_> = levels.into_iter().collect();
            levels.sort_by_key(|(rules, _)| rules.span().start);
            levels.into_iter().filter_map(|setting| level(setting, name, text, &mut findings)).collect()
        };
        let levels = resolve(levels.unwrap_or_default());
        let folders = folders.unwrap_or_default();
        let folders = folders
            .into_iter()
            .map(|folder| FolderLevels {
                path: folder.path.get_ref().trim_matches('/').to_owned(),
                levels: resolve(folder.levels),
                place: Place::span(name, text, folder.path.span()),
            })
            .collect();
        let blame_words = blame_words.unwrap_or_default().iter().map(|word| word.to_lowercase()).collect();
        let (people, products) = (people.unwrap_or_default(), products.unwrap_or_default());
        let mut part = |part: Spanned<String>| section(&part, name, text, &mut findings);
        let required = required.map(|parts| parts.into_iter().filter_map(&mut part).collect());
        let tags = tags.unwrap_or_default();
        let allow = allow.unwrap_or_default();
        let allow = allow.into_iter().filter_map(|entry| entry.resolve(name, text, &mut findings)).collect();
        let internal_hosts = internal_hosts.unwrap_or_default();
        let internal_hosts = internal_hosts.iter().map(|host| Pattern::new(host.to_lowercase())).collect();
        let (external, fault) = external.unwrap_or_default().resolve(name, text);
        findings.extend(fault);
        (
            CheckConfig {
                levels,
                folders,
                people,
                products,
                blame_words,
                required,
                tags,
                allow,
                internal_hosts,
                external,
            },
            findings,
        )
    }
}

/// The section that is called `written`; a finding if there is none.
fn section(
    written: &Spanned<String>,
    name: &str,
    text: &str,
    findings: &mut Vec<Diagnostic>,
) -> Option<SectionKind> {
    let wanted = written.get_ref().as_str();
    let known = SectionKind::ALL.into_iter().find(|kind| kind.name() == wanted);
    if known.is_none() {
        let names = SectionKind::ALL.map(SectionKind::name);
        let hint = match nearest(wanted, names) {
            Some(known) => format!("did you mean `{known}`?"),
            None => format!("known sections: {}", names.join(", ")),
        };
        let finding = Diagnostic::error("config/value", format!("unknown section `{wanted}`"))
            .at(Place::span(name, text, written.span()))
            .hint(hint);
        findings.push(finding);
    }
    known
}

fn level(
    (rules, level): (Spanned<String>, Spanned<String>),
    name: &str,
    text: &str,
    findings: &mut Vec<Diagnostic>,
) -> Option<LevelSetting> {
    let level = match level.get_ref().as_str() {
        "off" => None,
        "note" => Some(Level::Note),
        "warning" => Some(Level::Warning),
        "error" => Some(Level::Error),
        other => {
            let finding = Diagnostic::error("config/value", format!("`{other}` is not a level"))
                .at(Place::span(name, text, level.span()))
                .hint("write `error`, `warning`, `note` or `off`");
            findings.push(finding);
            return None;
        }
    };
    let place = Place::span(name, text, rules.span());
    Some(LevelSetting { rules: rules.into_inner(), level, place })
}

#[cfg(test)]
mod tests {
    use crate::config::tests::{first_error, load};
    use retold_diagnostic::Level;

    #[test]
    fn levels_are_read_in_the_order_of_the_file() {
        let text = "[check.levels]\n'section/missing' = 'off'\n'blame/*' = 'error'\n\n\
                    [[check.folders]]\npath = '/legacy/'\nlevels = { 'blame/word' = 'note' }\n";
        let check = load(text).unwrap().check;
        let levels: Vec<_> = check.levels.iter().map(|one| (one.rules.as_str(), one.level)).collect();
        assert_eq!(levels, [("section/missing", None), ("blame/*", Some(Level::Error))]);
        assert_eq!(check.folders[0].path, "legacy");
        assert_eq!(check.folders[0].levels[0].level, Some(Level::Note));
        assert_eq!(check.levels[1].place.line, 3);
    }

    #[test]
    fn a_level_that_does_not_exist_is_shown() {
        let error = first_error("[check]\nlevels = { 'blame/word' = 'fatal' }\n");
        assert!(
            error.starts_with("error[config/value]: `fatal` is not a level\n --> retold.toml:2:"),
            "{error}"
        );
    }

    #[test]
    fn a_required_section_that_does_not_exist_is_shown() {
        let error = first_error("[check]\nrequired = ['impact', 'timelin']\n");
        assert!(
            error.starts_with("error[config/value]: unknown section `timelin`\n --> retold.toml:2:")
                && error.contains("did you mean `timeline`?"),
            "{error}"
        );
    }

    #[test]
    fn an_unknown_key_of_the_table_is_refused_with_a_suggestion() {
        let error = first_error("[check]\nlevel = {}\n");
        assert!(
            error.contains("unknown key `check.level`") && error.contains("did you mean `levels`?"),
            "{error}"
        );
    }
}
